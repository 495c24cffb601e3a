"""Nominations: teachers, parents and pupils name somebody; a second one joins the first; the pupil is invited."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows.decision import Decision
from workflows.effects import SendMail
from workflows.events import FormAnswered
from workflows.launch import may_begin
from workflows.letters import concern_link, letter, mail_key, role_word, to_pupil, to_staff
from workflows.policy import Policy
from workflows.recruiting.inviting import FORM_OF, roles_for
from workflows.rules import first_answer, is_address, normal_address, person_by_address
from workflows.state import Invitation, Nomination, Person, Role
from workflows.text.blocks import FormLink
from workflows.text.say import say
from workflows.view import View

LONGEST = 500


def nominated(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    """Keep a nomination, thank an adult of the programme for it, and invite a pupil who may apply."""
    email = normal_address(first_answer(event.answers, "pupil_email"))
    name = first_answer(event.answers, "pupil_name")[:LONGEST]
    if not is_address(email):
        return Decision(reason="A nomination came in without a usable address of the pupil; nobody was invited.")
    role = Role.MENTEE if first_answer(event.answers, "role").lower().startswith("have") else Role.MENTOR
    person = person_by_address(view, email)
    held = view.get(Nomination, f"{role.value}:{email}")
    fresh = Nomination(id=f"{role.value}:{email}", role=role, email=email, name=name, nominators=(), reasons=(), at=now)
    kept = _joined(held or fresh, event, person)
    thanks = _thanks(event, kept, policy)
    if person is None or person.withdrawn_at is not None:
        told = "is not on the school's list, so the pupil was not written to"
        return Decision(changes=(kept,), effects=thanks, reason=f"{name or email} was nominated and {told}.")
    invited = held is None and role in roles_for(person, view, policy) and may_begin(view, policy)
    proof = Invitation(id=f"{person.id}:{role.value}", person_id=person.id, role=role, at=now)
    return Decision(
        changes=(kept, proof) if invited else (kept,),
        effects=(*thanks, *((_mail(person, role, policy),) if invited else ())),
        reason=f"{person.name} was nominated as {role.value} ({len(kept.nominators)} so far)"
        + (" and invited to apply." if invited else "."),
        about=(person.id,),
    )


def _joined(base: Nomination, event: FormAnswered, person: Person | None) -> Nomination:
    """The nomination with one more voice; the same voice twice counts once."""
    who = first_answer(event.answers, "name")[:LONGEST] or event.respondent
    why = first_answer(event.answers, "reasons")[:LONGEST]
    return replace(
        base,
        nominators=tuple(dict.fromkeys(n for n in (*base.nominators, who) if n)),
        reasons=tuple(dict.fromkeys(r for r in (*base.reasons, why) if r)),
        person_id=person.id if person else base.person_id,
    )


def _thanks(event: FormAnswered, kept: Nomination, policy: Policy) -> tuple[SendMail, ...]:
    """Only adults of the programme are written to: anybody could type anybody's address into an open form."""
    address = normal_address(event.respondent or first_answer(event.answers, "email"))
    member = next((m for m in policy.staff if normal_address(m.email) == address), None)
    if member is None:
        return ()
    mail = letter(
        key=mail_key(policy, "nominations", kept.id, "thanks", member.id),
        to=to_staff(policy, member.id),
        words="recruiting.thanks",
        policy=policy,
        values={"name": member.name, "pupil": kept.name},
    )
    return (mail,)


def _mail(person: Person, role: Role, policy: Policy) -> SendMail:
    language = person.language
    link = FormLink(label=say(language, f"recruiting.link.{role.value}"), form=FORM_OF[role])
    return letter(
        key=mail_key(policy, "recruiting", person.id, "nominated", role.value),
        to=to_pupil(person),
        words="recruiting.nominated",
        policy=policy,
        values={"name": person.name, "role": role_word(language, role, policy)},
        extra=(link, concern_link(language)),
    )

"""Invitations: the same for everybody on the school's list who may apply, each kept as proof."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from workflows import forms
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import SendMail, Urgency
from workflows.launch import may_begin
from workflows.letters import concern_link, leave_link, letter, mail_key, to_pupil
from workflows.policy import Policy
from workflows.recruiting.poster import offered
from workflows.rules import application_id
from workflows.state import Application, Invitation, Milestone, Person, Role
from workflows.text.blocks import Block, FormLink, Items, Paragraph
from workflows.text.say import day, own_words, say
from workflows.view import View

OPEN, LAST_CALL = "recruiting.open", "recruiting.last_call"
OPENED = "recruiting"
LAST_CALL_BEFORE = 3  # school days before the last day to apply
FORM_OF = {Role.MENTOR: forms.MENTOR, Role.MENTEE: forms.MENTEE}


def is_open(view: View, now: datetime, policy: Policy) -> bool:
    """Whether applications are called for at the moment."""
    closes = policy.recruiting.closes
    over = closes is not None and policy.school.local_date(now) > closes
    return policy.recruiting.on and view.get(Milestone, OPENED) is not None and not over


def open_calls(view: View, now: datetime, policy: Policy) -> Decision:
    """Begin to call, on the day the programme file names; repeating invites only those not invited yet."""
    rules, school = policy.recruiting, policy.school
    if not rules.on or not may_begin(view, policy):
        return NOTHING
    if rules.opens is not None and school.local_date(now) < rules.opens:
        at = school.at(rules.opens, policy.messages.digest_at)
        return Decision(timers=(Timer(kind=OPEN, subject=policy.key, due_at=at),))
    if rules.closes is not None and school.local_date(now) > rules.closes:
        return NOTHING
    decision = invite(view.find(Person), view, now, policy)
    if view.get(Milestone, OPENED) is not None:
        return decision
    opened = Decision(
        changes=(Milestone(id=OPENED, at=now),), effects=(offered(policy),), timers=_last_call_timer(now, policy)
    )
    return opened.and_then(decision)


def _last_call_timer(now: datetime, policy: Policy) -> tuple[Timer, ...]:
    closes, school = policy.recruiting.closes, policy.school
    if closes is None:
        return ()
    days = [d for d in school.school_days(school.local_date(now), closes) if d < closes][-LAST_CALL_BEFORE:]
    if not days or days[0] <= school.local_date(now):
        return ()
    return (Timer(kind=LAST_CALL, subject=policy.key, due_at=school.at(days[0], time(6, 0))),)


def roles_for(person: Person, view: View, policy: Policy) -> tuple[Role, ...]:
    """The roles this pupil may apply for by grade and has not applied for."""
    grades = {Role.MENTOR: policy.applications.mentor_grades, Role.MENTEE: policy.applications.mentee_grades}
    return tuple(
        role
        for role, allowed in grades.items()
        if (not allowed or person.grade in allowed) and view.get(Application, application_id(person.id, role)) is None
    )


def invite(people: Iterable[Person], view: View, now: datetime, policy: Policy) -> Decision:
    """Invite those who may apply and have not been invited. Who left is left in peace."""
    proofs: list[Invitation] = []
    mails: list[SendMail] = []
    for person in people:
        roles = [r for r in roles_for(person, view, policy) if view.get(Invitation, f"{person.id}:{r.value}") is None]
        if not roles or not person.rostered or not person.email or person.withdrawn_at is not None:
            continue
        proofs += [Invitation(id=f"{person.id}:{r.value}", person_id=person.id, role=r, at=now) for r in roles]
        mails.append(_mail(person, roles, policy))
    if not mails:
        return NOTHING
    return Decision(
        changes=tuple(proofs),
        effects=tuple(mails),
        reason=f"Pupils on the school's list who were invited to apply, all with the same words: {len(mails)}.",
        about=tuple(dict.fromkeys(proof.person_id for proof in proofs)),
    )


def _mail(person: Person, roles: Iterable[Role], policy: Policy) -> SendMail:
    language, rules = person.language, policy.recruiting
    words: list[Block] = [Items(lines=tuple(own_words(language, line) for line in rules.pitch))]
    if policy.goal:
        words.insert(0, Paragraph(text=say(language, "recruiting.goal", goal=policy.goal)))
    if rules.closes:
        words.append(Paragraph(text=say(language, "recruiting.closes", day=day(language, rules.closes))))
    links = [FormLink(label=say(language, f"recruiting.link.{role.value}"), form=FORM_OF[role]) for role in roles]
    if rules.sessions:
        personal = (("person", person.id),)
        links.append(FormLink(label=say(language, "recruiting.link.session"), form=forms.INFO, personal=personal))
    return letter(
        key=mail_key(policy, "recruiting", person.id, "invite"),
        to=to_pupil(person),
        words="recruiting.invite",
        policy=policy,
        values={"name": person.name},
        extra=(*words, *links, *_ways_out(person)),
        urgency=Urgency.ROUTINE,
    )


def _ways_out(person: Person) -> tuple[FormLink, ...]:
    return (concern_link(person.language), leave_link(person))


def last_call(view: View, policy: Policy) -> Decision:
    """One reminder to those who were invited and have not applied, in every role they may take."""
    if not policy.recruiting.on or policy.recruiting.closes is None:
        return NOTHING
    invited = dict.fromkeys(invitation.person_id for invitation in view.find(Invitation))
    people = [p for p in (view.get(Person, person_id) for person_id in invited) if p and p.withdrawn_at is None]
    waiting = [p for p in people if p.email and not view.find(Application, person_id=p.id)]
    if not waiting:
        return NOTHING
    return Decision(
        effects=tuple(_last_mail(person, view, policy) for person in waiting),
        reason=f"Pupils who were invited, have not applied and got the one reminder: {len(waiting)}.",
    )


def _last_mail(person: Person, view: View, policy: Policy) -> SendMail:
    language, closes = person.language, policy.recruiting.closes
    links = (
        FormLink(label=say(language, f"recruiting.link.{role.value}"), form=FORM_OF[role])
        for role in roles_for(person, view, policy)
    )
    return letter(
        key=mail_key(policy, "recruiting", person.id, "last-call"),
        to=to_pupil(person),
        words="recruiting.last_call",
        policy=policy,
        values={"name": person.name, "day": day(language, closes) if closes else ""},
        extra=(*links, *_ways_out(person)),
        urgency=Urgency.ROUTINE,
    )

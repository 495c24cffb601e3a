"""Another kind of help: suggested, decided by staff, agreed by the guardian, handed over, and its outcome noted.

What somebody wrote about a pupil goes to the one adult who decides, and into no table.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import Effect, PutRow, Recipient, SendMail, Urgency
from workflows.events import CellEdited, Event, FormAnswered, TimerFired
from workflows.forms.life import OUTCOMES
from workflows.letters import letter, mail_key, to_guardian, to_staff
from workflows.life.routing import COUNSELLOR, MENTOR, TUTOR, route
from workflows.policy import Policy
from workflows.rules import (
    cell_word,
    first_answer,
    normal_address,
    person_by_address,
    said_yes,
    short_hash,
    staff_answer,
)
from workflows.state import Person, Referral, ReferralStatus, StaffAnswer
from workflows.text.blocks import FormLink, Paragraph
from workflows.text.say import say
from workflows.view import Overlay, View

CHASE = "life.referral_chase"
CHASE_AFTER = 15  # school days
PAPER_YES = "paper: yes"


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for referrals."""
    match event:
        case FormAnswered(form=forms.HELP_REQUEST):
            return _requested(event, view, now, policy)
        case FormAnswered(form=forms.MENTEE):
            return _applied(event, view, now, policy)
        case FormAnswered(form=forms.REFERRAL_CONSENT):
            return _guardian(event, view, now, policy)
        case FormAnswered(form=forms.REFERRAL_OUTCOME):
            return _outcome(event, view, policy)
        case CellEdited(tab=pair_tabs.REFERRALS, column="decision"):
            return _decided(event, view, now, policy)
        case TimerFired(kind="life.referral_chase"):
            return _chase(view.get(Referral, event.subject), view, policy)
    return NOTHING


# --- suggested --------------------------------------------------------------------------------------


def _requested(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    address = normal_address(first_answer(event.answers, "about"))
    person = person_by_address(view, address)
    need, words = first_answer(event.answers, "need"), first_answer(event.answers, "note")
    kind = route(need, words)
    if person is None or person.withdrawn_at is not None:
        # Nobody we know, or nobody any more: staff look into it by hand, and nothing is kept.
        values = {"name": address, "need": need, "kind": say(policy.language, f"life.help_kind.{kind}")}
        key = mail_key(policy, "life", "request", event.response_id)
        to = to_staff(policy, _adult(kind, policy))
        quoted = (Paragraph(text=words),) if words else ()
        mail = letter(key=key, to=to, words="life.referral_new", policy=policy, values=values, extra=quoted)
        return Decision(effects=(mail,), reason="Help was asked for a pupil who is not in the programme: staff decide.")
    asked_by = first_answer(event.answers, "name")
    return _propose(person, need, kind, event=event, asked_by=asked_by, words=words, view=view, now=now, policy=policy)


def _applied(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    """An application that asks for more than a pupil of the same school can give."""
    person = person_by_address(view, normal_address(first_answer(event.answers, "email")))
    words, topics = first_answer(event.answers, "why"), event.answers.get("topics", ())
    kind = route("", words, topics)
    if person is None or kind == MENTOR:
        return NOTHING
    need = say(policy.language, "life.referral.from_application")
    return _propose(person, need, kind, event=event, asked_by="", words="", view=view, now=now, policy=policy)


def _propose(
    person: Person,
    need: str,
    kind: str,
    *,
    event: FormAnswered,
    asked_by: str,
    words: str,
    view: View,
    now: datetime,
    policy: Policy,
) -> Decision:
    key = f"{person.id}:{short_hash(event.form, event.response_id, length=8)}"
    if view.get(Referral, key) is not None:
        return NOTHING
    made = Referral(
        id=key,
        person_id=person.id,
        need=need,
        suggested=kind,
        asked_by=asked_by[:80],
        status=ReferralStatus.PROPOSED,
        at=now,
    )
    to = to_staff(policy, _adult(kind, policy))
    quoted = (Paragraph(text=words),) if words else ()
    mail = letter(
        key=mail_key(policy, "life", person.id, "referral", key),
        to=to,
        words="life.referral_new",
        policy=policy,
        values={"name": person.told_apart, "need": need, "kind": say(to.language, f"life.help_kind.{kind}")},
        extra=quoted,
        urgency=Urgency.PROMPT if kind == COUNSELLOR else Urgency.ROUTINE,
    )
    return Decision(
        changes=(made,),
        effects=(mail, row(made, view, policy)),
        reason=f"Help was asked for {person.name}; staff decide which.",
        about=(person.id,),
    )


def _adult(kind: str, policy: Policy) -> str:
    rules, roles = policy.referrals, policy.roles
    if kind == COUNSELLOR:
        return rules.counsellor or roles.safeguarding_lead
    return (rules.tutor if kind == TUTOR else "") or roles.lead


def row(referral: Referral, view: View, policy: Policy) -> PutRow:
    """Where a referral stands: no words about the pupil, only the kind of help."""
    person = view.get(Person, referral.person_id)
    said = view.get(StaffAnswer, f"{pair_tabs.REFERRALS}:{referral.id}")
    kind = referral.kind or referral.suggested
    shown = say(policy.language, f"life.help_kind.{kind}") if kind in (TUTOR, COUNSELLOR, MENTOR) else kind
    cells = {
        "name": person.name if person else referral.person_id,
        "since": policy.school.local_date(referral.at).isoformat(),
        "kind": shown,
        "status": referral.status.value,
        "outcome": referral.outcome,
        "answer": said.text if said else "",
    }
    return PutRow(tab=pair_tabs.REFERRALS, key=referral.id, cells=cells)


# --- decided by staff, agreed by the guardian -------------------------------------------------------


def _decided(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    referral = view.get(Referral, event.row)
    person = view.get(Person, referral.person_id) if referral else None
    if referral is None or person is None:
        return Decision(reason=f"A decision was written in a row of Referrals that stands for nobody ({event.row}).")
    word = cell_word(event.value)
    kinds = {TUTOR: TUTOR, COUNSELLOR: COUNSELLOR, **{name.lower(): name for name in policy.referrals.community}}
    if word == PAPER_YES and referral.status is ReferralStatus.ASKED:
        return _hand_over(referral, person, view, now, policy)
    if referral.status in (ReferralStatus.MADE, ReferralStatus.CLOSED):
        return _told(referral, "over", view, now, policy)
    if word == MENTOR:
        closed = replace(referral, kind=MENTOR, status=ReferralStatus.CLOSED, outcome=MENTOR)
        return _told(closed, "mentor", view, now, policy)
    if word not in kinds:
        return _told(referral, "unknown" if word else "blank", view, now, policy)
    asked = replace(referral, kind=kinds[word], status=ReferralStatus.ASKED)
    decision = _told(asked, "asked" if person.guardian_email else "paper", view, now, policy)
    mails = (_ask_guardian(asked, person, policy),) if person.guardian_email else ()
    return decision.and_then(Decision(effects=mails))


def _told(referral: Referral, said: str, view: View, now: datetime, policy: Policy) -> Decision:
    text = say(policy.language, f"life.referral.cell.{said}")
    answer = staff_answer(pair_tabs.REFERRALS, referral.id, text, now)
    seen = Overlay(view, (answer,))
    return Decision(
        changes=(referral, answer),
        effects=(row(referral, seen, policy),),
        reason=f"Referral: {text}" if text else "",
        about=(referral.person_id,),
    )


def _ask_guardian(referral: Referral, person: Person, policy: Policy) -> SendMail:
    to = to_guardian(person)
    personal = (("referral", referral.id), ("person", person.id))
    link = FormLink(
        label=say(to.language, "life.referral_consent.link"), form=forms.REFERRAL_CONSENT, personal=personal
    )
    return letter(
        key=mail_key(policy, "life", person.id, "referral-consent", referral.id, referral.kind),
        to=to,
        words="life.referral_consent",
        policy=policy,
        values={"name": person.name, "kind": _kind_words(referral, to.language)},
        extra=(link,),
    )


def _kind_words(referral: Referral, language: str) -> str:
    kind = referral.kind
    return say(language, f"life.help_kind.{kind}") if kind in (TUTOR, COUNSELLOR) else kind


def _guardian(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    referral = view.get(Referral, event.personal.get("referral", ""))
    person = view.get(Person, referral.person_id) if referral else None
    if referral is None or person is None or referral.status not in (ReferralStatus.ASKED, ReferralStatus.REFUSED):
        return NOTHING
    if said_yes(event.answers, "decision"):
        return _hand_over(referral, person, view, now, policy)
    refused = replace(referral, status=ReferralStatus.REFUSED)
    effects = (row(refused, view, policy),)
    reason = f"The guardian of {person.name} said no to another kind of help; nobody was told anything."
    return Decision(changes=(refused,), effects=effects, reason=reason, about=(person.id,))


def _hand_over(referral: Referral, person: Person, view: View, now: datetime, policy: Policy) -> Decision:
    """The warm part: the helper hears who comes and why, the family hears who will be in touch."""
    made = replace(referral, status=ReferralStatus.MADE, made_at=now)
    school = policy.school
    due = school.at(school.school_day_after(school.local_date(now), CHASE_AFTER), time(9))
    effects: list[Effect] = [row(made, view, policy), _to_helper(made, person, policy, step="referral_made")]
    if person.guardian_email:
        to = to_guardian(person)
        key = mail_key(policy, "life", person.id, "referral-told", made.id)
        values = {"name": person.name, "kind": _kind_words(made, to.language), "helper": _helper(made, policy).name}
        effects.append(letter(key=key, to=to, words="life.referral_told", policy=policy, values=values))
    return Decision(
        changes=(made,),
        effects=tuple(effects),
        timers=(Timer(kind=CHASE, subject=made.id, due_at=due),),
        reason=f"{person.name} was handed over to {_helper(made, policy).name} with the guardian's consent.",
        about=(person.id,),
    )


def _helper(referral: Referral, policy: Policy) -> Recipient:
    address = policy.referrals.community.get(referral.kind)
    if address:
        return Recipient(
            person_id=referral.person_id,
            address=address,
            name=referral.kind,
            language=policy.language,
            may_leave=False,
        )
    return to_staff(policy, _adult(referral.kind, policy))


def _to_helper(referral: Referral, person: Person, policy: Policy, *, step: str) -> SendMail:
    to = _helper(referral, policy)
    link = FormLink(
        label=say(to.language, "life.referral_made.link"),
        form=forms.REFERRAL_OUTCOME,
        personal=(("referral", referral.id),),
    )
    return letter(
        key=mail_key(policy, "life", person.id, step, referral.id),
        to=to,
        words=f"life.{step}",
        policy=policy,
        values={"name": person.name, "need": referral.need},
        extra=(link,),
    )


def _chase(referral: Referral | None, view: View, policy: Policy) -> Decision:
    person = view.get(Person, referral.person_id) if referral else None
    if referral is None or person is None or referral.status is not ReferralStatus.MADE:
        return NOTHING
    if person.withdrawn_at is not None:
        return NOTHING
    mail = _to_helper(referral, person, policy, step="referral_chase")
    return Decision(effects=(mail,), reason="A referral has no outcome yet: asked once.", about=(person.id,))


def _outcome(event: FormAnswered, view: View, policy: Policy) -> Decision:
    referral = view.get(Referral, event.personal.get("referral", ""))
    said = first_answer(event.answers, "outcome")
    if referral is None or referral.status not in (ReferralStatus.MADE, ReferralStatus.CLOSED) or said not in OUTCOMES:
        return NOTHING
    closed = replace(referral, status=ReferralStatus.CLOSED, outcome=said)
    effects = (row(closed, view, policy),)
    return Decision(
        changes=(closed,), effects=effects, reason="A referral's outcome is known.", about=(closed.person_id,)
    )


def stopped(person_id: str, view: View, policy: Policy) -> Decision:
    """Nothing is asked or handed over any more for somebody who left."""
    over = (ReferralStatus.MADE, ReferralStatus.CLOSED)
    going = [r for r in view.find(Referral, person_id=person_id) if r.status not in over]
    closed = tuple(replace(r, status=ReferralStatus.CLOSED, outcome="left") for r in going)
    return Decision(changes=closed, effects=tuple(row(r, view, policy) for r in closed))

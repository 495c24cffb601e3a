"""What follows for recruiting from each event."""

from __future__ import annotations

from datetime import datetime

from workflows import forms
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import WithdrawMail
from workflows.events import (
    Event,
    FormAnswered,
    PersonWithdrew,
    ProgrammeLaunched,
    ProgrammeStarted,
    RosterImported,
    TimerFired,
)
from workflows.letters import letter, mail_key, to_lead
from workflows.policy import Policy
from workflows.recruiting import figures, inviting, nominating, sessions
from workflows.rules import first_answer, normal_address, person_by_address
from workflows.state import Person
from workflows.text.blocks import Paragraph
from workflows.view import View

FIGURES = "recruiting.figures"
LONGEST = 500


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for recruiting; nothing while the step is off."""
    if not policy.recruiting.on:
        return NOTHING
    match event:
        case ProgrammeStarted():
            return inviting.open_calls(view, now, policy).and_then(_figures(view, now, policy))
        case ProgrammeLaunched():
            return inviting.open_calls(view, now, policy)
        case TimerFired():
            return _timer(event, view, now, policy)
        case RosterImported():
            return _late_arrival(event, view, now, policy)
        case FormAnswered(form=forms.NOMINATION):
            return nominating.nominated(event, view, now, policy)
        case FormAnswered(form=forms.MENTOR) | FormAnswered(form=forms.MENTEE):
            return _support(event, policy)
        case FormAnswered(form=forms.INFO):
            return sessions.signed_up(event, view, now, policy)
        case PersonWithdrew():
            return _left(event.person_id, view, now, policy)
    return NOTHING


def _support(event: FormAnswered, policy: Policy) -> Decision:
    """What a pupil needs goes to the lead alone: neither the workbook nor the journal has it."""
    words = first_answer(event.answers, "support")[:LONGEST]
    if not words:
        return NOTHING
    lead = to_lead(policy)
    mail = letter(
        key=mail_key(policy, "recruiting", "support", event.form, event.response_id, event.revision),
        to=lead,
        words="recruiting.support",
        policy=policy,
        values={"name": first_answer(event.answers, "name")[:LONGEST]},
        extra=(Paragraph(text=words),),
    )
    return Decision(effects=(mail,), reason="An applicant asked for something so as to take part; the lead was told.")


def _timer(event: TimerFired, view: View, now: datetime, policy: Policy) -> Decision:
    match event.kind:
        case inviting.OPEN:
            return inviting.open_calls(view, now, policy)
        case inviting.LAST_CALL:
            return inviting.last_call(view, policy)
        case "recruiting.figures":
            return _figures(view, now, policy)
    return NOTHING


def _late_arrival(event: RosterImported, view: View, now: datetime, policy: Policy) -> Decision:
    """Somebody who joins the school while applications are called for is invited like everybody else."""
    person = person_by_address(view, normal_address(event.email))
    if person is None or not inviting.is_open(view, now, policy):
        return NOTHING
    return inviting.invite((person,), view, now, policy)


def _figures(view: View, now: datetime, policy: Policy) -> Decision:
    """Counted anew once a school day: a figure that changes with each form could point at somebody."""
    school = policy.school
    tomorrow = school.school_day_after(school.local_date(now))
    timer = Timer(kind=FIGURES, subject=policy.key, due_at=school.at(tomorrow, policy.messages.digest_at))
    return Decision(effects=figures.rows(view, policy), timers=(timer,) if tomorrow <= school.ends_on else ())


def _left(person_id: str, view: View, now: datetime, policy: Policy) -> Decision:
    person = view.get(Person, person_id)
    dropped = WithdrawMail(key_prefix=mail_key(policy, "recruiting", person_id) + "/", why="The pupil left.")
    decision = Decision(effects=(dropped,))
    return decision if person is None else decision.and_then(sessions.left(person, view, now, policy))

"""What follows for selection from each event, and the row that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from workflows import forms, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Gone
from workflows.effects import RemoveRow, WithdrawMail
from workflows.events import (
    AttendanceImported,
    BusyKnown,
    CellEdited,
    Event,
    FormAnswered,
    InvitationAnswered,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
)
from workflows.letters import mail_key
from workflows.policy import Policy
from workflows.rules import application_id, cell_word, first_answer, normal_address, person_by_address, staff_answer
from workflows.selection import board, interviews, references
from workflows.state import Application, ApplicationStatus, Attendance, Interview, InterviewStatus, Person, Role
from workflows.text.say import say
from workflows.view import Overlay, View

LEFT: Mapping[str, str] = {references.REMIND: "reference", interviews.REMIND: "remind", interviews.RUBRIC: "rubric"}


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for selection; attendance is kept even while the step is off, for others use it too."""
    if isinstance(event, AttendanceImported):
        decision = _attendance(event, view)
        return _shown(decision, view, policy) if policy.selection.on else decision
    if not policy.selection.on:
        return NOTHING
    return _shown(_decided(event, view, now, policy), view, policy)


def _decided(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    match event:
        case FormAnswered():
            return _form_answered(event, view, now, policy)
        case CellEdited(tab=tabs.SELECTION, column="step"):
            return _cell_edited(event, view, now, policy)
        case BusyKnown():
            return _busy_known(event, view, now, policy)
        case InvitationAnswered():
            return interviews.declined(event, view, now, policy)
        case TimerFired():
            return _timer(event, view, policy)
        case PersonWithdrew() | PersonErased():
            return _left(event.person_id, view, policy)
        case ProgrammeStarted():
            # The file may ask for other things now: every row says anew what speaks for whom.
            about = tuple(a.person_id for a in view.find(Application, role=Role.MENTOR) if _is_open(a))
            return Decision(about=about)
    return NOTHING


def _shown(decision: Decision, view: View, policy: Policy) -> Decision:
    """The decision with the rows of the mentors it is about as they read after it."""
    after = Overlay(view, decision.changes)
    rows = []
    for person_id in decision.about:
        application, person = (
            after.get(Application, application_id(person_id, Role.MENTOR)),
            after.get(Person, person_id),
        )
        if application is not None and person is not None and _is_open(application):
            rows.append(board.row(application, person, after, policy))
    return decision.and_then(Decision(effects=tuple(rows))) if rows else decision


def _is_open(application: Application) -> bool:
    return application.status is not ApplicationStatus.WITHDRAWN


# --- forms ------------------------------------------------------------------------------------------


def _form_answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    match event.form:
        case forms.MENTOR:
            return _applied(event, view, now, policy)
        case forms.NOMINATION:
            person = person_by_address(view, normal_address(first_answer(event.answers, "pupil_email")))
            return Decision(about=(person.id,)) if person else NOTHING
        case forms.REFERENCE:
            return references.given(event, view, policy)
        case forms.RUBRIC:
            return interviews.scored(event, view, policy)
    return NOTHING


def _applied(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    found = view.find(Application, response_id=event.response_id, role=Role.MENTOR)
    person = view.get(Person, found[0].person_id) if found else None
    if person is None:
        return NOTHING
    asked = references.wanted(event, found[0], person, view=view, now=now, policy=policy)
    return Decision(about=(person.id,)).and_then(asked)


# --- cells, calendars, timers ------------------------------------------------------------------------


def _cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    application = view.get(Application, event.row)
    person = view.get(Person, application.person_id) if application else None
    if application is None or person is None or not event.value.strip():
        return NOTHING
    refusal = _refusal(event, application, person, policy)
    if refusal:
        text = say(policy.language, refusal, word=tabs.INTERVIEW)
        answer = staff_answer(tabs.SELECTION, application.id, text, now)
        return Decision(changes=(answer,), reason=f"{person.name}: {text}", about=(person.id,))
    text = say(policy.language, "selection.cell.looking")
    answered = Decision(changes=(staff_answer(tabs.SELECTION, application.id, text, now),))
    return answered.and_then(interviews.ask(application, person, view, now=now, policy=policy))


def _refusal(event: CellEdited, application: Application, person: Person, policy: Policy) -> str:
    if cell_word(event.value) != tabs.INTERVIEW:
        return "selection.cell.unknown"
    if not policy.selection.interviews:
        return "selection.cell.off"
    if person.withdrawn_at is not None or not _is_open(application) or not person.email:
        return "selection.cell.cannot"
    return ""


def _busy_known(event: BusyKnown, view: View, now: datetime, policy: Policy) -> Decision:
    interview = interviews.asked_about(event, view, policy)
    application, person = interviews.of_interview(interview, view)
    if interview is None or application is None or person is None or person.withdrawn_at is not None:
        return NOTHING
    booked = interviews.book(interview, application, person, busy=event.busy, view=view, now=now, policy=policy)
    found = any(isinstance(c, Interview) and c.status is InterviewStatus.BOOKED for c in booked.changes)
    text = say(policy.language, "selection.cell.booked" if found else "selection.cell.no_time")
    return Decision(changes=(staff_answer(tabs.SELECTION, application.id, text, now),)).and_then(booked)


def _timer(event: TimerFired, view: View, policy: Policy) -> Decision:
    match event.kind:
        case references.REMIND:
            return references.reminded(event.subject, view, policy)
        case interviews.REMIND:
            return interviews.reminded(event.subject, view, policy)
        case interviews.RUBRIC:
            return interviews.rubrics(event.subject, view, policy)
    return NOTHING


# --- attendance and leaving ---------------------------------------------------------------------------


def _attendance(event: AttendanceImported, view: View) -> Decision:
    person = person_by_address(view, normal_address(event.email))
    if person is None:
        return Decision(reason="The school's records have a line for a pupil who is not on the list; it was left out.")
    kept = Attendance(
        id=f"{person.id}:{event.first.isoformat()}",
        person_id=person.id,
        first=event.first,
        last=event.last,
        present=event.present,
        possible=event.possible,
    )
    if view.get(Attendance, kept.id) == kept:
        return NOTHING
    return Decision(changes=(kept,), reason="Attendance from the school's records was kept.", about=(person.id,))


def _left(person_id: str, view: View, policy: Policy) -> Decision:
    """Whoever leaves takes interviews, questions to teachers and the row along."""
    application, person = view.get(Application, application_id(person_id, Role.MENTOR)), view.get(Person, person_id)
    if application is None or person is None:
        return NOTHING
    interview = view.get(Interview, application.id)
    gone = interviews.called_off(interview, person, policy) if interview else NOTHING
    prefix = mail_key(policy, "selection", application.id) + "/"
    stopped = Decision(
        changes=(Gone(kind="StaffAnswer", id=f"{tabs.SELECTION}:{application.id}"),),
        effects=(
            RemoveRow(tab=tabs.SELECTION, key=application.id),
            WithdrawMail(key_prefix=prefix, why="The applicant left."),
        ),
        timers=tuple(CancelTimer(kind=kind, subject=application.id) for kind in LEFT),
    )
    return gone.and_then(stopped)

"""What follows for training sessions from each event."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision
from workflows.events import (
    AcceptanceRevoked,
    ApplicantAccepted,
    CellEdited,
    ConsentEnded,
    ConsentGiven,
    Event,
    FormAnswered,
    InvitationAnswered,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
    TrainingLapsed,
    TrainingRecorded,
)
from workflows.policy import Policy
from workflows.rules import normal_address, person_by_address
from workflows.sessions import attendance, telling
from workflows.sessions.planning import CLOSE, MORNING, ROSTER, list_anew, planned, stand
from workflows.sessions.seating import MOVED, leave, not_needed, seat, seat_all
from workflows.state import Application, ApplicationStatus, Role, Seat, SeatStatus, TrainingSession
from workflows.view import Overlay, View


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for training sessions; nothing while the programme file has none and had none."""
    match event:
        case ProgrammeStarted():
            return _started(event.fingerprint, view, now, policy)
        case TimerFired(kind="sessions.morning" | "sessions.roster" | "sessions.close"):
            return _timer(event, view, now, policy)
        case InvitationAnswered(answer="declined"):
            return _declined(event, view, now, policy)
        case FormAnswered(form=forms.ATTENDANCE):
            return attendance.typed(event, view, now, policy)
        case CellEdited(tab=pair_tabs.SESSIONS, column="action"):
            return attendance.cell_edited(event, view, now, policy)
    return _person(event, view, now, policy)


def _person(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    match event:
        case ApplicantAccepted(role=Role.MENTOR) | ConsentGiven() | TrainingLapsed():
            return seat(event.person_id, view, now, policy)
        case TrainingRecorded():
            return not_needed(event.person_id, view, now, policy)
        case PersonWithdrew() | ConsentEnded() | PersonErased() | AcceptanceRevoked(role=Role.MENTOR):
            return leave(event.person_id, view, now, policy, why="The mentor does not come any more.")
    return NOTHING


def _started(fingerprint: str, view: View, now: datetime, policy: Policy) -> Decision:
    standing = planned(fingerprint, view, now, policy)
    seen = Overlay(view, standing.changes)
    mentors = [a.person_id for a in view.find(Application, role=Role.MENTOR, status=ApplicationStatus.ACCEPTED)]
    return standing.and_then(seat_all(mentors, seen, now, policy))


def _timer(event: TimerFired, view: View, now: datetime, policy: Policy) -> Decision:
    session = view.get(TrainingSession, event.subject)
    if session is None or session.cancelled:
        return NOTHING
    if event.kind == MORNING:
        return attendance.morning(session, view, policy)
    if event.kind == CLOSE:
        return attendance.closed(session, view, now, policy)
    # One more version, so that calendars take the new list of guests in.
    fresh = replace(session, version=session.version + 1)
    return stand(fresh, view, now, policy) if event.kind == ROSTER and session.starts_at > now else NOTHING


def _declined(event: InvitationAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    """A mentor cannot come: another session with the same topics, if there is one."""
    session = view.get(TrainingSession, telling.session_of(event.meeting, policy))
    person = person_by_address(view, normal_address(event.address))
    place = view.get(Seat, f"{session.id}:{person.id}") if session and person else None
    if session is None or person is None or place is None or place.status is not SeatStatus.BOOKED:
        return NOTHING
    left = replace(place, status=SeatStatus.LEFT, at=now)
    seen = Overlay(view, (left,))
    given_up = Decision(
        changes=(left,),
        effects=(telling.row(session, seen, policy),),
        timers=list_anew([session.id], now, policy),
        reason=f"{person.name} cannot come to training session {session.id}.",
        about=(person.id,),
    )
    return given_up.and_then(seat(person.id, seen, now, policy, words=MOVED))

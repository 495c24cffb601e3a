"""What follows for meetings from each event."""

from __future__ import annotations

from datetime import datetime

from workflows import tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import Urgency
from workflows.events import (
    BusyKnown,
    CellEdited,
    ConsentEnded,
    ConsentGiven,
    Event,
    GoodbyeWanted,
    InvitationAnswered,
    MeetingSettled,
    PairApproved,
    PairEnded,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    RowDeleted,
    TimerFired,
    TrainingLapsed,
    TrainingRecorded,
)
from workflows.meetings import goodbye, telling
from workflows.meetings.asking import AGAIN, GOODBYE, MOVE, PLAN, Question, ask
from workflows.meetings.booking import may_meet
from workflows.meetings.ending import pair_ended, person_left, training_lapsed
from workflows.meetings.planned import planned
from workflows.meetings.replanning import again, calendar_changed, declined, move
from workflows.meetings.settling import cell_edited, settled
from workflows.meetings.telling import Scene
from workflows.policy import Policy
from workflows.rules import topics_left
from workflows.state import Meeting, MeetingStatus, Pair, PairStatus
from workflows.view import View


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for meetings. Nothing is booked unless both sides may take part at that moment."""
    match event:
        case PairApproved() | BusyKnown() | TimerFired() | ConsentGiven() | GoodbyeWanted() | TrainingRecorded():
            return _plan(event, view, now, policy)
        case InvitationAnswered():
            return declined(event, view, now, policy)
        case CellEdited(tab=tabs.MEETINGS, column="outcome"):
            return cell_edited(event, view, now, policy)
        case MeetingSettled():
            return settled(event, view, now, policy)
        case PersonWithdrew() | ConsentEnded() | PersonErased():
            return person_left(event, view, now, policy)
        case TrainingLapsed():
            return training_lapsed(event, view, now, policy)
        case PairEnded():
            return pair_ended(event, view, now, policy)
        case ProgrammeStarted():
            return calendar_changed(event, view, now, policy)
        case RowDeleted(tab=tabs.MEETINGS):
            return Decision(reason=f"Staff deleted the row of meeting {event.row}. The meeting itself stands.")
    return NOTHING


def _plan(
    event: PairApproved | BusyKnown | TimerFired | ConsentGiven | GoodbyeWanted | TrainingRecorded,
    view: View,
    now: datetime,
    policy: Policy,
) -> Decision:
    match event:
        case PairApproved(pair_id=pair_id) | TimerFired(kind="meetings.extend", subject=pair_id):
            return _ask(view.get(Pair, pair_id), view, now, policy)
        case TimerFired(kind="meetings.remind", subject=meeting_id):
            return _remind(view.get(Meeting, meeting_id), view, now, policy)
        case BusyKnown():
            return _answered(event, view, now, policy)
        case TrainingRecorded(person_id=person_id):
            return _trained(person_id, view, now, policy)
        case ConsentGiven(person_id=person_id):
            return _resume(person_id, view, now, policy)
        case GoodbyeWanted(pair_id=pair_id):
            return _goodbye(view.get(Pair, pair_id), view, now, policy)
    return NOTHING


def _ask(pair: Pair | None, view: View, now: datetime, policy: Policy) -> Decision:
    if pair is None or not may_meet(pair, view, now, policy):
        return Decision(reason=f"Nothing is booked for {pair.id}: not both may take part.") if pair else NOTHING
    question = Question(pair_id=pair.id, purpose=PLAN)
    reason = f"Looking for times for {Scene(pair=pair, view=view, now=now, policy=policy).title}."
    return ask(question, pair, view, now=now, policy=policy, reason=reason)


def _trained(person_id: str, view: View, now: datetime, policy: Policy) -> Decision:
    """A mentor whose meetings waited for the training may meet again."""
    waits = not view.find(Meeting, mentor_id=person_id, status=MeetingStatus.PLANNED)
    return _resume(person_id, view, now, policy) if waits and not topics_left(view, person_id, policy) else NOTHING


def _resume(person_id: str, view: View, now: datetime, policy: Policy) -> Decision:
    decision = NOTHING
    active = PairStatus.ACTIVE
    as_mentor = view.find(Pair, mentor_id=person_id, status=active)
    for pair in (*as_mentor, *view.find(Pair, mentee_id=person_id, status=active)):
        decision = decision.and_then(_ask(pair, view, now, policy))
    return decision


def _answered(event: BusyKnown, view: View, now: datetime, policy: Policy) -> Decision:
    question = Question.parse(event.ask, policy)
    pair = view.get(Pair, question.pair_id) if question else None
    if question is None or pair is None:
        return NOTHING
    scene = Scene(pair=pair, view=view, now=now, policy=policy)
    if question.purpose == MOVE:
        return move(scene, question, event)
    if question.purpose == AGAIN:
        return again(scene, question, event)
    if question.purpose == GOODBYE:
        return goodbye.booked(scene, event.busy)
    return planned(scene, event.busy)


def _goodbye(pair: Pair | None, view: View, now: datetime, policy: Policy) -> Decision:
    return goodbye.wanted(Scene(pair=pair, view=view, now=now, policy=policy)) if pair else NOTHING


def _remind(meeting: Meeting | None, view: View, now: datetime, policy: Policy) -> Decision:
    pair = view.get(Pair, meeting.pair_id) if meeting else None
    if meeting is None or pair is None or meeting.status is not MeetingStatus.PLANNED or meeting.starts_at <= now:
        return NOTHING
    if not policy.meetings.remind_before:
        return NOTHING
    scene = Scene(pair=pair, view=view, now=now, policy=policy)
    mails = telling.to_both(scene, meeting, "meetings.remind", urgency=Urgency.ROUTINE)
    return Decision(effects=mails, reason=f"Reminded {scene.title} of today's meeting.", about=scene.both)

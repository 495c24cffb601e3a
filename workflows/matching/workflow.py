"""Matching as a workflow: renew the draft when something changed, and follow what the lead says in the sheet.

The solver and its numeric libraries are imported only when a draft is made, so that an idle service stays small.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from workflows import forms, tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.events import (
    AcceptanceRevoked,
    ApplicantAccepted,
    CellEdited,
    ConsentEnded,
    ConsentGiven,
    DraftRequested,
    Event,
    FormAnswered,
    PairEnded,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    RosterImported,
    TimerFired,
    TrainingLapsed,
    TrainingRecorded,
)
from workflows.matching.leaving import erased, is_over, without
from workflows.matching.steering import pair_edited
from workflows.matching.trying import draft_anew
from workflows.matching.tuning import rows, tuned
from workflows.policy import Policy
from workflows.rules import year_is_ending
from workflows.state import Closure
from workflows.view import View

DRAFT_TIMER = "matching.draft"
WHOLE_PROGRAMME = "programme"


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for matching."""
    if isinstance(event, CellEdited):
        return _edited(event, view, now, policy)
    if isinstance(event, TimerFired | DraftRequested) and year_is_ending(policy, policy.school.local_date(now)):
        return NOTHING  # nothing new begins in the last days of a school year
    if isinstance(event, DraftRequested):
        return draft_anew(view, now, policy)
    if isinstance(event, TimerFired):
        return _every_morning(view, now, policy) if event.kind == DRAFT_TIMER else NOTHING
    return _changed(event, view, now, policy)


def _every_morning(view: View, now: datetime, policy: Policy) -> Decision:
    """The draft anew, and whether there are mentors enough for everybody who applied so far."""
    from workflows.matching.figures import supply_rows

    # Nothing tells that a goodbye is finished, so while one is open we look again the next morning.
    again = (_next_draft(now + timedelta(minutes=1), policy),) if view.find(Closure, closed_at=None) else ()
    return draft_anew(view, now, policy).and_then(Decision(effects=supply_rows(view, now, policy), timers=again))


def _edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    if event.tab == tabs.PAIRS and event.column == "decision":
        return pair_edited(event, view, now, policy)
    if event.tab == tabs.MATCHING and event.column == "change":
        return tuned(event, view, now, policy)
    return NOTHING


def _changed(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """Something the draft depends on is different: at once what cannot wait, the draft on the next school morning."""
    match event:
        case PersonWithdrew(person_id=person, why=why) | ConsentEnded(person_id=person, why=why):
            at_once = without(person, why or "left the programme", view, now)
        case AcceptanceRevoked(person_id=person, role=role):
            at_once = without(person, f"not accepted as {role.value} any more", view, now)
        case PersonErased(person_id=person):
            at_once = erased(person, view)
        case PairEnded(pair_id=pair, why=why):
            at_once = is_over(pair, why, view, now)
        case ProgrammeStarted():
            at_once = Decision(effects=rows(view, policy), reason="Put the rules of matching into the Matching tab.")
        case FormAnswered(form=forms.MENTOR | forms.MENTEE):
            at_once = NOTHING
        case RosterImported() if policy.matching.equals:
            at_once = NOTHING  # a class list is all that equals need
        case ApplicantAccepted() | ConsentGiven() | TrainingRecorded() | TrainingLapsed():
            at_once = NOTHING
        case _:
            return NOTHING
    return at_once.and_then(Decision(timers=(_next_draft(now, policy),)))


def _next_draft(now: datetime, policy: Policy) -> Timer:
    due = policy.school.school_morning(now, policy.matching.draft_at)
    return Timer(kind=DRAFT_TIMER, subject=WHOLE_PROGRAMME, due_at=due)

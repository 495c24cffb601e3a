"""Which workflows hear of an event, and in which order. The only place that knows them all.

The order is: who owns the state first, who reacts to it later; each sees what those before it changed. Rows of
pupils are derived from what changed at the end (see `workflows.rows`).

A concern is never mixed with anything else. What concerns decide is the whole decision, so that no other workflow
can spoil it. A form in which somebody asks for help, or writes of danger, is two things: `alarm` gives the concern,
which whoever stores the form should store before it, as an event of its own; the form itself goes on without the
words that may speak of the worry. `decide` raises the same concern again, first of all events, for callers that
did not: concerns know it then and add nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from workflows import (
    agreements,
    applications,
    checkins,
    closure,
    concerns,
    consent,
    effort,
    events,
    feedback,
    forms,
    learning,
    life,
    meetings,
    needs,
    people,
    programme,
    recognition,
    reports,
    reviews,
    rollover,
    self_checks,
    sessions,
    tasters,
    training,
    watch,
)
from workflows.adults import deciding as adults
from workflows.decision import NOTHING, Decision
from workflows.events import Event, FormAnswered
from workflows.matching import workflow as matching
from workflows.namesakes import marked
from workflows.policy import Policy
from workflows.recruiting import deciding as recruiting
from workflows.rows import changed_rows
from workflows.safety.alarm import alarm, without_worry
from workflows.selection import deciding as selection
from workflows.setup import deciding as setup
from workflows.setup import duties, expectations
from workflows.setup.settings import settled
from workflows.view import Overlay, View

Decider = Callable[[Event, View, datetime, Policy], Decision]

RESTRICTED: tuple[type[Event], ...] = (
    events.FormAnswered,
    events.ConcernSuspected,
    events.ConcernAcknowledged,
    events.TimerFired,
    events.MailBounced,
)
"""Events that concerns hear before everybody else."""

WORKFLOWS: Mapping[type[Event], tuple[Decider, ...]] = {
    events.FormAnswered: (
        applications.decide,
        people.decide,
        consent.decide,
        checkins.decide,
        agreements.decide,
        feedback.decide,
        matching.decide,
    ),
    events.CellEdited: (
        applications.decide,
        people.decide,
        consent.decide,
        training.decide,
        matching.decide,
        meetings.decide,
        programme.decide,
    ),
    events.RowDeleted: (people.decide, meetings.decide),
    events.InvitationAnswered: (meetings.decide,),
    events.BusyKnown: (meetings.decide,),
    events.MailBounced: (people.decide, consent.decide),
    events.TimerFired: (
        consent.decide,
        matching.decide,
        meetings.decide,
        checkins.decide,
        agreements.decide,
        reports.decide,
        rollover.decide,
        closure.decide,
        feedback.decide,
    ),
    events.DraftRequested: (matching.decide,),
    events.ProgrammeStarted: (
        programme.decide,
        training.decide,
        matching.decide,
        meetings.decide,
        reports.decide,
        feedback.decide,
        rollover.decide,
    ),
    events.ReportRequested: (reports.decide,),
    events.RosterImported: (people.decide, matching.decide),
    events.TrainingRecorded: (training.decide, matching.decide, meetings.decide),
    events.TrainingLapsed: (matching.decide, meetings.decide),
    # Whoever put something into calendars takes it out before the values go.
    events.PersonErased: (meetings.decide, matching.decide, closure.decide, feedback.decide, people.decide),
    events.ApplicantAccepted: (consent.decide, training.decide, matching.decide),
    events.AcceptanceRevoked: (consent.decide, training.decide, matching.decide),
    events.GuardianChanged: (consent.decide,),
    events.PersonWithdrew: (consent.decide, matching.decide, meetings.decide, closure.decide, feedback.decide),
    events.ConsentGiven: (matching.decide, meetings.decide),
    events.ConsentEnded: (matching.decide, meetings.decide, closure.decide, feedback.decide),
    events.PairApproved: (meetings.decide,),
    events.PairEnded: (matching.decide, meetings.decide, agreements.decide, watch.decide, closure.decide),
    events.GoodbyeWanted: (meetings.decide,),
    events.GoodbyeArranged: (closure.decide,),
    events.FeedbackWanted: (feedback.decide,),
    events.FeedbackSettled: (closure.decide,),
    events.MeetingSettled: (meetings.decide, checkins.decide, agreements.decide, watch.decide, closure.decide),
    events.CheckedIn: (watch.decide,),
    events.AttendanceImported: (watch.decide,),
}
"""Who hears what, in order."""

STARTING: tuple[Decider, ...] = (
    setup.decide,
    duties.decide,
    expectations.decide,
    needs.decide,
    recruiting.decide,
    selection.decide,
    effort.decide,
)
"""Setting the programme up and filling it: they change nobody else's state, so they hear everything."""

IN_LIFE: tuple[Decider, ...] = (sessions.decide, self_checks.decide, life.decide, tasters.decide)
"""Training and the pairs' life: they change nobody else's state, so they hear everything, when it is settled."""

ENDING: tuple[Decider, ...] = (recognition.decide, learning.decide, reviews.decide, adults.decide)
"""Thanks, learning, and what other adults hear: they change nobody else's state, so they hear everything last."""


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows from one event. Pure: the same arguments always give the same decision."""
    if isinstance(event, RESTRICTED):
        restricted = concerns.decide(event, view, now, policy)
        if restricted != NOTHING or _is_concern(event):
            return restricted
    # What staff changed in the Programme tab counts for everybody from here on.
    policy = settled(policy, view)
    # First among the events, so that it is decided before anything else that follows from this form.
    raised = alarm(event, policy)
    decision = Decision(events=(raised,)) if raised else NOTHING
    heard = without_worry(event, policy) if raised and isinstance(event, FormAnswered) else event
    for hear in hearers(type(event)):
        seen = Overlay(view, decision.changes) if decision.changes else view
        decision = decision.and_then(hear(heard, seen, now, policy))
    decision = replace(decision, changes=(*decision.changes, *marked(decision.changes, view)))
    rows = changed_rows(decision.changes, view, policy)
    return replace(decision, effects=decision.effects + rows) if rows else decision


def hearers(kind: type[Event]) -> tuple[Decider, ...]:
    """Who hears of events of this kind, in order."""
    own = WORKFLOWS.get(kind, ())
    # Of somebody erased, what stands in calendars must be read before it is gone.
    return (*IN_LIFE, *STARTING, *own) if kind is events.PersonErased else (*own, *STARTING, *IN_LIFE, *ENDING)


def _is_concern(event: Event) -> bool:
    return isinstance(event, FormAnswered) and event.form == forms.CONCERN

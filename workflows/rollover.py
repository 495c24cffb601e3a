"""Rollover: one school year becomes the next.

Some days before the last one the pairs end, so that there is time for goodbyes. On the last day the year is
archived: one line for each pupil and role stays, the tabs are cleared, what is not needed any more is purged, and
everybody who took part is invited anew, mentees who did well as mentors.
"""

from __future__ import annotations

from datetime import date, datetime, time

from workflows import tabs
from workflows.decision import NOTHING, Decision, Gone, Timer
from workflows.effects import PutRow, RemoveRow
from workflows.events import Event, PairEnded, ProgrammeStarted, TimerFired
from workflows.policy import Policy
from workflows.rollover_archive import archived
from workflows.rollover_invitations import Pipeline, invited
from workflows.rules import YEAR_ENDS, winds_down_on
from workflows.state import Pair, PairStatus, Unmatched
from workflows.text.say import day, say
from workflows.view import Overlay, View

WIND_DOWN, ROLL = "rollover.wind_down", "rollover.roll"
_IDEAS = (PairStatus.DRAFT, PairStatus.LOCKED)
_MORNING, _EVENING = time(6, 0), time(18, 0)


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the end of a school year. Nothing, unless the programme file names the years' last days."""
    match event:
        case ProgrammeStarted():
            return Decision(timers=_timers(now, policy))
        case TimerFired(kind="rollover.wind_down"):
            return _wind_down(date.fromisoformat(event.subject), view, policy)
        case TimerFired(kind="rollover.roll"):
            return _roll(date.fromisoformat(event.subject), view, now, policy)
    return NOTHING


def _timers(now: datetime, policy: Policy) -> tuple[Timer, ...]:
    """Both timers of every year that is still to end."""
    school = policy.school
    steps = [
        Timer(kind=kind, subject=end.isoformat(), due_at=school.at(on, wall))
        for end in policy.rollover.year_ends
        for kind, on, wall in ((WIND_DOWN, winds_down_on(end, policy), _MORNING), (ROLL, end, _EVENING))
    ]
    return tuple(step for step in steps if step.due_at > now)


def _wind_down(end: date, view: View, policy: Policy) -> Decision:
    """The pairs end; ideas for pairs are dropped, because nothing new begins this year."""
    pairs = view.find(Pair, status=PairStatus.ACTIVE)
    ideas = [p for p in view.find(Pair) if p.status in _IDEAS]
    waiting = view.find(Unmatched)
    return Decision(
        changes=(
            *(Gone(kind=Pair.__name__, id=p.id) for p in ideas),
            *(Gone(kind=Unmatched.__name__, id=u.id) for u in waiting),
        ),
        effects=(
            *(RemoveRow(tab=tabs.PAIRS, key=p.id) for p in ideas),
            *(RemoveRow(tab=tabs.PAIRS, key=tabs.UNMATCHED + u.id) for u in waiting),
        ),
        events=_ended(view, policy),
        reason=f"The school year ends on {day(policy.language, end)}: {len(pairs)} pairs come to their end.",
    )


def _ended(view: View, policy: Policy) -> tuple[PairEnded, ...]:
    # Without closures nobody else would tell the two that their meetings are over.
    planned = policy.closure.on
    pairs = view.find(Pair, status=PairStatus.ACTIVE)
    return tuple(PairEnded(pair_id=p.id, why=YEAR_ENDS, planned=planned) for p in pairs)


def _roll(end: date, view: View, now: datetime, policy: Policy) -> Decision:
    # Pairs approved after the wind-down still stand; they end here.
    left = Decision(events=_ended(view, policy))
    year = archived(end, view, now, policy)
    seen = Overlay(view, year.changes)
    asked, pipeline = invited(end, seen, view, policy=policy)
    row = _pipeline_row(end, pipeline, policy)
    return left.and_then(year).and_then(asked).and_then(Decision(effects=(row,)))


def _pipeline_row(end: date, pipeline: Pipeline, policy: Policy) -> PutRow:
    language = policy.language
    value = say(
        language,
        "rollover.pipeline.value",
        ready=pipeline.mentees_ready,
        mentors=pipeline.mentors_again,
        mentees=pipeline.mentees_again,
    )
    item = say(language, "rollover.pipeline.item", day=day(language, end))
    return PutRow(tab=tabs.PROGRAMME, key=f"next-year-{end.isoformat()}", cells={"item": item, "value": value})

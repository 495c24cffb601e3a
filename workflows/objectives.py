"""Objectives: what the school wants to reach, measured by an indicator against a baseline and a target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from workflows import tabs
from workflows.attendance import compared
from workflows.effects import PutRow
from workflows.policy import Policy
from workflows.policy.learning import Objective
from workflows.rules import SMALLEST_GROUP, year_start
from workflows.scorecard import scores
from workflows.state import Feedback, Meeting, MeetingStatus
from workflows.text.say import say
from workflows.view import View


def measured(objective: Objective, view: View, now: datetime, policy: Policy) -> float | None:
    """The indicator as it stands; None while nothing, or too little to show, can be counted."""
    match objective.indicator:
        case "attendance":
            return next((g.change for g in compared(view, now, policy) if g.group == "mentees"), None)
        case "meetings":
            return _meetings_per_pair(view, now, policy)
        case "rating":
            ratings = [f.rating for f in view.find(Feedback, answered=True) if f.rating is not None]
            return sum(ratings) / len(ratings) if len(ratings) >= SMALLEST_GROUP else None
    found = next((s for s in scores(view, now, policy) if s.code == objective.indicator), None)
    return 100 * found.part / found.whole if found is not None and found.whole else None


def _meetings_per_pair(view: View, now: datetime, policy: Policy) -> float | None:
    since = year_start(policy, policy.school.local_date(now))
    held = view.find(Meeting, status=MeetingStatus.HELD)
    pairs = [m.pair_id for m in held if policy.school.local_date(m.starts_at) > since]
    return len(pairs) / len(set(pairs)) if pairs else None


def objective_rows(view: View, now: datetime, policy: Policy) -> Iterator[PutRow]:
    """A row for each objective, with its baseline, where it stands and its target."""
    language = policy.language
    for number, objective in enumerate(policy.learning.objectives, 1):
        value = measured(objective, view, now, policy)
        cells = {
            "measure": objective.text,
            "group": objective.indicator,
            "before": f"{objective.baseline:g}",
            "after": "–" if value is None else f"{value:.1f}",
            "change": say(language, "objectives.target", target=f"{objective.target:g}"),
            "n": verdict(objective, value, language),
            "caveat": say(language, "objectives.caveat"),
        }
        yield PutRow(tab=tabs.LEARNING, key=f"objective-{number}", cells=cells)


def verdict(objective: Objective, value: float | None, language: str) -> str:
    """Reached, not yet, or nothing to say; an objective whose target is below its baseline wants less."""
    if value is None:
        return say(language, "objectives.unknown")
    wants_less = objective.target < objective.baseline
    reached = value <= objective.target if wants_less else value >= objective.target
    return say(language, "objectives.reached" if reached else "objectives.not_yet")

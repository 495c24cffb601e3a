"""How the school finds out whether it helps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleUse:
    """A tested scale the school uses. Its words are not ours to ship: the school pastes them from its own copy."""

    id: str
    """Which scale: `ycr`, `ysor`, `msor`, `climate`, or `own` for one of the school's own."""
    items: tuple[str, ...]
    """The items, pasted in their order."""
    reverse: tuple[int, ...] = ()
    """Numbers of the items in which agreeing is bad, counted from 1."""
    points: int = 5
    """Answers to choose from, for `own`; the others bring their number."""
    who: tuple[str, ...] = ("mentor", "mentee")
    """Roles that are asked; empty entries are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """Something the school wants to reach."""

    text: str
    """The objective in one sentence."""
    indicator: str
    """What it is measured by: `attendance` (points the mentees gained), `meetings` (held for each pair), `rating`
    (mean feedback, 1 to 5), or a code of the scorecard such as `B.4.2` (percent)."""
    target: int
    """The number to reach."""
    baseline: int = 0
    """Where it stood before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningPolicy:
    """Scales, attendance before and after, the scorecard and the report at the end of each stage."""

    on: bool = False
    """Keep the Scorecard and Learning tabs, and send the report of each stage."""
    objectives: tuple[Objective, ...] = ()
    """What the school wants to reach, each with an indicator and a target."""
    stages: tuple[date, ...] = ()
    """Days on which a stage ends and the report is drafted."""
    reviews_on: tuple[date, ...] = ()
    """Days on which the lead meets the mentors; the mentees meet on the school day after."""
    review_at: time = time(16, 0)
    """When a review begins; choose a time at which no pair meets."""
    review_minutes: int = 40
    """How long it lasts."""
    review_place: str = "Library"
    """Where it is."""
    scales: tuple[ScaleUse, ...] = ()
    """Tested scales in use."""
    baseline_on: tuple[date, ...] = ()
    """Days on which the scales are asked for the first time in a year."""
    follow_up_on: tuple[date, ...] = ()
    """Days on which they are asked again."""

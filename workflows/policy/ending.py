"""How pairs and school years end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosurePolicy:
    """What happens when a pair is over: a goodbye meeting and a few questions to both."""

    on: bool = False
    """Close every pair that ended: goodbye meeting, questions, a line in the workbook."""
    goodbye_within: int = 10
    """School days within which the goodbye meeting is booked."""
    close_after: int = 15
    """School days after which the pair is closed with what is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPolicy:
    """Short questions to mentors, mentees and the adults who host, each the right form, once."""

    mid_point: tuple[date, ...] = ()
    """Days on which everybody in a pair is asked how it goes; empty for never."""
    end: tuple[date, ...] = ()
    """Days on which everybody is asked how the year was; empty for never."""
    chase_after: tuple[int, ...] = (3, 6)
    """School days after the question on which those who have not answered are reminded; two at most."""
    give_up_after: int = 9
    """School days after which no answer is expected any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloverPolicy:
    """How one school year becomes the next."""

    year_ends: tuple[date, ...] = ()
    """Last day of each school year: the year is archived and everybody is invited anew. Empty: nothing happens."""
    pairs_end_before: int = 10
    """School days before that on which the pairs end, so that there is time for goodbyes."""
    completed_meetings: int = 8
    """Meetings held from which a year counts as completed."""
    raise_grades: bool = True
    """Raise everybody's grade by one when the year ends, except for those on the school's own list."""
    train_again: bool = False
    """Mentors take the whole training again each year."""

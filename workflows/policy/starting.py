"""How a programme is set up: who takes on which duty, and what the school finds out about its needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPolicy:
    """The launch: adults accept their duties, then everybody hears what the programme is for."""

    on: bool = False
    """Ask each adult of `roles` to accept; until the lead and one who receives concerns have, nobody is accepted."""
    remind_after: int = 2
    """School days after which an adult who has not answered is asked once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPolicy:
    """The needs survey: what troubles pupils most, by count and by how bad it is."""

    on: bool = False
    """Ask pupils on the school's list and the adults of the programme once it is launched."""
    issues: tuple[str, ...] = ("Bullying", "Attendance", "Behaviour", "Online safety", "Settling in", "Loneliness")
    """What the survey asks about, each line an issue."""
    open_days: int = 10
    """School days the survey is open."""
    quorum: int = 60
    """It closes earlier when so many in a hundred have answered."""

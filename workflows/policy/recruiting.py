"""How pupils are called, and how staff choose among those who apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoSession:
    """A meeting where pupils hear what mentoring is before they apply."""

    id: str
    """A short name that never changes, for example `autumn-1`."""
    on: date
    """The day."""
    starts: time
    """When it begins."""
    minutes: int = 30
    """How long it lasts."""
    room: str = ""
    """Where; empty for the first of the school's rooms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitingPolicy:
    """The call for volunteers: the same invitation to everybody who may take part."""

    on: bool = False
    """Invite everybody on the school's list who may apply, take nominations, hold information sessions."""
    opens: date | None = None
    """Day of the invitations; without one they go as soon as the programme may start."""
    closes: date | None = None
    """Last day to apply, named in every invitation."""
    pitch: tuple[str, ...] = (
        "You help a younger pupil find their feet, and you learn to listen and to lead.",
        "A pair meets at school, at a time both can make. It is a promise for the whole year.",
        "You are trained before you start, and an adult is there at every meeting.",
        "It is not always easy: sometimes a partner is shy, sad or late. Then we help.",
    )
    """What every invitation says: the benefits, how it works, who supports, what is hard."""
    sessions: tuple[InfoSession, ...] = ()
    """Information sessions to sign up for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionPolicy:
    """What staff look at before they decide. The service shows reasons; a person decides."""

    on: bool = False
    """Show staff a row for each mentor's application with all that speaks for and against."""
    references: bool = False
    """Ask applicants for a teacher's address, and the teacher for a word."""
    interviews: bool = False
    """Book an interview when staff write `interview` beside an applicant."""
    panel: tuple[str, ...] = ()
    """Staff ids of those who interview; empty for the lead alone."""
    minutes: int = 15
    """How long an interview lasts."""
    criteria: tuple[str, ...] = ("Leadership", "Communication", "Making friends", "Empathy")
    """What teachers and the panel rate from 1 to 5."""
    attendance_floor: Mapping[str, int] = field(default_factory=dict)
    """Least attendance in a hundred, by focus issue: `Attendance: 90`. `any` counts for every focus."""

"""The pairs' life: activities, goals, help for mentors, what pupils run, and help from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPolicy:
    """Ideas for each meeting, from a bank of activities."""

    on: bool = False
    """Whether pairs get two ideas on the morning of each meeting."""
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What else a room allows, as `Room name: [outdoors, computer]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPolicy:
    """A goal for each pair."""

    on: bool = False
    """Whether pairs are asked for a goal."""
    after_meetings: int = 3
    """Meetings held before the pair is asked."""
    nudge_before: int = 10
    """Calendar days before a goal is due when both are asked how far they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionPolicy:
    """Help for mentors: drop-in times, tips when a meeting was hard, mending a pair before ending it."""

    on: bool = False
    """Whether mentors are supported so."""
    slot: str = ""
    """When the drop-in takes place, as Day/Period; empty for the school's first slot."""
    every_days: int = 28
    """Calendar days from one drop-in to the next."""
    adult: str = ""
    """Staff id of who is there; empty for the programme lead."""
    room: str = ""
    """Where; empty for the first of the school's rooms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatorPolicy:
    """Pupils who run the activity bank and the events. They see no personal data."""

    on: bool = False
    """Whether pupils run these."""
    addresses: tuple[str, ...] = ()
    """Mail addresses of the student coordinators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FuturesPolicy:
    """Jobs and further study: what comes up, for pupils who named that interest."""

    on: bool = False
    """Whether opportunities are gathered and sent to pupils they fit, once in four weeks."""
    fields: tuple[str, ...] = ("Health", "Technology", "Trades", "Arts", "Business", "Science", "Public service")
    """Fields of work to choose from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPolicy:
    """Mentoring is neither tutoring nor counselling: who helps instead."""

    on: bool = False
    """Whether requests are routed, and referrals made."""
    tutor: str = ""
    """Staff id of who arranges tutoring; empty for the programme lead."""
    counsellor: str = ""
    """Staff id of the counsellor; empty for the safeguarding lead."""
    community: Mapping[str, str] = field(default_factory=dict)
    """Partners outside the school and their mail addresses: `Youth club: hello@club.example`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedPolicy:
    """Pupils who need longer slots, an adult present or pictures in place of words."""

    on: bool = False
    """Whether authorised staff may note what a pupil needs."""
    staff: tuple[str, ...] = ()
    """Staff ids of who may see and note needs; empty for the safeguarding lead."""
    longer_minutes: int = 45
    """Shortest slot for a pupil who needs longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPairsPolicy:
    """Class to class, without application: two teachers fill in one form."""

    on: bool = False
    """Whether teachers may pair two classes by a form."""

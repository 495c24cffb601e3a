"""The life of pairs: activities, goals, help for mentors, help from elsewhere, what pupils run themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """An activity that student coordinators added to the bank. `id` is its key there."""

    id: str
    person_id: str  # the coordinator
    title: str
    text: str
    need: str
    minutes: int
    place: str
    at: datetime
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An activity that was suggested to a pair, never again. `id` is `<pair>:<activity>`; `place` is 1 or 2."""

    id: str
    pair_id: str
    mentor_id: str
    mentee_id: str
    activity: str
    meeting_id: str
    place: int
    at: datetime
    used: bool = False
    rating: int | None = None  # 1 to 5, the mean of both sides rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a pair works towards. `id` is `<pair>:<form response>`; `progress` in percent."""

    id: str
    pair_id: str
    mentor_id: str
    mentee_id: str
    text: str
    measure: str
    due_on: date
    at: datetime
    progress: int = 0
    reached_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropIn:
    """An hour at which mentors may come for advice. `id` is its date."""

    id: str
    starts_at: datetime
    ends_at: datetime
    room: str
    adult: str  # staff id
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportEntry:
    """One line of a mentor's support log. `kind` says what was done; `drop_in_id` where the mentor is expected."""

    id: str
    person_id: str
    kind: str
    issue: str
    at: datetime
    drop_in_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A pair that needs mending before anything else is thought of. `id` is the pair's."""

    id: str
    pair_id: str
    mentor_id: str
    mentee_id: str
    asked_by: str  # person id, or `watch-list`
    at: datetime
    talked_at: datetime | None = None
    outcome: str = ""  # mended, or rematch


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolEvent:
    """An event that student coordinators plan."""

    id: str
    person_id: str  # the coordinator
    title: str
    on: date
    place: str
    text: str
    at: datetime
    agreed: bool = False  # by the adult in charge


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """Something for pupils who think of a kind of work: a visit, a course, a competition."""

    id: str
    title: str
    field: str
    text: str
    until: date
    at: datetime


class ReferralStatus(StrEnum):
    """Where a referral stands. PROPOSED: staff have not decided; ASKED: the guardian has not answered."""

    PROPOSED = "proposed"
    ASKED = "guardian asked"
    REFUSED = "guardian said no"
    MADE = "made"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A pupil who may need another kind of help than a mentor. `suggested` and `kind` are kinds of help."""

    id: str
    person_id: str
    need: str
    suggested: str
    asked_by: str
    status: ReferralStatus
    at: datetime
    kind: str = ""
    made_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportNeed:
    """What a pupil needs in order to take part. RESTRICTED to authorised staff. `id` is the person id."""

    id: str
    person_id: str
    by: str  # staff id
    at: datetime
    pictures: bool = False
    adult: bool = False
    longer: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPairing:
    """Two classes that work together, from their teachers' lists. `groups` are lines of names."""

    id: str
    teachers: tuple[str, ...]  # addresses
    groups: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    room: str
    at: datetime
    version: int = 0

"""How pupils are called and chosen: invitations, nominations, information sessions, references, interviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workflows.state.pupils import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Proof that a pupil was invited to apply. `id` is `<person>:<role>`."""

    id: str
    person_id: str
    role: Role
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """Pupils named by others. `id` is `<role>:<address>`; a second nomination of one pupil joins the first."""

    id: str
    role: Role
    email: str
    name: str
    nominators: tuple[str, ...]
    reasons: tuple[str, ...]
    at: datetime
    person_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A pupil who comes to an information session. `id` is `<session>:<person>`."""

    id: str
    session: str
    person_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What an adult says of an applicant. `id` is the application's; `ratings` are `<criterion>=<1 to 5>`."""

    id: str
    person_id: str
    teacher: str  # address
    asked_at: datetime
    answered_at: datetime | None = None
    ratings: tuple[str, ...] = ()
    words: str = ""


class InterviewStatus(StrEnum):
    """Where an interview stands."""

    ASKED = "asked"
    BOOKED = "booked"
    NO_TIME = "no time found"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """A talk with an applicant. `id` is the application's; `panel` are staff ids; `version` its SEQUENCE."""

    id: str
    person_id: str
    status: InterviewStatus
    panel: tuple[str, ...]
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room: str = ""
    version: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One panel member's rubric. `id` is `<application>:<staff id>`; `ratings` are `<criterion>=<1 to 5>`."""

    id: str
    application_id: str
    person_id: str
    staff_id: str
    ratings: tuple[str, ...]
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """How often a pupil was at school, from the school's own records. `id` is `<person>:<first day>`."""

    id: str
    person_id: str
    first: date
    last: date
    present: int
    possible: int

"""The programme's state: one frozen value per aggregate, nothing that needs a database to make sense.

Every value has `id`, its key inside the programme. Fields are plain: text, numbers, aware UTC datetimes, dates,
tuples of text. `service/storage` keeps each kind in its own table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """The side of a pair a pupil is on."""

    MENTOR = "mentor"
    MENTEE = "mentee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A pupil taking part or asking to. `guardian_*` is who may consent for them."""

    id: str
    email: str
    name: str
    grade: int
    site: str = ""
    language: str = "en"
    gender: str = ""
    guardian_name: str = ""
    guardian_email: str = ""
    guardian_language: str = "en"
    household: str = ""  # people with one household are never paired
    rostered: bool = False  # the school's own list names this pupil, and wins over the pupil's own word
    withdrawn_at: datetime | None = None


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    WAITING = "waiting list"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A pupil's request to be a mentor or a mentee. `id` is `<person>:<role>`; edits raise `revision`."""

    id: str
    person_id: str
    role: Role
    status: ApplicationStatus
    submitted_at: datetime
    response_id: str
    revision: str
    slots: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # a mentee's needs, a mentor's strengths
    languages: tuple[str, ...] = ()
    career: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()  # people asked for, by address, most wanted first
    same_gender: bool = False
    capacity: int = 1
    why: str = ""
    decided_at: datetime | None = None
    note: str = ""  # staff's words to the applicant


class ConsentStatus(StrEnum):
    """Where a guardian's consent stands. Only GIVEN lets anything begin."""

    REQUESTED = "requested"
    GIVEN = "given"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A guardian's answer for one pupil. `id` is the pupil's person id; `version` counts requests."""

    id: str
    person_id: str
    status: ConsentStatus
    requested_at: datetime
    version: int = 1
    chasers: int = 0
    answered_at: datetime | None = None
    expires_on: date | None = None
    items: tuple[str, ...] = ()
    given_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One topic of mentor training completed by one person. `id` is `<person>:<topic>`."""

    id: str
    person_id: str
    topic: str
    completed_on: date


class PairStatus(StrEnum):
    """Where a pair stands. DRAFT, LOCKED and FORBIDDEN are the lead's thinking; nobody has been told."""

    DRAFT = "draft"
    LOCKED = "locked"
    FORBIDDEN = "forbidden"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A mentor and a mentee. `id` is `<mentor>~<mentee>`. `score` is in points of the policy's weights."""

    id: str
    mentor_id: str
    mentee_id: str
    status: PairStatus
    score: int = 0
    reasons: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()  # the slots both can make
    drafted_at: datetime | None = None
    approved_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str = ""
    mentor_agreed_at: datetime | None = None
    mentee_agreed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A pupil the last draft could not place and why. `id` is the person id."""

    id: str
    person_id: str
    role: Role
    reasons: tuple[str, ...]
    drafted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Steer:
    """A value the lead set in the sheet instead of the programme file's. `id`: `weight:<rule>` or `capacity`."""

    id: str
    value: int
    at: datetime


class MeetingStatus(StrEnum):
    """Where a meeting stands. UNCONFIRMED: its time has passed and nobody has said how it went."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting of one pair. `id` is `<pair>/<number>`; number 1 is the first meeting. `version` is its SEQUENCE."""

    id: str
    pair_id: str
    mentor_id: str
    mentee_id: str
    number: int
    slot: str
    starts_at: datetime
    ends_at: datetime
    room: str
    host_id: str
    status: MeetingStatus
    version: int = 0
    moves: int = 0  # times it was moved to another slot
    outcome_by: str = ""  # who said how it went: `staff`, `check-ins`
    why: str = ""


class Outcome(StrEnum):
    """What a participant says of a meeting."""

    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One side's word on one meeting. `id` is `<meeting>:<person>`. `mood` runs from 1 (bad) to 5 (great)."""

    id: str
    meeting_id: str
    pair_id: str
    person_id: str
    outcome: Outcome
    submitted_at: datetime
    mood: int | None = None
    hard: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A pair that needs a look. `id` is `<pair>:<rule>`."""

    id: str
    pair_id: str
    mentor_id: str
    mentee_id: str
    rule: str
    reason: str
    since: datetime
    cleared_at: datetime | None = None


class ConcernLevel(StrEnum):
    """Whose turn it is to answer a concern."""

    LEAD = "safeguarding_lead"
    DEPUTY = "safeguarding_deputy"
    HEAD = "head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A worry about somebody's safety. RESTRICTED: never in the workbook, a calendar, a mail subject or a log.

    `about` is what the reporter wrote; `excluded` are staff ids it may be about, who get no part of it.
    """

    id: str
    category: str
    text: str
    about: str
    raised_by: str
    raised_at: datetime
    level: ConcernLevel
    source: str  # the form it came from
    urgent: bool = False
    alerts: int = 0
    excluded: tuple[str, ...] = ()
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAnswer:
    """Our answer, in the neighbouring cell, to staff's last edit of a row. `id` is `<tab>:<row key>`."""

    id: str
    text: str
    at: datetime


Entity = (
    Person
    | Application
    | Consent
    | Training
    | Pair
    | Unmatched
    | Steer
    | Meeting
    | CheckIn
    | Watch
    | Concern
    | StaffAnswer
)

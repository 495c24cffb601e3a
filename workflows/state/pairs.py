"""Pairs, their meetings, what both sides say of them, and what the lead steers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflows.state.pupils import Role


class PairStatus(StrEnum):
    """Where a pair stands. DRAFT, LOCKED and FORBIDDEN are the lead's thinking; nobody has been told."""

    DRAFT = "draft"
    LOCKED = "locked"
    FORBIDDEN = "forbidden"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A mentor and a mentee. `id` is `<mentor>~<mentee>`, in a later year `<mentor>~<mentee>~<year>`.

    `score` is in points of the policy's weights.
    """

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

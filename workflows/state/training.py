"""Training sessions, who sits in them, and how pupils did in the self-checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSession:
    """A training session of the programme file as it stands in calendars. `version` is its SEQUENCE.

    `word` is said aloud in the room; whoever types it was there.
    """

    id: str
    starts_at: datetime
    ends_at: datetime
    room: str
    trainer: str  # staff id
    capacity: int
    topics: tuple[str, ...]
    word: str
    version: int = 0
    cancelled: bool = False


class SeatStatus(StrEnum):
    """Where a mentor's place in a session stands. LEFT: declined, moved elsewhere, or not needed any more."""

    BOOKED = "booked"
    ATTENDED = "attended"
    MISSED = "missed"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One mentor's place in one session. `id` is `<session>:<person>`."""

    id: str
    session_id: str
    person_id: str
    status: SeatStatus
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """How a pupil did in a quiz or in the scenarios. `id` is `<form>:<person>`; `unsafe` are keys of answers."""

    id: str
    person_id: str
    form: str
    tries: int
    passed: bool
    at: datetime
    unsafe: tuple[str, ...] = ()

"""Tasters: who sits with whom before anybody commits, and whom both sides would choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TasterStatus(StrEnum):
    """Where a taster group stands. PLANNED: the lead looks at it and nobody was told."""

    PLANNED = "planned"
    BOOKED = "booked"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taster:
    """One mentor with a few mentees in one round. `id` is `<mentor>:<start, UTC>`; `version` is its SEQUENCE."""

    id: str
    mentor_id: str
    mentee_ids: tuple[str, ...]
    round: int
    starts_at: datetime
    ends_at: datetime
    room: str
    host_id: str
    status: TasterStatus
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TasterVote:
    """Whom a pupil liked best among those met, by person id, the first first. `id` is the person id."""

    id: str
    person_id: str
    chosen: tuple[str, ...]
    at: datetime

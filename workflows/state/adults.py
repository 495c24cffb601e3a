"""What teachers and families say of a pupil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """Who is asked about a pupil."""

    GUARDIAN = "guardian"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultWord:
    """One adult asked about one pupil in one month. `id` is `<side>:<person>:<month>`; `month` reads `2026-10`.

    `reached`: there was an address, and the mail did not come back.
    """

    id: str
    person_id: str
    side: Side
    month: str
    asked_at: datetime
    reached: bool
    answered_at: datetime | None = None
    going: str = ""
    words: str = ""

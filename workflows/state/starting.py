"""How a programme begins: what staff set, who took on which duty, what the school said it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A value of the programme file that staff changed since, in the set-up form or the Programme tab.

    `id` is the place in the file (`goal`, `meetings/every_days`); `value` is text as staff wrote it, already checked.
    """

    id: str
    value: str
    at: datetime
    by: str  # `form` or `sheet`


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something the programme reached once. `id` names it: `launched`, `recruiting`, `needs.closed`."""

    id: str
    at: datetime


class DutyStatus(StrEnum):
    """Whether an adult takes on a duty."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """An adult's part in the programme. `id` is `<role>:<staff id>`; `hours` is what they can give in a week."""

    id: str
    role: str
    staff_id: str
    status: DutyStatus
    asked_at: datetime
    answered_at: datetime | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsAnswer:
    """One person's answer to the needs survey, under a pseudonym. `grade` is 0 for an adult.

    `troubles` are `<issue>=<1 to 5>`, 5 the worst; `first` is the issue they would begin with.
    """

    id: str
    grade: int
    troubles: tuple[str, ...]
    first: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What staff did by hand in one month, `id` being `2026-11`: cells they decided in, forms they filled."""

    id: str
    cells: int = 0
    forms: int = 0

"""Concerns: the only state that stays out of everything shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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

"""What the workbook answers staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAnswer:
    """Our answer, in the neighbouring cell, to staff's last edit of a row. `id` is `<tab>:<row key>`."""

    id: str
    text: str
    at: datetime

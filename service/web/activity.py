"""The newest lines of the journal that anybody on the staff may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from service.storage.database import Database
from service.storage.tables import journal


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done and why, and when."""

    at: datetime
    reason: str


def recent(database: Database, programme: str, most: int) -> list[Happened]:
    """The newest reasons, newest first; restricted ones are left out."""
    lines = (
        select(journal.c.at, journal.c.reason)
        .where(journal.c.programme == programme, journal.c.restricted.is_(False), journal.c.reason != "")
        .order_by(journal.c.id.desc())
        .limit(most)
    )
    with database.read() as connection:
        return [Happened(row.at, row.reason) for row in connection.execute(lines)]

"""Queue figures, read from the tables: how much waits, since when, and how fresh each source is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, and_, func, select

from service.delivery.parked import PARKED
from service.storage.database import Database
from service.storage.tables import asks, cursors, events, inbox, messages, projections, timers

WORK: Mapping[str, Table] = {"events": events, "rows and meetings": projections, "mails": messages, "questions": asks}
"""Queues whose rows have a `due_at`; NULL there means that nothing is to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """Figures of one programme at one instant. `read_at` says when each source was last read."""

    depths: Mapping[str, int]
    parked: int
    oldest_due: datetime | None
    read_at: Mapping[str, datetime]


def read_queues(database: Database, programme: str, now: datetime) -> Queues:
    """The figures now. Raises `StorageUnavailable`."""
    with database.read() as connection:
        unread = select(func.count()).where(inbox.c.programme == programme, inbox.c.looked_at.is_(None))
        ticking = select(func.count()).where(timers.c.programme == programme)
        due = {name: _due(connection, table, programme, now) for name, table in WORK.items()}
        return Queues(
            depths={
                "inbox": connection.scalar(unread) or 0,
                **{name: count for name, (count, _) in due.items()},
                "timers": connection.scalar(ticking) or 0,
            },
            parked=sum(_parked(connection, table, programme) for table in WORK.values()),
            oldest_due=min((oldest for _, oldest in due.values() if oldest is not None), default=None),
            read_at=_read_at(connection, programme),
        )


def _due(connection: Connection, table: Table, programme: str, now: datetime) -> tuple[int, datetime | None]:
    waiting = select(func.count()).where(table.c.programme == programme, table.c.due_at.isnot(None))
    oldest = select(func.min(table.c.due_at)).where(table.c.programme == programme, table.c.due_at <= now)
    return connection.scalar(waiting) or 0, connection.scalar(oldest)


def _parked(connection: Connection, table: Table, programme: str) -> int:
    if table is events:
        is_parked = and_(events.c.parked_reason.isnot(None), events.c.done_at.is_(None))
    else:
        is_parked = table.c.state == PARKED
    return connection.scalar(select(func.count()).where(table.c.programme == programme, is_parked)) or 0


def _read_at(connection: Connection, programme: str) -> dict[str, datetime]:
    rows = connection.execute(
        select(cursors.c.source, cursors.c.read_at)
        .where(cursors.c.programme == programme, cursors.c.read_at.isnot(None))
        .order_by(cursors.c.source)
    )
    return {row.source: row.read_at for row in rows}

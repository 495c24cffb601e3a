"""Figures of one programme's work, for the status page, the command line and the metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, func, select

from service.storage.tables import asks, cursors, events, inbox, messages, projections, timers

_WORK: Mapping[str, Table] = {"events": events, "projections": projections, "messages": messages, "asks": asks}


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How much waits, how much was set aside, and how late the most overdue of it is."""

    waiting: int
    parked: int
    lag: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """A programme at one instant. `last_event_at` and `read_at` are by source."""

    queues: Mapping[str, Queue]
    inbox: int
    timers: int
    last_event_at: Mapping[str, datetime | None]
    read_at: Mapping[str, datetime | None]


def stats(connection: Connection, programme: str, now: datetime) -> Stats:
    """The figures now."""
    unread = select(func.count()).where(inbox.c.programme == programme, inbox.c.looked_at.is_(None))
    ticking = select(func.count()).where(timers.c.programme == programme)
    sources = connection.execute(
        select(cursors.c.source, cursors.c.last_event_at, cursors.c.read_at).where(cursors.c.programme == programme)
    ).all()
    return Stats(
        queues={name: _queue(connection, table, programme, now) for name, table in _WORK.items()},
        inbox=connection.execute(unread).scalar_one(),
        timers=connection.execute(ticking).scalar_one(),
        last_event_at={row.source: row.last_event_at for row in sources},
        read_at={row.source: row.read_at for row in sources},
    )


def _queue(connection: Connection, table: Table, programme: str, now: datetime) -> Queue:
    t = table.c
    aside = t.state == "parked" if "state" in t else t.parked_reason.isnot(None) & t.done_at.is_(None)
    here = t.programme == programme
    waiting = connection.execute(select(func.count()).where(here, t.due_at.isnot(None))).scalar_one()
    parked = connection.execute(select(func.count()).where(here, aside)).scalar_one()
    oldest = connection.execute(select(func.min(t.due_at)).where(here, t.due_at.isnot(None))).scalar()
    return Queue(waiting=waiting, parked=parked, lag=max(now - oldest, timedelta(0)) if oldest else timedelta(0))

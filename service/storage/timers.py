"""Timers: one row per (kind, subject); gone once fired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from service.storage.events import NewEvent
from service.storage.prepared import run
from service.storage.statements import Upsert
from service.storage.tables import timers
from workflows.events import TimerFired

KEYS = ("programme", "kind", "subject")
_SET = Upsert(timers, keys=KEYS, fresh=("due_at",))
_here = timers.c.programme == bindparam("p")
_GONE = delete(timers).where(_here, timers.c.kind == bindparam("k"), timers.c.subject == bindparam("s"))
_DUE = (
    select(timers.c.kind, timers.c.subject, timers.c.due_at)
    .where(_here, timers.c.due_at <= bindparam("now"))
    .order_by(timers.c.due_at, timers.c.kind, timers.c.subject)
    .limit(bindparam("most"))
)


def change(connection: Connection, programme: str, wanted: Mapping[tuple[str, str], datetime | None]) -> None:
    """Set each timer to its time; None cancels it."""
    later = [{"programme": programme, "kind": k, "subject": s, "due_at": at} for (k, s), at in wanted.items() if at]
    _SET.all(connection, later)
    cancel(connection, programme, [key for key, at in wanted.items() if at is None])


def cancel(connection: Connection, programme: str, keys: Sequence[tuple[str, str]]) -> None:
    """Remove timers."""
    if keys:
        run(connection, _GONE, [{"p": programme, "k": kind, "s": subject} for kind, subject in keys])


def take_due(connection: Connection, programme: str, now: datetime, most: int) -> list[NewEvent]:
    """Remove the timers that are due and give the events they become, earliest first."""
    # Timer and event change places in one transaction: a crash leaves the one or the other, never none or both.
    found = run(connection, _DUE, {"p": programme, "now": now, "most": most}).all()
    cancel(connection, programme, [(row.kind, row.subject) for row in found])
    return [
        NewEvent(
            TimerFired(kind=row.kind, subject=row.subject, due_at=row.due_at),
            f"timer/{row.kind}/{row.subject}/{row.due_at.isoformat()}",
        )
        for row in found
    ]

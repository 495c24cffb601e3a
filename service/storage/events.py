"""Events: stored once per identity, decided in the order they were stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from service import codec
from service.storage.prepared import run
from service.storage.statements import InsertNew
from service.storage.tables import events
from workflows.events import Event


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event waiting to be decided."""

    id: int
    kind: str
    payload: str
    identity: str
    attempts: int


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event and what tells it from every other one."""

    event: Event
    identity: str


_here = events.c.programme == bindparam("p")
_NEW = InsertNew(events, "programme", "identity", returning=events.c.id)
_KNOWN = select(events.c.identity).where(_here, events.c.identity.in_(bindparam("identities", expanding=True)))
_DUE = (
    select(events.c.id, events.c.kind, events.c.payload, events.c.identity, events.c.attempts)
    .where(_here, events.c.due_at <= bindparam("now"))
    .order_by(events.c.id)
    .limit(bindparam("most"))
)
# A decided event keeps whom it was about, so that export and erasure find it.
_DONE = (
    update(events)
    .where(events.c.id == bindparam("x_id"))
    .values(done_at=bindparam("at"), due_at=None, about=bindparam("whom"))
)
_FAILED = (
    update(events)
    .where(events.c.id == bindparam("x_id"))
    .values(attempts=bindparam("n"), due_at=bindparam("again"), parked_reason=bindparam("why"))
)

CONCERN_TOLD = '"form":"concern"'
"""Stands in the payload of every event that told a concern: these are part of the safeguarding record."""


def known(connection: Connection, programme: str, identities: Iterable[str]) -> frozenset[str]:
    """Those of the identities that were stored before, whatever became of what the event said."""
    return frozenset(connection.execute(_KNOWN, {"p": programme, "identities": list(identities)}).scalars())


def add(connection: Connection, programme: str, new: Sequence[NewEvent], now: datetime) -> None:
    """Store events that are not known yet; they are due at once."""
    _NEW.all(connection, [_row(programme, n, now) for n in new])


def add_one(connection: Connection, programme: str, new: NewEvent, now: datetime) -> bool:
    """Store one event; whether it was new."""
    return _NEW.one(connection, _row(programme, new, now))


def add_decided(connection: Connection, programme: str, new: Sequence[tuple[NewEvent, str]], now: datetime) -> None:
    """Store events that were decided together with the one that raised them, with whom they are about."""
    rows = [{**_row(programme, n, now), "due_at": None, "done_at": now, "about": whom} for n, whom in new]
    _NEW.all(connection, rows)


def _row(programme: str, new: NewEvent, now: datetime) -> dict[str, Any]:
    return {
        "programme": programme,
        "kind": type(new.event).__name__,
        "payload": codec.encode(new.event),
        "identity": new.identity,
        "occurred_at": now,
        "due_at": now,
    }


def due(connection: Connection, programme: str, now: datetime, most: int) -> list[StoredEvent]:
    """The oldest events that wait."""
    found = run(connection, _DUE, {"p": programme, "now": now, "most": most})
    return [StoredEvent(*row) for row in found]


def done(connection: Connection, decided: Sequence[tuple[int, str]], now: datetime) -> None:
    """Mark events decided, with whom they turned out to be about."""
    if decided:
        run(connection, _DONE, [{"x_id": i, "at": now, "whom": whom} for i, whom in decided])


def failed(connection: Connection, event: StoredEvent, reason: str, again: datetime | None) -> None:
    """Count a failed attempt; parked when there is no next one."""
    why = reason if again is None else None
    run(connection, _FAILED, {"x_id": event.id, "n": event.attempts + 1, "again": again, "why": why})

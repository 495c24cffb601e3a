"""Work that was set aside, for a person to list, replay or drop.

An item's id reads `<kind>:<key>`: `event:12`, `mail:oak/...`, `row:people/p1`, `meeting:...`, `question:...`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Update, and_, case, literal, null, or_, select, update

from service.delivery.messages import LOST
from service.storage.database import Database
from service.storage.messages import State
from service.storage.tables import asks, events, messages, projections

EVENT, MAIL, ROW, MEETING, QUESTION = "event", "mail", "row", "meeting", "question"
MOST = 500
PARKED = "parked"
DROPPED = "Dropped by a person."


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of work that waits for a person."""

    id: str
    kind: str
    key: str
    reason: str
    attempts: int


def listing(database: Database, programme: str) -> Sequence[Item]:
    """Everything that is parked, at most 500 of each kind. Raises `StorageUnavailable`."""
    with database.read() as connection:
        return [
            *_events(connection, programme),
            *_items(connection, programme, messages, literal(MAIL)),
            *_items(connection, programme, projections, projections.c.kind),
            *_items(connection, programme, asks, literal(QUESTION)),
        ]


def _events(connection: Connection, programme: str) -> list[Item]:
    e = events.c
    parked = and_(e.programme == programme, e.parked_reason.isnot(None), e.done_at.is_(None))
    rows = connection.execute(
        select(e.id, e.identity, e.parked_reason, e.attempts).where(parked).order_by(e.id).limit(MOST)
    )
    return [
        Item(id=f"{EVENT}:{row.id}", kind=EVENT, key=row.identity, reason=row.parked_reason, attempts=row.attempts)
        for row in rows
    ]


def _items(connection: Connection, programme: str, table: Any, kind: ColumnElement[str]) -> list[Item]:
    t = table.c
    rows = connection.execute(
        select(kind.label("kind"), t.key, t.reason, t.attempts)
        .where(t.programme == programme, t.state == PARKED)
        .order_by(t.key)
        .limit(MOST)
    )
    return [
        Item(id=f"{row.kind}:{row.key}", kind=row.kind, key=row.key, reason=row.reason, attempts=row.attempts)
        for row in rows
    ]


def replay(database: Database, programme: str, item: str, now: datetime) -> bool:
    """Try the item again now; False when nothing is parked under that id."""
    kind, _, key = item.partition(":")
    again = {"attempts": 0, "due_at": now}
    return _change(database, _replayed(kind, programme, key, again))


def _replayed(kind: str, programme: str, key: str, again: dict[str, Any]) -> Update | None:
    if kind == EVENT:
        return _event(programme, key).values(**again, parked_reason=None) if key.isdecimal() else None
    if kind == MAIL:
        # A draft may have gone after all: look first. One the supplier lost is written anew.
        afresh = or_(messages.c.draft_id.is_(None), messages.c.reason == LOST)
        state = case((afresh, State.DUE.value), else_=State.SENDING.value)
        draft = case((afresh, null()), else_=messages.c.draft_id)
        return _keyed(messages, programme, key).values(**again, state=state, draft_id=draft, reason="")
    if kind in (ROW, MEETING):
        return _projection(kind, programme, key).values(**again, state="due", reason="")
    return _keyed(asks, programme, key).values(**again, state="due", reason="") if kind == QUESTION else None


def drop(database: Database, programme: str, item: str, now: datetime) -> bool:
    """Give the item up for good; False when nothing is parked under that id."""
    kind, _, key = item.partition(":")
    return _change(database, _dropped(kind, programme, key, now))


def _dropped(kind: str, programme: str, key: str, now: datetime) -> Update | None:
    gone = {"due_at": None, "reason": DROPPED}
    if kind == EVENT:
        return _event(programme, key).values(due_at=None, done_at=now) if key.isdecimal() else None
    if kind == MAIL:
        return _keyed(messages, programme, key).values(**gone, state=State.WITHDRAWN.value)
    if kind in (ROW, MEETING):
        return _projection(kind, programme, key).values(**gone, state="dropped")
    return _keyed(asks, programme, key).values(**gone, state="dropped") if kind == QUESTION else None


def _event(programme: str, key: str) -> Update:
    e = events.c
    return update(events).where(
        e.programme == programme, e.id == int(key), e.parked_reason.isnot(None), e.done_at.is_(None)
    )


def _keyed(table: Any, programme: str, key: str) -> Update:
    t = table.c
    return update(table).where(t.programme == programme, t.key == key, t.state == PARKED)


def _projection(kind: str, programme: str, key: str) -> Update:
    return _keyed(projections, programme, key).where(projections.c.kind == kind)


def _change(database: Database, statement: Update | None) -> bool:
    # An id that is none of ours changes nothing, like one that somebody else has dealt with.
    if statement is None:
        return False
    with database.write() as connection:
        return connection.execute(statement.returning(literal(1))).first() is not None

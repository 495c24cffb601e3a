"""Projections: how rows and meetings should stand. The newest version wins; delivery makes it true."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, delete, null, select, update

from service import codec
from service.storage.prepared import run
from service.storage.statements import Upsert
from service.storage.tables import projections
from workflows.effects import PutMeeting

WORKBOOK, CALENDAR = "workbook", "calendar"
REMOVED = "removed"  # staff deleted the row: it comes back only when something new is to be said there

Cells = dict[str, str]
MOST_KEYS = 5_000
"""Both databases limit how many values one statement may carry (SQLite: 32,766)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A desired state, not yet stored."""

    destination: str
    key: str
    kind: str
    payload: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A projection as stored."""

    key: str
    kind: str
    version: int
    payload: str
    attempts: int
    state: str


t = projections
_here = and_(t.c.programme == bindparam("p"), t.c.destination == bindparam("d"))
_one = and_(_here, t.c.key == bindparam("k"))
_COLUMNS = (t.c.key, t.c.kind, t.c.version, t.c.payload, t.c.attempts, t.c.state)
_FOUND = select(*_COLUMNS).where(_here, t.c.key.in_(bindparam("keys", expanding=True)))
_DUE = (
    select(*_COLUMNS)
    .where(_here, t.c.due_at <= bindparam("now"))
    .order_by(t.c.due_at, t.c.key)
    .limit(bindparam("most"))
)
_WISH = Upsert(
    t,
    keys=("programme", "destination", "key"),
    fresh=("kind", "version", "payload", "state", "due_at", "attempts", "reason"),
)
# True while nobody wished for something newer since the work was taken.
_same = t.c.version == bindparam("v")
_APPLIED = (
    update(t)
    .where(_one)
    .values(
        applied_version=bindparam("v"),
        applied_at=bindparam("at"),
        state=case((_same, "done"), else_=t.c.state),
        due_at=case((_same, null()), else_=t.c.due_at),
        attempts=0,
        reason="",
    )
)
_FORGET = delete(t).where(_one, _same)
_FAILED = (
    update(t)
    .where(_one, _same)
    .values(state=bindparam("s"), due_at=bindparam("again"), attempts=t.c.attempts + 1, reason=bindparam("why"))
)
# Not written again by itself: staff meant it.
_STAFF_REMOVED = update(t).where(_one).values(state=REMOVED, due_at=None)
_WRITTEN = select(t.c.key, t.c.applied_at).where(_here, t.c.applied_version > 0, t.c.state != REMOVED)


def row_key(tab: str, key: str) -> str:
    """The key of a workbook row among all projections."""
    return f"{tab}/{key}"


def row_payload(tab: str, key: str, cells: Mapping[str, str] | None) -> str:
    """A desired row as stored."""
    return json.dumps([tab, key, cells], separators=(",", ":"))


def read_row(payload: str) -> tuple[str, str, Cells | None]:
    """Tab, key and cells of a desired row."""
    tab, key, cells = json.loads(payload)
    return tab, key, cells


def read_meeting(payload: str) -> PutMeeting:
    """A desired meeting."""
    meeting: PutMeeting = codec.decode(PutMeeting, payload)
    return meeting


def standing(connection: Connection, programme: str, destination: str, keys: Iterable[str]) -> dict[str, Standing]:
    """What stands under these keys."""
    wanted, here = list(keys), {"p": programme, "d": destination}
    found: dict[str, Standing] = {}
    for start in range(0, len(wanted), MOST_KEYS):
        rows = connection.execute(_FOUND, {**here, "keys": wanted[start : start + MOST_KEYS]})
        found.update((row.key, Standing(*row)) for row in rows)
    return found


def wish(connection: Connection, programme: str, wishes: Sequence[tuple[Wish, int]], now: datetime) -> None:
    """Store desired states with their versions; they are due at once."""
    _WISH.all(connection, [_row(programme, wanted, version, now) for wanted, version in wishes])


def _row(programme: str, wanted: Wish, version: int, now: datetime) -> dict[str, Any]:
    return {
        "programme": programme,
        "destination": wanted.destination,
        "key": wanted.key,
        "kind": wanted.kind,
        "version": version,
        "payload": wanted.payload,
        "state": "due",
        "due_at": now,
        "attempts": 0,
        "reason": "",
    }


def due(connection: Connection, programme: str, destination: str, now: datetime, most: int) -> list[Standing]:
    """What is to be made true, longest waiting first."""
    parameters = {"p": programme, "d": destination, "now": now, "most": most}
    return [Standing(*row) for row in run(connection, _DUE, parameters)]


def applied(connection: Connection, programme: str, destination: str, done: Sequence[Standing], now: datetime) -> None:
    """Record what was made true. A wish that changed meanwhile stays due."""
    if done:
        run(
            connection,
            _APPLIED,
            [{"p": programme, "d": destination, "k": s.key, "v": s.version, "at": now} for s in done],
        )


def forget(connection: Connection, programme: str, destination: str, gone: Sequence[Standing]) -> None:
    """Drop removed rows once they are gone from the workbook."""
    if gone:
        run(connection, _FORGET, [{"p": programme, "d": destination, "k": s.key, "v": s.version} for s in gone])


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with one projection and when it is tried again; parked when never."""

    standing: Standing
    reason: str
    again: datetime | None


def failed(connection: Connection, programme: str, destination: str, failures: Sequence[Failure]) -> None:
    """Record failures."""
    if failures:
        run(connection, _FAILED, [_failure(programme, destination, f) for f in failures])


def _failure(programme: str, destination: str, failure: Failure) -> dict[str, Any]:
    return {
        "p": programme,
        "d": destination,
        "k": failure.standing.key,
        "v": failure.standing.version,
        "s": "parked" if failure.again is None else "due",
        "again": failure.again,
        "why": failure.reason,
    }


def staff_removed(connection: Connection, programme: str, keys: Sequence[str]) -> None:
    """Remember that staff deleted rows of ours."""
    if keys:
        run(connection, _STAFF_REMOVED, [{"p": programme, "d": WORKBOOK, "k": key} for key in keys])


def written(connection: Connection, programme: str, before: datetime) -> set[str]:
    """Keys of the rows that had been written by `before`, and that staff have not deleted."""
    found = run(connection, _WRITTEN, {"p": programme, "d": WORKBOOK})
    # A row written after the reading began may rightly be missing from it.
    return {row.key for row in found if row.applied_at < before}

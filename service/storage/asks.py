"""Questions to the outside world: asked until answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select, update

from service import codec
from service.storage.prepared import run
from service.storage.statements import Upsert
from service.storage.tables import about, asks
from workflows.effects import AskBusy


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits."""

    key: str
    version: int
    payload: str
    attempts: int

    @property
    def ask(self) -> AskBusy:
        """What is asked."""
        ask: AskBusy = codec.decode(AskBusy, self.payload)
        return ask


# Asking again under the same key is a new question: its answer is a new event.
_PUT = Upsert(
    asks,
    keys=("programme", "key"),
    count="version",
    fresh=("payload", "state", "due_at", "attempts", "reason", "about"),
)
_one = and_(asks.c.programme == bindparam("p"), asks.c.key == bindparam("k"))
_DUE = (
    select(asks.c.key, asks.c.version, asks.c.payload, asks.c.attempts)
    .where(asks.c.programme == bindparam("p"), asks.c.due_at <= bindparam("now"))
    .order_by(asks.c.due_at, asks.c.key)
    .limit(bindparam("most"))
)
_MOVE = (
    update(asks)
    .where(_one, asks.c.version == bindparam("v"))
    .values(state=bindparam("s"), due_at=bindparam("again"), reason=bindparam("why"), attempts=asks.c.attempts + 1)
)


def put(
    connection: Connection, programme: str, wanted: Sequence[tuple[AskBusy, tuple[str, ...]]], now: datetime
) -> None:
    """Ask, or ask anew."""
    rows = [
        {
            "programme": programme,
            "key": ask.key,
            "payload": codec.encode(ask),
            "state": "due",
            "due_at": now,
            "attempts": 0,
            "reason": "",
            "about": about(whom),
        }
        for ask, whom in wanted
    ]
    _PUT.all(connection, rows)


def due(connection: Connection, programme: str, now: datetime, most: int) -> list[Asked]:
    """Questions to ask now."""
    found = run(connection, _DUE, {"p": programme, "now": now, "most": most})
    return [Asked(*row) for row in found]


def move(connection: Connection, programme: str, asked: Asked, state: str, **then: object) -> None:
    """Record how asking went: `again` when it is tried once more, `why` it failed."""
    defaults = {"again": None, "why": ""}
    run(connection, _MOVE, {"p": programme, "k": asked.key, "v": asked.version, "s": state, **defaults, **then})

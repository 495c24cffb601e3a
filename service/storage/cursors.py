"""How far each source was read, when it is looked at again, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, select, update

from service.storage.prepared import run
from service.storage.statements import InsertNew
from service.storage.tables import cursors

OK, STOPPED, PAUSED, TROUBLED = "ok", "stopped", "paused", "troubled"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A source as it stands."""

    source: str
    cursor: str | None
    due_at: datetime
    state: str
    problem: str
    attempts: int
    about: AbstractSet[str] = frozenset()  # what alone is to be looked at now, as notifications named it


c = cursors
_here = c.c.programme == bindparam("p")
_one = and_(_here, c.c.source == bindparam("s"))
_NEW = InsertNew(c, "programme", "source")
_COLUMNS = (c.c.source, c.c.cursor, c.c.due_at, c.c.state, c.c.problem, c.c.attempts)
_ALL = select(*_COLUMNS).where(_here).order_by(c.c.source)
_MOVE = (
    update(c)
    .where(_one)
    .values(
        cursor=bindparam("to"),
        read_at=bindparam("now"),
        due_at=bindparam("next"),
        state=bindparam("state_is"),
        problem=bindparam("why"),
        attempts=0,
    )
)
_SEEN = update(c).where(_one).values(last_event_at=bindparam("now"))
_FAIL = (
    update(c)
    .where(_one)
    .values(due_at=bindparam("next"), state=bindparam("state_is"), problem=bindparam("why"), attempts=c.c.attempts + 1)
)
_HURRY = update(c).where(_one, c.c.due_at > bindparam("now")).values(due_at=bindparam("now"))


def prepare(connection: Connection, programme: str, sources: Sequence[str], now: datetime) -> None:
    """Make a cursor for every source that has none; it is looked at from the start."""
    _NEW.all(connection, [{"programme": programme, "source": source, "due_at": now} for source in sources])


def all_of(connection: Connection, programme: str) -> list[Cursor]:
    """Every source of the programme."""
    return [Cursor(*row) for row in run(connection, _ALL, {"p": programme})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A source that was read up to `to`, is looked at again at `following`, and what is wrong with parts of it."""

    source: str
    to: str | None
    following: datetime
    problem: str = ""


def moved(connection: Connection, programme: str, moves: Sequence[Moved], now: datetime) -> None:
    """Sources were read."""
    if moves:
        run(connection, _MOVE, [_move(programme, step, now) for step in moves])


def _move(programme: str, step: Moved, now: datetime) -> dict[str, object]:
    return {
        "p": programme,
        "s": step.source,
        "to": step.to,
        "now": now,
        "next": step.following,
        "why": step.problem,
        "state_is": TROUBLED if step.problem else OK,
    }


def saw_events(connection: Connection, programme: str, source: str, now: datetime) -> None:
    """The source had something new."""
    run(connection, _SEEN, {"p": programme, "s": source, "now": now})


def failed(connection: Connection, programme: str, source: str, *, state: str, problem: str, again: datetime) -> None:
    """The source could not be read; try again at `again`."""
    parameters = {"p": programme, "s": source, "next": again, "state_is": state, "why": problem}
    run(connection, _FAIL, parameters)


def hurry(connection: Connection, programme: str, source: str, now: datetime) -> None:
    """Look at the source now. One that is due already stays due since then."""
    run(connection, _HURRY, {"p": programme, "s": source, "now": now})

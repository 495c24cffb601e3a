"""Where effects go: one row each, held under a lease by whoever delivers there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, or_, select, update

from service.storage.prepared import run
from service.storage.statements import InsertNew, on_sqlite
from service.storage.tables import destinations

LEASE = timedelta(seconds=90)
"""Longer than a batch takes; a dead worker's work is taken over after it."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A destination as its holder found it. `tokens` are thousandths of an act."""

    name: str
    tokens: int
    refilled_at: datetime | None
    resume_at: datetime | None
    failures: int
    paused_reason: str | None


d = destinations
_one = and_(d.c.programme == bindparam("p"), d.c.name == bindparam("d"))
_COLUMNS = (d.c.name, d.c.tokens, d.c.refilled_at, d.c.resume_at, d.c.failures, d.c.paused_reason)
# The same worker may take up its own lease: after a crash it need not wait for it to end.
_free = or_(d.c.claimed_until.is_(None), d.c.claimed_until <= bindparam("now"), d.c.claimed_by == bindparam("who"))
_NEW = InsertNew(d, "programme", "name")
_CLAIM = (
    update(d)
    .where(_one, _free)
    .values(claimed_by=bindparam("who"), claimed_until=bindparam("until"))
    .returning(*_COLUMNS)
)
_RELEASE = (
    update(d)
    .where(_one, d.c.claimed_by == bindparam("who"))
    .values(
        tokens=bindparam("left"),
        refilled_at=bindparam("filled"),
        resume_at=bindparam("resume"),
        failures=bindparam("failed"),
        paused_reason=bindparam("why"),
        acted_at=bindparam("now"),
        claimed_by=None,
        claimed_until=None,
    )
)


def prepare(connection: Connection, programme: str, names: tuple[str, ...]) -> None:
    """Make the rows: a lease must exist before anybody can hold it."""
    _NEW.all(connection, [{"programme": programme, "name": name} for name in names])


def claim(connection: Connection, programme: str, name: str, who: str, now: datetime) -> Destination | None:
    """Hold the destination until released or the lease ends; None while somebody else holds it."""
    parameters = {"p": programme, "d": name, "who": who, "now": now, "until": now + LEASE}
    row = run(connection, _CLAIM, parameters).first()
    return None if row is None else Destination(*row)


_LOCK = select(d.c.name).where(d.c.programme == bindparam("p")).order_by(d.c.name).with_for_update()


def lock(connection: Connection, programme: str) -> None:
    """Make everybody who would take work from the programme's destinations wait until this transaction ends.

    What it adds is then either seen by the next claim or woken for anew: never missed in between. SQLite has one
    writer at a time anyway.
    """
    if not on_sqlite(connection):
        run(connection, _LOCK, {"p": programme}).all()


def release(connection: Connection, programme: str, after: Destination, who: str, now: datetime) -> None:
    """Let go and keep what was learnt. Nothing happens when the lease was lost meanwhile."""
    parameters = {
        "p": programme,
        "d": after.name,
        "who": who,
        "now": now,
        "left": after.tokens,
        "filled": after.refilled_at,
        "resume": after.resume_at,
        "failed": after.failures,
        "why": after.paused_reason,
    }
    run(connection, _RELEASE, parameters)

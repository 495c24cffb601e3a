"""The programme's row: whoever holds it decides, alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from service.storage.prepared import run
from service.storage.statements import InsertNew
from service.storage.tables import programmes


@dataclass(frozen=True, slots=True)
class Standing:
    """The version after this batch, and how many Activity rows there were before it."""

    version: int
    activity: int


_here = programmes.c.programme == bindparam("p")
_LOCK = (
    update(programmes)
    .where(_here)
    .values(version=programmes.c.version + 1)
    .returning(programmes.c.version, programmes.c.activity)
)
_COUNT = update(programmes).where(_here).values(activity=bindparam("n"))
_MARK = update(programmes).where(_here).values(fingerprint=bindparam("f"))
_FINGERPRINT = select(programmes.c.fingerprint).where(_here)
_NEW = InsertNew(programmes, "programme")


def lock(connection: Connection, programme: str) -> Standing:
    """Hold the programme until the transaction ends and raise its version."""
    row = run(connection, _LOCK, {"p": programme}).first()
    # The very first batch of a programme makes its row; a second process that does so too waits for the first.
    if row is None:
        _NEW.all(connection, [{"programme": programme}])
        row = run(connection, _LOCK, {"p": programme}).first()
    return Standing(version=row.version, activity=row.activity)


def count_activity(connection: Connection, programme: str, rows: int) -> None:
    """Remember how many Activity rows were ever written."""
    run(connection, _COUNT, {"p": programme, "n": rows})


def fingerprint(connection: Connection, programme: str) -> str:
    """The programme file the state was last told of, or ""."""
    return run(connection, _FINGERPRINT, {"p": programme}).scalar() or ""


def mark(connection: Connection, programme: str, known: str) -> None:
    """Remember the programme file. The caller holds the lock."""
    run(connection, _MARK, {"p": programme, "f": known})

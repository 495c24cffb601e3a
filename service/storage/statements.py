"""Inserts that know what to do when the row is already there, in the words of both databases.

`ON CONFLICT` with `RETURNING` says exactly which rows were new; a row count does not on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.sql.dml import Insert

from service.storage.prepared import run

Rows = Sequence[Mapping[str, Any]]


def upsert(table: Table, *, on_sqlite: bool, keys: Iterable[str], fresh: Iterable[str], count: str = "") -> Insert:
    """Insert, or take over the `fresh` columns of the row that stands under the same keys; `count` grows by one."""
    statement = _insert(table, on_sqlite=on_sqlite)
    # `excluded` is SQL's name for the row that could not be inserted.
    taken = {name: statement.excluded[name] for name in fresh}
    if count:
        taken[count] = table.c[count] + 1
    made: Insert = statement.on_conflict_do_update(index_elements=list(keys), set_=taken)
    return made


def insert_new(table: Table, *, on_sqlite: bool, keys: Iterable[str]) -> Insert:
    """Insert unless a row stands under the same keys."""
    made: Insert = _insert(table, on_sqlite=on_sqlite).on_conflict_do_nothing(index_elements=list(keys))
    return made


def _insert(table: Table, *, on_sqlite: bool) -> Any:
    # The other database's dialect, with all its drivers, is not loaded.
    return import_module(f"sqlalchemy.dialects.{'sqlite' if on_sqlite else 'postgresql'}").insert(table)


def on_sqlite(connection: Connection) -> bool:
    """Whether the connection speaks SQLite's words."""
    return connection.dialect.name == "sqlite"


def _kept(made: Callable[..., Insert]) -> Callable[[bool], Insert]:
    """The statement by `on_sqlite`, made once: making one costs more than running it."""
    return cache(lambda on_sqlite: made(on_sqlite=on_sqlite))


class InsertNew:
    """`insert_new` for one table, in the words of whichever database it meets. `one` needs a column to give back."""

    def __init__(self, table: Table, *keys: str, returning: Any = None) -> None:
        self._made = _kept(partial(insert_new, table, keys=keys))
        self._asking = _kept(lambda *, on_sqlite: self._made(on_sqlite).returning(returning))

    def all(self, connection: Connection, rows: Rows) -> None:
        """Insert those that are new."""
        if rows:
            run(connection, self._made(on_sqlite(connection)), rows)

    def one(self, connection: Connection, row: Mapping[str, Any]) -> bool:
        """Insert the row; whether it was new."""
        return run(connection, self._asking(on_sqlite(connection)), row).first() is not None


class Upsert:
    """`upsert` for one table, in the words of whichever database it meets."""

    def __init__(self, table: Table, *, keys: tuple[str, ...], fresh: tuple[str, ...], count: str = "") -> None:
        self._made = _kept(partial(upsert, table, keys=keys, fresh=fresh, count=count))

    def all(self, connection: Connection, rows: Rows) -> None:
        """Insert or take over each row."""
        if rows:
            run(connection, self._made(on_sqlite(connection)), rows)

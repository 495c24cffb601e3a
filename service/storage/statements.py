"""Inserts that know what to do when the row is already there, in the words of both databases.

`ON CONFLICT` with `RETURNING` says exactly which rows were new; a row count does not on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
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
    return sqlite.insert(table) if on_sqlite else postgresql.insert(table)


def on_sqlite(connection: Connection) -> bool:
    """Whether the connection speaks SQLite's words."""
    return connection.dialect.name == "sqlite"


class InsertNew:
    """`insert_new` for one table, prepared for both databases."""

    def __init__(self, table: Table, *keys: str) -> None:
        # Built once at import: building a statement costs more than running it.
        self._both = {choice: insert_new(table, on_sqlite=choice, keys=keys) for choice in (True, False)}

    def all(self, connection: Connection, rows: Rows) -> None:
        """Insert those that are new."""
        if rows:
            run(connection, self._both[on_sqlite(connection)], rows)

    def one(self, connection: Connection, row: Mapping[str, Any], returning: Any) -> bool:
        """Insert the row; whether it was new."""
        statement = self._both[on_sqlite(connection)].returning(returning)
        return run(connection, statement, row).first() is not None


class Upsert:
    """`upsert` for one table, prepared for both databases."""

    def __init__(self, table: Table, *, keys: tuple[str, ...], fresh: tuple[str, ...], count: str = "") -> None:
        self._both = {
            choice: upsert(table, on_sqlite=choice, keys=keys, fresh=fresh, count=count) for choice in (True, False)
        }

    def all(self, connection: Connection, rows: Rows) -> None:
        """Insert or take over each row."""
        if rows:
            run(connection, self._both[on_sqlite(connection)], rows)

"""Copies everything from one database into another that is empty, as when a school outgrows SQLite."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Table, func, insert, select, text

from service.storage.aggregate_tables import DATABASE
from service.storage.columns import type_id
from service.storage.database import NEWEST, Database, revision_of
from service.storage.errors import StorageError

ROWS_AT_ONCE = 500


class NotMovable(StorageError):  # noqa: N818 -- what stands in the way, not a fault
    """Nothing was copied; the message says why and what to do."""


def copy_into(target: Database, source: Database, on_rows: Callable[[int], None] = lambda rows: None) -> int:
    """Copy every row of `source` into the empty tables of `target`, all or nothing; how many.

    `on_rows` hears how many each lot had. Both must have this version's tables, and nothing else may be at work in
    them. Raises `NotMovable`, `StorageUnavailable`.
    """
    _expect_tables(source)
    with source.read() as reading, target.write() as writing:
        held = [table.name for table in DATABASE.sorted_tables if _count(writing, table)]
        if held:
            raise NotMovable(f"The database to copy into holds something already (in {held[0]}): give an empty one.")
        return sum(_copy(reading, writing, table, on_rows) for table in DATABASE.sorted_tables)


def count_rows(database: Database) -> int:
    """All rows of all tables. Raises `NotMovable`, `StorageUnavailable`."""
    _expect_tables(database)
    with database.read() as connection:
        return sum(_count(connection, table) for table in DATABASE.sorted_tables)


def _expect_tables(source: Database) -> None:
    if revision_of(source) != NEWEST:
        raise NotMovable("The database to copy from has not this version's tables: run `nearpeer migrate` on it first.")


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _copy(reading: Connection, writing: Connection, table: Table, on_rows: Callable[[int], None]) -> int:
    done = 0
    standing = reading.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE))
    for rows in standing.mappings().partitions():
        writing.execute(insert(table), [dict(row) for row in rows])
        done += len(rows)
        on_rows(len(rows))
    _count_on(writing, table)
    return done


def _count_on(writing: Connection, table: Table) -> None:
    """Let a number that the database counts up go on behind the greatest. SQLite does so by itself."""
    if writing.dialect.name != "postgresql":
        return
    for column in (column for column in table.primary_key if column.type is type_id):
        behind = (
            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), max({column.name}) + 1, false)"
        )
        writing.execute(text(f"{behind} FROM {table.name} HAVING max({column.name}) IS NOT NULL"))  # our own names

"""Statements run by the driver: the same values as through SQLAlchemy, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import bindparam, delete, insert, select, update

from service.storage.database import Database
from service.storage.errors import StorageUnavailable
from service.storage.prepared import kept, run
from service.storage.statements import InsertNew
from service.storage.tables import fires, journal, timers
from tests.builders import NOW

LINE = {
    "programme": "oak",
    "at": NOW,
    "event_id": None,
    "event_kind": "k",
    "reason": "So.",
    "about": "",
    "restricted": True,
}
ADD = insert(journal)
ALL = select(journal.c.at, journal.c.reason, journal.c.restricted).order_by(journal.c.id)
SET = insert(timers)
LATER = update(timers).values(due_at=bindparam("to")).returning(timers.c.subject, timers.c.due_at)
CLAIM = InsertNew(fires, "programme", "name", "fire_at", returning=fires.c.name)
GONE = delete(timers).where(timers.c.subject == bindparam("s"))


def _timers(*subjects: str) -> list[dict[str, object]]:
    return [{"programme": "oak", "kind": "k", "subject": s, "due_at": NOW} for s in subjects]


def test_values_come_back_with_their_names_and_types(database: Database) -> None:
    with database.write() as connection:
        run(connection, ADD, LINE)
        (row,) = run(connection, ALL, {})
    assert (row.at, row.reason, row.restricted) == (NOW, "So.", True)
    assert row.at.tzinfo is not None


def test_list_of_parameters_runs_once_for_each(database: Database) -> None:
    with database.write() as connection:
        run(connection, SET, _timers("a", "b"))
        gone = run(connection, GONE, [{"s": "a"}, {"s": "b"}, {"s": "c"}])
    assert (gone.rowcount, gone.rows) == (2, [])


def test_returning_gives_the_new_values(database: Database) -> None:
    with database.write() as connection:
        run(connection, SET, _timers("a"))
        found = run(connection, LATER, {"to": NOW + timedelta(hours=1)})
    assert [tuple(row) for row in found] == [("a", NOW + timedelta(hours=1))]


def test_nothing_found_is_none(database: Database) -> None:
    with database.read() as connection:
        found = run(connection, ALL, {})
    assert (found.first(), found.scalar(), found.scalars(), found.all()) == (None, None, [], [])


def test_insert_with_other_columns_is_another_statement(database: Database) -> None:
    with database.write() as connection:
        run(connection, ADD, LINE)
        run(connection, ADD, {name: value for name, value in LINE.items() if name != "about"})
        assert len(run(connection, ALL, {}).rows) == 2


def test_driver_s_trouble_is_unavailability(sqlite_database: Database) -> None:
    with pytest.raises(StorageUnavailable, match="readonly"):
        _write_read_only(sqlite_database)


def _write_read_only(database: Database) -> None:
    with database.read() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        run(connection, SET, _timers("a"))


def test_no_statement_is_prepared_again_for_another_row(database: Database) -> None:
    # Prepared statements are kept for good: one made for each row would fill the memory of a service that runs on.
    before = after = kept()
    with database.write() as connection:
        for name in ("a", "b", "c"):
            assert CLAIM.one(connection, {"programme": "", "name": name, "fire_at": NOW})
            before, after = after, kept()
    assert before == after

"""Opening, transactions, and what is said when the database cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from service.storage import database as module
from service.storage.database import Database, open_database
from service.storage.errors import StorageUnavailable
from service.storage.tables import programmes

ROW = {"programme": "oak"}


def names(database: Database) -> list[str]:
    """What is in the table."""
    with database.read() as connection:
        return list(connection.execute(select(programmes.c.programme)).scalars())


def test_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(database)
    assert names(database) == []


def _write_and_fail(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(programmes), ROW)
        raise ZeroDivisionError


def test_transaction_that_ends_well_stays(database: Database) -> None:
    for lasting in (True, False):
        with database.write(lasting=lasting) as connection:
            connection.execute(insert(programmes), {"programme": str(lasting)})
    assert sorted(names(database)) == ["False", "True"]


def test_sqlite_is_safe_against_power_cuts_unless_told_otherwise(sqlite_database: Database) -> None:
    found = []
    for lasting in (True, False, True):
        with sqlite_database.write(lasting=lasting) as connection:
            found.append(connection.execute(text("PRAGMA synchronous")).scalar_one())
    assert found == [2, 1, 2]  # FULL, NORMAL, FULL


def test_sqlite_writes_ahead(sqlite_database: Database) -> None:
    with sqlite_database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_broken_rule_is_our_mistake_not_the_database_s(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(programmes), ROW)
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(programmes), ROW)


def test_second_writer_waits_only_so_long(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_TIMEOUT_MS", 50)
    first, second = open_database(sqlite_url), open_database(sqlite_url)
    with first.write(), pytest.raises(StorageUnavailable, match="locked"), second.write():
        pass
    first.close()
    second.close()


def test_missing_folder_is_said(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/none/nearpeer.db")
    with pytest.raises(StorageUnavailable, match="unable to open"), database.read():
        pass


def test_missing_server_is_said(tmp_path: Path) -> None:
    database = open_database(f"postgresql://nobody@/none?host={tmp_path}")
    with pytest.raises(StorageUnavailable), database.read():
        pass


def test_waking_is_part_of_the_transaction(sqlite_database: Database) -> None:
    woken: list[tuple[str, tuple[str, ...]]] = []
    database = Database(
        sqlite_database.engine, wake=lambda _, programme, parts: woken.append((programme, tuple(parts)))
    )
    with database.write() as connection:
        database.woken(connection, "oak", ("mail",))
        database.woken(connection, "oak", ())
    assert woken == [("oak", ("mail",))]


def given_back(database: Database, url: str) -> int:
    """Bytes by which the file shrinks once much of it is deleted."""
    file = Path(url.removeprefix("sqlite:///"))
    with database.write() as connection:
        connection.execute(text("CREATE TABLE notes (words TEXT)"))
        connection.execute(text("INSERT INTO notes VALUES (:words)"), [{"words": "a" * 4_000}] * 200)
    with database.write() as connection:
        connection.execute(text("DELETE FROM notes"))
    database.settle()
    before = file.stat().st_size
    database.compact()
    return before - file.stat().st_size


def test_room_of_what_went_is_given_back(sqlite_database: Database, sqlite_url: str) -> None:
    assert given_back(sqlite_database, sqlite_url) > 400_000


def test_large_file_is_left_as_it_is(
    sqlite_database: Database, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_COMPACTED", 0)
    assert given_back(sqlite_database, sqlite_url) == 0


def test_other_database_needs_no_compacting(database: Database) -> None:
    database.compact()
    assert names(database) == []

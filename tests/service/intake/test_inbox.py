"""The inbox: on disk before it is answered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from connectors.ports import Delivery
from service.intake.inbox import Inbox
from service.storage import database as database_module
from service.storage.database import Database, open_database
from service.storage.errors import StorageUnavailable
from service.storage.tables import inbox
from tests.builders import NOW


def delivery(number: int) -> Delivery:
    """A notification."""
    return Delivery(source="forms", delivery_id=f"d{number}", received_at=NOW + timedelta(seconds=number))


def kept(database: Database) -> int:
    """How many are on disk."""
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(inbox)).scalar_one()


def test_many_doors_record_at_once(database: Database) -> None:
    door = Inbox(database)
    with ThreadPoolExecutor(16) as doors:
        list(doors.map(lambda number: door.record("oak", [delivery(number % 150)]), range(300)))
    door.close()
    assert kept(database) == 150


def test_nothing_to_record_is_recorded_at_once(sqlite_database: Database) -> None:
    door = Inbox(sqlite_database)
    door.record("oak", [])
    door.close()
    assert kept(sqlite_database) == 0


def test_inbox_can_be_used_again_after_closing(sqlite_database: Database) -> None:
    door = Inbox(sqlite_database)
    for number in range(2):
        door.record("oak", [delivery(number)])
        door.close()
    assert kept(sqlite_database) == 2


def test_full_disk_is_told_to_the_sender_and_recovered_from(sqlite_database: Database) -> None:
    door = Inbox(sqlite_database)
    with sqlite_database.read() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    _limit(sqlite_database, pages)
    with pytest.raises(StorageUnavailable, match="full"):
        door.record("oak", [delivery(number) for number in range(2_000)])
    _limit(sqlite_database, 1_000_000)
    door.record("oak", [delivery(1)])
    door.close()
    assert kept(sqlite_database) == 1


def _limit(database: Database, pages: int) -> None:
    """A disk of that size: SQLite answers beyond it as it does on a full one."""
    database.engine.dispose()
    with database.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def test_locked_database_is_told_to_the_sender(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_MS", 50)
    first, second = open_database(sqlite_url), open_database(sqlite_url)
    door = Inbox(second)
    with first.write(), pytest.raises(StorageUnavailable, match="locked"):
        door.record("oak", [delivery(1)])
    door.record("oak", [delivery(1)])
    door.close()
    assert kept(first) == 1
    first.close()
    second.close()

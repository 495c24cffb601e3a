from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from service.storage.database import Database
from service.storage.tables import sessions as table
from service.web import sessions
from service.web.sessions import ABSOLUTE, IDLE, Session
from tests.service.web.houses import NOW

MINUTE = timedelta(minutes=1)


def begin(database: Database) -> str:
    with database.write() as connection:
        return sessions.begin(connection, programme="oak", staff_id="lead", now=NOW)


def test_session_is_found_by_its_name(database: Database) -> None:
    found = sessions.find(database, begin(database), NOW + MINUTE)
    assert found is not None
    assert found == Session(programme="oak", staff_id="lead", csrf_token=found.csrf_token)


def test_session_names_are_kept_as_hashes(database: Database) -> None:
    name = begin(database)
    with database.read() as connection:
        kept = connection.execute(select(table)).one()
    assert name not in str(kept)


def test_session_ends_when_idle(database: Database) -> None:
    name = begin(database)
    assert sessions.find(database, name, NOW + IDLE) is None


def test_session_lives_on_while_used(database: Database) -> None:
    name = begin(database)
    assert sessions.find(database, name, NOW + IDLE - MINUTE) is not None
    assert sessions.find(database, name, NOW + IDLE + MINUTE) is not None


def test_session_ends_after_a_working_day_however_used(database: Database) -> None:
    name, now = begin(database), NOW
    while now < NOW + ABSOLUTE - MINUTE:
        assert sessions.find(database, name, now) is not None
        now += 20 * MINUTE
    assert sessions.find(database, name, NOW + ABSOLUTE) is None


def test_ended_session_is_gone(database: Database) -> None:
    name = begin(database)
    sessions.end(database, name)
    assert sessions.find(database, name, NOW) is None


def test_begin_sweeps_ended_sessions(database: Database) -> None:
    begin(database)
    with database.write() as connection:
        sessions.begin(connection, programme="oak", staff_id="head", now=NOW + ABSOLUTE)
        assert connection.scalar(select(func.count()).select_from(table)) == 1


def test_session_owns_only_its_token() -> None:
    session = Session(programme="oak", staff_id="lead", csrf_token="right")
    assert [session.owns(token) for token in ("right", "wrong", "", "\ud800")] == [True, False, False, False]

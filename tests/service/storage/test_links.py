"""One-time sign-in links."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from service.storage import links
from service.storage.database import Database
from service.storage.links import Grant
from service.storage.tables import sign_in_links
from tests.builders import NOW

GRANT = Grant("oak", "safe", "/concerns/1")
RANDOM = bytes(range(32))


def issued(database: Database) -> str:
    """A fresh token."""
    with database.write() as connection:
        return links.issue(connection, GRANT, random=RANDOM, now=NOW)


def test_link_opens_its_page_once(database: Database) -> None:
    token = issued(database)
    assert links.redeem(database, token, NOW) == GRANT
    assert links.redeem(database, token, NOW) is None


def test_old_link_opens_nothing(sqlite_database: Database) -> None:
    assert links.redeem(sqlite_database, issued(sqlite_database), NOW + links.LASTS + timedelta(seconds=1)) is None


def test_made_up_token_opens_nothing(sqlite_database: Database) -> None:
    issued(sqlite_database)
    assert links.redeem(sqlite_database, "made up \ud83d", NOW) is None


def test_token_itself_is_not_stored(sqlite_database: Database) -> None:
    token = issued(sqlite_database)
    with sqlite_database.read() as connection:
        assert token not in str(connection.execute(select(sign_in_links)).all())

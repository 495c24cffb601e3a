"""One-time sign-in links."""

from __future__ import annotations

from datetime import datetime, timedelta

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


def redeemed(database: Database, token: str, at: datetime = NOW) -> Grant | None:
    """What the token opens."""
    with database.write() as connection:
        return links.redeem(connection, token, at)


def test_link_opens_its_page_once(database: Database) -> None:
    token = issued(database)
    assert redeemed(database, token) == GRANT
    assert redeemed(database, token) is None


def test_old_link_opens_nothing(sqlite_database: Database) -> None:
    assert redeemed(sqlite_database, issued(sqlite_database), NOW + links.LASTS + timedelta(seconds=1)) is None


def test_made_up_token_opens_nothing(sqlite_database: Database) -> None:
    issued(sqlite_database)
    assert redeemed(sqlite_database, "made up \ud83d") is None


def test_token_itself_is_not_stored(sqlite_database: Database) -> None:
    token = issued(sqlite_database)
    with sqlite_database.read() as connection:
        assert token not in str(connection.execute(select(sign_in_links)).all())

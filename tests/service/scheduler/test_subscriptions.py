"""Keeping promises to be notified alive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from connectors.errors import AuthExpired
from connectors.ports import Subscription
from service.scheduler.subscriptions import renew
from service.storage.database import Database
from tests.builders import NOW
from tests.service.engine_school import School


class Refusing:
    """See `Subscriptions`."""

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        raise AuthExpired("The consent was withdrawn.", mend="Grant it again.")


@pytest.fixture
def school(sqlite_database: Database) -> School:
    return School(sqlite_database)


def test_renewal_shows_how_the_promises_stand(school: School) -> None:
    school.engine.renew(NOW)
    school.run()
    assert school.world.rows["health", "notifications"]["state"] == "all: kept at 09:00"


class Watching:
    """See `Subscriptions`."""

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        watch = Subscription(name="consent", state="active", renew_at=None, expires_at=now + timedelta(days=7))
        return [watch, replace(watch, name="concern", state="suspended", expires_at=None)]


def test_renewal_shows_until_when_a_promise_holds(school: School) -> None:
    programme = school.engine.programmes["oak"]
    state = renew(school.database, replace(programme, suite=replace(programme.suite, subscriptions=Watching())), NOW)
    assert state == f"consent: active, until {NOW + timedelta(days=7):%Y-%m-%d %H:%M} UTC; concern: suspended"


def test_lost_permission_is_told_once_a_day(school: School) -> None:
    programme = school.engine.programmes["oak"]
    broken = replace(programme, suite=replace(programme.suite, subscriptions=Refusing()))
    for _ in range(3):
        renew(school.database, broken, NOW)
    school.run()
    assert len(school.world.letters) == 1
    assert school.world.rows["health", "notifications"]["state"] == "The consent was withdrawn. Grant it again."

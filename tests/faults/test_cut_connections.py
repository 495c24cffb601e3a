"""Fault 27: the database server cuts every connection, as at a restart or a failover, wherever the service stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from threading import Event, Thread
from typing import TypeVar

import psycopg
import pytest
from sqlalchemy.engine import make_url

from service.storage.database import open_database
from service.storage.errors import StorageUnavailable
from tests.repeats import times
from tests.service.engine_school import School, asked, mail
from workflows.decision import Decision

T = TypeVar("T")
CUTS = times(60)
CUT = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class Knife(Thread):
    """Cuts all connections but its own, again and again; `cuts` are those that met somebody."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.cuts, self.ending, self.random = 0, Event(), Random(27)

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.ending.wait(self.random.uniform(0, 0.3)):
                found = connection.execute(CUT).fetchone()
                self.cuts += found[0] if found else 0


def again(act: Callable[[], T]) -> T:
    """What a sender and the engine's caller do when the database is away."""
    while True:
        try:
            return act()
        except StorageUnavailable:
            continue


@pytest.mark.slow
def test_fault_27_cut_connections_lose_and_double_nothing(postgres_url: str) -> None:
    database, number = open_database(postgres_url), 0
    school = School(database)
    school.reactions = {type(asked()): lambda event, view, now: Decision(effects=(mail(f"oak/{event.by}"),))}
    knife = Knife(postgres_url)
    knife.start()
    while knife.cuts < CUTS:
        again(lambda n=number: school.engine.submit("oak", asked(str(n)), str(n)))  # type: ignore[misc]  # bound now
        again(school.run)
        number += 1
    knife.ending.set()
    knife.join()
    for _ in range(10):
        school.run(timedelta(minutes=10))
    database.close()
    assert school.world.mailed() == {f"oak/{n}": 1 for n in range(number)}

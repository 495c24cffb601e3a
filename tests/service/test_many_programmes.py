"""One engine for many programmes: each is served as if it were alone, and those at rest cost nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from service.clock import SteppingClock
from service.engine import Engine, EngineSettings
from service.intake.dispatch import Decide
from service.programme import Programme
from service.storage.database import Database, migrate, open_database
from tests.builders import NOW, policy
from tests.service.engine_school import RARELY, SECRET, asked, mail
from tests.service.memory_suite import World, memory_suite
from workflows.decision import NOTHING, Decision, Timer
from workflows.events import DraftRequested, TimerFired

MINUTE = timedelta(minutes=1)


def served(keys: Sequence[str], worlds: dict[str, World], database: Database, decide: Decide) -> Engine:
    """An engine over so many programmes, each with a world of its own."""
    programmes = [
        Programme(
            policy=policy(key=key), suite=memory_suite(worlds.setdefault(key, World())), base_url="", secret=SECRET
        )
        for key in keys
    ]
    engine = Engine(database, programmes, SteppingClock(NOW), settings=EngineSettings(look_every=RARELY), decide=decide)
    engine.prepare(NOW)
    return engine


def mails_in(minutes: int) -> Decide:
    """Whoever asks for a draft gets a mail so many minutes later."""

    def decide(event: object, view: object, now: object, policy: object) -> Decision:
        if isinstance(event, DraftRequested):
            return Decision(timers=(Timer(kind="nudge", subject="p1", due_at=NOW + minutes * MINUTE),))
        return Decision(effects=(mail(),)) if isinstance(event, TimerFired) else NOTHING

    return decide


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every transaction that is begun meanwhile."""
    seen: list[str] = []
    event.listen(database.engine, "checkout", lambda *_: seen.append("begun"))
    yield seen


def test_programmes_at_rest_are_not_asked(sqlite_database: Database) -> None:
    engine = served([f"s{n}" for n in range(30)], {}, sqlite_database, mails_in(1))
    engine.run_due(NOW)
    with statements(sqlite_database) as begun:
        assert (engine.run_due(NOW), engine.next_due(NOW)) == (0, NOW + timedelta(days=365))
    assert len(begun) == 2


def test_work_of_one_of_many_is_done(database: Database) -> None:
    worlds: dict[str, World] = {}
    engine = served(["elm", "oak"], worlds, database, mails_in(2))
    engine.run_due(NOW)
    engine.submit("oak", asked(), "one")
    assert engine.next_due(NOW) == NOW
    engine.run_due(NOW)
    assert engine.next_due(NOW) == NOW + 2 * MINUTE
    engine.run_due(NOW + 2 * MINUTE)
    assert {key: len(world.letters) for key, world in worlds.items()} == {"elm": 0, "oak": 1}


@pytest.mark.slow
@given(st.lists(st.sampled_from(["elm", "oak", "yew"]), max_size=4), st.integers(0, 3))
def test_many_are_due_when_the_first_of_them_is(told: list[str], minutes: int) -> None:
    database = open_database("sqlite://")
    migrate(database)
    together = served(["elm", "oak", "yew"], {}, database, mails_in(minutes))
    together.run_due(NOW)
    for number, key in enumerate(told):
        together.submit(key, asked(), str(number))
    together.run_due(NOW)
    soonest = min(served([key], {}, database, mails_in(minutes)).next_due(NOW) or NOW for key in ("elm", "oak", "yew"))
    assert together.next_due(NOW) == soonest

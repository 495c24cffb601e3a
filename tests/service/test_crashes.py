"""The process ends at any point: before or after any act in the outside world, before or after any commit.

After a restart the world must look as if nothing had happened: nothing lost, nothing doubled.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection

from connectors.ports import Response
from service.storage.database import Database, open_database
from tests.builders import NOW
from tests.service.engine_school import School, mail
from tests.service.memory_suite import Crash, World
from workflows.decision import Decision, Timer
from workflows.effects import AskBusy, PutMeeting, PutRow, Urgency
from workflows.events import BusyKnown, FormAnswered, TimerFired
from workflows.state import Steer
from workflows.view import View

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class CrashingDatabase(Database):
    """A database whose process ends just before or just after one of its commits."""

    crash_at: int = -1
    steps: Iterator[int] = field(default_factory=lambda: count(1))

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Connection]:
        with super().write(lasting=lasting) as connection:
            yield connection
            self._step()
        self._step()

    def _step(self) -> None:
        if next(self.steps) == self.crash_at:
            raise Crash


def decide(event: object, view: View, now: datetime) -> Decision:
    """Every kind of effect, one after the other; a counter in the state shows what was decided twice."""
    seen = view.get(Steer, "seen")
    steer = Steer(id="seen", value=(seen.value if seen else 0) + 1, at=NOW)
    ask = AskBusy(key="ask", addresses=("a@oak.example",), starts_at=NOW, ends_at=NOW + MINUTE)
    routine = tuple(mail(f"oak/routine/{n}", urgency=Urgency.ROUTINE) for n in range(2))
    if isinstance(event, FormAnswered):
        timer = Timer(kind="later", subject="p1", due_at=NOW + MINUTE)
        return Decision(changes=(steer,), effects=(mail("oak/form"), ask), timers=(timer,), reason="Form.")
    if isinstance(event, TimerFired):
        return Decision(changes=(steer,), effects=routine, reason="Timer.")
    row = PutRow(tab="people", key="p1", cells={"seen": str(steer.value)})
    return Decision(changes=(steer,), effects=(meeting(), row), reason="Busy.")


def meeting() -> PutMeeting:
    """A meeting of two pupils."""
    return PutMeeting(
        key="m1",
        version=1,
        title="Meeting",
        starts_at=NOW + timedelta(days=1),
        ends_at=NOW + timedelta(days=1, minutes=30),
        organiser="lead@oak.example",
        attendees=("a@oak.example",),
        location="Library",
        room_address="",
        description="",
        about=("p1",),
    )


def school(database: Database, world: World) -> School:
    """A school in which one form came in."""
    made = School(
        database, world=world, look_every=dict.fromkeys(("forms", "table", "calendar", "mail"), timedelta(hours=12))
    )
    made.reactions = dict.fromkeys((FormAnswered, TimerFired, BusyKnown), decide)
    return made


def live(database: Database, world: World) -> None:
    """Two days, restarted after a crash."""
    if not world.responses:
        world.responses.append(
            Response(
                form="concern",
                response_id="r",
                revision="1",
                submitted_at=NOW,
                respondent=None,
                answers={"text": ("x",)},
            )
        )
    try:
        school(database, world).settle()
    except Crash:
        world.crash_at = -1
        plain = Database(database.engine)
        school(plain, world).settle()


def seen_outside(world: World) -> tuple[object, ...]:
    """What people in the world hold: rows, invitations by notices sent, mails by subject and count."""
    letters = sorted((letter.to, letter.subject) for letter in world.letters)
    return (world.rows, world.notices, letters)


def crash_in_world(database: Database, point: int) -> tuple[World, bool]:
    """Crash before or after an act; the world, and whether there was such a point."""
    world = World(crash_at=point)
    live(database, world)
    return world, world.crash_at != point


def crash_in_database(database: Database, point: int) -> tuple[World, bool]:
    """Crash before or after a commit."""
    crashing, world = CrashingDatabase(database.engine, crash_at=point), World()
    live(crashing, world)
    return world, next(crashing.steps) > point


def points(fresh: Callable[[], Database], crash: Callable[[Database, int], tuple[World, bool]], every: int) -> int:
    """Crash at every n-th point, each in a fresh database, and compare; how many points there were."""
    calm = World()
    live(fresh(), calm)
    for number, point in enumerate(count(1, every)):
        database = fresh()
        world, crashed = crash(database, point)
        database.close()
        assert (point, seen_outside(world)) == (point, seen_outside(calm))
        if not crashed:
            return number
    raise AssertionError


@pytest.fixture
def fresh_sqlite(sqlite_template: Path, tmp_path: Path) -> Callable[[], Database]:
    """Makes empty databases."""
    numbers = count()

    def make() -> Database:
        path = tmp_path / f"crash{next(numbers)}.db"
        shutil.copy(sqlite_template, path)
        return open_database(f"sqlite:///{path}")

    return make


def test_crash_around_some_acts_changes_nothing(fresh_sqlite: Callable[[], Database]) -> None:
    assert points(fresh_sqlite, crash_in_world, every=6) >= 3


def test_crash_around_some_commits_changes_nothing(fresh_sqlite: Callable[[], Database]) -> None:
    assert points(fresh_sqlite, crash_in_database, every=11) >= 4


@pytest.mark.slow
def test_crash_around_every_act_changes_nothing(fresh_sqlite: Callable[[], Database]) -> None:
    assert points(fresh_sqlite, crash_in_world, every=1) >= 20


@pytest.mark.slow
def test_crash_around_every_commit_changes_nothing(fresh_sqlite: Callable[[], Database]) -> None:
    assert points(fresh_sqlite, crash_in_database, every=1) >= 45

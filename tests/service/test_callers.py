"""Both callers keep one contract: whatever is killed, nothing is lost and nothing doubled."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import ClassVar

import pytest
from sqlalchemy import func, insert, select, text

from service import district
from service.callers import EmbeddedCaller
from service.engine import Engine
from service.storage import destinations, events
from service.storage.database import Database, open_database
from service.storage.tables import timers
from tests.builders import NOW
from tests.service.engine_school import School, always, asked, mail
from tests.service.work_child import build
from tests.waiting import in_time
from workflows.decision import Decision

EVENTS = 240
KILLS = 8
PATIENCE = 180.0


class CallerContract:
    """Inherited by a test class per caller."""

    kind: ClassVar[str]
    workers: ClassVar[int] = 1

    @pytest.fixture
    def url(self, request: pytest.FixtureRequest) -> str:
        """The address of a fresh database."""
        raise NotImplementedError

    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        """The outside world."""
        for name in ("drafts", "sent", "rows"):
            (tmp_path / name).mkdir()
        return tmp_path

    def test_kills_lose_and_double_nothing(self, url: str, home: Path) -> None:
        database = self.waking(open_database(url))
        engine = build(database, home, "parent")
        engine.prepare(engine.clock.now())
        workers = [self.start(url, home) for _ in range(self.workers)]
        try:
            self.submit_and_kill(engine, workers, url, home)
            assert in_time(lambda: self.all_arrived(engine, home), PATIENCE)
        finally:
            for worker in workers:
                end(worker)
            database.close()
        assert sent(home) == Counter(f"oak/{number}" for number in range(EVENTS))

    def submit_and_kill(self, engine: Engine, workers: list[subprocess.Popen[str]], url: str, home: Path) -> None:
        """Events come in while workers are killed at random moments and started again."""
        chance = Random(5)
        for number in range(EVENTS):
            engine.submit("oak", asked(str(number)), str(number))
            if number % (EVENTS // KILLS) == 0:
                assert in_time(partial(self.has_sent, home, chance.randint(0, number)), PATIENCE)
                victim = chance.randrange(len(workers))
                end(workers[victim])
                workers[victim] = self.start(url, home)

    def has_sent(self, home: Path, count: int) -> bool:
        """Whether so many mails went: a moment in the midst of work."""
        return sent(home).total() >= count

    def all_arrived(self, engine: Engine, home: Path) -> bool:
        """Whether everything is outside and nothing waits that could yet be done twice."""
        rows = len(list((home / "rows").iterdir()))
        return rows == EVENTS and self.has_sent(home, EVENTS) and not engine.parts_due("oak", engine.clock.now())

    def start(self, url: str, home: Path) -> subprocess.Popen[str]:
        """A worker that is ready to work."""
        command = [sys.executable, "-m", "tests.service.work_child", self.kind, url, str(home)]
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "working\n"
        return worker

    def waking(self, database: Database) -> Database:
        """The database as this caller's processes use it."""
        return database


def end(worker: subprocess.Popen[str]) -> None:
    """kill -9."""
    worker.kill()
    worker.wait()
    if worker.stdout is not None:
        worker.stdout.close()


def sent(home: Path) -> Counter[str]:
    """How often each mail was sent."""
    return Counter(path.read_text() for path in (home / "sent").iterdir())


@pytest.mark.slow
class TestEmbeddedOnSqlite(CallerContract):
    kind = "embedded"

    @pytest.fixture
    def url(self, request: pytest.FixtureRequest) -> str:
        return str(request.getfixturevalue("sqlite_url"))


@pytest.mark.slow
class TestEmbeddedOnPostgres(CallerContract):
    kind = "embedded"

    @pytest.fixture
    def url(self, request: pytest.FixtureRequest) -> str:
        return str(request.getfixturevalue("postgres_url"))


@pytest.mark.slow
class TestDistrict(CallerContract):
    kind = "district"
    workers = 2

    @pytest.fixture
    def url(self, request: pytest.FixtureRequest) -> str:
        address = str(request.getfixturevalue("postgres_url"))
        database = open_database(address)
        district.install(database)
        district.install(database)
        database.close()
        return address

    def waking(self, database: Database) -> Database:
        return district.waking(database)


# --- the embedded caller -----------------------------------------------------------------------------


def test_embedded_caller_works_when_woken(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions=always(Decision(effects=(mail(),))))
    caller = EmbeddedCaller(school.engine, sweep=timedelta(seconds=30))
    caller.start()
    school.engine.submit("oak", asked(), "one")
    caller.wake()
    assert in_time(lambda: bool(school.world.letters))
    caller.stop()
    assert school.world.mailed() == {"oak/test/one": 1}


def test_embedded_caller_sweeps_without_being_woken(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions=always(Decision(effects=(mail(),))))
    caller = EmbeddedCaller(school.engine, sweep=timedelta(milliseconds=20))
    caller.start()
    assert in_time(lambda: bool(school.world.calls))
    school.engine.submit("oak", asked(), "one")
    assert in_time(lambda: bool(school.world.letters))
    caller.stop()
    assert school.world.mailed() == {"oak/test/one": 1}


# --- procrastinate's traps ---------------------------------------------------------------------------


@pytest.fixture
def waking(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL whose transactions wake workers."""
    database = open_database(postgres_url)
    district.install(database)
    made = district.waking(database)
    yield made
    made.close()


def jobs(database: Database) -> list[str]:
    """What waits to be run."""
    with database.read() as connection:
        found = connection.execute(
            text("SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' ORDER BY 1")
        )
        return list(found.scalars())


def _set_timer(database: Database, subject: str) -> None:
    with database.write() as connection:
        row = {"programme": "oak", "kind": "k", "subject": subject, "due_at": NOW}
        connection.execute(insert(timers), row)
        database.woken(connection, "oak", ("intake",))


@pytest.mark.slow
def test_refused_job_does_not_take_back_the_row(waking: Database) -> None:
    for number in range(20):
        _set_timer(waking, str(number))
    with waking.read() as connection:
        assert connection.execute(select(func.count()).select_from(timers)).scalar_one() == 20
    assert jobs(waking) == ["oak/intake"]


def _wake_and_fail(database: Database) -> None:
    with database.write() as connection:
        database.woken(connection, "oak", ("mail",))
        raise ZeroDivisionError


@pytest.mark.slow
def test_rolled_back_work_wakes_nobody(waking: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _wake_and_fail(waking)
    assert jobs(waking) == []


@pytest.mark.slow
def test_decision_wakes_the_parts_it_made_work_for(waking: Database) -> None:
    school = School(waking, reactions=always(Decision(effects=(mail(),), reason="So.")))
    school.engine.submit("oak", asked(), "one")
    school.engine.run_part("oak", "intake", NOW)
    assert jobs(waking) == ["oak/intake", "oak/mail", "oak/workbook"]


# --- two workers on one database ---------------------------------------------------------------------


@pytest.mark.slow
def test_two_engines_share_the_work_without_doubling(postgres_url: str) -> None:
    databases = [open_database(postgres_url) for _ in range(2)]
    first = School(databases[0], reactions=always(Decision()))
    first.reactions = {type(asked()): lambda event, view, now: Decision(effects=(mail(f"oak/{event.by}"),))}
    second = School(databases[1], world=first.world, reactions=first.reactions)
    first.start("first")
    second.start("second")
    for number in range(200):
        first.engine.submit("oak", asked(str(number)), str(number))
    threads = [threading.Thread(target=_run_often, args=(school,)) for school in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in databases:
        database.close()
    assert first.world.mailed() == {f"oak/{number}": 1 for number in range(200)}


def _run_often(school: School) -> None:
    while school.engine.parts_due("oak", school.now):
        school.run()


def test_held_destination_is_left_alone_until_its_lease_ends(database: Database) -> None:
    school = School(database, reactions=always(Decision(effects=(mail(),))))
    with database.write() as connection:
        destinations.claim(connection, "oak", "mail", "somebody else", NOW)
    school.happen(asked())
    assert (school.world.letters, school.engine.next_due(NOW)) == ([], NOW + destinations.LEASE)
    school.run(destinations.LEASE)
    assert school.world.mailed() == {"oak/test/one": 1}


def test_event_submitted_by_another_process_is_seen(database: Database) -> None:
    school = School(database, reactions=always(Decision(effects=(mail(),))))
    with database.write() as connection:
        events.add(connection, "oak", [events.NewEvent(asked(), "theirs")], NOW)
    school.run()
    assert school.world.mailed() == {"oak/test/one": 1}

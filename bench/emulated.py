"""What the benches on emulated suppliers share: one school's service, its two clocks, bursts and lost answers.

The school's clock is stepped and the supplier's goes with it, so that a day takes seconds; how long work takes is
measured by this machine's clock.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Protocol

from bench.figures import Figure
from bench.watching import Watch
from connectors.errors import ConnectorError
from connectors.ports import MailState, Suite
from service.clock import Clock, SteppingClock
from service.engine import Engine, EngineSettings
from service.intake.inbox import Inbox
from service.programme import Programme
from service.settings.programme_file import load_programme
from service.storage.database import Database, migrate, open_database
from service.wiring import lay_out
from tests.connectors.contracts import MAIL, MEETING, person
from workflows.policy import Policy

ROOT = Path(__file__).resolve().parent.parent
BASE_URL = "https://mentoring.oakfield.example"
POLICY = load_programme(ROOT / "service" / "demo" / "programme.yaml").policy
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


class Call(Protocol):
    """One call as a supplier's ledger keeps it."""

    @property
    def method(self) -> str:
        """What was called."""

    @property
    def status(self) -> int:
        """What was answered."""

    @property
    def fault(self) -> str:
        """What went wrong on purpose."""


class Ledgered(Protocol):
    """An emulated supplier, as far as the benches touch it."""

    now: datetime
    faults: Any

    @property
    def ledger(self) -> Sequence[Call]:
        """Every call, in order."""

    def advance(self, span: timedelta) -> None:
        """Time passes."""


@dataclass(kw_only=True)
class Room(ABC):
    """The service for one school on an emulated supplier."""

    world: Ledgered
    programme: Programme
    database: Database
    engine: Engine
    clock: Clock
    inbox: Inbox
    sent: int = 0

    @property
    def suite(self) -> Suite:
        """The opened suite."""
        return self.programme.suite

    @abstractmethod
    def apply(self) -> None:
        """A pupil sends the mentor's form, and the supplier tells as it does."""

    @abstractmethod
    def hear(self) -> bool:
        """Let what was told since the last call come in by the door; whether there was anything."""

    @abstractmethod
    def rows(self) -> int:
        """Applications that staff see."""

    def move(self, to: datetime) -> None:
        """Both clocks stand there. Only where the service's clock is a stepping one."""
        if isinstance(self.clock, SteppingClock):
            self.clock.move_to(to)
        self.world.now = to

    def work(self) -> None:
        """Do what is due, as often as the clock says within this second."""
        self.engine.run_due(self.clock.now())

    def settle(self, span: timedelta) -> None:
        """Let so much time pass with nobody doing anything."""
        end = self.clock.now() + span
        while (at := self.engine.next_due(self.clock.now())) is not None and at <= end:
            self.move(max(at, self.clock.now() + SECOND / 10))
            self.work()
        self.move(max(end, self.clock.now()))


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where a room stands: its folder, its clock, its pace, and the programme it runs."""

    folder: str
    clock: Clock
    policy: Policy = POLICY
    settings: EngineSettings = field(default_factory=EngineSettings)
    watch: Watch = field(default_factory=Watch)

    def parts(self, suite: Suite) -> dict[str, Any]:
        """The service's own parts of a room."""
        programme = Programme(policy=self.policy, suite=self.watch.over(suite), base_url=BASE_URL, secret=b"s" * 32)
        database = open_database(f"sqlite:///{self.folder}/bench.sqlite")
        migrate(database)
        engine = Engine(
            database,
            [programme],
            self.clock,
            settings=self.settings,
            random=Random(1),
            decide=self.watch.decide,
        )
        inbox = Inbox(database)
        return {"programme": programme, "database": database, "engine": engine, "clock": self.clock, "inbox": inbox}


@contextmanager
def begun(room: Room) -> Iterator[None]:
    """The service, begun: forms and tabs made, promises standing, everything calm."""
    now = room.clock.now()
    room.engine.prepare(now)
    lay_out(room.programme)
    room.engine.announce(room.programme.key, "bench", now)
    room.engine.renew(now)
    if isinstance(room.clock, SteppingClock):
        room.settle(MINUTE)
    try:
        yield
    finally:
        room.inbox.close()
        room.database.close()


@dataclass(frozen=True, kw_only=True)
class Burst:
    """How a burst went: the calls it cost and the longest that a row took after the service was told of it."""

    calls: Sequence[Call]
    latest_s: float

    def count(self, word: str) -> int:
        """Calls whose method has that word."""
        return sum(word in call.method for call in self.calls)

    def refused(self) -> int:
        """Calls beyond the supplier's quota."""
        return sum(call.status == 429 for call in self.calls)


def burst(room: Room, submissions: int) -> Burst:
    """So many submissions in one minute, until the last is seen."""
    start, before = room.clock.now(), len(room.world.ledger)
    told: list[tuple[datetime, int]] = []
    latest = 0.0
    while (seen := room.rows()) < submissions and room.clock.now() - start < 10 * MINUTE:
        told = [(at, count) for at, count in told if seen < count]
        room.move(room.clock.now() + SECOND)
        due = min(submissions, round(submissions * (room.clock.now() - start) / MINUTE))
        while room.sent < due:
            room.apply()
        if room.hear():
            told.append((room.clock.now(), room.sent))
        room.work()
        seen = room.rows()
        latest = max([latest, *((room.clock.now() - at).total_seconds() for at, count in told if seen < count)])
    whole = room.rows() == submissions
    return Burst(calls=room.world.ledger[before:], latest_s=latest if whole else float("inf"))


def recovered(room: Room) -> tuple[float, int]:
    """Work until every submission has its row, for an hour at most: minutes, and submissions without one."""
    start = room.clock.now()
    while room.rows() < room.sent and room.clock.now() - start < 60 * MINUTE:
        room.work()
        room.move(room.clock.now() + MINUTE / 4)
    return (room.clock.now() - start) / MINUTE, room.sent - room.rows()


# --- answers that are lost ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Acts:
    """A suite whose answers are lost: which calls send, book and write, and what the supplier holds of each."""

    suite: Suite
    world: Ledgered
    methods: tuple[str, str, str]
    drop_after: Any
    held: Callable[[], tuple[int, int, int]]


def lost_answers(acts: Acts, runs: int) -> Mapping[str, int]:
    """Executed, but the answer was lost, in turn over mail, meeting and row."""
    drafts = dict[str, str]()
    tries = (partial(_mail, acts.suite, drafts), partial(_meeting, acts.suite), partial(_row, acts.suite))
    for number in range(runs):
        acts.world.faults.plan(acts.methods[number % 3], acts.drop_after)
        while not _tried(tries[number % 3], f"k{number}"):
            acts.world.advance(MINUTE)
        acts.world.advance(MINUTE)
        acts.world.faults.planned.clear()
    wanted = [len(range(first, runs, 3)) for first in range(3)]
    over = [have - want for have, want in zip(acts.held(), wanted, strict=True)]
    return {
        "lost": sum(call.fault == acts.drop_after for call in acts.world.ledger),
        "doubled": sum(max(0, each) for each in over),
        "missing": sum(max(0, -each) for each in over),
    }


def lost_figures(found: Mapping[str, int]) -> Iterator[Figure]:
    """What came of answers that were lost."""
    yield Figure(name="answers lost on purpose", value=found["lost"])
    yield Figure(name="acts doubled by them", value=found["doubled"], most=0)
    yield Figure(name="acts missing after them", value=found["missing"], most=0)


def _tried(act: partial[bool], key: str) -> bool:
    try:
        return act(key)
    except ConnectorError:
        return False


def _mail(suite: Suite, drafts: dict[str, str], key: str) -> bool:
    if key not in drafts:
        drafts[key] = suite.mailer.draft(replace(MAIL, key=key))
    if suite.mailer.state(drafts[key]) is MailState.DRAFTED:
        suite.mailer.send(drafts[key])
    return suite.mailer.state(drafts[key]) is MailState.SENT


def _meeting(suite: Suite, key: str) -> bool:
    return list(suite.calendar.put([replace(MEETING, key=key)])) == [None]


def _row(suite: Suite, key: str) -> bool:
    suite.table.write([person(key, key)])
    return True

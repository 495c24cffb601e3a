"""Many schools in one database: what one school's events and one tick cost as the number of schools grows.

python -m bench.schools [--quick] [--json] [--server]     --server: on PostgreSQL only

One school of 400 pupils is filled by the workflows themselves (every pupil applies, each row, mail and timer follows).
Its rows are then copied in bulk for every other school; of what is only log, every fourth row is copied.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, func, select, text

from bench.figures import Figure, middle, options, progress, show
from bench.machine import rss_mb
from bench.pupils import application
from connectors.ports import Response
from service.clock import SteppingClock
from service.engine import Engine, EngineSettings
from service.programme import Programme
from service.storage.aggregate_tables import DATABASE
from service.storage.database import Database, migrate, open_database
from service.storage.tables import events, journal, messages, projections
from tests.builders import policy
from tests.servers import administer, binaries, running_postgres
from tests.service.memory_suite import World, memory_suite
from workflows.forms import MENTEE, MENTOR
from workflows.policy import MessagePolicy

PUPILS = 400
FIRST = "s0000"
START = datetime.fromisoformat("2026-09-08T09:00:00+00:00")
FILLED = START - timedelta(hours=2)
APART = timedelta(hours=1)
RARELY = dict.fromkeys(("forms", "table", "calendar", "mail"), timedelta(days=30))
LOG = (events, journal, messages, projections)
BATCH, BATCHES, TICKS = 40, 5, 20
FLAT = 1.2
"""A school's events may cost so many times what they cost in a database of its own."""


@dataclass
class Schools:
    """Programmes of one database, each with a memory suite of its own, and one engine for all of them."""

    database: Database
    engine: Engine
    worlds: Mapping[str, World]
    clock: SteppingClock
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10**9)))

    def apply(self, school: str, count: int) -> None:
        """So many pupils of the school send their application."""
        for _ in range(count):
            self.worlds[school].responses.append(applied(next(self.numbers), self.clock.now()))
        self.engine.look(school, "forms")

    def work(self) -> None:
        """Do everything that is due."""
        self.engine.run_due(self.clock.now())

    def settle(self, until: datetime) -> None:
        """Live from due instant to due instant: mail goes as fast as it may, and none is to be left waiting."""
        while (at := self.engine.next_due(self.clock.now())) is not None and at < until:
            self.clock.move_to(max(at, self.clock.now()))
            self.work()


def applied(number: int, at: datetime) -> Response:
    """What a pupil answers; three of four want a mentor."""
    form = MENTOR if number % 4 == 0 else MENTEE
    given = application(number, policy(), grade="11" if form == MENTOR else "7")
    return Response(form=form, response_id=f"r{number}", revision="1", submitted_at=at, respondent=None, answers=given)


def opened(database: Database, keys: Sequence[str], first: World, at: datetime) -> Schools:
    """An engine for so many programmes, at that time; a night's rest holds no mail back here."""
    # The others' pupils have applied already, as their copied rows say.
    worlds = {key: first if key == FIRST else World(responses=first.responses[:PUPILS]) for key in keys}
    awake = MessagePolicy(quiet_from=MessagePolicy().quiet_until)
    programmes = [
        Programme(policy=policy(key=key, messages=awake), suite=memory_suite(world), base_url="", secret=b"s" * 32)
        for key, world in worlds.items()
    ]
    clock = SteppingClock(at)
    settings = EngineSettings(look_every=RARELY)
    engine = Engine(database, programmes, clock, settings=settings, random=Random(1))
    return Schools(database=database, engine=engine, worlds=worlds, clock=clock)


def fill_first(database: Database, world: World) -> int:
    """Make the first school by its pupils' applications; how many bytes each of these takes, with indexes."""
    before = size_of(database)
    schools = opened(database, [FIRST], world, FILLED)
    schools.engine.prepare(FILLED)
    schools.apply(FIRST, PUPILS)
    schools.settle(START)
    return (size_of(database) - before) // PUPILS


def size_of(database: Database) -> int:
    """Bytes that the database takes, with indexes."""
    with database.read() as connection:
        asked = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
        if not database.is_sqlite:
            asked = "SELECT pg_database_size(current_database())"
        return int(connection.execute(text(asked)).scalar_one())


def copy(database: Database, keys: Sequence[str]) -> None:
    """Give each of these programmes the rows of the first."""
    for table in DATABASE.sorted_tables:
        # Ids that the database counts up are given anew.
        fresh = {"programme", "id"} if table in (events, journal) else {"programme"}
        columns = ", ".join(f'"{column.name}"' for column in table.c if column.name not in fresh)
        with database.write(lasting=False) as connection:
            if keys and rows_of(connection, table.name):
                _copy_rows(connection, table.name, columns, keys, thin=table in LOG)


def rows_of(connection: Connection, table: str) -> int:
    """Rows of the first school."""
    named = DATABASE.tables[table]
    return int(connection.execute(select(func.count()).where(named.c.programme == FIRST)).scalar_one())


def _copy_rows(connection: Connection, table: str, columns: str, keys: Sequence[str], *, thin: bool) -> None:
    # The log is only in the way here, and a part of it is as much in the way.
    counted = f"(SELECT *, row_number() OVER () AS counted FROM {table} WHERE programme = :first) AS standing"
    where = "WHERE counted % 4 = 0" if thin else ""
    words = f"INSERT INTO {table} (programme, {columns}) SELECT :key, {columns} FROM {counted} {where}"
    connection.execute(text(words), [{"key": key, "first": FIRST} for key in keys])


def cpu_per_event(schools: Schools) -> float:
    """Milliseconds of CPU for one of the first school's applications, until its row and mails are delivered."""
    schools.apply(FIRST, BATCH)
    schools.work()  # what is read once and kept is read now
    return middle(_spent(lambda: _apply_and_work(schools)) / BATCH for _ in range(BATCHES)) * 1_000


def _apply_and_work(schools: Schools) -> None:
    schools.apply(FIRST, BATCH)
    schools.work()


def _spent(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def cpu_per_tick(schools: Schools) -> float:
    """Milliseconds of CPU for a look round when nothing is due."""

    def look_round() -> None:
        for _ in range(TICKS):
            schools.work()
            schools.engine.next_due(schools.clock.now())

    return middle(_spent(look_round) / TICKS for _ in range(BATCHES)) * 1_000


def cpu_per_due_school(schools: Schools, due: int) -> float:
    """Milliseconds of CPU for a tick in which so many schools have one application each, by school."""
    busy = list(schools.worlds)[1 : due + 1]

    def tick() -> None:
        for key in busy:
            schools.apply(key, 1)
        schools.work()

    tick()
    return middle(_spent(tick) / len(busy) for _ in range(BATCHES)) * 1_000


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What was measured with so many schools in the database."""

    schools: int
    event_ms: float = 0.0
    tick_ms: float = 0.0
    due_ms: float = 0.0
    grown_mb: float = 0.0
    bytes_each: int = 0


def measured(database: Database, first: World, keys: Sequence[str], at: datetime) -> Cost:
    """The cost with these schools, from that time on for less than `APART`."""
    schools = opened(database, keys, first, at)
    schools.numbers = iter(range(10_000 * len(keys), 10**9))  # nobody who has applied before
    schools.engine.prepare(at)
    schools.work()
    event_ms = cpu_per_event(schools)
    tick_ms = cpu_per_tick(schools)
    before = rss_mb()
    due_ms = cpu_per_due_school(schools, min(50, len(keys) - 1)) if len(keys) > 1 else 0.0
    grown_mb = rss_mb() - before
    schools.settle(at + APART)
    return Cost(schools=len(keys), event_ms=event_ms, tick_ms=tick_ms, due_ms=due_ms, grown_mb=grown_mb)


def costs(url: str, sizes: Sequence[int]) -> Iterator[Cost]:
    """The cost with each number of schools, fewest first."""
    database, first = open_database(url), World()
    migrate(database)
    yield Cost(schools=0, bytes_each=fill_first(database, first))
    have = 1
    for turn, size in enumerate(sizes):
        progress(f"{size} schools, {url.split(':')[0]}")
        copy(database, [f"s{number:04}" for number in range(have, size)])
        have = max(have, size)
        yield measured(database, first, [f"s{number:04}" for number in range(size)], START + turn * APART)
    database.close()


def figures(kind: str, found: Sequence[Cost]) -> Iterator[Figure]:
    """The figures of one kind of database."""
    filled, one, *more = found
    least = min(cost.tick_ms for cost in more)
    name = f"{kind}: database bytes for one application, with its mails"
    yield Figure(name=name, value=filled.bytes_each, unit="bytes", most=4_000)
    for cost in (one, *more):
        beside = f"{cost.event_ms / one.event_ms:.2f} x that of 1 school"
        name = f"{kind}, {cost.schools} schools: "
        most = one.event_ms * FLAT
        yield Figure(name=f"{name}CPU for one event", value=cost.event_ms, unit="ms", most=most, beside=beside)
    for cost in more:
        name = f"{kind}, {cost.schools} schools: "
        # Two questions whatever the number: half a millisecond is what their measurement wavers by.
        yield Figure(name=f"{name}a tick, nothing due", value=cost.tick_ms, unit="ms", most=least * FLAT + 0.5)
        yield Figure(name=f"{name}a tick, by school that is due", value=cost.due_ms, unit="ms")
        yield Figure(name=f"{name}memory for 50 schools in use", value=cost.grown_mb, unit="MB")


def measure(*, quick: bool, server: bool) -> Iterator[Figure]:
    """Every figure: on SQLite, and on PostgreSQL where a server is installed."""
    folder = binaries()
    with ExitStack() as stack:
        if not server:
            home = stack.enter_context(TemporaryDirectory())
            sizes = (1, 10) if quick else (1, 10, 100, 500)
            yield from figures("SQLite", list(costs(f"sqlite:///{Path(home) / 'schools.db'}", sizes)))
        if folder is not None and not (quick and not server):
            address = stack.enter_context(running_postgres(folder))
            administer(address, "CREATE DATABASE schools")
            yield from figures("PostgreSQL", list(costs(address.format(name="schools"), (1, 10, 100))))


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit."""
    parser = options(__doc__)
    parser.add_argument("--server", action="store_true", help="on PostgreSQL only")
    asked = parser.parse_args()
    return show(measure(quick=asked.quick, server=asked.server), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())

"""A month of many schools on one PostgreSQL, four web and four worker processes, killed and started at random.

    python -m tests.faults.many_workers --schools 20 --days 30 --kills 100 --seed 1 --database postgresql://...
    python -m tests.faults.many_workers --other-code ../older-checkout ...

People reach the district by HTTP only. Suppliers fail one call in twenty. Prints one line per kill and a summary, and
exits 1 when anything was lost or doubled on the supplier's side. With `--other-code`, every second process runs that
checkout: old and new side by side, as in a rolling upgrade. The database must be empty.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from math import inf
from pathlib import Path
from random import Random

from sqlalchemy import text

from service.engine import Engine
from service.processes import Site
from service.simulate.audit import Findings, audit
from service.simulate.evidence import gather
from service.simulate.plan import opening
from service.simulate.run import SETTLE, World
from service.storage.database import migrate, open_database
from service.wiring import lay_out
from tests.faults.district_child import FileClock, Place, clock_of, open_district
from tests.faults.district_people import WebDesk, missing, world_of
from tests.faults.herd import OWN, Herd

QUANTUM = timedelta(minutes=20)
"""Instants closer than this are one: a month is some thousands of them."""
PATIENCE = 180.0
LOOK = 0.02
DAYTIME = (8, 20)
LONGEST_AWAY = 4  # instants until a killed worker is replaced
COUNTS = ("lost", "duplicate", "overlapping", "out_of_consent", "unexplained")


class StuckError(Exception):
    """The workers did not come to rest."""


@dataclass(kw_only=True)
class Outcome:
    """What a month showed."""

    kills: int = 0
    lived: timedelta = timedelta(0)
    starts: int = 0
    instants: int = 0
    posted: int = 0
    acknowledged_and_lost: list[str] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether every count is zero."""
        return not (self.acknowledged_and_lost or any(self.totals.values()))

    def add(self, school: str, found: Findings) -> None:
        """Count one school's findings in."""
        self.totals.update({name: getattr(found, name) for name in COUNTS})
        self.counted.update({name: n for name, n in found.counted.items() if name.startswith(("mails", "meetings"))})
        self.examples += [f"{school} {name}: {one}" for name, some in found.examples.items() for one in some]


@dataclass(kw_only=True)
class Month:
    """Everybody around the district's processes, and the clock they share."""

    place: Place
    herd: Herd
    kills: int
    seconds: float = inf  # wall time after which people stop, and what is on its way comes to rest
    clock: FileClock = field(init=False)
    outcome: Outcome = field(default_factory=Outcome)
    _back: list[int] = field(default_factory=list)  # instants until a worker is started again

    def __post_init__(self) -> None:
        self.clock = clock_of(self.place)
        first = self.place.school(0)
        self.start = opening(first)
        self.clock.move_to(self.start)
        self.site: Site = open_district(self.place, "http://127.0.0.1")
        self.engine: Engine = self.site.engine("people")
        self.random = Random(self.place.seed)

    def live(self) -> Outcome:
        """From the first morning until everything has come to rest."""
        for programme in self.site.programmes:
            lay_out(programme)  # so that the first visitor finds the forms, whoever starts first
        self.herd.start()
        lives = [world_of(self.place, number, self.herd.ports) for number in range(self.place.schools)]
        worlds = [world for world, _ in lives]
        deaths = self._deaths(self.start, max(world.end for world in worlds))
        ends_at = time.monotonic() + self.seconds
        now: datetime | None = self.start
        while now is not None and now < max(world.end for world in worlds):
            if time.monotonic() > ends_at and now < worlds[0].people_stop:
                _cut_short(worlds, now)
            self.outcome.lived = now - self.start
            now = self._live_at(now, worlds, deaths)
        return self._judge(lives)

    def _deaths(self, start: datetime, end: datetime) -> list[datetime]:
        """When processes die, the last one first: in the daytime, when people and workers are at it."""
        days = max(1, (end - start).days)
        planned = (
            start + timedelta(days=self.random.randrange(days), hours=self.random.uniform(*DAYTIME) - DAYTIME[0] + 1)
            for _ in range(self.kills)
        )
        return sorted(planned, reverse=True)

    def _live_at(self, now: datetime, worlds: Sequence[World], deaths: list[datetime]) -> datetime | None:
        self.outcome.instants += 1
        self.clock.move_to(now)
        self._replace()
        people = [at for world in worlds if (at := world.live_at(now)) is not None]
        if self._wake(now) and deaths and deaths[-1] <= now:
            deaths.pop()
            self._kill(now)
        self._settle(now)
        due = self.engine.next_due(now)
        later = [*people, *([due] if due else [])]
        return max(min(later), now + QUANTUM) if later else None

    def _kill(self, now: datetime) -> None:
        after = self.random.uniform(0.0, 0.15)
        time.sleep(after)
        who = self.herd.kill_one()
        self.outcome.kills += 1
        if who.startswith("worker"):
            self._back.append(self.random.randint(0, LONGEST_AWAY))
        print(f"kill {self.outcome.kills:4d} at {now:%Y-%m-%d %H:%M} + {after * 1000:3.0f} ms: {who}", flush=True)

    def _replace(self) -> None:
        self._back = [left - 1 for left in self._back]
        while (self._back and min(self._back) < 0) or (self._back and self.herd.alive == 0):
            self._back.remove(min(self._back))
            self.herd.add_worker()

    def _wake(self, now: datetime) -> int:
        """Ask for what is due, as the workers' own sweep does; how many parts that was."""
        found = 0
        for programme in self.engine.programmes:
            parts = self.engine.parts_due(programme, now)
            found += len(parts)
            if parts:
                with self.site.database.write() as connection:
                    self.site.database.woken(connection, programme, parts)
        return found

    def _settle(self, now: datetime) -> None:
        """Wait until nobody works and nothing is due."""
        end_at = time.monotonic() + PATIENCE
        while self._jobs() or self._wake(now):
            if time.monotonic() > end_at:
                raise StuckError(f"at {now}: {self._jobs()} jobs, {self._wake(now)} parts due")
            if self.herd.alive == 0:
                self._replace()
            time.sleep(LOOK)

    def _jobs(self) -> int:
        waiting = text("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
        with self.site.database.read() as connection:
            return int(connection.execute(waiting).scalar_one())

    def _judge(self, lives: Sequence[tuple[World, WebDesk]]) -> Outcome:
        for number, (world, desk) in enumerate(lives):
            self.outcome.add(desk.programme, audit(gather(self.place.folder(number), world.staff.deleted)))
            lost = missing(self.place, number, desk)
            self.outcome.acknowledged_and_lost += [f"{desk.programme} {one}" for one in lost]
            self.outcome.posted += len(desk.taken)
        self.outcome.starts = self.herd.starts
        return self.outcome


def _cut_short(worlds: Sequence[World], now: datetime) -> None:
    """People stop; what they did still comes to rest."""
    for world in worlds:
        world.people_stop, world.end = now, now + SETTLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many processes of each kind, of which checkouts in turn, and how many are killed in how long."""

    webs: int = 4
    workers: int = 4
    kills: int = 100
    codes: tuple[Path, ...] = (OWN,)
    seconds: float = inf


def run_month(place: Place, size: Size) -> Outcome:
    """A month in `place.out`, whose database is empty; the processes are gone at the end."""
    Path(place.out).mkdir(parents=True, exist_ok=True)
    database = open_database(place.database)
    migrate(database)
    database.close()
    log = Path(place.out) / "log"
    random = Random(place.seed)
    herd = Herd(place=place, webs=size.webs, workers=size.workers, random=random, codes=size.codes, log=log)
    month = Month(place=place, herd=herd, kills=size.kills, seconds=size.seconds)
    try:
        return month.live()
    finally:
        herd.stop()
        month.site.database.close()


def _summary(place: Place, outcome: Outcome, seconds: float) -> str:
    counts = ", ".join(f"{name} {outcome.totals[name]}" for name in COUNTS)
    things = ", ".join(f"{n} {name}" for name, n in sorted(outcome.counted.items()))
    return (
        f"{place.schools} schools, {outcome.lived.days} days, {outcome.instants} instants in {seconds:.0f} s: "
        f"{outcome.kills} kills, {outcome.starts} starts; {outcome.posted} forms taken, "
        f"{len(outcome.acknowledged_and_lost)} of them not on file; {things}; {counts}"
    )


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    integer = partial(parser.add_argument, type=int)
    integer("--schools", default=20)
    integer("--pupils", default=12)
    integer("--days", default=30)
    integer("--kills", default=100)
    integer("--seed", default=1)
    integer("--webs", default=4)
    integer("--workers", default=4)
    parser.add_argument("--faults", type=float, default=0.05)
    parser.add_argument("--minutes", type=float, default=inf, help="cut the month short after so long")
    parser.add_argument("--database", required=True)
    parser.add_argument("--out", help="keep the schools' folders and the processes' log here")
    parser.add_argument("--other-code", type=Path, help="a checkout that every second process runs")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the processes must not outlive this one
    with tempfile.TemporaryDirectory() as folder:
        place = Place(
            out=given.out or folder,
            database=given.database,
            schools=given.schools,
            pupils=given.pupils,
            days=given.days,
            seed=given.seed,
            faults=given.faults,
        )
        codes = (OWN, given.other_code.resolve()) if given.other_code else (OWN,)
        seconds = given.minutes * 60
        began = time.monotonic()
        size = Size(webs=given.webs, workers=given.workers, kills=given.kills, codes=codes, seconds=seconds)
        outcome = run_month(place, size)
    print(_summary(place, outcome, time.monotonic() - began))
    for line in (*outcome.acknowledged_and_lost, *outcome.examples):
        print(f"  {line}")
    return 0 if outcome.clean else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""The scheduler's beats. APScheduler only calls; what is due is read from tables, so a missed beat is harmless.

A beat that must happen once among all processes is claimed as a unique row (name, fire_at). Occurrences are whole
multiples of the beat's span since 1970, the same in every process; after a pause the latest missed one is caught up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # it ships no types
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]  # it ships no types

from service.clock import Clock
from service.edge import guarded, place
from service.storage.database import Database
from service.storage.statements import InsertNew
from service.storage.tables import fires

log = structlog.get_logger(__name__)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CLAIM = InsertNew(fires, "programme", "name", "fire_at", returning=fires.c.name)


@dataclass(frozen=True, slots=True)
class Tick:
    """Call `act` with the time every so often: once among all processes, or in each of them."""

    name: str
    every: timedelta
    act: Callable[[datetime], object]
    everywhere: bool = False


def occurrence(now: datetime, every: timedelta) -> datetime:
    """The latest occurrence at or before `now`."""
    return now - (now - EPOCH) % every


def claim(database: Database, name: str, fire_at: datetime) -> bool:
    """Whether this process is the one to do the occurrence. Exactly one ever is."""
    with database.write() as connection:
        return _CLAIM.one(connection, {"programme": "", "name": name, "fire_at": fire_at})


@dataclass
class Ticker:
    """Keeps the beats of one process."""

    database: Database
    clock: Clock
    ticks: Sequence[Tick]

    def __post_init__(self) -> None:
        self._scheduler: BackgroundScheduler | None = None
        self._beat_at: datetime | None = None

    def beat(self, tick: Tick) -> bool:
        """One beat: done if it is this process's turn. A failing one is logged; the next comes anyway."""
        now = self.clock.now()
        self._beat_at = now
        _, error = guarded(lambda: self._beat(tick, now))
        if error is not None:
            log.error(
                "tick failed",
                action="wait for the next",
                tick=tick.name,
                error=type(error).__name__,
                place=place(error),
            )
        return error is None

    def _beat(self, tick: Tick, now: datetime) -> None:
        if tick.everywhere or claim(self.database, tick.name, occurrence(now, tick.every)):
            tick.act(now)

    def beat_at(self) -> datetime | None:
        """When the scheduler last called."""
        return self._beat_at

    def start(self) -> None:
        """Begin to beat, each tick at once and then at its span, in a thread of its own."""
        scheduler = BackgroundScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1})
        for tick in self.ticks:
            # A missed beat is made up for by the next one (coalesce), never by many at once.
            trigger = IntervalTrigger(seconds=tick.every.total_seconds(), timezone=UTC)
            scheduler.add_job(
                self.beat, trigger, args=(tick,), id=tick.name, next_run_time=datetime.now(UTC), misfire_grace_time=None
            )
        scheduler.start()
        self._scheduler = scheduler

    def stop(self) -> None:
        """Stop beating; a beat in progress is finished."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=True)
            self._scheduler = None

"""Beats: once among all processes, caught up after a pause, harmless when one fails."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from service.clock import SteppingClock, SystemClock
from service.scheduler.ticks import Tick, Ticker, claim, occurrence
from service.storage.database import Database
from tests.builders import NOW

HOUR = timedelta(hours=1)


def test_occurrence_is_the_same_in_every_process() -> None:
    assert occurrence(NOW + timedelta(minutes=17), HOUR) == NOW


def test_occurrence_is_claimed_once(database: Database) -> None:
    assert [claim(database, "purge", NOW) for _ in range(3)] == [True, False, False]
    assert claim(database, "purge", NOW + HOUR)


def test_two_processes_beat_once(sqlite_database: Database) -> None:
    beats: list[datetime] = []
    clock = SteppingClock(NOW)
    tick = Tick("purge", HOUR, beats.append)
    tickers = [Ticker(sqlite_database, clock, (tick,)) for _ in range(2)]
    for ticker in tickers * 2:
        ticker.beat(tick)
    assert beats == [NOW]


def test_missed_beats_are_caught_up_by_one(sqlite_database: Database) -> None:
    beats: list[datetime] = []
    clock = SteppingClock(NOW)
    tick = Tick("purge", HOUR, beats.append)
    ticker = Ticker(sqlite_database, clock, (tick,))
    ticker.beat(tick)
    clock.move_to(NOW + 5 * HOUR)
    ticker.beat(tick)
    assert beats == [NOW, NOW + 5 * HOUR]


def test_local_beat_is_everywhere(sqlite_database: Database) -> None:
    beats: list[datetime] = []
    tick = Tick("sweep", HOUR, beats.append, everywhere=True)
    ticker = Ticker(sqlite_database, SteppingClock(NOW), (tick,))
    ticker.beat(tick)
    ticker.beat(tick)
    assert (beats, ticker.beat_at()) == ([NOW, NOW], NOW)


def test_failing_beat_is_survived(sqlite_database: Database) -> None:
    def fail(now: datetime) -> None:
        raise ZeroDivisionError

    tick = Tick("sweep", HOUR, fail, everywhere=True)
    assert not Ticker(sqlite_database, SteppingClock(NOW), (tick,)).beat(tick)


def test_scheduler_beats_at_once_and_again(sqlite_database: Database) -> None:
    beaten = threading.Semaphore(0)
    tick = Tick("sweep", timedelta(milliseconds=20), lambda now: beaten.release(), everywhere=True)
    ticker = Ticker(sqlite_database, SystemClock(), (tick,))
    ticker.start()
    assert [beaten.acquire(timeout=5) for _ in range(3)] == [True, True, True]
    ticker.stop()

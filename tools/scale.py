"""What many schools cost, reckoned from what one was measured to cost: `python -m tools.scale [--schools 5000]`.

The tables of docs/scale.md come from here. Totals are multiplications. How many workers the busiest hour needs is
simulated, because batches help and queues hurt: submissions come by chance, a school's waiting work is done together,
every call to a supplier holds one of a worker's threads, and all threads of a machine share its processors.
"""

from __future__ import annotations

import argparse
import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

HOUR = 3600.0
SCHOOL_DAYS = 180
GIGA = 10**9
NOTHING_NEW = -1.0
Job = tuple[float, int, float]
"""When it comes up, whose it is (below zero: a look), and when its submission came."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was measured of one school on an idle machine, with the command that measures it."""

    submissions_of_pupil: float = 25.0  # a year; python -m bench.year
    mails_of_submission: float = 2.8  # python -m bench.year
    rows_of_submission: float = 17.2  # rows written to all tables; python -m bench.year
    bytes_of_submission: float = 4_000.0  # python -m bench.year
    cpu_of_submission: float = 0.055  # seconds, with all that follows in its year; python -m bench.year
    calls_of_submission: float = 5.1  # Google, alone in its ten minutes; python -m bench.drain
    calls_when_quiet: float = 2_910.0  # Google, a school's day; python -m bench.google
    cpu_of_call: float = 0.01  # seconds; python -m bench.idle (Google)
    latency: float = 0.15  # seconds of a call; assumed
    idle_mb: float = 126.0  # a process on Google with one school; python -m bench.idle
    mb_of_school: float = 1.9  # each further Google school in each thread; see docs/scale.md


@dataclass(frozen=True, kw_only=True)
class State:
    """The schools to plan for, and the machines."""

    schools: int = 5_000
    pupils: int = 400
    taking_part: float = 1.0
    busiest_hour: float = 0.2  # of a day's submissions
    threads: int = 4  # of a worker; `service.district.CONCURRENCY`
    schools_of_cell: int = 250  # that share a database and its workers

    @property
    def cell(self) -> int:
        """Schools of one cell."""
        return min(self.schools, self.schools_of_cell)

    @property
    def participants(self) -> float:
        """Pupils who mentor or are mentored."""
        return self.schools * self.pupils * self.taking_part


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year's totals."""

    submissions: float
    mails: float
    rows: float
    gigabytes: float
    cpu_hours: float
    calls_a_day: float


def year(state: State, one: Measured) -> Year:
    """Everything of a year, by multiplication."""
    submissions = state.participants * one.submissions_of_pupil
    quiet = state.schools * one.calls_when_quiet
    calls = submissions / SCHOOL_DAYS * one.calls_of_submission + quiet
    return Year(
        submissions=submissions,
        mails=submissions * one.mails_of_submission,
        rows=submissions * one.rows_of_submission,
        gigabytes=submissions * one.bytes_of_submission / GIGA,
        cpu_hours=(submissions * one.cpu_of_submission + calls * SCHOOL_DAYS * one.cpu_of_call) / HOUR,
        calls_a_day=calls,
    )


@dataclass(frozen=True, kw_only=True)
class Hour:
    """The busiest hour with so many workers: how long submissions waited, in seconds, and how busy threads were."""

    workers: int
    p50: float
    p95: float
    threads_busy: float
    processors_busy: float


def busiest_hour(state: State, one: Measured, workers: int, *, seed: int = 1) -> Hour:
    """One cell's busiest hour, job by job: a school's waiting submissions are one job, and looks are jobs too."""
    line = [*_submissions(state, one, Random(seed)), *_looks(state, one, Random(seed + 1))]  # noqa: S311 -- no secret
    heapq.heapify(line)
    free = [0.0] * (workers * state.threads)
    ends: dict[int, float] = {}  # when the school's running job ends
    queued: dict[int, list[float]] = {}  # submissions behind it, which share the next job
    waits, busy = list[float](), 0.0
    while line:
        at, school, came = heapq.heappop(line)
        if ends.get(school, 0.0) > at:
            if school not in queued:
                heapq.heappush(line, (ends[school], school, NOTHING_NEW))
            queued.setdefault(school, []).append(came)
            continue
        start = max(at, heapq.heappop(free))
        together = [each for each in (came, *queued.pop(school, ())) if each >= 0]
        calls = 1.0 if school < 0 else one.calls_of_submission
        ends[school] = start + calls * (one.latency + one.cpu_of_call)
        heapq.heappush(free, ends[school])
        busy += ends[school] - start
        waits += [ends[school] - each for each in together] if school >= 0 else []
    ordered = sorted(waits) or [0.0]
    return Hour(
        workers=workers,
        p50=ordered[len(ordered) // 2],
        p95=ordered[int(len(ordered) * 0.95)],
        threads_busy=busy / (HOUR * workers * state.threads),
        processors_busy=busy * one.cpu_of_call / (one.latency + one.cpu_of_call) / HOUR,
    )


def _submissions(state: State, one: Measured, chance: Random) -> Iterator[Job]:
    a_day = state.cell * state.pupils * state.taking_part * one.submissions_of_pupil / SCHOOL_DAYS
    at, rate = 0.0, a_day * state.busiest_hour / HOUR
    while (at := at + chance.expovariate(rate)) < HOUR:
        yield at, chance.randrange(state.cell), at


def _looks(state: State, one: Measured, chance: Random) -> Iterator[Job]:
    """What a quiet school's day costs in calls, each a job of its own beside the school's submissions."""
    at, rate = 0.0, state.cell * one.calls_when_quiet / (24 * HOUR)
    while (at := at + chance.expovariate(rate)) < HOUR:
        yield at, -1 - chance.randrange(state.cell), at


def enough(state: State, one: Measured, within: float = 15.0) -> Hour:
    """The least workers for a cell with which 95 of 100 submissions are done within so many seconds."""
    workers = 1
    while (hour := busiest_hour(state, one, workers)).p95 > within and workers < 256:
        workers += 1
    return hour


def told(state: State, one: Measured) -> Iterator[str]:
    """The figures in lines."""
    whole, hour = year(state, one), enough(state, one)
    cells = -(-state.schools // state.cell)
    memory = one.idle_mb + state.cell * state.threads * one.mb_of_school
    figures = {
        "participants": f"{state.participants:,.0f}",
        "submissions a year": f"{whole.submissions:,.0f}",
        "mails a year": f"{whole.mails:,.0f}",
        "database rows written a year": f"{whole.rows:,.0f}",
        "database a year, GB": f"{whole.gigabytes:,.0f}",
        "processor hours a year": f"{whole.cpu_hours:,.0f}",
        "calls a day": f"{whole.calls_a_day:,.0f}",
        f"cells of {state.cell} schools": f"{cells:,}",
        "workers of a cell": f"{hour.workers:,}",
        "busiest hour: a submission is done, p50": f"{hour.p50:.1f} s",
        "busiest hour: a submission is done, p95": f"{hour.p95:.1f} s",
        "busiest hour: threads busy": f"{hour.threads_busy:.0%}",
        "busiest hour: processors busy in a cell": f"{hour.processors_busy:.2f}",
        "memory of a worker, MB": f"{memory:,.0f}",
        "workers of all cells": f"{cells * hour.workers:,}",
    }
    yield from (f"{name:42}{value:>16}" for name, value in figures.items())


def main() -> None:
    """Print the plan."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schools", type=int, default=State.schools)
    parser.add_argument("--share", type=float, default=State.taking_part, help="of pupils that take part, 0 to 1")
    parser.add_argument("--cell", type=int, default=State.schools_of_cell, help="schools that share a database")
    asked = parser.parse_args()
    state = replace(State(), schools=asked.schools, taking_part=asked.share, schools_of_cell=asked.cell)
    print("\n".join(told(state, Measured())))


if __name__ == "__main__":
    main()

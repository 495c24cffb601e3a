"""A school year by the simulation: CPU and wall for each pupil, database bytes for each submission, memory's slope.

python -m bench.year [--quick] [--json]

The service is a process of its own, so that its CPU and memory are told from those of the simulated people.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.figures import Figure, options, show
from bench.machine import rss_mb
from bench.schools import size_of
from service.simulate.driver import ChildDriver
from service.simulate.plan import Plan
from service.simulate.year import judge, live
from service.storage.database import migrate, open_database

MOST_BYTES = 4_000
MOST_SLOPE = 0.01
"""Megabytes for each simulated day: what the measurement wavers by. Over a year it is less than four megabytes."""
SETTLED = 0.5
"""From this share of the year on, everything that is read once and kept has been read."""


@dataclass
class Memory:
    """Resident memory of a process through a run, once for every simulated day."""

    process: int
    day: timedelta = timedelta(days=1)
    seen: list[tuple[float, float]] = field(default_factory=list)

    def look(self, share: float, days: float) -> None:
        """Note the memory now; `days` have been simulated."""
        if share >= SETTLED and (not self.seen or days - self.seen[-1][0] >= 1):
            self.seen.append((days, rss_mb(self.process)))


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The straight line through the points, in units of the second for one of the first."""
    if len(points) < 2:
        return 0.0
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def measure(plan: Plan) -> Iterator[Figure]:
    """Live through the year and judge it."""
    began = time.perf_counter()
    calendar_days = plan.days * 7 / 5
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        empty = _empty_database(out / "empty.db")
        service = ChildDriver({**asdict(plan), "database": "sqlite"}, out)
        memory = Memory(service.process.pid)
        year = live(plan, out, service, on_share=lambda share: memory.look(share, share * calendar_days))
        peak = max(megabytes for _, megabytes in memory.seen)
        service.close()
        wall = time.perf_counter() - began
        findings = judge(year)
        submissions, parts = _stored(out / "nearpeer.db")
        size = (out / "nearpeer.db").stat().st_size - empty
    each = plan.pupils * plan.days / 180
    whole = f"{plan.pupils} pupils, {plan.days} school days: "
    yield Figure(name=f"{whole}lost, doubled, unexplained", value=0 if findings.clean else 1, most=0)
    yield Figure(name="CPU of the service for a pupil-year", value=year.totals.cpu / each, unit="s")
    yield Figure(name="wall for a pupil-year, people and all", value=wall / each, unit="s")
    yield Figure(name="submissions of a pupil-year", value=submissions / each)
    beside = ", ".join(f"{table} {bytes_ / submissions:.0f}" for table, bytes_ in parts)
    yield Figure(
        name="database for a submission and all it leads to",
        value=size / submissions,
        unit="bytes",
        most=MOST_BYTES,
        beside=beside,
    )
    yield Figure(name="memory's slope in the second half", value=slope(memory.seen), unit="MB/day", most=MOST_SLOPE)
    yield Figure(name="peak memory of the service in that half", value=peak, unit="MB")


def _empty_database(path: Path) -> int:
    """Bytes of one in which there is nothing yet."""
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    size = size_of(database)
    database.close()
    return size


def _stored(path: Path) -> tuple[int, list[tuple[str, int]]]:
    """How many submissions are stored, and the bytes of the largest tables with their indexes."""
    engine = create_engine(f"sqlite:///{path}")
    sizes = "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY 1"
    with engine.connect() as connection:
        submissions = int(connection.execute(text("SELECT count(*) FROM responses")).scalar_one())
        parts = [(str(row[0]), int(row[1])) for row in connection.execute(text(f"{sizes} ORDER BY 2 DESC LIMIT 5"))]
    engine.dispose()
    return submissions, parts


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit."""
    parser = options(__doc__)
    parser.add_argument("--pupils", type=int, default=0)
    parser.add_argument("--days", type=int, default=0, help="school days; a year has 180")
    asked = parser.parse_args()
    pupils, days = (16, 30) if asked.quick else (60, 180)
    plan = Plan(pupils=asked.pupils or pupils, days=asked.days or days, seed=2, faults=0.0)
    return show(measure(plan), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())

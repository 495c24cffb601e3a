"""Crash the service at every N-th system call of a fixed fortnight, restart it, and compare what stands outside.

    python -m tests.faults.crash_sweep --database sqlite --points 400
    python -m tests.faults.crash_sweep --database postgresql://... --faults send,twice

Each point is one run of `scenario.Fortnight` with one system call gone wrong; the ledger of what it left outside must
be that of a run in which nothing went wrong. Prints one line per point and a summary; exits 1 when anything was lost
or doubled. Needs strace, and for PostgreSQL the right to create databases.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from service.simulate.inside import database_url, form_desk
from service.storage.database import migrate, open_database
from tests.faults.forked import ForkedService, Trap
from tests.faults.scenario import Fortnight, Ledger, fixed_school, open_service

KILL, FULL, BROKEN = "signal=SIGKILL", "error=ENOSPC", "error=EIO"
SYNC, SEND, WRITE, NET = "fsync,fdatasync", "rename,renameat,renameat2", "write,pwrite64", "sendto"
FAULTS = {
    "sync": (SYNC, KILL),  # killed at the instant something is made lasting
    "send": (SEND, KILL),  # the local suite's mails, calendars and workbook leave by a rename
    "write": (WRITE, KILL),
    "net": (NET, KILL),  # PostgreSQL: killed at each message to the server
    "full": (WRITE, FULL),
    "broken": (f"{WRITE},{SYNC}", BROKEN),
    "twice": (SYNC, KILL),  # and killed once more while it recovers
}
SECOND_LIFE = (1, 2, 3, 5, 8)
"""At which call of its second life a service that is killed twice dies again."""
SECOND_LIFE_STEPS = 20
MORE_ERRORS = 3


@dataclass
class Verdict:
    """What a sweep found."""

    points: int = 0
    deaths: int = 0
    lost: int = 0
    doubled: int = 0
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the runs take place: a folder and a database, each made anew for every run."""

    folder: Path
    database: str

    def fresh(self) -> tuple[Path, str]:
        """A folder that holds an empty programme, and an empty database."""
        run = self.folder / "run"
        shutil.rmtree(run, ignore_errors=True)
        template = self.folder / "template"
        if not template.exists():
            # An empty workbook and tables take a second to make, so they are made once.
            template.mkdir()
            form_desk(template, fixed_school())
            _migrated(database_url(template, "sqlite") if self.database == "sqlite" else _empty_template(self.database))
        shutil.copytree(template, run)
        return run, self._fresh_database()

    def _fresh_database(self) -> str:
        if self.database == "sqlite":
            return self.database
        return _copy_of_template(self.database)


def load_everything() -> None:
    """Load here what the service loads in the midst of its work, so that a forked one finds it in memory.

    Under the tracer a library of a thousand files costs more than the whole fortnight.
    """
    for module in (
        "workflows.router",
        "workflows.matching.drafting",
        "workflows.matching.trying",
        "icalendar",
        "dateutil.rrule",
    ):
        import_module(module)


def run_point(ground: Ground, traps: list[Trap]) -> tuple[Ledger, int]:
    """One fortnight with these traps; its ledger, and how often the service died."""
    out, database = ground.fresh()
    service = ForkedService(partial(open_service, out, database), traps)
    fortnight = Fortnight(out=out, driver=service)
    try:
        fortnight.live()
    finally:
        service.close()
    return fortnight.ledger(), fortnight.deaths


def count_calls(ground: Ground, fault: str) -> list[int]:
    """How many of a fault's system calls the service has made after each step of a good run."""
    out, database = ground.fresh()
    notes = ground.folder / "calls"
    service = ForkedService(partial(open_service, out, database), counted=FAULTS[fault][0], notes=notes)
    try:
        Fortnight(out=out, driver=service).live()
    finally:
        service.close()
    return service.counts


def traps_of(fault: str, point: int, counts: Sequence[int]) -> list[Trap]:
    """The traps of one point of a fault's sweep; `counts` as `count_calls` gives them."""
    calls, what = FAULTS[fault]
    step = bisect_left(counts, point)
    nth = point - (counts[step - 1] if step else 0)
    if what != KILL:
        # A full disk stays full for a while: one failed write alone would be too kind.
        last = bisect_left(counts, point + MORE_ERRORS) + 1
        return [Trap(calls=calls, what=what, when=f"{nth}..{nth + MORE_ERRORS}", first=step, last=last)]
    first = Trap(calls=calls, what=what, when=str(nth), first=step)
    again = Trap(calls=calls, what=what, when=str(SECOND_LIFE[point % len(SECOND_LIFE)]), last=SECOND_LIFE_STEPS)
    return [first, again] if fault == "twice" else [first]


def sweep(ground: Ground, faults: list[str], points: int, every: int = 1, first: int = 1) -> Iterator[str]:
    """A line for each point, up to the last call of a good run, and a summary for each fault."""
    load_everything()
    good, _ = run_point(ground, [])
    for fault in faults:
        verdict, counts = Verdict(), count_calls(ground, fault)
        for point in range(first, min(first + points * every, counts[-1] + 1), every):
            ledger, deaths = run_point(ground, traps_of(fault, point, counts))
            lost, doubled = good - ledger, ledger - good
            verdict.points, verdict.deaths = verdict.points + 1, verdict.deaths + deaths
            verdict.lost, verdict.doubled = verdict.lost + lost.total(), verdict.doubled + doubled.total()
            yield f"{fault} {point}: deaths {deaths}, lost {lost.total()}, doubled {doubled.total()}"
            yield from (f"  lost {' / '.join(thing)}" for thing in sorted(lost))
            yield from (f"  doubled {' / '.join(thing)}" for thing in sorted(doubled))
        yield (
            f"{fault}: {verdict.points} points, {verdict.deaths} deaths, lost {verdict.lost}, doubled {verdict.doubled}"
        )


def _template_of(url: str) -> str:
    return f"{make_url(url).database}_template"


def _migrated(url: str) -> None:
    store = open_database(url)
    migrate(store)
    store.close()


def _empty_template(url: str) -> str:
    _again(url, _template_of(url), sql.SQL(""))
    return make_url(url).set(database=_template_of(url)).render_as_string(hide_password=False)


def _copy_of_template(url: str) -> str:
    name = f"{make_url(url).database}_run"
    _again(url, name, sql.SQL("TEMPLATE {}").format(sql.Identifier(_template_of(url))))
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _again(url: str, name: str, template: sql.SQL | sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), template))


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="sqlite")
    parser.add_argument("--faults", default="sync,send,write,full,broken,twice")
    parser.add_argument("--points", type=int, default=10_000, help="at most so many points of each fault")
    parser.add_argument("--every", type=int, default=1, help="every so many calls")
    parser.add_argument("--first", type=int, default=1)
    arguments = parser.parse_args()
    bad = False
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder), arguments.database)
        faults = arguments.faults.split(",")
        for line in sweep(ground, faults, arguments.points, arguments.every, arguments.first):
            print(line, flush=True)
            bad = bad or line.startswith("  ")
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())

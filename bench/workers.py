"""Workers on one PostgreSQL, against suppliers that take 150 ms for each call: throughput with 1, 2 and 4 of them.

python -m bench.workers [--quick] [--json]

Each school's events lead to one mail (a draft and a sending) and one row each. Workers are processes of their own, as
`nearpeer worker` starts them; they write one byte for each mail that went, and the bench waits for those.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from bench.figures import Figure, options, progress, show
from connectors.ports import OutgoingMail, RowWrite
from service import district
from service.clock import SystemClock
from service.engine import Engine, EngineSettings
from service.programme import Programme
from service.storage.database import Database, migrate, open_database
from tests.builders import policy
from tests.servers import administer, binaries, running_postgres
from tests.service.engine_school import RARELY, mail
from tests.service.memory_suite import MemoryMailer, MemoryTable, World, memory_suite
from workflows.decision import NOTHING, Decision
from workflows.effects import PutRow
from workflows.events import DraftRequested, Event
from workflows.policy import MessagePolicy, Policy
from workflows.view import View

LATENCY_SECONDS = 0.15
LEAST = {2: 1.8, 4: 3.2}
SENT, READY = b".", b"r"


class SlowMailer(MemoryMailer):
    """See `Mailer`; every call takes its time."""

    def draft(self, mail: OutgoingMail) -> str:
        """See `Mailer.draft`."""
        time.sleep(LATENCY_SECONDS)
        return super().draft(mail)

    def send(self, draft_id: str) -> None:
        """See `Mailer.send`."""
        time.sleep(LATENCY_SECONDS)
        super().send(draft_id)
        os.write(1, SENT)


class SlowTable(MemoryTable):
    """See `Table`; a batch of rows takes its time."""

    def write(self, batch: Sequence[RowWrite]) -> None:
        """See `Table.write`."""
        time.sleep(LATENCY_SECONDS)
        super().write(batch)


def decide(event: Event, view: View, now: object, policy: Policy) -> Decision:
    """One mail and one row for each event."""
    del view, now, policy
    if not isinstance(event, DraftRequested):
        return NOTHING
    return Decision(effects=(mail(f"k/{event.by}"), PutRow(tab="people", key=event.by, cells={"name": event.by})))


def built(database: Database, schools: int, who: str) -> Engine:
    """An engine for so many schools, whose suppliers are slow."""
    awake = MessagePolicy(quiet_from=MessagePolicy().quiet_until)
    served = []
    for number in range(schools):
        world = World()
        suite = replace(memory_suite(world), mailer=SlowMailer(world), table=SlowTable(world))
        own = policy(key=f"s{number:03}", messages=awake)
        served.append(Programme(policy=own, suite=suite, base_url="", secret=b"s" * 32))
    settings = EngineSettings(look_every=RARELY)
    return Engine(database, served, SystemClock(), settings=settings, who=who, decide=decide)


def work(url: str, schools: int) -> None:
    """Be one worker until killed."""
    worker = district.DistrictWorker(built(district.waking(open_database(url)), schools, f"w{os.getpid()}"))
    worker.start()
    os.write(1, READY)
    sys.stdin.read()  # until the bench lets go
    worker.stop()


@contextmanager
def workers(url: str, schools: int, count: int) -> Iterator[selectors.BaseSelector]:
    """So many workers, ready; what they say can be waited for."""
    command = [sys.executable, "-m", "bench.workers", "--work", url, "--schools", str(schools)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(command, **pipes) for _ in range(count)]  # type: ignore[call-overload]  # plain pipes
    selector = selectors.DefaultSelector()
    for process in started:
        selector.register(process.stdout, selectors.EVENT_READ)
    try:
        heard(selector, count)
        yield selector
    finally:
        for process in started:
            process.communicate()


def heard(selector: selectors.BaseSelector, most: int) -> None:
    """Wait until the workers have said so many bytes."""
    said = 0
    while said < most:
        for key, _ in selector.select():
            got = os.read(key.fd, 4096)
            if not got:
                raise SystemExit("a worker ended before its work was done")
            said += len(got)


def throughput(url: str, schools: int, each: int, count: int) -> float:
    """Submissions a second, from the first submission to the last mail."""
    database = open_database(url)
    migrate(database)
    district.install(database)
    engine = built(district.waking(database), schools, "bench")
    engine.prepare(engine.clock.now())
    engine.run_due(engine.clock.now())  # the first look at every source is no part of it
    with workers(url, schools, count) as selector:
        began = time.perf_counter()
        for number in range(each):
            for key in engine.programmes:
                engine.submit(key, DraftRequested(by=f"{number}"), f"{number}")
        heard(selector, schools * each)
        took = time.perf_counter() - began
    database.close()
    return schools * each / took


def measure(*, quick: bool) -> Iterator[Figure]:
    """Throughput by number of workers."""
    folder = binaries()
    if folder is None:
        progress("no PostgreSQL server: install the package postgresql")
        return
    schools, each, first = (32, 3, 0.0) if quick else (64, 8, 0.0)
    with running_postgres(folder) as server:
        for count in (1, 2, 4):
            progress(f"{count} workers")
            administer(server, f"CREATE DATABASE workers{count}")
            found = throughput(server.format(name=f"workers{count}"), schools, each, count)
            first = first or found
            yield Figure(name=f"{count} workers: submissions a second", value=found, unit="/s")
            if count in LEAST:
                yield Figure(name=f"{count} workers: times that of one", value=found / first, least=LEAST[count])


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit; or be a worker."""
    parser = options(__doc__)
    parser.add_argument("--work", default="", help="be a worker on the database at this address")
    parser.add_argument("--schools", type=int, default=0, help="the number of schools a worker serves")
    asked = parser.parse_args()
    if asked.work:
        work(asked.work, asked.schools)
        return 0
    return show(measure(quick=asked.quick), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())

"""One process of a district in a simulated month: a worker, or one web process, on the district's own clock.

It imports nothing but the service, so that it runs as well over another version of it (see `many_workers`).
"""

from __future__ import annotations

import json
import os
import signal
import sys
from base64 import b64encode
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event

from flask import Flask

from connectors.offers import Pace
from connectors.ports import Suite
from service.app import create_app
from service.clock import Clock
from service.config import ProgrammeFile, Settings
from service.district import DistrictWorker
from service.district_processes import WebProcess, as_district
from service.log import configure_log
from service.processes import Site, housekeeping, lay_out_all
from service.programme import Programme
from service.scheduler.ticks import Ticker
from service.simulate.faulty import Faults, faulty
from service.simulate.plan import Plan, planned_school
from service.simulate.school import School
from service.storage.database import open_database
from service.wiring import open_programme

PLACE = "DISTRICT_PLACE"
SECRET = b"the district's own key, used nowhere else"
SWEEP = timedelta(seconds=1)
STALLED_AFTER = timedelta(seconds=4)
"""Shorter than in earnest, so that a month of kills takes no night. The beat of a worker is three seconds."""
LOOK_EVERY = dict.fromkeys(("forms", "table", "calendar", "mail"), timedelta(hours=3))
WORKBOOK = Pace(per_minute=6_000, burst=1_000, rest=timedelta(hours=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What all processes of a district know: its folder, its database, and whom it serves."""

    out: str
    database: str
    schools: int
    pupils: int
    days: int
    seed: int
    faults: float

    def plan(self, number: int) -> Plan:
        """What is simulated of one school."""
        return Plan(pupils=self.pupils, days=self.days, seed=self.seed * 1_000 + number, faults=self.faults)

    def school(self, number: int) -> School:
        """One school; its programme's key is its number."""
        school = planned_school(self.plan(number))
        return replace(school, policy=replace(school.policy, key=f"s{number:02d}"))

    def folder(self, number: int) -> Path:
        """Where that school's suite lives."""
        return Path(self.out) / f"s{number:02d}"

    def environment(self, base_url: str) -> dict[str, str]:
        """What a process needs in its environment to serve this district at that address."""
        return {PLACE: json.dumps([asdict(self), base_url])}


@dataclass(frozen=True, slots=True)
class FileClock:
    """A clock in a file, one for all processes; it stands still until it is moved."""

    path: Path

    def now(self) -> datetime:
        """See `Clock.now`."""
        return datetime.fromtimestamp(int.from_bytes(self.path.read_bytes(), "big") / 1_000_000, UTC)

    def move_to(self, instant: datetime) -> None:
        """It is `instant` for everybody. Eight bytes are written at once: no reader sees half of them."""
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT)
        os.pwrite(descriptor, int(instant.timestamp() * 1_000_000).to_bytes(8, "big"), 0)
        os.close(descriptor)


def clock_of(place: Place) -> FileClock:
    """The district's clock."""
    return FileClock(Path(place.out) / "clock")


def webhook_key(programme: str) -> str:
    """The signing key of a programme."""
    return "whsec_" + b64encode(f"key of {programme}, thirty bytes and more".encode()).decode()


def open_district(place: Place, base_url: str) -> Site:
    """The site of one process: every school on a local suite that fails now and then."""
    clock = clock_of(place)
    programmes = [_programme(place, number, base_url, clock) for number in range(place.schools)]
    files = [
        ProgrammeFile(path=Path(p.key), policy=p.policy, suite="local", suite_settings={}, fingerprint="simulated")
        for p in programmes
    ]
    settings = Settings(
        data=Path(place.out), programmes=(), database_url=place.database, base_url=base_url, secret=SECRET
    )
    database = open_database(place.database)
    return as_district(Site(settings=settings, files=files, programmes=programmes, database=database, clock=clock))


def _programme(place: Place, number: int, base_url: str, clock: Clock) -> Programme:
    policy = place.school(number).policy
    settings = {
        "folder": str(place.folder(number)),
        "base_url": f"{base_url}/p/{policy.key}",
        "durable": "no",  # processes are killed here, the power is never cut
        "invitation_mail": "no",
        "webhook_secrets": webhook_key(policy.key),
    }
    opened = open_programme(policy, suite="local", settings=settings, base_url=base_url, secret=SECRET, clock=clock)
    return replace(opened, suite=_patient(opened.suite))


def _patient(suite: Suite) -> Suite:
    """The suite, looked at as often as a simulation needs it."""
    pace = {**suite.offers.pace, "workbook": WORKBOOK}
    return replace(suite, offers=replace(suite.offers, look_every=LOOK_EVERY, pace=pace))


def failing(site: Site, rate: float) -> Site:
    """The site with suites that refuse, or act and lose the answer, at that rate."""
    chance = Faults(rate=rate, random=Random(os.getpid()), pause=lambda span: None)
    programmes = [replace(p, suite=faulty(p.suite, chance, lambda address: None)) for p in site.programmes]
    return replace(site, programmes=programmes)


def this_place() -> tuple[Place, str]:
    """The district that the environment describes, and its address."""
    raw, base_url = json.loads(os.environ[PLACE])
    return Place(**raw), base_url


def load_app() -> Flask:
    """The app of one web process, as `service.commands.district.load_app` makes it."""
    configure_log("json", stream=sys.stderr)
    return create_app(WebProcess(open_district(*this_place())).house)


def work() -> None:
    """What `WorkerProcess` does, with shorter waits for the dead."""
    configure_log("json", stream=sys.stderr)
    place, base_url = this_place()
    site = failing(open_district(place, base_url), place.faults)
    worker = DistrictWorker(site.engine(f"w{os.getpid()}"), sweep=SWEEP, stalled_after=STALLED_AFTER)
    ticker = Ticker(site.database, site.clock, housekeeping(site.engine("ticks"), site.programmes))
    stopped = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    site.begin()
    lay_out_all(site.programmes)
    worker.start()
    ticker.start()
    print("working", flush=True)
    stopped.wait()
    ticker.stop()
    worker.stop()


if __name__ == "__main__":
    work()

"""Measure the Google suite, in the whole service, against the emulated supplier: calls, delays, doubles, memory.

The school's clock is stepped and Google's goes with it, so that a day takes seconds; how long work takes is measured
by this machine's clock. Run it with `python bench/google.py [--json] [--runs 1000]`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # instead of this folder, where this file would hide Google's own package

from connectors.errors import ConnectorError  # noqa: E402 -- the checkout must be on the path first
from connectors.google.event_body import event_id  # noqa: E402
from connectors.google.form_making import question_id  # noqa: E402
from connectors.google.grid import tab_id  # noqa: E402
from connectors.ports import MailState, Suite  # noqa: E402
from service.clock import SteppingClock  # noqa: E402
from service.delivery.limits import Budget  # noqa: E402
from service.engine import Engine, EngineSettings  # noqa: E402
from service.programme import Programme  # noqa: E402
from service.settings.programme_file import load_programme  # noqa: E402
from service.storage.database import migrate, open_database  # noqa: E402
from service.wiring import lay_out  # noqa: E402
from tests.connectors.contracts import MAIL, MEETING, PAIRS, PEOPLE, person  # noqa: E402
from tests.emulators.google.faults import Kind  # noqa: E402
from tests.emulators.google.school import BOOK, QUEUE, School, school  # noqa: E402
from workflows.forms import MENTOR  # noqa: E402
from workflows.policy import Policy  # noqa: E402
from workflows.tabs import APPLICATIONS  # noqa: E402

LIMITS = {
    "burst_sheets_calls": 40,
    "burst_latest_row_s": 60,
    "burst_quota_refusals": 0,
    "single_row_s": 2.0,
    "quiet_day_calls": 3_000,
    "quiet_day_staff_edit_s": 60,
    "doubled": 0,
    "after_30_days_minutes": 15,
    "after_30_days_lost": 0,
    "idle_rss_mb": 130.0,
}
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
SUBMISSIONS = 1_000


@dataclass(kw_only=True)
class Room:
    """The service for one school on the emulated Google."""

    house: School
    suite: Suite
    programme: Programme
    engine: Engine
    clock: SteppingClock
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10**6)))

    def move(self, to: datetime) -> None:
        """Both clocks stand there."""
        self.clock.move_to(to)
        self.house.world.now = to

    def work(self) -> None:
        """Do what is due, as often as the clock says within this second."""
        self.engine.run_due(self.clock.now())

    def apply(self) -> None:
        """A pupil sends the mentor's form; Google tells as often as it does."""
        world, number = self.house.world, next(self.numbers)
        form = next(one for one in world.forms.files.values() if one.info["documentTitle"] == f"nearpeer {MENTOR}")
        answers = {
            "name": f"Pupil {number}",
            "email": f"pupil{number}@oakfield.example",
            "grade": "11",
            "guardian_name": f"Guardian {number}",
            "guardian_email": f"guardian{number}@home.example",
            "slots": self.programme.policy.school.slots[0],
        }
        given = {question_id(MENTOR, key): (text,) for key, text in answers.items()}
        world.forms.submit(form.form_id, given, world.now)
        world.forms.notify(form.form_id, "RESPONSES", world.now, world.publish)

    def pushed(self) -> bool:
        """Whether a push arrived since the last look; then the source is hurried, as the door does."""
        self.house.world.tell()
        arrived = bool(self.house.world.queues.pushes(QUEUE))
        if arrived:
            self.engine.look(self.programme.key, "forms")
        return arrived

    def rows(self) -> int:
        """Applications that staff see."""
        tab = self.house.world.workbooks.get(BOOK).tab(tab_id(APPLICATIONS))
        return sum(1 for (row, column), value in tab.cells.items() if column == 0 and row > 1 and value)


@contextmanager
def opened() -> Iterator[Room]:
    """The service, begun: forms and tabs made, watches set."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        house.extra = house.pushed()
        policy = load_programme(ROOT / "service" / "demo" / "programme.yaml").policy
        house.extra |= made(policy, house)
        clock, suite = SteppingClock(house.world.now), house.open()
        programme = Programme(
            policy=policy, suite=suite, base_url="https://mentoring.oakfield.example", secret=b"s" * 32
        )
        database = open_database(f"sqlite:///{folder}/bench.sqlite")
        migrate(database)
        budgets = {
            name: Budget(per_minute=pace.per_minute, burst=pace.burst, write_every=pace.rest)
            for name, pace in suite.offers.pace.items()
        }
        settings = EngineSettings(look_every=suite.offers.look_every, budgets=budgets)
        engine = Engine(database, [programme], clock, settings=settings, random=Random(1))
        room = Room(house=house, suite=suite, programme=programme, engine=engine, clock=clock)
        engine.prepare(clock.now())
        lay_out(programme)
        engine.announce(programme.key, "bench", clock.now())
        engine.renew(clock.now())
        settle(room, MINUTE)
        yield room


def made(policy: Policy, house: School) -> Mapping[str, str]:
    """The forms and the workbook, made; the settings that name them, as `nearpeer init` writes them into the file."""
    suite = house.open()
    lay_out(Programme(policy=policy, suite=suite, base_url="https://mentoring.oakfield.example", secret=b"s" * 32))
    return suite.offers.described() if suite.offers.described else {}


def settle(room: Room, span: timedelta) -> None:
    """Let so much time pass with nobody doing anything."""
    end = room.clock.now() + span
    while (at := room.engine.next_due(room.clock.now())) is not None and at <= end:
        room.move(max(at, room.clock.now() + SECOND / 10))
        room.work()
    room.move(max(end, room.clock.now()))


def burst() -> dict[str, float]:
    """1,000 submissions in one minute, until the last is seen."""
    with opened() as room:
        start, before, sent = room.clock.now(), len(room.house.world.ledger), 0
        told: list[tuple[datetime, int]] = []
        latest = 0.0
        while room.rows() < SUBMISSIONS:
            room.move(room.clock.now() + SECOND)
            due = min(SUBMISSIONS, round(SUBMISSIONS * (room.clock.now() - start) / MINUTE))
            for _ in range(sent, due):
                room.apply()
            sent = due
            if room.pushed():
                told.append((room.clock.now(), sent))
            room.work()
            seen = room.rows()
            latest = max([latest, *((room.clock.now() - at).total_seconds() for at, count in told if seen < count)])
            told = [(at, count) for at, count in told if seen < count]
        calls = room.house.world.ledger[before:]
        return {
            "burst_sheets_calls": sum(call.method.startswith("sheets") for call in calls),
            "burst_latest_row_s": latest,
            "burst_quota_refusals": sum(call.status == 429 for call in calls),
        }


def single() -> dict[str, float]:
    """One submission in a quiet hour, from its push to its row, by this machine's clock."""
    with opened() as room:
        settle(room, 60 * MINUTE)
        room.apply()
        began = time.perf_counter()
        room.pushed()
        room.work()
        return {"single_row_s": time.perf_counter() - began if room.rows() else float("inf")}


def quiet_day() -> dict[str, float]:
    """A day without a submission, with the hourly layout and the renewals that `serve` does."""
    with opened() as room:
        settle(room, 10 * MINUTE)
        before, tokens = len(room.house.world.ledger), room.house.world.identities.token_calls
        for hour in range(24):
            lay_out(room.programme)
            if hour % 6 == 0:
                room.engine.renew(room.clock.now())
            settle(room, 60 * MINUTE)
        world = room.house.world
        calls = len(world.ledger) - before + world.identities.token_calls - tokens
        return {
            "quiet_day_calls": calls,
            "quiet_day_staff_edit_s": room.suite.offers.look_every["table"].total_seconds(),
        }


def thirty_days() -> dict[str, float]:
    """A month of submissions while the service is down, its pushes lost and its watches dead."""
    with opened() as room:
        for day in range(30):
            room.move(room.clock.now() + DAY)
            for _ in range(1 + day % 3):
                room.apply()
        room.house.world.queues.waiting.clear()
        sent, start = next(room.numbers), room.clock.now()
        while room.rows() < sent and room.clock.now() - start < 60 * MINUTE:
            room.work()
            room.move(room.clock.now() + MINUTE / 4)
        minutes = (room.clock.now() - start) / MINUTE
        return {"after_30_days_minutes": minutes, "after_30_days_lost": sent - room.rows()}


def lost_answers(runs: int) -> dict[str, float]:
    """Executed, but the answer was lost, in turn over mail, meeting and row."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        suite, drafts = house.open(), dict[str, str]()
        suite.table.ensure((PEOPLE, PAIRS))
        acts = (partial(_mail, suite, drafts), partial(_meeting, suite), partial(_row, suite))
        for number in range(runs):
            method = ("gmail.users.drafts.send", "calendar.events.insert", "sheets.spreadsheets.batchUpdate")[
                number % 3
            ]
            house.world.faults.plan(method, Kind.DROP_AFTER)
            while not _tried(acts[number % 3], f"k{number}"):
                house.world.advance(MINUTE)
            house.world.advance(MINUTE)
            house.world.faults.planned.clear()
        tab = house.world.workbooks.get(BOOK).tab(tab_id("people"))
        keys = [value for (row, column), value in tab.cells.items() if column == 0 and row > 1]
        found = (len(house.world.mail.delivered[MAIL.to]), len(house.world.calendars.events), len(keys))
        wanted = [len(range(first, runs, 3)) for first in range(3)]
        lost = sum(call.fault == Kind.DROP_AFTER for call in house.world.ledger)
        doubled = sum(max(0, have - want) for have, want in zip(found, wanted, strict=True))
        missing = sum(max(0, want - have) for have, want in zip(found, wanted, strict=True))
        return {"lost_answers": lost, "doubled": doubled, "missing": missing}


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
    return list(suite.calendar.put([replace(MEETING, key=key)])) == [None] and bool(event_id(key, 0))


def _row(suite: Suite, key: str) -> bool:
    suite.table.write([person(key, key)])
    return True


MEMORY = """
from pathlib import Path
import service.engine, service.wiring
from connectors.google.http import Door
from connectors.google import suite
from google.auth.credentials import AnonymousCredentials
door = Door(AnonymousCredentials, now=suite.utc_now)
door.sheets()
versions = {"forms": "v1", "calendar": "v3", "gmail": "v1", "drive": "v3", "pubsub": "v1"}
services = [door.service(name, version) for name, version in versions.items()]
print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6)
"""


def memory() -> dict[str, float]:
    """Resident memory of a process with the engine and every client of Google's loaded."""
    ran = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True, cwd=ROOT)
    return {"idle_rss_mb": float(ran.stdout)}


def main() -> None:
    """Measure everything and print each figure beside its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="Print JSON.")
    parser.add_argument("--runs", type=int, default=1_000, help="Lost answers to try.")
    wanted = parser.parse_args()
    figures: dict[str, float] = {}
    for measure in (memory, single, burst, quiet_day, thirty_days, partial(lost_answers, wanted.runs)):
        print(f"measuring {getattr(measure, '__name__', 'lost_answers')}", file=sys.stderr)
        figures |= measure()
    met = {name: figures[name] <= limit for name, limit in LIMITS.items()}
    if wanted.json:
        print(json.dumps({"figures": figures, "limits": LIMITS, "met": met}))
        return
    for name, figure in figures.items():
        limit = f"limit {LIMITS[name]:g}  {'met' if met[name] else 'MISSED'}" if name in LIMITS else ""
        print(f"{name:26} {figure:10.2f}  {limit}")


if __name__ == "__main__":
    main()

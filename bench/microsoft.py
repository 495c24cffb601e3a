"""Measure the Microsoft suite, in the whole service, against the emulated supplier: calls, delays, doubles, start-up.

The school's clock is stepped and Microsoft's goes with it, so that a day takes seconds; how long work takes is measured
by this machine's clock. Run it with `python bench/microsoft.py [--json] [--runs 1000]`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # instead of this folder, where files have the names of packages

from connectors.errors import ConnectorError  # noqa: E402 -- the checkout must be on the path first
from connectors.microsoft.suite import FLOW_DOOR, open_suite  # noqa: E402
from connectors.microsoft.webhook import SECRET_HEADER  # noqa: E402
from connectors.ports import MailState, Suite  # noqa: E402
from service.clock import SteppingClock  # noqa: E402
from service.engine import Engine, EngineSettings  # noqa: E402
from service.intake.inbox import Inbox  # noqa: E402
from service.programme import Programme  # noqa: E402
from service.settings.programme_file import load_programme  # noqa: E402
from service.storage.database import migrate, open_database  # noqa: E402
from service.wiring import lay_out  # noqa: E402
from tests.connectors.contracts import MAIL, MEETING, PAIRS, PEOPLE, person  # noqa: E402
from tests.connectors.microsoft.workbook_staff import fresh_book, row_of, sheet_of  # noqa: E402
from tests.emulators.microsoft.calendar_part import calendars  # noqa: E402
from tests.emulators.microsoft.faults import Kind  # noqa: E402
from tests.emulators.microsoft.forms_part import FIXED, Results, answers, details, give, posted  # noqa: E402
from tests.emulators.microsoft.mail_part import mailbox  # noqa: E402
from tests.emulators.microsoft.school import (  # noqa: E402
    DRIVE,
    FLOW_SECRET,
    NOTIFY,
    NOTIFY_SECRET,
    School,
    school,
)
from tests.emulators.microsoft.subscriptions_part import subscriptions  # noqa: E402
from workflows.forms import MENTOR, standard_forms  # noqa: E402
from workflows.tabs import APPLICATIONS  # noqa: E402

LIMITS = {
    "burst_workbook_calls": 60,
    "burst_latest_row_s": 90,
    "burst_throttles": 0,
    "doubled": 0,
    "missing": 0,
    "after_30_days_minutes": 15,
    "after_30_days_lost": 0,
    "ready_s": 3.0,
    "ready_rss_mb": 160.0,
}
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
SUBMISSIONS = 1_000
CODE = "r" + "c" * 32
FILE = "01MENTORRESULTS"
POLICY = load_programme(ROOT / "service" / "demo" / "programme.yaml").policy
TITLES = {field.key: field.title for form in standard_forms(POLICY) if form.kind == MENTOR for field in form.fields}


@dataclass(kw_only=True)
class Room:
    """The service for one school on the emulated Microsoft 365."""

    house: School
    suite: Suite
    programme: Programme
    engine: Engine
    clock: SteppingClock
    inbox: Inbox
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 10**6)))

    def move(self, to: datetime) -> None:
        """Both clocks stand there."""
        self.clock.move_to(to)
        self.house.world.now = to

    def work(self) -> None:
        """Do what is due, as often as the clock says within this second."""
        self.engine.run_due(self.clock.now())

    def given(self, number: int) -> dict[str, str]:
        """What pupil number so answers in the mentor's form, by title."""
        texts = {
            "name": f"Pupil {number}",
            "email": f"pupil{number}@oakfield.example",
            "grade": "11",
            "guardian_name": f"Guardian {number}",
            "guardian_email": f"guardian{number}@home.example",
            "slots": json.dumps([self.programme.policy.school.slots[0]]),
        }
        return {TITLES[key]: text for key, text in texts.items()}

    def bring(self) -> None:
        """A pupil sends the mentor's form and its flow brings the answer to the door."""
        number, now = next(self.numbers), self.clock.now()
        body = posted(MENTOR, number, details(self.given(number), at=now), at=now)
        found = self.suite.verifiers[FLOW_DOOR].verify({SECRET_HEADER: FLOW_SECRET}, body, now)
        self.inbox.record(self.programme.key, found)

    def write(self) -> None:
        """A pupil sends the mentor's form and Forms writes the answer into the results workbook."""
        number = next(self.numbers)
        given = {title: text.strip('[]"') for title, text in self.given(number).items()}
        give(self.house.world, FILE, number, given, at=self.clock.now())

    def rows(self) -> int:
        """Applications that staff see."""
        cells = sheet_of(self.house, APPLICATIONS).cells
        return sum(1 for (row, column), value in cells.items() if column == 0 and row > 1 and value)


def named(route: str) -> dict[str, str]:
    """Settings of every form; the mentor's answers come by this route, the others' by flows."""
    found = {"flow_secret": FLOW_SECRET, "notification_url": NOTIFY, "notification_secret": NOTIFY_SECRET}
    for form in standard_forms(POLICY):
        here = {"id": form.kind, "address": f"https://forms.office.com/r/{form.kind}", f"questions.{CODE}": "code"}
        if form.kind == MENTOR:
            here |= {"route": route, "drive_id": DRIVE, "file_id": FILE}
        found |= {f"forms.{form.kind}.{name}": text for name, text in here.items()}
    return found


@contextmanager
def opened(route: str) -> Iterator[Room]:
    """The service, begun: tabs made, subscriptions standing."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        fresh_book(house)
        answers(house.world).results[FILE] = Results(drive=DRIVE, file=FILE, titles=[*FIXED, *TITLES.values()])
        subscriptions(house.world)
        house.extra = named(route)
        clock, suite = SteppingClock(house.world.now), open_suite(house.settings(), now=lambda: house.world.now)
        base = "https://mentoring.oakfield.example"
        programme = Programme(policy=POLICY, suite=suite, base_url=base, secret=b"s" * 32)
        database = open_database(f"sqlite:///{folder}/bench.sqlite")
        migrate(database)
        settings = EngineSettings(look_every=suite.offers.look_every)
        engine, inbox = Engine(database, [programme], clock, settings=settings, random=Random(1)), Inbox(database)
        room = Room(house=house, suite=suite, programme=programme, engine=engine, clock=clock, inbox=inbox)
        engine.prepare(clock.now())
        lay_out(programme)
        engine.announce(programme.key, "bench", clock.now())
        engine.renew(clock.now())
        settle(room, MINUTE)
        yield room
        inbox.close()


def settle(room: Room, span: timedelta) -> None:
    """Let so much time pass with nobody doing anything."""
    end = room.clock.now() + span
    while (at := room.engine.next_due(room.clock.now())) is not None and at <= end:
        room.move(max(at, room.clock.now() + SECOND / 10))
        room.work()
    room.move(max(end, room.clock.now()))


def burst() -> dict[str, float]:
    """1,000 answers brought by the flow in one minute, until the last is seen."""
    with opened("flow") as room:
        start, before, sent = room.clock.now(), len(room.house.world.ledger), 0
        told: list[tuple[datetime, int]] = []
        latest = 0.0
        while room.rows() < SUBMISSIONS and room.clock.now() - start < 10 * MINUTE:
            room.move(room.clock.now() + SECOND)
            due = min(SUBMISSIONS, round(SUBMISSIONS * (room.clock.now() - start) / MINUTE))
            for _ in range(sent, due):
                room.bring()
            if due > sent:
                told.append((room.clock.now(), due))
            sent = due
            room.work()
            seen = room.rows()
            latest = max([latest, *((room.clock.now() - at).total_seconds() for at, count in told if seen < count)])
            told = [(at, count) for at, count in told if seen < count]
        calls = room.house.world.ledger[before:]
        return {
            "burst_workbook_calls": sum("/workbook" in call.method for call in calls),
            "burst_latest_row_s": latest if room.rows() == SUBMISSIONS else float("inf"),
            "burst_throttles": sum(call.status == 429 for call in calls),
        }


def thirty_days() -> dict[str, float]:
    """A month of answers while the service is down, every notification lost and the subscriptions dead."""
    with opened("workbook") as room:
        for day in range(30):
            room.move(room.clock.now() + DAY)
            for _ in range(1 + day % 3):
                room.write()
        part = subscriptions(room.house.world)
        part.waiting.clear()
        part.standing.clear()
        sent, start = next(room.numbers) - 1, room.clock.now()
        while room.rows() < sent and room.clock.now() - start < 60 * MINUTE:
            room.work()
            room.move(room.clock.now() + MINUTE / 4)
        minutes = (room.clock.now() - start) / MINUTE
        return {"after_30_days_minutes": minutes, "after_30_days_lost": sent - room.rows()}


SHEET = "/drives/{drive-id}/items/{driveItem-id}/workbook/worksheets/{workbookWorksheet-id}"
LOST = (
    "POST /users/{user-id}/messages/{message-id}/send",
    "POST /users/{user-id}/events",
    f"PATCH {SHEET}/range(address='{{address}}')",
)


def lost_answers(runs: int) -> dict[str, float]:
    """Executed, but the answer was lost, in turn over mail, meeting and row."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        fresh_book(house)
        suite, drafts = open_suite(house.settings(), now=lambda: house.world.now), dict[str, str]()
        suite.table.ensure((PEOPLE, PAIRS))
        acts = (partial(_mail, suite, drafts), partial(_meeting, suite), partial(_row, suite))
        for number in range(runs):
            house.world.faults.plan(LOST[number % 3], Kind.DROP_AFTER)
            while not _tried(acts[number % 3], f"k{number}"):
                house.world.advance(MINUTE)
            house.world.advance(MINUTE)
            house.world.faults.planned.clear()
        sheet = sheet_of(house, "people")
        row_of(sheet, "k2")
        keys = [value for (row, column), value in sheet.cells.items() if column == 0 and row > 1]
        found = (len(mailbox(house.world).delivered(MAIL.to)), len(calendars(house.world).events), len(keys))
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
    return list(suite.calendar.put([replace(MEETING, key=key)])) == [None]


def _row(suite: Suite, key: str) -> bool:
    suite.table.write([person(key, key)])
    return True


START = """
import sys, time
from pathlib import Path
began = time.perf_counter()
from service.processes import EmbeddedProcess
from service.settings.programme_file import load_programme
from service.clock import SystemClock
from service.engine import Engine, EngineSettings
from service.programme import Programme
from service.storage.database import migrate, open_database
from service.wiring import lay_out
from connectors.registry import open_suite
import json
settings = json.loads(sys.argv[1])
suite = open_suite("microsoft", settings)
policy = load_programme(Path("service/demo/programme.yaml")).policy
programme = Programme(policy=policy, suite=suite, base_url="https://mentoring.oakfield.example", secret=b"s" * 32)
database = open_database("sqlite:///" + sys.argv[2])
migrate(database)
engine = Engine(database, [programme], SystemClock(), settings=EngineSettings(look_every=suite.offers.look_every))
engine.prepare(SystemClock().now())
print(time.perf_counter() - began)
lay_out(programme)
engine.renew(SystemClock().now())
engine.run_due(SystemClock().now())
print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6)
"""


def start_up() -> dict[str, float]:
    """From nothing to ready in a process of its own, and its memory once every source has been looked at."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        fresh_book(house)
        answers(house.world).results[FILE] = Results(drive=DRIVE, file=FILE, titles=[*FIXED, *TITLES.values()])
        house.extra = named("workbook")
        argv = [sys.executable, "-c", START, json.dumps(house.settings()), f"{folder}/start.sqlite"]
        ran = subprocess.run(argv, capture_output=True, text=True, cwd=ROOT)
        if ran.returncode:
            raise RuntimeError(ran.stderr)
        ready, resident = map(float, ran.stdout.split()[-2:])
        return {"ready_s": ready, "ready_rss_mb": resident}


def main() -> None:
    """Measure everything and print each figure beside its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="Print JSON.")
    parser.add_argument("--runs", type=int, default=1_000, help="Lost answers to try.")
    wanted = parser.parse_args()
    figures: dict[str, float] = {}
    for measure in (start_up, burst, thirty_days, partial(lost_answers, wanted.runs)):
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

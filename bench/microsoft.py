"""The Microsoft suite, in the whole service, against the emulated supplier: calls, delays, doubles, start-up.

python -m bench.microsoft [--quick] [--json]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.emulated import DAY, ROOT, Acts, burst, lost_answers, lost_figures, recovered
from bench.figures import Figure, options, show
from bench.microsoft_room import microsoft_room, microsoft_school
from connectors.microsoft.suite import open_suite
from tests.connectors.contracts import MAIL, PAIRS, PEOPLE
from tests.connectors.microsoft.workbook_staff import fresh_book, row_of, sheet_of
from tests.emulators.microsoft.calendar_part import calendars
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.mail_part import mailbox
from tests.emulators.microsoft.school import school
from tests.emulators.microsoft.subscriptions_part import subscriptions

SHEET = "/drives/{drive-id}/items/{driveItem-id}/workbook/worksheets/{workbookWorksheet-id}"
METHODS = (
    "POST /users/{user-id}/messages/{message-id}/send",
    "POST /users/{user-id}/events",
    f"PATCH {SHEET}/range(address='{{address}}')",
)


def bursting(submissions: int) -> Iterator[Figure]:
    """Answers brought by the flow in one minute, until the last is seen."""
    with microsoft_room("flow") as room:
        went = burst(room, submissions)
    name = f"{submissions} submissions in a minute: "
    yield Figure(name=f"{name}workbook calls", value=went.count("/workbook"), most=60)
    yield Figure(name=f"{name}latest row", value=went.latest_s, unit="s", most=90)
    yield Figure(name=f"{name}throttled", value=went.refused(), most=0)


def thirty_days(days: int) -> Iterator[Figure]:
    """A month of answers while the service is down, every notification lost and the subscriptions dead."""
    with microsoft_room("workbook") as room:
        for day in range(days):
            room.move(room.clock.now() + DAY)
            for _ in range(1 + day % 3):
                room.apply()
        part = subscriptions(room.house.world)
        part.waiting.clear()
        part.standing.clear()
        minutes, lost = recovered(room)
    yield Figure(name=f"back after {days} days: until the last row", value=minutes, unit="min", most=15)
    yield Figure(name=f"back after {days} days: lost", value=lost, most=0)


def losing(runs: int) -> Iterator[Figure]:
    """Executed, but the answer was lost."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        fresh_book(house)
        suite = open_suite(house.settings(), now=lambda: house.world.now)
        suite.table.ensure((PEOPLE, PAIRS))

        def held() -> tuple[int, int, int]:
            sheet = sheet_of(house, "people")
            row_of(sheet, "k2")
            keys = [value for (row, column), value in sheet.cells.items() if column == 0 and row > 1]
            return len(mailbox(house.world).delivered(MAIL.to)), len(calendars(house.world).events), len(keys)

        acts = Acts(suite=suite, world=house.world, methods=METHODS, drop_after=Kind.DROP_AFTER, held=held)
        yield from lost_figures(lost_answers(acts, runs))


START = """
import json, sys, time
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


def start_up() -> Iterator[Figure]:
    """From nothing to ready in a process of its own, and its memory once every source has been looked at."""
    with microsoft_school("workbook") as house:
        argv = [sys.executable, "-c", START, json.dumps(house.settings()), f"{house.folder}/start.sqlite"]
        ran = subprocess.run(argv, capture_output=True, text=True, cwd=ROOT)
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    ready, resident = map(float, ran.stdout.split()[-2:])
    yield Figure(name="ready after", value=ready, unit="s", most=3)
    yield Figure(name="memory when every source was looked at", value=resident, unit="MB", most=160)


def measure(quick: bool) -> Iterator[Figure]:
    """Every figure."""
    yield from start_up()
    yield from bursting(200 if quick else 1_000)
    yield from thirty_days(5 if quick else 30)
    yield from losing(30 if quick else 1_000)


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit."""
    asked = options(__doc__).parse_args()
    return show(measure(asked.quick), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())

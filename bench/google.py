"""The Google suite, in the whole service, against the emulated supplier: calls, delays, doubles, memory.

python -m bench.google [--quick] [--json]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.emulated import DAY, MINUTE, ROOT, Acts, burst, lost_answers, lost_figures, recovered
from bench.figures import Figure, options, show
from bench.freshness import LATENCY
from bench.google_room import google_room
from connectors.google.grid import tab_id
from service.wiring import lay_out
from tests.connectors.contracts import MAIL, PAIRS, PEOPLE
from tests.emulators.google.faults import Fault, Kind
from tests.emulators.google.school import BOOK, school

METHODS = ("gmail.users.drafts.send", "calendar.events.insert", "sheets.spreadsheets.batchUpdate")


def bursting(submissions: int) -> Iterator[Figure]:
    """Submissions in one minute, until the last is seen."""
    with google_room() as room:
        went = burst(room, submissions)
    name = f"{submissions} submissions in a minute: "
    yield Figure(name=f"{name}calls of Sheets", value=went.count("sheets"), most=40)
    yield Figure(name=f"{name}latest row", value=went.latest_s, unit="s", most=60)
    yield Figure(name=f"{name}refused by quota", value=went.refused(), most=0)


def single() -> Iterator[Figure]:
    """One submission in a quiet hour, from its push to its row, by this machine's clock; every call takes its time."""
    with google_room() as room:
        room.settle(60 * MINUTE)
        room.world.faults.planned.append(Fault[Any](method="*", kind=Kind.DELAY, left=None, seconds=LATENCY))
        room.apply()
        began, before = time.perf_counter(), len(room.world.ledger)
        room.hear()
        room.work()
        took = time.perf_counter() - began if room.rows() else float("inf")
        calls = len(room.world.ledger) - before
    beside = f"with {LATENCY * 1000:g} ms for each call"
    yield Figure(name="one submission, from its push to its row", value=took, unit="s", most=2, beside=beside)
    yield Figure(name="one submission: calls", value=calls, most=12)


def quiet_day() -> Iterator[Figure]:
    """A day without a submission, with the hourly layout and the renewals that `serve` does."""
    with google_room() as room:
        room.settle(10 * MINUTE)
        world = room.house.world
        before, tokens = len(world.ledger), world.identities.token_calls
        for hour in range(24):
            lay_out(room.programme)
            if hour % 6 == 0:
                room.engine.renew(room.clock.now())
            room.settle(60 * MINUTE)
        calls = len(world.ledger) - before + world.identities.token_calls - tokens
        look = room.suite.offers.look_every["table"].total_seconds()
    yield Figure(name="a quiet day: calls", value=calls, most=3_000)
    yield Figure(name="a quiet day: until a staff edit is seen", value=look, unit="s", most=60)


def thirty_days(days: int) -> Iterator[Figure]:
    """A month of submissions while the service is down, its pushes lost and its watches dead."""
    with google_room() as room:
        for day in range(days):
            room.move(room.clock.now() + DAY)
            for _ in range(1 + day % 3):
                room.apply()
        room.house.world.queues.waiting.clear()
        minutes, lost = recovered(room)
    yield Figure(name=f"back after {days} days: until the last row", value=minutes, unit="min", most=15)
    yield Figure(name=f"back after {days} days: lost", value=lost, most=0)


def losing(runs: int) -> Iterator[Figure]:
    """Executed, but the answer was lost."""
    with tempfile.TemporaryDirectory() as folder, school(Path(folder)) as house:
        suite = house.open()
        suite.table.ensure((PEOPLE, PAIRS))

        def held() -> tuple[int, int, int]:
            tab = house.world.workbooks.get(BOOK).tab(tab_id("people"))
            keys = [value for (row, column), value in tab.cells.items() if column == 0 and row > 1]
            return len(house.world.mail.delivered[MAIL.to]), len(house.world.calendars.events), len(keys)

        acts = Acts(suite=suite, world=house.world, methods=METHODS, drop_after=Kind.DROP_AFTER, held=held)
        yield from lost_figures(lost_answers(acts, runs))


MEMORY = """
from pathlib import Path
from typing import Any
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


def memory() -> Iterator[Figure]:
    """Resident memory of a process with the engine and every client of Google's loaded."""
    ran = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True, cwd=ROOT)
    yield Figure(name="memory with every client loaded", value=float(ran.stdout), unit="MB", most=130)


def measure(quick: bool) -> Iterator[Figure]:
    """Every figure."""
    yield from memory()
    yield from single()
    yield from bursting(200 if quick else 1_000)
    if not quick:
        yield from quiet_day()
    yield from thirty_days(5 if quick else 30)
    yield from losing(30 if quick else 1_000)


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit."""
    asked = options(__doc__).parse_args()
    return show(measure(asked.quick), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())

"""Draining 10,000 submissions against the floor that the supplier's quotas set, and calls for each submission.

python -m bench.drain [--quick] [--json]

Draining: every submission leads to a mail, and suppliers allow so many a minute and so many in twenty-four hours. The
clock is stepped; the service keeps to the suite's own pace, on a supplier in memory that counts. Calls: the whole
service on the emulated suppliers, in a burst of a minute and in a trickle of one every ten minutes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from bench.emulated import MINUTE, Room, burst
from bench.figures import Figure, options, progress, show
from bench.google_room import google_room
from bench.microsoft_room import microsoft_room
from bench.pupils import application
from connectors.google.suite import PACE as GOOGLE_PACE
from connectors.microsoft.mail import MAIL_PACE
from connectors.microsoft.suite import PACE as MICROSOFT_PACE
from connectors.offers import Offers, Pace
from connectors.ports import Response
from service.clock import SteppingClock
from service.engine import Engine
from service.programme import Programme
from service.storage.database import migrate, open_database
from tests.builders import policy
from tests.service.memory_suite import World, memory_suite
from workflows.forms import MENTEE
from workflows.policy import MessagePolicy

POLICY = policy(messages=MessagePolicy(quiet_from=MessagePolicy().quiet_until))
"""A school whose mail no night holds back."""
START = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
DAY_MINUTES = 24 * 60
MOST_TIMES_FLOOR = 1.15
TRICKLE, APART = 10, 10 * MINUTE


@dataclass(frozen=True, kw_only=True)
class Quota:
    """What a supplier allows a mailbox, in mails."""

    per_minute: float
    per_day: int

    def floor(self, mails: int) -> float:
        """Minutes in which so many go at the soonest: a day's worth at once, again after each twenty-four hours."""
        days = max(0, -(-mails // self.per_day) - 1)
        return days * DAY_MINUTES + (mails - days * self.per_day) / self.per_minute


# Gmail: 6,000 units a minute and user, a draft 10 and its sending 100 (Google's page "Gmail API usage limits"); 2,000
# mails a day (Workspace's "Gmail sending limits"). Exchange Online: 30 mails a minute and 10,000 recipients a day
# ("Exchange Online limits", sending limits).
QUOTAS = {"Google": Quota(per_minute=6_000 / 110, per_day=2_000), "Microsoft": Quota(per_minute=30, per_day=10_000)}
PACES = {"Google": GOOGLE_PACE, "Microsoft": {**MICROSOFT_PACE, "mail": MAIL_PACE}}


def applications(count: int) -> list[Response]:
    """So many pupils' answers, all at once."""
    return [
        Response(
            form=MENTEE,
            response_id=f"r{number}",
            revision="1",
            submitted_at=START,
            respondent=None,
            answers=application(number, POLICY, grade="7"),
        )
        for number in range(count)
    ]


@dataclass(frozen=True, kw_only=True)
class Drained:
    """Minutes until the last row and the last mail, and how many mails went by then."""

    rows: float
    mails: float
    sent: int


def drain(pace: dict[str, Pace], count: int) -> Drained:
    """Live from due instant to due instant until every pupil's mail has gone."""
    world = World(responses=applications(count))
    suite = replace(memory_suite(world), offers=Offers(pace=pace))
    programme = Programme(policy=POLICY, suite=suite, base_url="", secret=b"s" * 32)
    rows = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/drain.db")
        migrate(database)
        clock = SteppingClock(START)
        engine = Engine(database, [programme], clock, random=Random(1))
        engine.prepare(START)
        while len(world.letters) < count:
            engine.run_due(clock.now())
            if rows == float("inf") and sum(tab == "applications" for tab, _ in world.rows) >= count:
                rows = (clock.now() - START) / MINUTE
            due = engine.next_due(clock.now())
            if due is None:
                raise RuntimeError(f"{len(world.letters)} of {count} mails went, and nothing is due")
            clock.move_to(max(due, clock.now() + timedelta(milliseconds=100)))
        database.close()
    return Drained(rows=rows, mails=(clock.now() - START) / MINUTE, sent=len(world.letters))


def draining(supplier: str, count: int) -> Iterator[Figure]:
    """How long it took, and the floor."""
    found = drain(dict(PACES[supplier]), count)
    floor = QUOTAS[supplier].floor(found.sent)
    name = f"{supplier}, {count} submissions: "
    beside = f"floor {floor:.0f} min for {found.sent} mails"
    yield Figure(name=f"{name}until the last row", value=found.rows, unit="min")
    yield Figure(name=f"{name}until the last mail", value=found.mails, unit="min", beside=beside)
    yield Figure(name=f"{name}times the floor", value=found.mails / floor, most=MOST_TIMES_FLOOR)


# --- calls ------------------------------------------------------------------------------------------


def calls_each(supplier: str, opened: Callable[[], AbstractContextManager[Room]], submissions: int) -> Iterator[Figure]:
    """Calls for each submission, in a burst and in a trickle."""
    with opened() as room:
        went = burst(room, submissions)
        room.settle(10 * MINUTE)
        before = len(room.world.ledger)
        room.settle(TRICKLE * APART)
        quiet = len(room.world.ledger) - before
        for _ in range(TRICKLE):
            room.apply()
            room.hear()
            room.settle(APART)
        trickle = len(room.world.ledger) - before - 2 * quiet
    name = f"{supplier}: calls for each submission, "
    yield Figure(name=f"{name}{submissions} in a minute, to their rows", value=len(went.calls) / submissions)
    beside = f"beside {quiet / TRICKLE:g} in ten quiet minutes"
    yield Figure(name=f"{name}one in ten minutes, mail and all", value=trickle / TRICKLE, beside=beside)


def measure(*, quick: bool) -> Iterator[Figure]:
    """Every figure."""
    # Google's day allows fewer mails than this, Microsoft's more: there a minute's allowance is all that counts.
    for supplier, whole in (("Google", 10_000), ("Microsoft", 1_000)):
        progress(f"draining, {supplier}")
        yield from draining(supplier, 200 if quick else whole)
    progress("calls")
    yield from calls_each("Google", google_room, 50 if quick else 200)
    yield from calls_each("Microsoft", microsoft_room, 50 if quick else 200)


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit."""
    asked = options(__doc__).parse_args()
    return show(measure(quick=asked.quick), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())

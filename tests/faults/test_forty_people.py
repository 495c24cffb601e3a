"""Faults 19, 22 to 24, 28 and 40: clocks, races for people and rooms, mail that comes back, and a worry in the middle.

See docs/faults.md.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from connectors.errors import AuthExpired, Retryable, Unclear
from connectors.ports import Bounce
from service.engine import Engine
from service.programme import Programme
from service.storage.database import open_database
from tests.builders import NOW, POLICY
from tests.faults.village import MINUTE, SEEDS, Village, Villages, application, concern, names
from tests.service.engine_school import SECRET, School, always, asked
from tests.service.memory_suite import memory_suite
from tests.service.test_crashes import meeting
from tests.workflows.meetings.diary import Diary, Stretch, clashes
from tests.workflows.meetings.test_overlaps import PEOPLE, SCHOOL, _values
from workflows.decision import Decision
from workflows.effects import PutMeeting
from workflows.events import PairApproved
from workflows.router import decide
from workflows.state import Meeting

pytestmark = pytest.mark.slow
LIBRARY = "library@oak.example"
ALERT = "A concern needs you"
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_19_clock_that_jumps_doubles_no_reminder(villages: Villages, seed: int) -> None:
    village, random = villages.new(), Random(seed)
    village.world.responses += [application(n) for n in range(3)]
    village.live(timedelta(minutes=10))
    for key in village.rows("applications"):
        village.world.staff_cells["applications", key, "decision"] = "accept"
    for _ in range(20):
        village.live(timedelta(hours=random.randint(2, 12)))
        village.school.run(random.choice((-HOUR, timedelta(minutes=-10), timedelta(minutes=10))))
    assert [key for key in village.world.mailed() if "consent" in key] != []
    assert village.doubled() == {}


def taken(diary: Diary, room: list[Stretch]) -> list[Meeting]:
    """Coming meetings in the library over what others booked there."""
    ahead = [m for m in diary.planned if m.room == "Library"]
    return [m for m in ahead if any(start < m.ends_at and m.starts_at < end for start, end in room)]


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_22_room_taken_after_it_was_asked_for_is_given_up(seed: int) -> None:
    random, room = Random(seed), list[Stretch]()
    pairs = [tuple(random.sample(PEOPLE, 2)) for _ in range(4)]
    diary = Diary(*_values([((a, b), ("Tue/Lunch", "Wed/Lunch", "Tue/Late")) for a, b in pairs]), policy=SCHOOL)
    for a, b in pairs:
        diary.happen(PairApproved(pair_id=f"{a}~{b}"))
        for planned in random.sample(diary.planned, min(5, len(diary.planned))):
            if planned.room == "Library":  # somebody was faster: Exchange and Google let the room decline
                room.append((planned.starts_at, planned.ends_at))
                diary.others[LIBRARY] = tuple(room)
        while stuck := taken(diary, room):
            diary.decline(stuck[0], LIBRARY)
    assert room
    assert (clashes(diary), taken(diary, room)) == ([], [])


def worker(village: Village, who: str) -> Engine:
    """Another process on the same database, in front of the same supplier."""
    database = open_database(str(village.school.database.engine.url))
    programme = Programme(
        policy=POLICY, suite=memory_suite(village.world), base_url="https://peer.example", secret=SECRET
    )
    return Engine(database, [programme], village.school.clock, who=who, decide=village.school.decide or decide)


def booking(number: int) -> PutMeeting:
    return replace(meeting(), key=f"m{number}", starts_at=NOW + timedelta(days=1, hours=number))


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_23_two_workers_book_each_meeting_once(villages: Villages, seed: int) -> None:
    village = villages.new()
    village.school.decide = lambda event, view, now, policy: Decision(effects=tuple(map(booking, range(8))))
    village.school.start()
    workers = [worker(village, who) for who in ("a", "b")]
    for number in range(3):
        village.school.engine.submit("oak", asked(f"{seed}"), f"{seed}/{number}")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda engine: engine.run_due(NOW), workers * 2))
    village.live(timedelta(minutes=10))
    for engine in workers:
        engine.database.close()
    assert village.world.notices == {(f"m{number}", 1): 1 for number in range(8)}


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_24_mail_that_comes_back_is_shown_and_not_sent_for_ever(villages: Villages, seed: int) -> None:
    village, number = villages.new(), Random(seed).randrange(5)
    village.world.responses += [application(n) for n in range(5)]
    village.live(timedelta(days=Random(seed).choice((0, 1, 3))))
    village.live(timedelta(minutes=10))
    lost = next(letter for letter in village.world.letters if letter.to == f"p{number}@oak.example")
    reason = Random(seed).choice(("550 no such user", "552 mailbox full"))
    village.world.bounced.append(Bounce(key=lost.key, to=lost.to, reason=reason, bounced_at=village.school.now))
    village.live(timedelta(days=2))
    shown = [row["answer"] for row in village.rows("people").values() if row.get("answer")]
    assert [reason in text for text in shown] == [True]
    assert village.doubled() == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_24_alert_that_comes_back_falls_to_the_deputy_at_once(villages: Villages, seed: int) -> None:
    village = villages.new()
    village.world.responses.append(concern(seed))
    village.live(timedelta(minutes=6))
    [alert] = [letter for letter in village.world.letters if letter.subject == ALERT]
    village.world.bounced.append(Bounce(key=alert.key, to=alert.to, reason="full", bounced_at=village.school.now))
    village.school.engine.look("oak", "mail")
    village.live(MINUTE)
    assert [letter.to for letter in village.world.letters] == ["safe@oak.example", "deputy@oak.example"]


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_28_only_the_failed_of_a_batch_are_repeated(villages: Villages, seed: int) -> None:
    village, failed = villages.new(), Random(seed).sample(range(20), 3)
    school = School(
        village.school.database,
        world=village.world,
        reactions=always(Decision(effects=tuple(booking(n) for n in range(20)))),
    )
    for number in failed:
        village.world.fail(f"put m{number}", Retryable("429"))
    school.happen(asked())
    school.settle()
    assert village.world.notices == {(f"m{number}", 1): 1 for number in range(20)}
    assert village.world.calls["put"] == 2


def burning(random: Random) -> Callable[[str, datetime], Exception | None]:
    """Everything but the mail itself fails most of the time; mail fails now and then."""

    def fail(act: str, now: datetime) -> Exception | None:
        if act == "changes":
            return None
        if act.split()[0] in {"draft", "send", "state"}:
            return None if random.random() < 0.9 else Retryable("421")
        return random.choice((None, Retryable("503"), AuthExpired("gone"), Unclear("504")))

    return fail


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_40_worry_is_in_front_of_the_lead_while_all_else_burns(villages: Villages, seed: int) -> None:
    village = villages.new(burning(Random(seed)))
    village.world.responses += [application(n) for n in range(10)]
    village.live(timedelta(minutes=10))
    village.world.responses.append(concern(seed, at=village.school.now))
    village.school.engine.look("oak", "forms")
    village.live(MINUTE)
    alerted = [letter.to for letter in village.world.letters if letter.subject == ALERT]
    assert alerted == ["safe@oak.example"]
    village.live(timedelta(minutes=62))
    alerted = [letter.to for letter in village.world.letters if letter.subject == ALERT]
    assert alerted == [f"{who}@oak.example" for who in ("safe", "deputy", "head")]
    assert village.doubled() == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_40_alert_goes_within_a_minute_of_mails_return(villages: Villages, seed: int) -> None:
    ends = NOW + timedelta(minutes=Random(seed).randint(2, 120))
    village = villages.new(lambda act, now: Retryable("421") if act == "draft" and now < ends else None)
    village.world.responses += [concern(seed), *(application(n) for n in range(30))]
    village.live(ends - NOW + timedelta(seconds=20))  # the longest wait and its jitter
    alerted = {letter.to for letter in village.world.letters if letter.subject == ALERT}
    assert "safe@oak.example" in alerted
    assert len(names(village)) == 30

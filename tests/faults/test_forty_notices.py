"""Faults 14 to 16, 29, 30 and 36: what comes in doubled, late, out of order, too large or poisoned."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import permutations
from random import Random

import pytest

from connectors.errors import WebhookRejected
from connectors.ports import Delivery
from service.intake.inbox import Inbox
from tests.builders import NOW, POLICY, applied
from tests.faults.village import MINUTE, SEEDS, Village, Villages, application, concern, names, pupils
from tests.service.engine_school import RARELY
from tests.service.web.signing import BODY, signed_headers, signed_verifier
from tests.workflows.world import World
from workflows.decision import Decision
from workflows.events import Event, FormAnswered
from workflows.policy import Policy
from workflows.router import decide
from workflows.view import View

pytestmark = pytest.mark.slow
EDITS = [applied(answers={"why": f"Reason {n}", "grade": str(9 + n % 3)}, revision=str(n)) for n in range(1, 6)]


def test_fault_14_edits_out_of_order_end_alike_in_every_order() -> None:
    ends = []
    for order in permutations(EDITS):
        world = World(policy=POLICY)
        for event in order:
            world.hear(event, NOW)
        ends.append((world.values, world.rows))
    assert len(ends) == 120
    assert all(end == ends[0] for end in ends)


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_14_edits_out_of_order_leave_the_newest_in_the_sheet(villages: Villages, seed: int) -> None:
    village, random = villages.new(), Random(seed)
    sent = [
        application(n, revision=r, at=NOW + timedelta(seconds=10 * r), why=f"Reason {r}")
        for n in range(2)
        for r in range(1, 6)
    ]
    random.shuffle(sent)
    while sent:
        village.world.responses += [sent.pop() for _ in range(min(len(sent), random.randint(1, 4)))]
        village.live(timedelta(minutes=6))
    assert {row["why"] for row in village.rows("applications").values()} == {"Reason 5"}
    assert village.doubled() == {}


def told(village: Village, numbers: list[int]) -> None:
    """Notifications arrive at the door."""
    door = Inbox(village.school.database)
    at = village.school.now
    door.record("oak", [Delivery(source="forms", delivery_id=f"d{n}", received_at=at) for n in numbers])
    door.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_15_hundred_copies_at_once_have_one_effect(villages: Villages, seed: int) -> None:
    village = villages.new()
    village.live(MINUTE)
    village.world.responses.append(application(seed))
    door, copy = Inbox(village.school.database), Delivery(source="forms", delivery_id="d", received_at=NOW)
    with ThreadPoolExecutor(50) as pool:
        list(pool.map(lambda _: door.record("oak", [copy]), range(100)))
    door.close()
    village.live(timedelta(minutes=10))
    assert (names(village), len(village.world.letters)) == ([f"Pupil {seed}"], 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_16_late_and_shuffled_notifications_end_in_the_same_state(villages: Villages, seed: int) -> None:
    random, prompt, late = Random(seed), villages.new(), villages.new()
    for village in (prompt, late):
        village.school.look_every = RARELY  # the notification alone brings the news
        village.school.start()
        village.live(MINUTE)
        village.world.responses += [application(n) for n in range(5)]
    told(prompt, list(range(5)))
    prompt.live(timedelta(days=6))
    delays = sorted((random.uniform(0, 6), n) for n in range(5))
    for days, number in delays:
        late.live(NOW + timedelta(days=days) - late.school.now)
        told(late, [number, number])
    late.live(prompt.school.now - late.school.now + MINUTE)
    assert late.rows("applications") == prompt.rows("applications")
    assert late.world.mailed() == prompt.world.mailed()


def poisoned(number: int) -> Callable[[Event, View, datetime, Policy], Decision]:
    """Workflows that fall over one pupil's form."""

    def choose(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
        if isinstance(event, FormAnswered) and event.response_id == f"r{number}":
            raise ValueError("no workflow can read this")
        return decide(event, view, now, policy)

    return choose


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_29_poison_is_set_aside_and_others_flow(villages: Villages, seed: int) -> None:
    number, village = Random(seed).randrange(20), villages.new()
    village.school.decide = poisoned(number)
    village.school.start()
    village.world.responses += [application(n) for n in range(20)]
    village.live(timedelta(minutes=1))
    others = pupils(n for n in range(20) if n != number)
    assert (names(village), len(village.world.letters)) == (others, 19)
    village.live(timedelta(hours=1))
    stats = village.school.engine.stats("oak", village.school.now)
    assert (stats.queues["events"].parked, village.doubled()) == (1, {})


MONSTERS = (
    *("\ud800\udfff\udc00", "a\0b", "\u202egnol\u202c", "=1+1", "\ufeff"),
    *("👩" * 600, "x" * 200_000, "é" * 60_000),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_30_monstrous_answers_are_kept_and_still_read_for_worries(villages: Villages, seed: int) -> None:
    text, village = "".join(Random(seed).sample(MONSTERS, 4)), villages.new()
    village.world.responses += [application(1, why=text, worried="Yes, please contact me"), concern(2, text)]
    village.live(timedelta(minutes=7))
    alerted = [letter.to for letter in village.world.letters if letter.subject == "A concern needs you"]
    assert (alerted, names(village)) == (["safe@oak.example"] * 2, ["Pupil 1"])
    assert all(len(cell) <= 50_000 for row in village.rows("applications").values() for cell in row.values())
    assert (village.problems(), village.doubled()) == ({}, {})


@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(days=365)])
def test_fault_36_replay_outside_the_tolerance_is_refused_and_the_sweep_finds_it(
    villages: Villages, age: timedelta
) -> None:
    village = villages.new()
    village.world.responses.append(application(1))
    with pytest.raises(WebhookRejected):
        signed_verifier("oak").verify(signed_headers(at=NOW - age), BODY, NOW)
    village.live(timedelta(minutes=15))
    assert names(village) == ["Pupil 1"]


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_36_replays_within_the_tolerance_do_nothing_more(villages: Villages, seed: int) -> None:
    village, judge, random = villages.new(), signed_verifier("oak"), Random(seed)
    village.live(MINUTE)
    village.world.responses.append(application(1))
    headers = signed_headers(at=NOW)
    for _ in range(5):
        door = Inbox(village.school.database)
        door.record("oak", judge.verify(headers, BODY, village.school.now))
        door.close()
        village.live(timedelta(seconds=random.randint(1, 45)))
    assert (names(village), len(village.world.letters)) == (["Pupil 1"], 1)

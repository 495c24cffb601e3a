"""Faults 5 to 8: a supplier that is busy, away or no longer lets us in. See docs/faults.md."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from connectors.errors import AuthExpired, Retryable
from connectors.google.grid import tab_id
from service.delivery import retry
from tests.builders import NOW
from tests.connectors.contracts import PAIRS, PEOPLE, person
from tests.connectors.google.conftest import house
from tests.emulators.google.school import BOOK, School
from tests.faults.village import MAIL_ACTS, MINUTE, SEEDS, Trouble, Villages, application, concern, names, pupils
from tests.repeats import times

__all__ = ["house"]

pytestmark = pytest.mark.slow
QUARTER = timedelta(minutes=15)
ACTS = ("draft", "send", "write", "put", "changes", "read", "busy")


def away(begins: datetime, ends: datetime, error: Exception, acts: tuple[str, ...]) -> Trouble:
    """These acts fail between the two instants."""
    return lambda act, now: error if act in acts and begins <= now < ends else None


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_05_no_call_before_the_wait_is_over_and_others_go_on(villages: Villages, seed: int) -> None:
    random = Random(seed)
    wait, number = timedelta(seconds=random.randint(2, 3_600)), random.randint(2, 12)
    village = villages.new()
    village.world.fail("draft", Retryable("429", after=wait))
    village.world.responses += [application(n) for n in range(number)]
    village.live(timedelta(hours=3))
    first, second, *_ = village.world.times("draft")
    assert second - first >= wait
    assert min(village.world.times("write")) - first < MINUTE
    assert (names(village), village.doubled()) == (pupils(range(number)), {})
    assert len(village.world.letters) == number


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_05_refusal_that_names_no_wait_is_asked_ever_more_rarely(villages: Villages, seed: int) -> None:
    ends = NOW + timedelta(minutes=Random(seed).randint(20, 120))
    village = villages.new(away(NOW, ends, Retryable("403 rateLimitExceeded"), MAIL_ACTS))
    village.world.responses.append(application(1))
    village.live(timedelta(hours=3))
    asked = [at for at in village.world.times("draft") if at < ends]
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert all(gap >= min(retry.FIRST * 2**n, retry.LONGEST) for n, gap in enumerate(gaps))
    assert (len(village.world.letters), village.doubled()) == (1, {})


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_06_four_hours_of_503_are_waited_out_and_drained(villages: Villages, seed: int) -> None:
    random = Random(seed)
    ends = NOW + timedelta(hours=4)
    village = villages.new(away(NOW, ends, Retryable("503"), ACTS))
    village.world.responses += [application(n) for n in range(40)]
    village.live(timedelta(hours=random.uniform(0.5, 3.5)))
    village.world.responses += [application(n) for n in range(40, 60)]
    village.live(ends + QUARTER - village.school.now)
    assert (names(village), village.doubled(), village.problems()) == (pupils(range(60)), {}, {})
    assert len(village.world.letters) == 60
    seconds = [at.replace(microsecond=0) for at in village.world.times("changes") if at < ends]
    assert len(seconds) == len(set(seconds))


def test_fault_06_thousand_are_drained_within_a_quarter_of_an_hour(villages: Villages) -> None:
    ends = NOW + timedelta(hours=4)
    village = villages.new(away(NOW, ends, Retryable("503"), ("write", "draft", "send")))
    waiting = times(1_000)
    village.world.responses += [application(n) for n in range(waiting)]
    village.live(ends - village.school.now + QUARTER)
    assert len(village.rows("applications")) == len(village.world.letters) == waiting
    assert village.doubled() == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_07_token_that_ends_within_a_batch_repeats_nothing(house: School, seed: int) -> None:
    table = house.open().table
    table.ensure((PEOPLE, PAIRS))
    random = Random(seed)
    for number in range(6):
        for method in random.sample(("sheets.spreadsheets.values.batchGetByDataFilter", WRITE), 1):
            house.world.just_before(method, house.world.identities.tokens.clear)
        table.write([person(f"p{number}/{n}", "Name") for n in range(5)])
        house.world.advance(MINUTE)
    tab = house.world.workbooks.get(BOOK).tab(tab_id("people"))
    keys = sorted(str(value) for (row, column), value in tab.cells.items() if column == 0 and row > 1)
    assert keys == sorted(f"p{number}/{n}" for number in range(6) for n in range(5))


WRITE = "sheets.spreadsheets.batchUpdate"


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_08_lost_permission_is_told_once_and_nothing_is_dropped(villages: Villages, seed: int) -> None:
    random = Random(seed)
    acts = random.choice((("write",), ("changes",), ("read",), ("guest_answers",), ("bounces",)))
    begins = NOW + timedelta(minutes=random.randint(6, 60))
    ends = begins + timedelta(hours=random.randint(1, 4))
    gone = AuthExpired("Permission is gone.", mend="Sign in again.")
    village = villages.new(away(begins, ends, gone, acts))
    village.live(begins - village.school.now)
    village.world.responses += [application(1), concern()]
    village.live(ends - village.school.now)
    # Found by the next use: a look every five minutes at the latest.
    told = [letter for letter in village.world.letters if letter.subject.endswith("needs permission again")]
    assert [letter.to for letter in told] == ["lead@oak.example"]
    village.live(QUARTER)
    assert (names(village), village.doubled(), village.problems()) == (["Pupil 1"], {}, {})


@pytest.mark.parametrize("act", ["write", "changes", "draft"])
def test_fault_08_lead_is_told_within_a_minute_of_the_refusal(villages: Villages, act: str) -> None:
    village = villages.new()
    village.world.fail(act, AuthExpired("Permission is gone."))
    village.world.responses.append(application(1))
    village.school.run()
    refused = village.world.times(act)[0]
    village.live(timedelta(minutes=1) + (retry.AUTH_PROBE if act == "draft" else timedelta(0)))
    told = [letter.to for letter in village.world.letters if letter.subject.endswith("needs permission again")]
    assert (told, refused) == (["lead@oak.example"], NOW)

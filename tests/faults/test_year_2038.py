"""Fault 19: on 19 January 2038 at 03:14:08 the seconds since 1970 no longer fit into 31 bits; here nothing happens.

See docs/faults.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from service.storage.links import LASTS
from service.web.sessions import IDLE
from tests.builders import POLICY, calendar
from tests.faults.village import SEEDS, Villages, application
from tests.service.web.conftest import client, database, empty_database, house
from tests.service.web.houses import SmallHouse, sign_in_link, signed_in_client
from tests.service.web.signing import BODY, signed_headers
from workflows.school import Term

__all__ = ["client", "database", "empty_database", "house"]

pytestmark = pytest.mark.slow
SIGNED, UNSIGNED = datetime.fromtimestamp(2**31, UTC), datetime.fromtimestamp(2**32, UTC)
"""When the seconds since 1970 outgrow 31 bits, and when 32."""
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def move(house: SmallHouse, now: datetime) -> None:
    """Set both clocks."""
    house.clock.move_to(now)
    house.wall_clock.move_to(now)


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_fault_19_year_2038_doubles_no_reminder(villages: Villages, seed: int) -> None:
    terms = (Term(name="Year", starts_on=date(2037, 9, 1), ends_on=date(2038, 6, 30)),)
    policy, random = replace(POLICY, school=calendar(terms=terms, closed=frozenset())), Random(seed)
    village = villages.new(policy=policy, now=SIGNED - timedelta(days=4, hours=random.randint(0, 24)))
    village.world.responses += [application(n, at=village.school.now) for n in range(3)]
    village.live(timedelta(minutes=10))
    for key in village.rows("applications"):
        village.world.staff_cells["applications", key, "decision"] = "accept"
    while village.school.now < SIGNED + timedelta(days=4):
        village.live(timedelta(hours=random.randint(2, 12)))
        village.school.run(random.choice((-HOUR, timedelta(minutes=-10), timedelta(minutes=10))))
    sent = village.world.times("send")
    assert [any(at < SIGNED for at in sent), any(at >= SIGNED for at in sent)] == [True, True]
    assert [key for key in village.world.mailed() if "consent" in key] != []
    assert (village.doubled(), village.problems()) == ({}, {})


@pytest.mark.parametrize("instant", [SIGNED, UNSIGNED])
@pytest.mark.parametrize("now", [-MINUTE, -SECOND, timedelta(0), SECOND, MINUTE])
def test_fault_19_year_2038_signatures_are_judged(house: SmallHouse, instant: datetime, now: timedelta) -> None:
    move(house, instant + now)
    ages = [timedelta(minutes=minutes) for minutes in (-6, -4, -2, 0, 2, 4, 6)]
    answers = list[int]()
    for number, age in enumerate(ages):
        headers = signed_headers(delivery=f"m{number}", at=house.wall_clock.now() + age)
        answers.append(house.client().post("/hooks/signed/forms", data=BODY, headers=headers).status_code)
    assert answers == [401, 202, 202, 202, 202, 202, 401]


@pytest.mark.parametrize("instant", [SIGNED, UNSIGNED])
def test_fault_19_year_2038_links_work_once_and_sessions_end(house: SmallHouse, instant: datetime) -> None:
    move(house, instant - MINUTE)
    token, browser = sign_in_link(house, "lead"), signed_in_client(house, "head")
    move(house, instant + MINUTE)
    tries = [house.client().post("/sign-in", data={"token": token}).status_code for _ in range(2)]
    assert (browser.get("/status").status_code, tries) == (200, [303, 403])
    move(house, instant + MINUTE + IDLE)
    assert browser.get("/status").status_code == 401
    move(house, instant - MINUTE)
    late = sign_in_link(house, "host")
    move(house, instant - MINUTE + LASTS)
    assert house.client().post("/sign-in", data={"token": late}).status_code == 403

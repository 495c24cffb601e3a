"""The token bucket."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.offers import Pace
from service.delivery.limits import Budget, budget_of, day_is_full, fits_day, refill, room, spend, until_a_token
from service.storage.destinations import Destination
from tests.builders import NOW
from workflows.effects import Urgency

FRESH = Destination(name="mail", tokens=0, refilled_at=None, resume_at=None, failures=0, paused_reason=None)
BUDGET = Budget(per_minute=60, burst=10)


def test_bucket_starts_full() -> None:
    assert room(refill(FRESH, BUDGET, NOW)) == 10


def test_time_brings_tokens() -> None:
    spent = spend(refill(FRESH, BUDGET, NOW), 10, BUDGET, NOW)
    assert [room(refill(spent, BUDGET, NOW + timedelta(seconds=s))) for s in (0, 1, 5, 60)] == [0, 1, 5, 10]


def test_clock_set_back_brings_none() -> None:
    spent = spend(refill(FRESH, BUDGET, NOW), 10, BUDGET, NOW)
    assert room(refill(spent, BUDGET, NOW - timedelta(hours=1))) == 0


def test_empty_bucket_rests_until_the_next_token() -> None:
    assert spend(refill(FRESH, BUDGET, NOW), 10, BUDGET, NOW).resume_at == NOW + timedelta(seconds=1)


def test_write_every_rests_even_with_tokens() -> None:
    slow = Budget(write_every=timedelta(minutes=5))
    assert spend(refill(FRESH, slow, NOW), 1, slow, NOW).resume_at == NOW + timedelta(minutes=5)


def test_idle_destination_does_not_rest() -> None:
    slow = Budget(write_every=timedelta(minutes=5))
    assert spend(refill(FRESH, slow, NOW), 0, slow, NOW).resume_at is None


@given(st.lists(st.tuples(st.integers(0, 120), st.integers(0, 20)), max_size=40))
def test_no_window_sees_more_than_burst_and_rate(steps: list[tuple[int, int]]) -> None:
    now, held, acts = NOW, FRESH, 0
    for seconds, wanted in steps:
        now += timedelta(seconds=seconds)
        held = refill(held, BUDGET, now)
        done = min(wanted, room(held))
        held = spend(held, done, BUDGET, now)
        acts += done
    assert acts <= BUDGET.burst + (now - NOW).total_seconds() * BUDGET.per_minute / 60


@given(st.integers(1, 6_000), st.lists(st.integers(1, 90_000), max_size=30), st.integers(0, 2_000_000))
def test_asking_often_loses_no_token(per_minute: int, steps: list[int], last: int) -> None:
    budget = Budget(per_minute=per_minute, burst=10)
    often = once = spend(refill(FRESH, budget, NOW), 10, budget, NOW)
    now = NOW
    for micros in (*steps, last):
        now += timedelta(microseconds=micros)
        often = refill(often, budget, now)
    # Rounding to microseconds holds back one thousandth at most.
    assert 0 <= refill(once, budget, now).tokens - often.tokens <= 1


@given(st.integers(1, 6_000), st.integers(1, 12), st.integers(0, 10**7))
def test_rest_is_over_when_there_is_room(per_minute: int, acts: int, later: int) -> None:
    budget = Budget(per_minute=per_minute, burst=10)
    now = NOW + timedelta(microseconds=later)
    spent = spend(refill(refill(FRESH, budget, NOW), budget, now), acts, budget, now)
    rested = until_a_token(spent, budget, now)
    ready = rested.resume_at or now
    assert room(refill(rested, budget, ready)) >= 1
    assert (rested.resume_at is None) == (room(spent) >= 1)


@pytest.mark.parametrize(
    ("gone", "going"),
    [
        (59, [Urgency.URGENT, Urgency.PROMPT, Urgency.ROUTINE]),
        (60, [Urgency.URGENT, Urgency.PROMPT]),
        (80, [Urgency.URGENT]),
        (10_000, [Urgency.URGENT]),
    ],
)
def test_day_closes_to_routine_mail_first_and_never_to_urgent(gone: int, going: list[Urgency]) -> None:
    budget = Budget(per_day=100, reserve=20)
    assert [urgency for urgency in Urgency if fits_day(budget, gone, urgency)] == going


def test_small_allowance_is_not_all_reserved() -> None:
    budget = Budget(per_day=40, reserve=500)
    allowed = {urgency: sum(fits_day(budget, gone, urgency) for gone in range(100)) for urgency in Urgency}
    assert allowed == {Urgency.URGENT: 100, Urgency.PROMPT: 30, Urgency.ROUTINE: 20}


def test_destination_without_a_daily_limit_has_none() -> None:
    assert all(fits_day(Budget(), 1_000_000, urgency) for urgency in Urgency)


def test_full_day_rests_and_says_so() -> None:
    after = day_is_full(FRESH, NOW)
    assert after.resume_at == NOW + timedelta(minutes=5)
    assert "Urgent mail still goes" in (after.paused_reason or "")


def test_suites_pace_is_kept_whole() -> None:
    pace = Pace(per_minute=48, burst=6, rest=timedelta(seconds=3), per_day=9_000, reserve=1_000)
    asked = Budget(per_minute=48, burst=6, write_every=timedelta(seconds=3), per_day=9_000, reserve=1_000)
    assert budget_of(pace) == asked

"""The plan past one machine: totals are multiplications, and the busiest hour keeps its own rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.scale import Measured, State, busiest_hour, enough, told, year

SMALL = State(schools=20, schools_of_cell=20)
ONE = Measured()
DEAR = replace(ONE, calls_of_submission=37.0)
CROWDED = replace(SMALL, schools=400, schools_of_cell=400)


def test_year_grows_with_the_schools() -> None:
    one, ten = (year(replace(SMALL, schools=schools), ONE) for schools in (1, 10))
    assert (ten.submissions, ten.calls_a_day) == pytest.approx((10 * one.submissions, 10 * one.calls_a_day))


@settings(max_examples=10)
@given(st.integers(1, 4), st.integers(0, 50))
def test_nobody_is_done_sooner_than_their_calls_take(workers: int, seed: int) -> None:
    least = ONE.calls_of_submission * (ONE.latency + ONE.cpu_of_call)
    hour = busiest_hour(SMALL, ONE, workers, seed=seed)
    assert least - 1e-6 <= hour.p50 <= hour.p95
    assert 0 < hour.threads_busy <= 1.1


def test_more_workers_make_the_slow_end_shorter() -> None:
    assert busiest_hour(CROWDED, DEAR, 4).p95 < busiest_hour(CROWDED, DEAR, 2).p95


def test_enough_workers_are_the_least_that_keep_the_promise() -> None:
    found = enough(CROWDED, DEAR, within=10.0)
    assert found.p95 <= 10.0 < busiest_hour(CROWDED, DEAR, found.workers - 1).p95


def test_plan_is_told_in_aligned_lines() -> None:
    assert {len(line) for line in told(SMALL, ONE)} == {58}

"""When to try again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import AuthExpired, Permanent, Retryable, Unclear
from service.delivery import retry

ATTEMPTS = st.integers(1, 10_000)
JITTERS = st.floats(0, 1, exclude_max=True)


@given(ATTEMPTS, JITTERS)
def test_wait_is_never_shorter_than_the_first_nor_much_longer_than_the_longest(attempts: int, jitter: float) -> None:
    assert retry.FIRST <= retry.wait(Retryable("down"), attempts, jitter) <= retry.LONGEST * (1 + retry.JITTER)


@given(ATTEMPTS, JITTERS)
def test_urgent_wait_is_about_a_minute_at_most(attempts: int, jitter: float) -> None:
    longest = retry.wait(Retryable("down"), attempts, jitter, urgent=True)
    assert longest <= retry.LONGEST_URGENT * (1 + retry.JITTER)


@given(st.timedeltas(timedelta(seconds=2), timedelta(hours=1)), ATTEMPTS)
def test_supplier_wait_is_obeyed(after: timedelta, attempts: int) -> None:
    assert retry.wait(Retryable("slow down", after=after), attempts, 0.9, urgent=True) == after


def test_waits_double() -> None:
    waits = [retry.wait(Unclear("?"), attempt, 0.0).total_seconds() for attempt in (1, 2, 3, 4)]
    assert waits == [2, 4, 8, 16]


def test_permanent_gives_up_at_once_and_others_after_many() -> None:
    assert retry.gives_up(Permanent("no"), 1)
    assert not retry.gives_up(Retryable("later"), retry.MOST_ATTEMPTS - 1)
    assert retry.gives_up(Retryable("later"), retry.MOST_ATTEMPTS)


@pytest.mark.parametrize("urgent", [False, True])
def test_supplier_may_be_away_for_a_day_before_a_person_must_look(urgent: bool) -> None:
    waited, attempts = timedelta(0), 1
    while not retry.gives_up(Retryable("away"), attempts, urgent=urgent):
        waited += retry.wait(Retryable("away"), attempts, 0.0, urgent=urgent)
        attempts += 1
    assert timedelta(days=1) < waited < timedelta(days=2)


def test_urgent_is_tried_several_times_in_its_minute() -> None:
    at, tries = timedelta(0), 1
    while (at := at + retry.wait(Retryable("busy"), tries, 0.999, urgent=True)) < timedelta(minutes=1):
        tries += 1
    assert tries >= 6


def test_reason_says_what_and_the_mend() -> None:
    error = AuthExpired("Sign-in is gone.", mend="Sign in again.")
    assert retry.in_words(error) == "Sign-in is gone. Sign in again."


def test_reason_of_a_surprise_quotes_nothing() -> None:
    assert "secret" not in retry.in_words(ValueError("secret"))

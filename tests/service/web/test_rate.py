from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.web.rate import RateLimit

NOW = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_limit_stops_one_address_only() -> None:
    limit = RateLimit(most=3, window=MINUTE)
    assert [limit.allows("a", NOW) for _ in range(4)] == [True, True, True, False]
    assert limit.allows("b", NOW)


def test_limit_opens_again_after_two_windows() -> None:
    limit = RateLimit(most=1, window=MINUTE)
    assert limit.allows("a", NOW)
    assert [limit.allows("a", NOW + wait) for wait in (MINUTE / 2, 2 * MINUTE)] == [False, True]


def test_limit_forgets_strangers_when_full() -> None:
    limit = RateLimit(most=1, window=MINUTE, remembered=2)
    assert [limit.allows(name, NOW) for name in "abc"] == [True, True, True]
    assert limit.allows("a", NOW)


@given(st.lists(st.integers(min_value=0, max_value=59), max_size=60))
def test_limit_never_passes_more_than_its_most(seconds: list[int]) -> None:
    limit = RateLimit(most=5, window=MINUTE)
    passed = [limit.allows("a", NOW + timedelta(seconds=second)) for second in sorted(seconds)]
    assert sum(passed) == min(5, len(seconds))

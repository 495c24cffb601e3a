from __future__ import annotations

from datetime import timedelta

import pytest

from service.web.shown import span, wall
from tests.service.web.houses import NOW, small_policy


def test_wall_shows_the_schools_own_time() -> None:
    assert wall(NOW, small_policy().school) == "Mon 7 Sep 2026, 09:00"


def test_wall_of_nothing_is_never() -> None:
    assert wall(None, small_policy().school) == "never"


@pytest.mark.parametrize(
    ("length", "read"),
    [
        (timedelta(seconds=-5), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(minutes=125), "2 hours"),
        (timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_span_names_one_unit(length: timedelta, read: str) -> None:
    assert span(length) == read

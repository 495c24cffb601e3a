"""Clocks."""

from __future__ import annotations

from datetime import UTC, timedelta

from service.clock import SteppingClock, SystemClock
from tests.builders import NOW


def test_system_clock_is_aware_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_stepping_clock_stands_still_until_moved() -> None:
    clock = SteppingClock(NOW)
    assert clock.now() == NOW
    clock.move_to(NOW - timedelta(hours=1))
    assert clock.now() == NOW - timedelta(hours=1)

"""The demo's clock runs by itself and jumps forward only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from service.clock import SteppingClock
from service.demo.clock import JumpingClock

WALL = datetime(2026, 11, 21, 8, tzinfo=UTC)
SCHOOL = datetime(2026, 9, 2, 7, tzinfo=UTC)


def test_clock_runs_with_the_wall() -> None:
    wall = SteppingClock(WALL)
    clock = JumpingClock(SCHOOL, wall)
    wall.move_to(WALL + timedelta(minutes=5))
    assert clock.now() == SCHOOL + timedelta(minutes=5)


def test_clock_jumps_forward_never_back() -> None:
    clock = JumpingClock(SCHOOL, SteppingClock(WALL))
    clock.move_to(SCHOOL + timedelta(days=1))
    clock.move_to(SCHOOL)
    assert clock.now() == SCHOOL + timedelta(days=1)

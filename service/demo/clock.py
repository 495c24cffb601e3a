"""The demo's clock: it runs like any other, and the visitor may set it forward."""

from __future__ import annotations

from datetime import datetime, timedelta

from service.clock import Clock


class JumpingClock:
    """Runs with `wall`, from `start`; `move_to` sets it forward, never back."""

    def __init__(self, start: datetime, wall: Clock) -> None:
        self._wall = wall
        self._ahead = start - wall.now()

    def now(self) -> datetime:
        """The demo school's present."""
        return self._wall.now() + self._ahead

    def move_to(self, instant: datetime) -> None:
        """Jump to `instant`; an instant that has passed changes nothing."""
        self._ahead += max(instant - self.now(), timedelta(0))

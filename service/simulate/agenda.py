"""What people mean to do and when: a queue of acts by instant."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Act = Callable[[datetime], None]


class Agenda:
    """Acts in order of their instant; two at one instant in the order they were planned."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Act]] = []
        self._numbers = count()

    def plan(self, at: datetime, act: Act) -> None:
        """Do `act` at that instant."""
        heapq.heappush(self._heap, (at, next(self._numbers), act))

    @property
    def next_at(self) -> datetime | None:
        """The instant of the next act."""
        return self._heap[0][0] if self._heap else None

    def act_until(self, now: datetime) -> int:
        """Do everything planned up to `now` and say how many acts that was."""
        done = 0
        while self._heap and self._heap[0][0] <= now:
            at, _, act = heapq.heappop(self._heap)
            act(at)
            done += 1
        return done

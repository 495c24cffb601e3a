"""A modest limit per address, in memory: it keeps one visitor from crowding out the others, no more than that."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from threading import Lock


class RateLimit:
    """At most `most` acts per address in any window of length `window`, counted in two halves.

    Remembers at most `remembered` addresses, so that memory stays flat whoever knocks.
    """

    def __init__(self, *, most: int, window: timedelta, remembered: int = 10_000) -> None:
        self._most = most
        self._window = window.total_seconds()
        self._remembered = remembered
        self._lock = Lock()
        self._counts: dict[tuple[str, int], int] = {}

    def allows(self, address: str, now: datetime) -> bool:
        """Count one act and say whether it is still within the limit."""
        slot, into = divmod(now.timestamp(), self._window)
        with self._lock:
            self._forget(int(slot))
            earlier = self._counts.get((address, int(slot) - 1), 0) * (1 - into / self._window)
            count = self._counts.get((address, int(slot)), 0) + 1
            if math.ceil(earlier) + count > self._most:
                return False
            self._counts[address, int(slot)] = count
            return True

    def _forget(self, slot: int) -> None:
        if len(self._counts) < self._remembered:
            return
        self._counts = {key: n for key, n in self._counts.items() if key[1] >= slot - 1}
        if len(self._counts) >= self._remembered:
            # Everybody gets a fresh start: better than growing without end or refusing strangers.
            self._counts.clear()

"""Waiting for what another process does, with an end to patience."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

PATIENCE = 60.0
"""Seconds. Only a failing test waits so long; a loaded machine may need some of it."""


def in_time(reached: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Whether it came about while there was patience; looked at ten times a second."""
    end_at, never = time.monotonic() + patience, Event()
    while not (done := reached()) and time.monotonic() < end_at:
        never.wait(0.1)
    return done

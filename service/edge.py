"""The one place where any exception is caught: at the edge of a loop that must go on."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def guarded(act: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """What `act` returned, or what it raised. The caller decides what follows; one bad item must not stop the rest."""
    try:
        return act(), None
    except Exception as error:  # noqa: BLE001 -- a decider or a suite may fail in any way; the loop goes on without it
        return None, error


def place(error: BaseException) -> str:
    """Where it was raised, as `file:line function`. An exception's own words may quote answers; this never does."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else ""

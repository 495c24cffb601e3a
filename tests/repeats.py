"""How often what goes by chance is tried: `NEARPEER_TIMES=40 python -m pytest tests/faults` forty times as often."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("NEARPEER_TIMES", "1"))


def times(usual: int) -> int:
    """How many seeds, cuts or random acts: the usual number, or that many times more."""
    return usual * TIMES

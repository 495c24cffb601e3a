"""What was loaded is set aside; what comes later is still collected."""

from __future__ import annotations

import gc
import weakref

from service.memory import set_loaded_aside


class Knot:
    """An object that only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


def test_what_comes_later_is_still_collected() -> None:
    try:
        set_loaded_aside()
        assert gc.get_freeze_count() > 0
        later = weakref.ref(Knot())
        gc.collect()
        assert later() is None
    finally:
        gc.unfreeze()


def test_garbage_is_taken_away_before() -> None:
    try:
        before = weakref.ref(Knot())
        set_loaded_aside()
        assert before() is None
    finally:
        gc.unfreeze()

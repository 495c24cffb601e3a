"""A few crash points of each kind in CI; the whole sweep is a command (see `crash_sweep`)."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.faults.crash_sweep import FAULTS, KILL, Ground, count_calls, run_point, traps_of

POINTS = {"sync": (2, 60), "send": (9, 45), "write": (33, 400), "full": (150,), "broken": (90,), "twice": (25,)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("strace") is None and os.environ.get("CI") != "true", reason="needs the system call tracer strace"
    ),
]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("crash"), "sqlite")


@pytest.mark.parametrize(("fault", "point"), [(fault, point) for fault, places in POINTS.items() for point in places])
def test_a_crash_leaves_what_a_good_run_leaves(ground: Ground, fault: str, point: int) -> None:
    good, _ = run_point(ground, [])
    ledger, deaths = run_point(ground, traps_of(fault, point, count_calls(ground, fault)))
    assert ledger == good
    assert (deaths > 0) == (FAULTS[fault][1] == KILL)

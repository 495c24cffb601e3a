"""A small district whose processes are killed; the whole one is a command (see `many_workers`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.district_child import Place
from tests.faults.many_workers import Size, run_month


@pytest.mark.slow
def test_killed_processes_lose_and_double_nothing(postgres_url: str, tmp_path: Path) -> None:
    place = Place(out=str(tmp_path), database=postgres_url, schools=2, pupils=6, days=2, seed=3, faults=0.05)
    outcome = run_month(place, Size(webs=2, workers=2, kills=3))
    assert (outcome.kills, outcome.acknowledged_and_lost, outcome.examples) == (3, [], [])
    assert outcome.posted >= 8

"""A few weeks of a small school, lived through with faults and audited from the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.simulate.inside import open_inside
from service.simulate.plan import Plan
from service.simulate.year import judge, live
from tests.faults.kill_sweep import sweep


@pytest.mark.slow
def test_weeks_with_faults_leave_nothing_to_find(tmp_path: Path) -> None:
    plan = Plan(pupils=16, days=22, seed=3, faults=0.1)
    driver = open_inside(plan, tmp_path)
    findings = judge(live(plan, tmp_path, driver))
    driver.close()
    assert findings.clean, findings.examples
    assert findings.counted["rows: Meetings"] > 0
    assert json.loads((tmp_path / "audit.json").read_text())["lost"] == 0


@pytest.mark.slow
def test_killed_service_loses_and_doubles_nothing(tmp_path: Path) -> None:
    kills, findings = sweep(kills=5, database="sqlite", out=tmp_path, pupils=12, days=14, every=4)
    assert (kills, findings.clean) == (5, True), findings.examples


@pytest.mark.slow
def test_killed_service_on_postgresql_loses_and_doubles_nothing(postgres_url: str, tmp_path: Path) -> None:
    kills, findings = sweep(kills=5, database=postgres_url, out=tmp_path, pupils=12, days=14, every=4)
    assert (kills, findings.clean) == (5, True), findings.examples

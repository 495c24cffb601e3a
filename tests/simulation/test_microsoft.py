"""Simulated weeks on Microsoft 365: by each route for forms, in each store for tabs, nothing is found wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from connectors.microsoft.settings import Route, Store
from service.simulate.inside import open_inside
from service.simulate.plan import Plan, planned_school
from service.simulate.year import judge, live
from tests.simulation.microsoft import MicrosoftOutside, play_by
from tests.simulation.microsoft_forms import as_cell, as_told

PLAN = Plan(pupils=8, days=9, seed=3, faults=0.1)
REFUSED_OF_ITS_OWN = {400, 404, 409, 410, 412}
"""What the world itself answers to calls that are part of the protocol: what is gone, taken, or changed meanwhile."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("route", "store"),
    [(Route.WORKBOOK, Store.WORKBOOK), (Route.FLOW, Store.LIST), (Route.LIST, Store.WORKBOOK)],
    ids=["workbooks", "flow and lists", "list and workbook"],
)
def test_weeks_with_faults_leave_nothing_to_find(route: Route, store: Store, tmp_path: Path) -> None:
    school = planned_school(PLAN)
    with play_by(PLAN, school, tmp_path, route=route, store=store) as played:
        driver = open_inside(replace(PLAN, faults=0.0), tmp_path, school=school, site=played.site)
        findings = judge(live(PLAN, tmp_path, driver, outside=played.outside))
        driver.close()
        assert isinstance(played.outside, MicrosoftOutside)
        world = played.outside.world
    assert findings.clean, findings.examples
    assert findings.counted["rows: Meetings"] > 0
    assert 0.06 < sum(bool(call.fault) for call in world.ledger) / len(world.ledger) < 0.14
    assert world.crashes == []
    assert {call.status for call in world.ledger if not call.fault and call.status >= 400} <= REFUSED_OF_ITS_OWN


def test_answers_are_written_as_forms_writes_them() -> None:
    several, one, number = ("Chess", "Art"), ("Chess",), ("10",)
    assert [as_cell(words) for words in (several, one, number)] == ["Chess;Art;", "Chess", 10.0]
    assert [as_told(words) for words in (several, one, number)] == ['["Chess", "Art"]', "Chess", "10"]

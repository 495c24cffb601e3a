"""The simulated year on Google: people act in the emulated world, and its ledger shows nothing lost or doubled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.commands.simulate import simulate_command
from service.simulate.inside import open_inside
from service.simulate.plan import Plan, planned_school
from service.simulate.year import judge, live
from tests.simulation.google import GoogleOutside, play

PLAYERS = "tests.simulation.google"


def simulate(out: Path, *options: str) -> Result:
    return CliRunner().invoke(simulate_command, ["--out", str(out), *options])


@pytest.mark.slow
def test_weeks_with_faults_leave_nothing_to_find_in_the_ledger(tmp_path: Path) -> None:
    plan = Plan(pupils=14, days=20, seed=3, faults=0.1)
    school = planned_school(plan)
    with play(plan, school, tmp_path) as played:
        driver = open_inside(Plan(pupils=14, days=20, seed=3, faults=0.0), tmp_path, school=school, site=played.site)
        findings = judge(live(plan, tmp_path, driver, outside=played.outside))
        driver.close()
        assert isinstance(played.outside, GoogleOutside)
        world = played.outside.world
    assert findings.clean, findings.examples
    assert findings.counted["rows: Meetings"] > 0
    faults = sum(bool(call.fault) for call in world.ledger)
    assert 0.07 < faults / len(world.ledger) < 0.13
    assert world.crashes == []
    assert {call.status for call in world.ledger if not call.fault} <= {200, 401, 404, 409, 412}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--suite", "google"), "needs --outside"),
        (("--outside", PLAYERS), "takes no --outside"),
        (("--suite", "google", "--outside", "tests.simulation.nowhere"), "with a function `play`"),
        (("--suite", "google", "--outside", "tests.simulation"), "has no function called play"),
    ],
)
def test_what_does_not_fit_together_is_told(tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    result = simulate(tmp_path / "year", *options)
    assert (result.exit_code, told in result.output) == (2, True), result.output


@pytest.mark.slow
def test_players_of_another_suite_are_refused(tmp_path: Path) -> None:
    result = simulate(tmp_path / "year", "--suite", "microsoft", "--outside", PLAYERS)
    assert "plays the people of google, not of microsoft" in result.output


@pytest.mark.slow
def test_command_lives_a_few_days_and_leaves_the_verdict(tmp_path: Path) -> None:
    result = simulate(
        tmp_path / "year", "--suite", "google", "--outside", PLAYERS, "--pupils", "4", "--days", "3", "--faults", "0.1"
    )
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "year" / "audit.json").read_text())["lost"] == 0

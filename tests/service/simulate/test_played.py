"""Every row of the table of capabilities is played by the simulation and by the demo, or says why it cannot be."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from service.demo.room import DemoRoom, demo_school
from service.simulate.inside import open_inside
from service.simulate.plan import Plan
from service.simulate.played import ALWAYS, ELSEWHERE, MARKS, marks_of, unplayed
from service.simulate.year import judge, live
from service.storage.aggregate_tables import AGGREGATE_TABLES
from workflows.forms import standard_forms
from workflows.pair_tabs import pair_tabs
from workflows.policy.matching import CO_MENTORING
from workflows.state import Pair
from workflows.tabs import TABS

TABLE = Path(__file__).parents[3] / "docs" / "programme.md"
EVERYTHING = frozenset(mark for marks in MARKS.values() for mark in marks)


def test_every_row_of_the_table_is_held_against_what_happened() -> None:
    rows = {int(number) for number in re.findall(r"^\| (\d+) \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE)}
    assert {*MARKS, *ALWAYS, *ELSEWHERE} == rows == set(range(1, 54))


def test_row_is_unplayed_while_one_of_its_marks_is_missing() -> None:
    assert unplayed(EVERYTHING) == {}
    assert unplayed(EVERYTHING - {"form:taster_votes"}) == {22: ("form:taster_votes",)}
    assert set(unplayed(frozenset())) == set(MARKS)


@pytest.mark.slow
def test_simulated_year_plays_every_row_and_leaves_nothing_to_find(tmp_path: Path) -> None:
    plan = Plan(pupils=24, days=50, seed=2, faults=0.1, modules=True)
    inside = open_inside(plan, tmp_path)
    findings = judge(live(plan, tmp_path, inside))
    played = marks_of(inside.database)
    inside.close()
    assert unplayed(played) == {}
    assert findings.clean, (findings.examples, {rule: found for rule, found in findings.modules.items() if found})


@pytest.mark.slow
def test_pupils_of_one_class_help_each_other_in_a_mode_of_its_own(tmp_path: Path) -> None:
    """Row 44: everybody is an equal, so this run has no older and younger side."""
    plan = Plan(pupils=16, days=20, seed=1, faults=0.1, mode=CO_MENTORING)
    inside = open_inside(plan, tmp_path)
    findings = judge(live(plan, tmp_path, inside))
    played = marks_of(inside.database)
    inside.close()
    assert {"event:PairApproved", "event:CheckedIn", "meeting:meeting"} <= played
    assert findings.clean, findings.examples


@pytest.mark.slow
def test_demo_drafts_pairs_of_equals_where_it_is_asked_to(tmp_path: Path) -> None:
    room = DemoRoom(folder=tmp_path, base_url="http://127.0.0.1:1", secret=b"a" * 32, pupils=16, mode=CO_MENTORING)
    room.open()
    room.prelude()
    with room.inside.database.read() as connection:
        pairs = connection.execute(select(AGGREGATE_TABLES[Pair].c.status)).scalars().all()
    room.inside.close()
    assert set(pairs) == {"draft"}


def test_demo_has_every_form_and_tab_that_a_row_needs() -> None:
    policy = demo_school(12, Random(7)).policy
    forms = {f"form:{form.kind}" for form in standard_forms(policy)}
    tabs = {tab.key for tab in (*TABS, *pair_tabs(policy))}
    named = {mark for mark in EVERYTHING if mark.startswith(("row:", "cell:"))}
    assert {mark for mark in EVERYTHING if mark.startswith("form:")} <= forms
    assert {mark.partition(":")[2].partition("/")[0] for mark in named} <= tabs

"""Objectives: measured by their indicator, against a target that may lie below the baseline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import NOW, couple, meeting, policy
from workflows import tabs
from workflows.objectives import measured, objective_rows, verdict
from workflows.policy import LearningPolicy, Objective
from workflows.state import MeetingStatus
from workflows.view import Snapshot

LATER = NOW + timedelta(days=30)
MEET = Objective(text="Pairs meet.", indicator="meetings", target=2)
SEEN = Snapshot([*couple(), *(meeting(n, status=MeetingStatus.HELD) for n in (1, 2, 3))])


@pytest.mark.parametrize(
    ("indicator", "value"), [("meetings", 3.0), ("B.2.9", 100.0), ("attendance", None), ("rating", None), ("x", None)]
)
def test_indicator_is_counted_from_state(indicator: str, value: float | None) -> None:
    objective = Objective(text="We try.", indicator=indicator, target=1)
    assert measured(objective, SEEN, LATER, policy()) == value


@pytest.mark.parametrize(
    ("baseline", "target", "value", "told"),
    [(0, 2, 2.0, "reached"), (0, 2, 1.9, "not yet"), (9, 5, 4.0, "reached"), (9, 5, 6.0, "not yet")],
)
def test_target_may_be_more_or_less(baseline: int, target: int, value: float, told: str) -> None:
    objective = Objective(text="We try.", indicator="meetings", target=target, baseline=baseline)
    assert verdict(objective, value, "en") == told


def test_each_objective_has_a_row() -> None:
    rules = policy(learning=LearningPolicy(on=True, objectives=(MEET,)))
    (row,) = objective_rows(SEEN, LATER, rules)
    assert (row.tab, row.cells["after"], row.cells["change"], row.cells["n"]) == (
        tabs.LEARNING,
        "3.0",
        "target 2",
        "reached",
    )

"""Staff's work: every cell and form is counted by month, and shown for each pair."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import NOW, POLICY, answered, decided, pair
from tests.workflows.world import World
from workflows import effort, forms, tabs
from workflows.events import TimerFired
from workflows.state import Effort


def test_cells_and_staff_forms_are_counted_by_month() -> None:
    world = World()
    world.hear(decided("accept"), NOW)
    world.hear(answered(forms.DUTY, {"answer": "Yes"}), NOW)
    world.hear(decided("accept"), NOW + timedelta(days=30))
    assert world.view.find(Effort) == [Effort(id="2026-09", cells=1, forms=1), Effort(id="2026-10", cells=1)]


def test_pupils_forms_are_not_staffs_work() -> None:
    world = World()
    world.hear(answered(forms.CHECK_IN, {"outcome": "Yes"}), NOW)
    assert world.view.find(Effort) == []


def test_minutes_are_shown_for_each_pair_with_the_weekly_report() -> None:
    world = World(pair(), Effort(id="2026-09", cells=8, forms=3))
    world.hear(TimerFired(kind="reports.weekly", subject="oak", due_at=NOW), NOW)
    assert world.rows[tabs.PROGRAMME, "effort-2026-09"]["value"] == (
        "11 things decided by hand, about 10 minutes; 1 pairs, 10.0 minutes each."
    )


def test_minutes_weigh_a_form_more_than_a_cell() -> None:
    assert effort.minutes(Effort(id="2026-09", cells=2, forms=1)) == 3.0
    assert effort.rows(World().view, POLICY) == ()

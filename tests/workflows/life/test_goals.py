from __future__ import annotations

from datetime import timedelta

from tests.builders import FIRST_AT, answered
from tests.workflows.life.lived import MENTEE, MENTOR, PAIR, held, lived, subjects
from tests.workflows.world import World
from workflows import forms
from workflows.events import MeetingSettled, PairEnded, TimerFired
from workflows.state import Goal

GOAL = f"{PAIR}:{MENTEE}"


def with_goal() -> World:
    world = lived()
    answers = {"goal": "Read a book", "measure": "I finished it", "due": "In four weeks"}
    world.hear(answered(forms.GOAL, answers, personal={"goal": PAIR, "person": MENTEE}), FIRST_AT)
    return world


def tell(world: World, progress: str) -> None:
    personal = {"goal": GOAL, "person": MENTOR}
    world.hear(answered(forms.GOAL_PROGRESS, {"progress": progress}, personal=personal), FIRST_AT)


def test_goal_is_asked_for_once_the_pair_has_met() -> None:
    world = lived(held())
    world.hear(MeetingSettled(meeting_id=f"{PAIR}/1", pair_id=PAIR, outcome="held"), FIRST_AT)
    assert "What do you two want to reach?" in subjects(world, MENTEE)


def test_goal_stands_in_its_tab_and_is_nudged() -> None:
    world = with_goal()
    assert world.rows[("goals", GOAL)]["due"] == "2026-10-07"
    due = world.timers[("life.goal_nudge", GOAL)]
    assert due.date() == (FIRST_AT + timedelta(days=19)).date()
    world.hear(TimerFired(kind="life.goal_nudge", subject=GOAL, due_at=due), due)
    assert [to for to in (MENTOR, MENTEE) if "Your goal: how far are you?" in subjects(world, to)] == [MENTOR, MENTEE]


def test_goal_reached_is_celebrated_once() -> None:
    world = with_goal()
    tell(world, "Half")
    assert world.rows[("goals", GOAL)]["progress"] == "50 %"
    tell(world, "Reached")
    tell(world, "Half")
    assert subjects(world).count("You have reached your goal!") == 2
    assert world.rows[("goals", GOAL)]["status"] == "reached"


def test_goal_of_a_pair_that_ended_is_not_nudged() -> None:
    world = with_goal()
    world.hear(PairEnded(pair_id=PAIR, why="over"), FIRST_AT)
    world.hear(TimerFired(kind="life.goal_nudge", subject=GOAL, due_at=FIRST_AT), FIRST_AT)
    assert "Your goal: how far are you?" not in subjects(world)


def test_goal_from_a_stranger_is_refused() -> None:
    world = lived()
    world.hear(answered(forms.GOAL, {"goal": "x"}, personal={"goal": PAIR, "person": "p-x"}), FIRST_AT)
    assert world.view.find(Goal) == []

"""The needs survey: asked of all, ranked by count x severity, small grades left out, decided by the lead in a cell."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import NOW, accepted, answered, consent, edited, person, policy
from tests.workflows.world import World
from workflows import forms, tabs
from workflows.events import ProgrammeStarted, TimerFired
from workflows.needs import Ranked, ranking, rates
from workflows.policy import NeedsPolicy, SetupPolicy, TrainingPolicy
from workflows.state import NeedsAnswer, Setting

ISSUES = ("Bullying", "Attendance")
ON = policy(needs=NeedsPolicy(on=True, issues=ISSUES))
STARTED = ProgrammeStarted(fingerprint="f")
CLOSE = TimerFired(kind="needs.close", subject="oak", due_at=NOW)


def school(pupils: int = 10) -> World:
    people = [
        person(id=f"p-{n:02}", email=f"p{n}@oak.example", grade=9, rostered=True, gender="f") for n in range(pupils)
    ]
    world = World(*people, policy=ON)
    world.hear(STARTED, NOW)
    return world


def vote(world: World, voter: str, *marks: str, first: str = "") -> None:
    answers = {forms.trouble_key(n): mark for n, mark in enumerate(marks)}
    event = answered(forms.NEEDS, {**answers, "first": first}, personal={"voter": voter, "grade": "9"})
    world.hear(event, NOW)


def said(voter: str, grade: int, *troubles: str) -> NeedsAnswer:
    return NeedsAnswer(id=voter, grade=grade, troubles=troubles, first="Bullying", at=NOW)


def test_ranking_multiplies_count_and_severity() -> None:
    answers = [said("a", 9, "Bullying=5", "Attendance=3"), said("b", 9, "Bullying=2", "Attendance=3")]
    assert ranking(answers, ISSUES) == (
        Ranked(issue="Attendance", count=2, severity=3.0, first=0),
        Ranked(issue="Bullying", count=1, severity=5.0, first=2),
    )


def test_rates_leave_out_grades_that_point_at_somebody() -> None:
    answers = [said(f"v{n}", 9) for n in range(6)] + [said("w", 10)]
    assert rates(answers, [9] * 12 + [10] * 12 + [11] * 30) == {11: (0, 30)}


def test_pupils_and_adults_are_asked_once() -> None:
    world = school()
    world.hear(STARTED, NOW + timedelta(days=1))
    assert len([key for key in world.unsent if key.startswith("oak/needs/")]) == 14


def test_survey_waits_for_the_launch() -> None:
    world = World(person(rostered=True), policy=policy(needs=ON.needs, setup=SetupPolicy(on=True)))
    world.hear(STARTED, NOW)
    assert [key for key in world.unsent if key.startswith("oak/needs/")] == []


def test_answer_bears_no_name() -> None:
    world = school()
    vote(world, "hash", "4", "1", first="Bullying")
    kept = NeedsAnswer(id="hash", grade=9, troubles=("Bullying=4", "Attendance=1"), first="Bullying", at=NOW)
    assert world.view.find(NeedsAnswer) == [kept]


def test_survey_closes_at_the_quorum_and_tells_the_lead() -> None:
    world = school()
    for number in range(9):
        vote(world, f"v{number}", "5", "2", first="Bullying")
    row = world.rows[tabs.NEEDS, "Bullying"]
    assert (row["rank"], row["count"], row["severity"], row["points"]) == ("1", "9", "5", "45")
    assert "This is clear" in str(world.unsent["oak/needs/lead/closed"].blocks)


def test_survey_closes_on_its_day_and_says_that_few_answered() -> None:
    world = school()
    vote(world, "v", "5", "2")
    world.hear(CLOSE, NOW + timedelta(days=14))
    assert "Fewer people answered" in str(world.unsent["oak/needs/lead/closed"].blocks)
    vote(world, "late", "1", "5")
    assert len(world.view.find(NeedsAnswer)) == 1


def test_lead_chooses_in_a_cell_and_pupils_are_told() -> None:
    world = school()
    vote(world, "v", "5", "2")
    world.hear(CLOSE, NOW)
    world.hear(edited(tabs.NEEDS, "Attendance", "decision", "Choose"), NOW)
    held = world.view.get(Setting, "training/focus")
    assert held is not None
    assert held.value == "Attendance"
    assert len([key for key in world.unsent if "/chosen/" in key]) == 10
    assert world.rows[tabs.PROGRAMME, "training/focus"]["value"] == "Attendance"


def test_another_word_in_the_cell_changes_nothing() -> None:
    world = school()
    world.hear(CLOSE, NOW)
    world.hear(edited(tabs.NEEDS, "Attendance", "decision", "maybe"), NOW)
    assert world.rows[tabs.NEEDS, "Attendance"]["answer"] == "Write choose beside the issue you choose."
    assert world.view.get(Setting, "training/focus") is None


def test_chosen_focus_adds_its_topic_to_every_mentors_training() -> None:
    rules = TrainingPolicy(topics=("Listening",), issue_topics={"Attendance": ("Coming to school",)})
    world = World(person(), accepted(), consent(), policy=policy(needs=ON.needs, training=rules))
    world.hear(STARTED, NOW)
    world.hear(CLOSE, NOW)
    world.hear(edited(tabs.NEEDS, "Attendance", "decision", "choose"), NOW)
    to_do = {row["topic"] for (tab, _), row in world.rows.items() if tab == tabs.TRAINING}
    assert to_do == {"Listening", "Coming to school"}

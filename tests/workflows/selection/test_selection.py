"""Selection: references, interviews in the timetable, scores with spread, the school's rules; a person decides."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import AMIRA, EMAIL, NOW, answered, application, applied, edited, left, person, policy
from tests.workflows.world import World
from workflows import forms, tabs
from workflows.events import AttendanceImported, BusyKnown, FormAnswered, InvitationAnswered, TimerFired
from workflows.policy import Policy, RecruitingPolicy, SelectionPolicy, TrainingPolicy
from workflows.state import Attendance, Interview, InterviewStatus, Reference, Score

RULES = SelectionPolicy(
    on=True,
    references=True,
    interviews=True,
    panel=("lead", "deputy"),
    criteria=("Empathy", "Leadership"),
    attendance_floor={"Attendance": 90, "any": 80},
)
ON = policy(selection=RULES, recruiting=RecruitingPolicy(on=True))
KEY = f"{AMIRA}:mentor"
ENTRY = f"oak/interview/{KEY}"
MONDAY = datetime(2026, 9, 14, 11, 30, tzinfo=UTC)
"""The first lunch Amira offered: 12:30 in London."""


def school(rules: Policy = ON) -> World:
    world = World(policy=rules)
    world.hear(applied(answers={"teacher_email": "ray@oak.example"}), NOW)
    return world


def row(world: World) -> dict[str, str]:
    return world.rows[tabs.SELECTION, KEY]


def step(world: World, word: str = "interview") -> None:
    world.hear(edited(tabs.SELECTION, KEY, "step", word), NOW)


def calendars(world: World, **busy: tuple[datetime, datetime]) -> None:
    """The calendars answer the last question; names stand for addresses of the school."""
    asked = world.asked[-1]
    found = {address: () if not (b := busy.get(address.split("@")[0])) else (b,) for address in asked.addresses}
    world.hear(BusyKnown(ask=asked.key, busy=found), NOW)


def rubric(staff: str, *marks: str) -> FormAnswered:
    answers = {forms.criterion_key(n): mark for n, mark in enumerate(marks)}
    return answered(forms.RUBRIC, answers, personal={"application": KEY, "staff": staff})


def test_application_has_a_row_that_says_what_is_missing() -> None:
    assert row(school())["reasons"] == (
        "? Attendance is not known (asked: 80 %). ? No reference yet. ? No interview yet."
    )


def test_named_teacher_is_asked_and_reminded_once() -> None:
    world = school()
    world.hear(TimerFired(kind="selection.reference", subject=KEY, due_at=NOW), NOW + timedelta(days=7))
    assert [key for key in world.unsent if "/reference/" in key] == [
        f"oak/selection/{KEY}/reference/ask",
        f"oak/selection/{KEY}/reference/again",
    ]


@pytest.mark.parametrize("teacher", ["stranger@else.example", "nonsense", EMAIL])
def test_only_adults_of_the_school_are_asked(teacher: str) -> None:
    world = World(policy=ON)
    world.hear(applied(answers={"teacher_email": teacher}), NOW)
    assert world.view.find(Reference) == []


def test_reference_counts_only_with_the_teachers_own_link() -> None:
    world = school()
    answers = {forms.criterion_key(0): "5", forms.criterion_key(1): "4", "note": "Kind."}
    world.hear(answered(forms.REFERENCE, answers, personal={"application": KEY, "teacher": "x@oak.example"}), NOW)
    assert row(world)["reference"].startswith("Asked on")
    world.hear(answered(forms.REFERENCE, answers, personal={"application": KEY, "teacher": "ray@oak.example"}), NOW)
    assert row(world)["reference"] == "Empathy 5, Leadership 4. Kind"
    assert "+ Reference 4.5 of 5." in row(world)["reasons"]


def test_interview_is_booked_at_the_earliest_time_free_for_pupil_and_panel() -> None:
    world = school()
    step(world)
    calendars(world, deputy=(MONDAY, MONDAY + timedelta(minutes=20)))
    entry = world.booked[ENTRY]
    # Lunch lasts 40 minutes: after the deputy's 20 there is no room for another quarter on the grid.
    assert entry.starts_at == MONDAY + timedelta(days=1)
    assert entry.attendees == (EMAIL, "lead@oak.example", "deputy@oak.example")
    assert row(world)["answer"] == "Booked. The pupil and the panel are invited."


def test_two_interviews_of_one_panel_do_not_overlap() -> None:
    world = school()
    other = Interview(
        id="p-x:mentor",
        person_id="p-x",
        status=InterviewStatus.BOOKED,
        panel=("deputy",),
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(minutes=15),
    )
    world.values["Interview", other.id] = other
    step(world)
    calendars(world)
    assert world.booked[ENTRY].starts_at == MONDAY + timedelta(minutes=15)


def test_without_a_free_time_staff_are_told() -> None:
    world = school()
    step(world)
    calendars(world, lead=(NOW, NOW + timedelta(days=60)))
    assert row(world)["answer"].startswith("No time suits all.")
    assert ENTRY not in world.booked


def test_declined_interview_is_moved_to_another_time() -> None:
    world = school()
    step(world)
    calendars(world)
    first = world.booked[ENTRY]
    world.hear(InvitationAnswered(meeting=ENTRY, version=0, address=EMAIL, answer="declined"), NOW)
    calendars(world)
    second = world.booked[ENTRY]
    assert (second.version, second.starts_at > first.starts_at) == (1, True)


def test_panel_gets_the_rubric_when_the_interview_is_over() -> None:
    world = school()
    step(world)
    calendars(world)
    due = world.timers["selection.rubric", KEY]
    world.hear(TimerFired(kind="selection.rubric", subject=KEY, due_at=due), due)
    assert {mail.to.person_id for key, mail in world.unsent.items() if "/rubric/" in key} == {"lead", "deputy"}


def test_scores_show_mean_and_spread_and_ask_for_a_talk() -> None:
    world = school()
    step(world)
    calendars(world)
    world.hear(rubric("lead", "5", "5"), NOW)
    world.hear(rubric("deputy", "3", "3"), NOW)
    world.hear(rubric("head", "1", "1"), NOW)
    assert row(world)["scores"] == "4.0 (2.0)"
    assert "? The panel is 2.0 points apart" in row(world)["reasons"]
    assert len(world.view.find(Score)) == 2


@pytest.mark.parametrize(
    ("focus", "said"),
    [("", "+ Attendance 85 % (asked: 80 %)."), ("Attendance", "- Attendance 85 % (asked: 90 %).")],
)
def test_attendance_is_held_against_the_rule_of_the_focus(focus: str, said: str) -> None:
    world = school(policy(selection=RULES, training=TrainingPolicy(focus=focus)))
    line = AttendanceImported(email=EMAIL, first=date(2026, 6, 1), last=date(2026, 7, 17), present=34, possible=40)
    world.hear(line, NOW)
    assert said in row(world)["reasons"]


def test_attendance_is_kept_while_selection_is_off() -> None:
    world = World(person(), policy=policy())
    line = AttendanceImported(email=EMAIL, first=date(2026, 6, 1), last=date(2026, 7, 17), present=34, possible=40)
    world.hear(line, NOW)
    assert [a.present for a in world.view.find(Attendance)] == [34]
    assert world.rows == {}


def test_nomination_shows_beside_the_application() -> None:
    world = school()
    words = {"name": "Mr Ray", "pupil_name": "Amira", "pupil_email": EMAIL, "role": "Be a mentor"}
    world.hear(answered(forms.NOMINATION, words), NOW)
    assert (row(world)["nominated"], "+ Named by 1." in row(world)["reasons"]) == ("Mr Ray", True)


def test_who_leaves_takes_the_interview_and_the_row_along() -> None:
    world = school()
    step(world)
    calendars(world)
    world.hear(left(), NOW + timedelta(hours=1))
    assert world.booked[ENTRY].cancelled
    assert (tabs.SELECTION, KEY) not in world.rows
    assert [key for key in world.unsent if key.startswith("oak/selection/")] == []


def test_unknown_step_is_answered_in_the_cell() -> None:
    world = school()
    step(world, "maybe")
    assert row(world)["answer"] == "Write interview, or decide in the tab Applications."


def test_nothing_is_shown_while_the_step_is_off() -> None:
    world = World(person(), application(), policy=policy())
    step(world)
    assert world.rows == {}

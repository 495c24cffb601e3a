"""Supply and fairness as rows of the Matching tab."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.workflows.matching.school import NOW, Office, mentee, mentor, policy, school
from workflows.decision import Timer
from workflows.effects import PutRow
from workflows.events import DraftRequested, FormAnswered, TimerFired
from workflows.state import Application, ApplicationStatus, Entity

MORNING = TimerFired(kind="matching.draft", subject="programme", due_at=NOW)


def values(held: Office, event: TimerFired | DraftRequested) -> dict[str, str]:
    """What stands in the Matching tab after the event, by row."""
    return {e.key: e.cells["value"] for e in held.hear(event).effects if isinstance(e, PutRow) and e.tab == "matching"}


def waiting(name: str, **answers: Any) -> tuple[Entity, ...]:
    """A mentee who has applied and is not decided on yet."""
    found = mentee(name, consent=False, **answers)
    return tuple(replace(v, status=ApplicationStatus.SUBMITTED) if isinstance(v, Application) else v for v in found)


def test_supply_counts_open_applications_as_if_accepted() -> None:
    fay = waiting("Fay", slots=("Fri/Lunch",), topics=("Maths",))
    found = values(Office(school(mentor("Ann", topics=("Art",)), waiting("Ben"), fay)), MORNING)
    assert found["supply:placed"] == "1 of 2 mentees can be placed; mentors have 1 places; 1 go without"
    assert found["supply:look_for"] == "Fri/Lunch (1 mentees wait)"
    assert found["supply:topics"] == "math: 1 ask, 0 places offer it"


def test_supply_names_the_rule_in_the_way() -> None:
    held = Office(school(mentor("Ann"), mentee("Ben", grade=9)))
    assert values(held, MORNING)["supply:binding"] == "1 more if not for: the mentor is not enough grades above"


def test_fairness_hides_small_groups_and_shows_unmet_wishes() -> None:
    rosy = school(mentor("Ann", wishes=("dua@oak.example",)), mentor("Cem"), mentee("Ben"), mentee("Dua"))
    found = values(Office(rosy), DraftRequested(by="lead"))
    assert (found["fairness:grade"], found["fairness:blocking"]) == ("–", "0")


def test_fairness_by_slots_compares_few_with_many() -> None:
    everybody = [mentor(f"M{k}", slots=("Mon/Lunch", "Tue/Lunch", "Wed/Lunch")) for k in range(10)]
    few = [mentee(f"F{k}") for k in range(5)]
    many = [mentee(f"G{k}", slots=("Mon/Lunch", "Tue/Lunch", "Wed/Lunch")) for k in range(5)]
    held = Office(school(*everybody, *few, *many), policy(weights={"slots": 3}))
    text = values(held, DraftRequested(by="lead"))["fairness:slots"]
    assert text == (
        "more slots: 5 of 5 placed, 2.0 points on average; the fewest slots: 5 of 5 placed, 1.0 points on average"
    )


def test_application_lets_the_supply_be_counted_next_morning() -> None:
    answered = FormAnswered(
        form="mentor_application", response_id="1", revision="1", submitted_at=NOW, respondent="", answers={}
    )
    (timer,) = Office(school(mentor("Ann"))).hear(answered).timers
    assert isinstance(timer, Timer)
    assert timer.kind == "matching.draft"

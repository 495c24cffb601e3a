"""Teachers and families: of their own pupils only, once a month, and not a word after a pupil leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.builders import AMIRA, MENTEE, MENTOR, NOW, PAIR, answered, couple, left, meeting, policy
from tests.workflows.world import World
from workflows import forms, pair_tabs
from workflows.adults import deciding
from workflows.adults.deciding import MONTH
from workflows.decision import NOTHING
from workflows.effects import Urgency
from workflows.events import (
    ConsentEnded,
    GoalReached,
    MailBounced,
    PairApproved,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
)
from workflows.policy import AdultsPolicy
from workflows.state import AdultWord, MeetingStatus, Person, Side
from workflows.text.en import WORDS
from workflows.text.say import say
from workflows.view import Snapshot

ON = policy(adults=AdultsPolicy(on=True))
TENTH = datetime(2026, 10, 12, 5, 30, tzinfo=UTC)
"""The tenth of October is a Saturday: half past six on Monday in London."""
FIRED = TimerFired(kind=MONTH, subject="month", due_at=TENTH)
INSIGHT = f"guardian:{MENTOR}:2026-10"


def school(**changed: Any) -> World:
    world = World(policy=ON)
    for value in (*couple(), meeting(status=MeetingStatus.HELD, starts_at=TENTH - timedelta(days=5))):
        if isinstance(value, Person):
            value = replace(value, **({"homeroom_email": f"ray.{value.id}@oak.example"} | changed))
        world.values[type(value).__name__, value.id] = value
    return world


def adult_mails(world: World) -> list[str]:
    return sorted(key for key in world.unsent if key.startswith("oak/adults/"))


def test_month_is_set_for_the_next_school_day() -> None:
    world = World(policy=ON)
    world.hear(ProgrammeStarted(fingerprint="x"), NOW)
    assert world.timers[MONTH, "month"] == datetime(2026, 9, 10, 5, 30, tzinfo=UTC)
    world.hear(FIRED, datetime(2026, 9, 10, 5, 30, tzinfo=UTC))
    assert world.timers[MONTH, "month"] == TENTH


def test_month_writes_to_the_adults_of_matched_pupils_only() -> None:
    world = school()
    world.hear(FIRED, TENTH)
    assert adult_mails(world) == [
        f"oak/adults/{MENTEE}/teacher/2026-10",
        f"oak/adults/{MENTOR}/guardian/2026-10",
        f"oak/adults/{MENTOR}/teacher/2026-10",
    ]
    assert {mail.urgency for key, mail in world.unsent.items() if key in adult_mails(world)} == {Urgency.ROUTINE}


def test_month_tells_how_often_they_met_and_one_thing_to_ask() -> None:
    world = school()
    world.hear(FIRED, TENTH)
    mail = world.unsent[f"oak/adults/{MENTOR}/guardian/2026-10"]
    assert "Meetings that Ana had in the last month: 1." in repr(mail.blocks)
    assert any(WORDS[f"adults.ask.{n}"] in repr(mail.blocks) for n in range(1, 7))
    assert "Ben" not in repr(mail)


def test_month_counts_whom_it_reached() -> None:
    world = school()
    world.hear(FIRED, TENTH)
    row = world.rows[pair_tabs.ADULTS, "reach:guardian:2026-10"]
    assert (row["reached"], row["answered"]) == ("1 (50 %)", "0 (0 %)")


def test_month_twice_asks_once() -> None:
    world = school()
    world.hear(FIRED, TENTH)
    before = dict(world.unsent)
    world.hear(FIRED, TENTH + timedelta(hours=1))
    assert world.unsent == before


def test_guardian_is_written_to_in_the_language_of_the_home() -> None:
    world = school(guardian_language="fr")
    world.hear(FIRED, TENTH)
    mail = world.unsent[f"oak/adults/{MENTOR}/guardian/2026-10"]
    assert mail.to.language == "fr"
    assert mail.why == say("fr", "adults.guardian_month.why", name="Ana", programme="Oak mentoring")


def test_match_and_goal_are_told_at_home() -> None:
    world = school()
    world.hear(PairApproved(pair_id=PAIR), NOW)
    world.hear(GoalReached(goal_id="g", pair_id=PAIR), NOW)
    home = [world.unsent[key].subject for key in adult_mails(world) if "/guardian/" in key]
    assert home == ["Ana has reached a goal", "Ana has a partner"]


def test_answer_becomes_a_row_of_its_own_pupil() -> None:
    world = school()
    world.hear(FIRED, TENTH)
    said = {"going": "Better", "good": "She laughs", "next": "Fractions"}
    world.hear(answered(forms.GUARDIAN_INSIGHT, said, personal={"word": INSIGHT}, submitted_at=TENTH), TENTH)
    row = world.rows[pair_tabs.ADULTS, INSIGHT]
    assert (row["pupil"], row["going"], row["words"]) == ("Ana", "Better", "She laughs / Fractions")
    assert world.rows[pair_tabs.ADULTS, "reach:guardian:2026-10"]["answered"] == "1 (100 %)"


def test_mail_that_came_back_reached_nobody() -> None:
    world = school()
    world.hear(FIRED, TENTH)
    key = f"oak/adults/{MENTOR}/guardian/2026-10"
    world.hear(MailBounced(mail=key, address="home", reason="no such box"), TENTH)
    assert world.rows[pair_tabs.ADULTS, "reach:guardian:2026-10"]["reached"] == "0 (0 %)"


@pytest.mark.parametrize("end", [PersonWithdrew(person_id=MENTOR, why=""), ConsentEnded(person_id=MENTOR, why="")])
def test_everything_about_a_pupil_stops_when_they_leave(end: PersonWithdrew | ConsentEnded) -> None:
    world = school()
    world.hear(FIRED, TENTH)
    world.hear(end, TENTH)
    assert [key for key in adult_mails(world) if MENTOR in key] == []


def test_pupil_who_left_is_not_written_about_and_no_answer_is_kept() -> None:
    world = school()
    world.hear(FIRED, TENTH)
    world.hear(left(personal={"person": MENTOR}), TENTH)
    world.hear(answered(forms.GUARDIAN_INSIGHT, {"going": "Worse"}, personal={"word": INSIGHT}), TENTH)
    word = world.view.get(AdultWord, INSIGHT)
    assert word is not None
    assert word.going == ""


def test_erased_pupil_takes_the_answers_along() -> None:
    world = school()
    world.hear(FIRED, TENTH)
    world.hear(PersonErased(person_id=MENTOR), TENTH)
    assert world.view.find(AdultWord, person_id=MENTOR) == []
    assert [row for _, row in world.rows if MENTOR in row] == []


def test_adults_hear_nothing_while_it_is_off() -> None:
    assert deciding.decide(FIRED, Snapshot(couple()), TENTH, policy()) == NOTHING
    only = policy(adults=AdultsPolicy(on=True, guardians=False))
    asked = deciding.decide(FIRED, Snapshot(couple()), TENTH, only).changes
    assert {word.side for word in asked if isinstance(word, AdultWord)} == {Side.TEACHER}
    assert AMIRA not in repr(asked)

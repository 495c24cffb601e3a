from __future__ import annotations

import pytest

from tests.builders import NOW, POLICY, policy
from workflows import programme
from workflows.decision import NOTHING
from workflows.events import DraftRequested, ProgrammeStarted
from workflows.policy import ApplicationPolicy, ConsentPolicy, Policy, TrainingPolicy
from workflows.view import Snapshot


def values(rules: Policy = POLICY) -> dict[str, str]:
    return {row.key: row.cells["value"] for row in programme.rows(rules)}


def test_started_writes_the_tab() -> None:
    decision = programme.decide(ProgrammeStarted(fingerprint="f"), Snapshot(), NOW, POLICY)
    assert decision.effects == programme.rows(POLICY)
    assert {row.tab for row in programme.rows(POLICY)} == {"programme"}


def test_other_events_say_nothing() -> None:
    assert programme.decide(DraftRequested(by="lead"), Snapshot(), NOW, POLICY) == NOTHING


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("name", "Oak mentoring"),
        ("goal", "Every newcomer has somebody to turn to."),
        ("lead", "Lee Lead <lead@oak.example>"),
        (
            "safeguarding",
            "Sam Safe; without an answer after 15 minutes to Dee Deputy; after 60 minutes to Hal Head.",
        ),
        ("hosts", "Lee Lead"),
        ("rooms", "Library (4 pairs at once)"),
        (
            "who",
            "Mentors: grades 9, 10, 11. Mentees: grades 6, 7. Everybody offers at least 2 meeting times.",
        ),
        ("training", "The programme file asks for no training."),
        (
            "times",
            "Mon/Lunch, Tue/Lunch, Wed/Lunch, Thu/Lunch, Fri/Lunch (Lunch 12:30–13:10; Europe/London)",
        ),
    ],
)
def test_rows_say_it_in_plain_words(key: str, text: str) -> None:
    assert values()[key] == text


def test_rows_follow_the_programme_file() -> None:
    changed = policy(
        goal="",
        training=TrainingPolicy(topics=("Safety",)),
        consent=ConsentPolicy(needed_for=()),
        applications=ApplicationPolicy(),
    )
    rows = values(changed)
    assert rows["goal"].startswith("Not written down yet.")
    assert rows["training"] == "Before the first meeting, each mentor completes: Safety."
    assert rows["consent"] == "The programme file asks for no guardian's consent."
    assert rows["who"].startswith("Mentors: any grade. Mentees: any grade.")


def test_row_keys_never_depend_on_the_file() -> None:
    assert [row.key for row in programme.rows(policy(goal=""))] == [row.key for row in programme.rows(POLICY)]

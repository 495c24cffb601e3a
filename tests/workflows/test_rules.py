from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import AMIRA, NOW, POLICY, accepted, application, consent, person, policy
from workflows import rules
from workflows.policy import ConsentPolicy, NeedsPolicy, TrainingPolicy
from workflows.state import ConsentStatus, Role, StaffAnswer, Training
from workflows.view import Snapshot

READY = (person(), accepted(), consent(ConsentStatus.GIVEN))


@pytest.mark.parametrize(
    "text", ["Amira@Oak.Example", " amira@oak.example ", "mailto:amira@oak.example", "amira@oak.example."]
)
def test_normal_address_is_one_spelling(text: str) -> None:
    assert rules.normal_address(text) == "amira@oak.example"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "amira",
        "@oak.example",
        "a@oak",
        "a b@oak.example",
        "a@oak.example,b@oak.example",
        "a..b@oak.example",
        "a@-o.example",
    ],
)
def test_is_address_refuses_what_is_none(text: str) -> None:
    assert not rules.is_address(text)


@pytest.mark.parametrize("text", ["a@oak.example", "o'neil+x@mail.oak.example", "a.b_c-d@x1.y2.org"])
def test_is_address_takes_usual_ones(text: str) -> None:
    assert rules.is_address(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_person_id_tells_addresses_apart(one: str, other: str) -> None:
    ids = rules.person_id(POLICY, one), rules.person_id(POLICY, other)
    assert (ids[0] == ids[1]) is (one == other)


def test_person_id_differs_between_programmes() -> None:
    assert rules.person_id(POLICY, "a@b.org") != rules.person_id(policy(key="elm"), "a@b.org")


def test_person_by_address_ignores_blank() -> None:
    assert rules.person_by_address(Snapshot([person(email="")]), "") is None


@pytest.mark.parametrize(("typed", "word"), [(" Accept ", "accept"), ("Waiting  List.", "waiting list"), ("", "")])
def test_cell_word_forgives_spelling(typed: str, word: str) -> None:
    assert rules.cell_word(typed) == word


@pytest.mark.parametrize(("given_answer", "yes"), [("Yes, stop now", True), ("No", False), ("", False)])
def test_said_yes_reads_the_first_word(given_answer: str, yes: bool) -> None:
    assert rules.said_yes({"q": (given_answer,)}, "q") is yes


def test_staff_answer_is_keyed_by_row() -> None:
    assert rules.staff_answer("people", "p-1", "done", NOW) == StaffAnswer(id="people:p-1", text="done", at=NOW)


def test_may_take_part_is_empty_when_ready() -> None:
    assert rules.may_take_part(AMIRA, Role.MENTOR, Snapshot(READY), POLICY) == ()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (person(withdrawn_at=NOW), ("has left the programme",)),
        (application(), ("no accepted application as mentor",)),
        (consent(ConsentStatus.REFUSED), ("no consent from a guardian",)),
        (consent(), ("no consent from a guardian",)),
    ],
)
def test_may_take_part_names_what_is_missing(change: Any, missing: tuple[str, ...]) -> None:
    assert rules.may_take_part(AMIRA, Role.MENTOR, Snapshot([*READY, change]), POLICY) == missing


def test_may_take_part_knows_nobody() -> None:
    assert rules.may_take_part("p-nobody", Role.MENTOR, Snapshot(READY), POLICY) == ("has left the programme",)


def test_may_take_part_heeds_the_last_day_of_consent() -> None:
    view = Snapshot([*READY, consent(ConsentStatus.GIVEN, expires_on=date(2026, 9, 8))])
    assert rules.may_take_part(AMIRA, Role.MENTOR, view, POLICY, today=date(2026, 9, 8)) == ()
    late = rules.may_take_part(AMIRA, Role.MENTOR, view, POLICY, today=date(2026, 9, 9))
    assert late == ("no consent from a guardian",)


def test_may_take_part_asks_mentors_for_training() -> None:
    trained = policy(training=TrainingPolicy(topics=("Listening", "Safety")))
    done = Training(id=f"{AMIRA}:Safety", person_id=AMIRA, topic="Safety", completed_on=NOW.date())
    missing = rules.may_take_part(AMIRA, Role.MENTOR, Snapshot([*READY, done]), trained)
    assert missing == ("training still to do: Listening",)


def test_may_take_part_asks_consent_only_where_needed() -> None:
    view = Snapshot([person(), accepted()])
    no_consent = policy(consent=ConsentPolicy(needed_for=("mentee",)))
    assert rules.may_take_part(AMIRA, Role.MENTOR, view, no_consent) == ()


def test_needs_consent_only_when_accepted() -> None:
    assert rules.needs_consent(Snapshot([person(), accepted()]), AMIRA, POLICY)
    assert not rules.needs_consent(Snapshot([person(), application()]), AMIRA, POLICY)


@pytest.mark.parametrize(("asked", "topics"), [(True, ("A", "B", "C")), (False, ("A", "B"))])
def test_possible_topics_know_what_the_lead_may_still_choose(asked: bool, topics: tuple[str, ...]) -> None:
    training = TrainingPolicy(topics=("A",), focus="One", issue_topics={"One": ("B",), "Two": ("C",)})
    assert rules.possible_topics(policy(training=training, needs=NeedsPolicy(on=asked))) == topics

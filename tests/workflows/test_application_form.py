from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import EMAIL, GUARDIAN, POLICY, answered, applied, policy
from workflows import forms
from workflows.application_form import Filled, language_code, read_application
from workflows.forms.applying import application
from workflows.policy import ApplicationPolicy, ConsentPolicy
from workflows.state import Role

PLAIN = Filled(
    role=Role.MENTOR,
    email=EMAIL,
    name="Amira Khan",
    grade=10,
    language="en",
    gender="",
    guardian_name="Noor Khan",
    guardian_email=GUARDIAN,
    slots=("Mon/Lunch", "Tue/Lunch"),
    subjects=(),
    interests=(),
    dislikes=(),
    topics=(),
    languages=(),
    career=(),
    traits=(),
    wishes=(),
    same_gender=False,
    capacity=1,
    why="I like to help.",
    problems=(),
)


def problems(**answers: str | tuple[str, ...]) -> list[str]:
    filled = read_application(applied(answers=answers), Role.MENTOR, POLICY)
    return [problem.key.rpartition(".")[2] for problem in filled.problems]


def test_read_application_reads_a_complete_form() -> None:
    assert read_application(applied(), Role.MENTOR, POLICY) == PLAIN


@pytest.mark.parametrize(
    ("question", "answer", "problem"),
    [
        ("email", "amira at oak", "email"),
        ("email", "amira@elsewhere.example", "domain"),
        ("name", " \n ", "name"),
        ("grade", "ten", "grade_missing"),
        ("grade", "6", "grade"),
        ("guardian_email", "", "guardian"),
        ("guardian_email", EMAIL.upper(), "guardian_own"),
    ],
)
def test_read_application_names_a_problem(question: str, answer: str, problem: str) -> None:
    assert problems(**{question: answer}) == [problem]


def test_read_application_wants_enough_known_slots() -> None:
    assert problems(slots=("Mon/Lunch",)) == ["slots_few"]
    assert problems(slots=("Mon/Lunch", "Tue/Lunch", "Sun/Noon")) == ["slots_unknown"]
    assert problems(slots=("Mon/Lunch", "Sun/Noon")) == ["slots_unknown", "slots_few"]


def test_read_application_lists_every_problem_at_once() -> None:
    empty = read_application(answered(forms.MENTOR, {}), Role.MENTOR, POLICY)
    named = [problem.key.rpartition(".")[2] for problem in empty.problems]
    assert named == ["email", "name", "grade_missing", "slots_few", "guardian"]


@pytest.mark.parametrize(
    "written", ["vet, nurse", "vet; nurse", "vet、nurse", "vet，nurse", "vet；nurse", "vet، nurse", "vet؛ nurse"]
)
def test_lists_may_be_written_with_the_commas_of_any_script(written: str) -> None:
    assert read_application(applied(answers={"career": written}), Role.MENTOR, POLICY).career == ("vet", "nurse")


def test_read_application_asks_no_guardian_where_none_is_needed() -> None:
    free = policy(consent=ConsentPolicy(needed_for=()))
    assert read_application(applied(answers={"guardian_email": ""}), Role.MENTOR, free).problems == ()


def test_read_application_trusts_the_address_the_suite_vouches_for() -> None:
    event = applied(respondent="Amira@oak.example", answers={"email": "somebody@oak.example"})
    assert read_application(event, Role.MENTOR, POLICY).email == EMAIL


def test_read_application_lets_staff_type_in_a_paper_form() -> None:
    event = applied(respondent="lead@oak.example")
    assert read_application(event, Role.MENTOR, POLICY).email == EMAIL


def test_hints_about_oneself_are_asked_only_where_the_school_lists_some() -> None:
    asking = policy(applications=ApplicationPolicy(traits=("quiet", "funny")))
    assert [
        f.options
        for kind in (forms.MENTOR, forms.MENTEE)
        for f in application(asking, kind).fields
        if f.key == "traits"
    ] == [("quiet", "funny")] * 2
    assert [f for f in application(policy(), forms.MENTOR).fields if f.key == "traits"] == []
    filled = read_application(applied(answers={"traits": ("funny",)}), Role.MENTOR, asking)
    assert filled.traits == ("funny",)


def test_read_application_cleans_lists_and_numbers() -> None:
    answers = {"grade": "Year ١٠", "career": "vet, nurse; vet", "wishes": "Zoe@Oak.example", "capacity": "99"}
    filled = read_application(applied(answers=answers), Role.MENTOR, POLICY)
    assert (filled.grade, filled.career, filled.wishes, filled.capacity) == (
        10,
        ("vet", "nurse"),
        ("zoe@oak.example",),
        20,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("en-GB", "en"), ("Français", "fr"), ("اردو", "ur"), ("zh_Hans", "zh"), ("", "es"), ("Klingon", "es")],
)
def test_language_code_knows_codes_and_names(text: str, code: str) -> None:
    assert language_code(text, "es") == code


@given(st.dictionaries(st.sampled_from(sorted(applied().answers)), st.lists(st.text(), max_size=3).map(tuple)))
def test_read_application_never_fails(answers: dict[str, tuple[str, ...]]) -> None:
    filled = read_application(answered(forms.MENTOR, answers), Role.MENTOR, POLICY)
    assert "\n" not in filled.name
    assert "\u202e" not in filled.name
    assert all(problem.told("en") for problem in filled.problems)

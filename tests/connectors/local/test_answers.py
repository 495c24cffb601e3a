"""What a form takes and what it says about the rest."""

from __future__ import annotations

import pytest

from connectors.local.answers import LARGEST_ANSWER, check_answers, tidy_answers
from connectors.ports import FormDefinition, Question, QuestionKind

KINDS = {kind.value: kind for kind in QuestionKind}
OPTIONS = ("1", "2", "3")
CHOOSING = {QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.SCALE}
FORM = FormDefinition(
    kind="all",
    title="All",
    description="",
    questions=tuple(
        Question(key=name, title=name, kind=kind, options=OPTIONS if kind in CHOOSING else (), max_length=40_000)
        for name, kind in KINDS.items()
    ),
)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("text", "anything"),
        ("email", "Zoë.O'Hara+x@school.example"),
        ("number", "-3.5"),
        ("number", "7"),
        ("date", "2028-02-29"),
        ("choice", "2"),
        ("scale", "3"),
        ("hidden", "code"),
        ("text", ""),
        ("number", "  4 "),
    ],
)
def test_good_answers_are_taken(key: str, value: str) -> None:
    assert check_answers(FORM, {key: (value,)}) == {}


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("email", "ada", "name@example.org"),
        ("email", "ada@school", "name@example.org"),
        ("email", "a@b.example\nBcc: x@y.example", "name@example.org"),
        ("email", "<a@b.example>", "name@example.org"),
        ("number", "seven", "in digits"),
        ("number", "1e9", "in digits"),
        ("number", "٧", "in digits"),
        ("date", "2026-02-30", "2026-09-30"),
        ("date", "30.9.2026", "2026-09-30"),
        ("choice", "4", "answers offered"),
        ("scale", "0", "answers offered"),
        ("unknown", "x", "not on the form"),
        ("text", "x" * 40_001, "40000 characters"),
    ],
)
def test_each_problem_says_what_to_do(key: str, value: str, words: str) -> None:
    problems = check_answers(FORM, {key: (value,)})
    assert (list(problems), words in problems.get(key, "")) == ([key], True)


def test_one_answer_only_but_for_choices() -> None:
    assert check_answers(FORM, {"choices": ("1", "3"), "choice": ("1", "3")}) == {
        "choice": "Please give one answer only."
    }


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question(key="q", title="Q", required=True), "answer this question"),
        (Question(key="q", title="Q", required=True, kind=QuestionKind.CHOICE, options=("a",)), "choose"),
        (Question(key="q", title="Q", required=True, kind=QuestionKind.HIDDEN), "link in the mail"),
    ],
)
def test_missing_answers_are_asked_for(question: Question, words: str) -> None:
    form = FormDefinition(kind="f", title="F", description="", questions=(question,))
    assert words in check_answers(form, {"q": (" \x00 ",)})["q"]


def test_too_much_altogether_is_refused() -> None:
    half = "x" * (LARGEST_ANSWER // 2 + 1)
    assert list(check_answers(FORM, {"text": (half,), "paragraph": (half + "x",)})) == ["paragraph"]


def test_tidy_answers_keep_text_and_drop_what_cannot_be_stored() -> None:
    messy = {"a": (" x\x00y\r\nz\ud800 ",), "b": ("", " "), "c": ("one", "", "two")}
    assert tidy_answers(messy) == {"a": ("xy\nz�",), "c": ("one", "two")}

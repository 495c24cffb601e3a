"""Whether an answer to a form can be taken, and if not, what the person should do about each question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from connectors.plain import plain
from connectors.ports import FormDefinition, Question, QuestionKind

LARGEST_ANSWER = 65_536  # characters in all answers together
LARGEST_MESSAGE = "Your answers are too long altogether. Please shorten the longest one."
_EMAIL = re.compile(r"[^\s@<>\"(),;:\\\[\]]{1,64}@[^\s@<>\"(),;:\\\[\]]+\.[^\s@<>\"(),;:\\\[\].]{2,}")
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,9})?")

Answers = Mapping[str, tuple[str, ...]]


def tidy_answers(answers: Answers) -> dict[str, tuple[str, ...]]:
    """The answers in plain characters, without blank ones and outer spaces."""
    cleaned = {key: tuple(plain(value).strip() for value in values) for key, values in answers.items()}
    return {key: kept for key, values in cleaned.items() if (kept := tuple(value for value in values if value))}


def check_answers(definition: FormDefinition, answers: Answers) -> Mapping[str, str]:
    """Question key -> what to do about the answer; empty when all is well. Pure."""
    tidy = tidy_answers(answers)
    asked = {question.key: question for question in definition.questions}
    problems = {
        key: "This question is not on the form. Please open the form again." for key in tidy if key not in asked
    }
    for key, question in asked.items():
        if message := _problem(question, tidy.get(key, ())):
            problems[key] = message
    if not problems and sum(len(value) for values in tidy.values() for value in values) > LARGEST_ANSWER:
        problems[max(tidy, key=lambda key: sum(map(len, tidy[key])))] = LARGEST_MESSAGE
    return problems


def _problem(question: Question, values: tuple[str, ...]) -> str:
    """What is wrong with the answer to one question, or nothing."""
    if not values:
        return _missing(question) if question.required else ""
    if len(values) > 1 and question.kind is not QuestionKind.CHOICES:
        return "Please give one answer only."
    if any(len(value) > question.max_length for value in values):
        return f"Please keep this to {question.max_length} characters; you wrote {max(map(len, values))}."
    return next((message for value in values if (message := _CHECKS.get(question.kind, _any)(question, value))), "")


def _missing(question: Question) -> str:
    if question.kind is QuestionKind.HIDDEN:
        return "Please open the form with the link in the mail you got from us."
    if question.options:
        return "Please choose an answer."
    return "Please answer this question."


def _any(question: Question, value: str) -> str:
    return ""


def _email(question: Question, value: str) -> str:
    return "" if _EMAIL.fullmatch(value) else "Please write a mail address, like name@example.org."


def _number(question: Question, value: str) -> str:
    return "" if value.isascii() and _NUMBER.fullmatch(value) else "Please write a number, in digits."


def _date(question: Question, value: str) -> str:
    message = "Please write a date as year-month-day, like 2026-09-30."
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return message
    try:
        date.fromisoformat(value)
    except ValueError:
        return message
    return ""


def _option(question: Question, value: str) -> str:
    return "" if value in question.options else "Please choose from the answers offered."


_CHECKS: Mapping[QuestionKind, Callable[[Question, str], str]] = {
    QuestionKind.EMAIL: _email,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.CHOICE: _option,
    QuestionKind.CHOICES: _option,
    QuestionKind.SCALE: _option,
}

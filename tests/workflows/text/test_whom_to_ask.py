"""Every mail says why it came and whom to ask, whoever wrote it and in whatever language."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest

import workflows
from tests.builders import POLICY, person
from tests.workflows.text.readers import PUPILS_AND_GUARDIANS
from workflows import letters
from workflows.text.say import CATALOGUE

ROOT = Path(workflows.__path__[0])
OWN_MAILS = {"letters.py", "concerns.py"}
"""Where mails are made: `letters.letter`, which names the lead, and concerns, which must not: the lead may be whom it
is about. What a concern's sender reads names any adult they trust; the readers' alert says what to do on its page."""
LETTERS = sorted(
    key.removesuffix(".why")
    for key in CATALOGUE["en"]
    if key.endswith(".why") and f"{key.removesuffix('.why')}.text" in CATALOGUE["en"]
)
SHORT = 12  # letters; a reason is a sentence
WHY = [key for key in PUPILS_AND_GUARDIANS if key.endswith(".why")]


def makers() -> set[str]:
    """The files that put a mail together by hand."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "SendMail"
    }


def test_mails_are_made_where_the_reader_is_told_whom_to_ask() -> None:
    assert makers() == OWN_MAILS


def filled(words: str) -> dict[str, str | int]:
    """A value for every place of a letter."""
    texts = (CATALOGUE["en"][f"{words}.{part}"] for part in ("subject", "text", "why"))
    return {name: name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("words", LETTERS)
def test_every_letter_says_why_and_names_the_lead(words: str) -> None:
    to = letters.to_pupil(person())
    mail = letters.letter(key="k", to=to, words=words, policy=POLICY, values=filled(words))
    assert (mail.ask_whom, len(mail.why) > SHORT) == ("Lee Lead (lead@oak.example)", True)


@pytest.mark.parametrize("language", sorted(CATALOGUE))
def test_reason_is_said_in_every_language(language: str) -> None:
    assert [key for key in WHY if not CATALOGUE[language][key].strip()] == []

"""English for pupils stays easy: a child of ten, in the fifth grade, can read every letter."""

from __future__ import annotations

import pytest

from tests.workflows.text.readers import PUPILS_AND_GUARDIANS
from tests.workflows.text.reading import grade, syllables
from workflows.text import en

HARDEST = 5.0
"""Mentees are eleven and older, and in many schools read English as a second language: a child of ten, in the
fifth grade, is to understand every letter without help."""
ON_AVERAGE = 3.0
LETTERS = sorted({key.removesuffix(".text") for key in PUPILS_AND_GUARDIANS if key.endswith(".text")})


class Plain(dict[str, str]):
    """Short words for every place, so that the school's own names weigh nothing."""

    def __missing__(self, place: str) -> str:
        return {"programme": "Oak", "day": "May 8", "time": "noon", "goal": "Read a book."}.get(place, "Ann")


def read(letter: str) -> float:
    """The grade of a letter: its text, which may end before a list, and why it came."""
    text, why = (en.WORDS[f"{letter}.{part}"].format_map(Plain()) for part in ("text", "why"))
    return grade(f"{text.removesuffix(':')}. {why}")


@pytest.mark.parametrize(
    ("word", "count"), [("the", 1), ("meeting", 2), ("asked", 1), ("wanted", 2), ("minutes", 2), ("agreement", 3)]
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_long_words_in_long_sentences_are_harder() -> None:
    easy, hard = "Come at noon. Bring a book.", "Participants are requested to communicate availability beforehand."
    assert grade(easy) < 2 < 12 < grade(hard)


def test_every_letter_can_be_read_by_a_child_of_ten() -> None:
    assert {letter: round(read(letter), 1) for letter in LETTERS if read(letter) > HARDEST} == {}


def test_letters_are_easier_than_that_on_average() -> None:
    assert sum(map(read, LETTERS)) / len(LETTERS) <= ON_AVERAGE


def test_subjects_are_short() -> None:
    subjects = {key: en.WORDS[key].format_map(Plain()) for key in PUPILS_AND_GUARDIANS if key.endswith(".subject")}
    assert {key: text for key, text in subjects.items() if len(text) > 60} == {}

"""One spelling for words that mean the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.matching.normalise import normal, normal_set, shared


@pytest.mark.parametrize(
    ("written", "normal_form"),
    [
        ("  GAMES ", "game"),
        ("Émilie", "emilie"),
        ("Łódź", "łodz"),
        ("Straße", "strasse"),
        ("hobbies", "hobby"),
        ("Classes", "class"),
        ("boxes", "box"),
        ("bus", "bus"),
        ("Chess", "chess"),
        ("C++", "c++"),
        ("board-games", "board game"),
        ("ＡＢＣ", "abc"),
        ("Ёлка", "елка"),
        ("Άθλημα", "αθλημα"),
        ("مُوسِيقَى", "موسيقى"),
        ("हिन्दी", "हिन्दी"),
        ("サッカー", "サッカー"),
    ],
)
def test_normal_form_joins_spellings_of_one_word(written: str, normal_form: str) -> None:
    assert normal(written) == normal_form


@pytest.mark.parametrize(("one", "other"), [("chess", "chest"), ("art", "arts and crafts"), ("कला", "काला")])
def test_normal_form_never_guesses(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@given(st.text())
def test_normal_form_ignores_case_and_blanks_around(text: str) -> None:
    assert normal(f"  {text}\t") == normal(text)


def test_shared_words_keep_the_first_spelling() -> None:
    assert shared(("Games", "Film", ""), ("game", "cooking")) == ("Games",)


def test_empty_words_are_no_words() -> None:
    assert normal_set(["", " ", "!"]) == frozenset()

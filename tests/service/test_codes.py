"""Personal codes: what was signed is read, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service import codes

SECRET = b"one key"
PERSONAL = st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8")))


@given(PERSONAL)
def test_code_gives_back_what_was_signed(personal: dict[str, str]) -> None:
    assert codes.read(SECRET, "consent", codes.sign(SECRET, "consent", personal)) == personal


def test_code_is_the_same_each_time() -> None:
    first = codes.sign(SECRET, "consent", {"person": "p1", "v": "2"})
    assert first == codes.sign(SECRET, "consent", {"v": "2", "person": "p1"})


def test_code_opens_no_other_form() -> None:
    assert codes.read(SECRET, "withdrawal", codes.sign(SECRET, "consent", {"person": "p1"})) is None


def test_code_of_another_key_is_refused() -> None:
    assert codes.read(b"other", "consent", codes.sign(SECRET, "consent", {"person": "p1"})) is None


def test_changed_code_is_refused() -> None:
    code = codes.sign(SECRET, "consent", {"person": "p1"})
    assert codes.read(SECRET, "consent", code.replace("p1", "p2")) is None


@given(st.text())
def test_made_up_code_is_refused(code: str) -> None:
    assert codes.read(SECRET, "consent", code) is None

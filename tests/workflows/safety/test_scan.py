"""Words of danger: found in six languages, with slips; ordinary sentences ring nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.safety.scan import distance, found, plain, slips_allowed
from workflows.safety.words import LOOKALIKES, RISK_WORDS

CRIES = {
    "I wnat to die": "self_harm",
    "i want to kil my self": "self_harm",
    "SUICIIIIDE": "self_harm",
    "I feel suicidel": "self_harm",
    "s3lf-h4rm": "self_harm",
    "My dad hitz me": "violence",
    "he bullys me every day": "bullying",
    "he said it is our secret": "abuse",
    "there is no food at home": "neglect",
    "je veux mouriir": "self_harm",
    "il me frape tous les jours": "violence",
    "elle se fait harceler, on la harcele": "bullying",
    "quiero mroir": "self_harm",
    "mi padre me pega": "violence",
    "يضربنى أبي": "violence",
    "أُرِيدُ أَنْ أَمُوت": "self_harm",
    "خودكشي": "self_harm",
    "ابو مجھے مارتا ہے": "violence",
    "我想死了": "self_harm",
    "爸爸打我": "violence",
}
QUIET = (
    "",
    "I like to help.",
    "We laughed a lot 😀 and he told me a secret of his game",
    "My grandfather killed a snake; we were amused about the grape.",
    "I cut my hair myself, and I have no reason to leave.",
    "+41 is my lucky number, 1984 too",
    "I want to be a vet or to try the violin.",
    "Nous avons lu ensemble et joué au violon.",
    "Hablamos del colegio y de mis abuelos.",
    "تحدثنا عن المدرسة",
    "ہم نے سکول کی بات کی",
    "我们一起读书，很开心",
)


@pytest.mark.parametrize("text", CRIES)
def test_found_hears_a_cry(text: str) -> None:
    assert found(text) == CRIES[text]


@pytest.mark.parametrize("text", QUIET)
def test_found_stays_quiet_at_ordinary_words(text: str) -> None:
    assert found(text) == ""


@pytest.mark.parametrize("language", RISK_WORDS)
def test_found_knows_every_phrase_of_its_lists(language: str) -> None:
    phrases = [phrase for listed in RISK_WORDS[language].values() for phrase in listed]
    assert [phrase for phrase in phrases if not found(f"Oh. {phrase}!")] == []
    assert len(RISK_WORDS[language]) == 5


def test_lookalikes_ring_nothing() -> None:
    assert [word for word in LOOKALIKES if found(word)] == []


@given(st.text())
def test_found_never_fails(text: str) -> None:
    assert isinstance(found(text), str)


@given(st.integers(0, 6), st.sampled_from("xyz"))
def test_found_forgives_one_wrong_letter_in_a_long_word(place: int, letter: str) -> None:
    assert found("suicide"[:place] + letter + "suicide"[place + 1 :]) == "self_harm"


def test_short_words_alone_must_be_right() -> None:
    assert [slips_allowed(word, alone=True) for word in ("rape", "abused", "overdoses")] == [0, 1, 2]


def test_plain_brings_spellings_together() -> None:
    assert plain("Kíll  MYSELF!!") == plain("kil myseeeelf") == ("kil", "myself")
    assert plain("1984") == ("1984",)


@pytest.mark.parametrize(("one", "other", "slips"), [("ab", "ba", 1), ("abc", "abd", 1), ("", "ab", 2), ("a", "a", 0)])
def test_distance_counts_slips(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == slips

"""Say something in a reader's language: `say("en", "consent.request.subject", name="Ada")`.

Each language is a module or package with a `WORDS` mapping, key -> text with `{named}` places. A language that
lacks a key says it in English; a test holds every key used in the sources, and the places of every translation,
against the English words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from workflows.text import ar, en, es, fr, modules, pairing, ur, zh
from workflows.text.everyday import EVERYDAY

FALLBACK = "en"

CATALOGUE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": en.WORDS,
        "ar": {**ar.WORDS, **pairing.ar.WORDS, **modules.ar.WORDS, **EVERYDAY["ar"]},
        "es": {**es.WORDS, **pairing.es.WORDS, **modules.es.WORDS, **EVERYDAY["es"]},
        "fr": {**fr.WORDS, **pairing.fr.WORDS, **modules.fr.WORDS, **EVERYDAY["fr"]},
        "ur": {**ur.WORDS, **pairing.ur.WORDS, **modules.ur.WORDS, **EVERYDAY["ur"]},
        "zh": {**zh.WORDS, **pairing.zh.WORDS, **modules.zh.WORDS, **EVERYDAY["zh"]},
    }
)

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"})
_DEFAULTS = {words: key for key, words in en.WORDS.items() if key.startswith("default.")}


def say(language: str, key: str, **values: str | int) -> str:
    """The words for `key` in `language`, with the values in their places.

    Values are put in as they are and never read as a template. Raises `KeyError` for an unknown key or a missing
    value: both are mistakes in the program, not in the data.
    """
    return words_for(language, key).format_map(values)


def own_words(language: str, text: str) -> str:
    """The school's words as they are; a default that the school left standing is said in the reader's language."""
    return words_for(language, _DEFAULTS[text]) if text in _DEFAULTS else text


def words_for(language: str, key: str) -> str:
    """The template for `key` in `language`, or in English where that language has none."""
    words = CATALOGUE.get(language, {})
    return words[key] if key in words else CATALOGUE[FALLBACK][key]


def direction(language: str) -> str:
    """`rtl` or `ltr` for a language tag."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def day(language: str, when: date) -> str:
    """A date the way people of that language write it, for example `Tue 8 September 2026`."""
    return say(
        language,
        "date.pattern",
        weekday=words_for(language, "date.weekdays").split()[when.weekday()],
        day=when.day,
        month=words_for(language, "date.months").split()[when.month - 1],
        year=when.year,
    )

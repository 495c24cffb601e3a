"""The words of the form pages in the reader's language, found by the English ones.

Forms are written in English and their answers are read in English, so only what a page shows is translated here. What a
school wrote itself stands as the school wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from workflows.text.pages import ar, es, fr, ur, zh

NAMES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "ar": "العربية", "es": "Español", "fr": "Français", "ur": "اردو", "zh": "中文"}
)
"""The languages that pages speak, each by its own name."""

_PAGES: Mapping[str, Mapping[str, str]] = {
    "ar": ar.WORDS,
    "es": es.WORDS,
    "fr": fr.WORDS,
    "ur": ur.WORDS,
    "zh": zh.WORDS,
}
_NUMBER = re.compile(r"\d+")
_CUTS = (re.compile(r"(?<=[.?!])\s+"), re.compile(r"(?<=[:;])\s+"))
"""Between the sentences of a text, and between the items of a list."""
_END = re.compile(r"[.;]?$")


def shown(language: str, english: str) -> str:
    """The text in that language: as a whole, by sentences, by items. What nobody translated stays as it is."""
    words = _PAGES.get(language)
    return english if words is None else _told(words, english, _CUTS)


def _told(words: Mapping[str, str], english: str, cuts: Sequence[re.Pattern[str]]) -> str:
    bare = _END.sub("", english, count=1)  # an item of a list has the list's mark behind it
    if found := _found(words, english):
        return found
    if found := _found(words, bare):
        return found + english[len(bare) :]
    if not cuts:
        return english
    return " ".join(_told(words, piece, cuts[1:]) for piece in cuts[0].split(english))


def _found(words: Mapping[str, str], english: str) -> str:
    """The translation, with the numbers of the English text in their places; "" where there is none."""
    numbers = iter(_NUMBER.findall(english))
    return re.sub("#", lambda _: next(numbers), words.get(_NUMBER.sub("#", english), ""))

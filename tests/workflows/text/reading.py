"""How hard a text is to read: the Flesch-Kincaid grade, the year of school whose pupils can read it.

0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid and others, 1975, Research Branch Report 8-75).
Syllables are counted as groups of vowels, which is near enough for plain words.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z’']+")
_END = re.compile(r"[.!?]+(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouycgsxz])es$")


def grade(text: str) -> float:
    """The grade of the text, which may be below zero for very short words."""
    words = _WORD.findall(text)
    sentences = max(1, len(_END.findall(text)))
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """How many syllables the English word has, at least one."""
    plain = word.lower().replace("’", "").replace("'", "")
    return max(1, len(_VOWELS.findall(_SILENT.sub("", plain))))

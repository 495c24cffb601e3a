"""One spelling for words that mean the same: case, accents, plural endings, width. Nothing is guessed at.

Two answers count as the same word only when their normal forms are equal; there is no similarity score, because a
near miss ("chess" and "chest") must never look like a shared interest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Scripts in which a mark above or below is an accent. In the Indic scripts, Thai and others it carries the vowel.
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC")
# Arabic and Hebrew are written with or without their vowel points; the long stroke only fills a line.
_OPTIONAL = frozenset(map(chr, [*range(0x064B, 0x0653), 0x0670, 0x0640, *range(0x05B0, 0x05BE), 0x05C1, 0x05C2]))
_KEEPS_ITS_S = ("ss", "us", "is")


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """The form under which a word or phrase is compared: `"  Émilie’s  GAMES "` and `"emilie's game"` are one."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    bare = _without_accents(unicodedata.normalize("NFD", folded))
    kept = (c if c.isalnum() or unicodedata.category(c).startswith("M") or c in "'+#" else " " for c in bare)
    return " ".join(_singular(word) for word in "".join(kept).split())


def normal_set(texts: Iterable[str]) -> frozenset[str]:
    """The normal forms of several words, empty ones left out."""
    return frozenset(form for text in texts if (form := normal(text)))


def shared(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """The words of `first` that `second` has too, as `first` spells them, in its order."""
    wanted = normal_set(second)
    return tuple(text.strip() for text in first if normal(text) in wanted)


def _without_accents(decomposed: str) -> str:
    kept: list[str] = []
    accented = False
    for char in decomposed:
        if unicodedata.combining(char) and (accented or char in _OPTIONAL):
            continue
        if char in _OPTIONAL:
            continue
        if not unicodedata.combining(char):
            accented = unicodedata.name(char, "").startswith(_ACCENTED)
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _singular(word: str) -> str:
    # Only regular English plurals, and only in plain Latin letters: other languages build theirs otherwise.
    if len(word) < 4 or not word.isascii() or not word.endswith("s") or word.endswith(_KEEPS_ITS_S):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]

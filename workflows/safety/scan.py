"""Finding words of danger in free text, with the slips of somebody who writes in haste or in fear.

Texts and words are brought to one plain spelling first (case, accents, look-alike letters, digits in place of letters,
letters held down). Then a word may differ from a listed one by so many slips as its length allows: short words
by none, since nearly everything is close to them. Nothing here stores or tells what was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from workflows.safety.words import LOOKALIKES, RISK_WORDS

GAP = 1
"""Words that may stand between two words of a phrase: "want to just die"."""
MOST_WORDS, LONGEST = 5_000, 24
"""Words of one answer that are read, and letters of a word up to which slips are looked for; far more than needed."""

# Letters that people and keyboards of different countries use for one another.
_SAME = str.maketrans("أإآٱىیېےةہھهکؤئ", "ااااييييههههكوي")
_LEET = str.maketrans("013457@$", "oieastas")
_WORD = re.compile(r"[^\W_]+")
_HELD = re.compile(r"(.)\1+")
_HAN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class _Term:
    """A listed word or phrase in plain spelling."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """Terms ready to be looked for. `slips` maps what is left of a listed word, letters taken out, to the word.

    Two words a few slips apart have such a remainder in common, so nearly every comparison is spared.
    """

    terms: Mapping[str, tuple[_Term, ...]]  # by first word
    slips: Mapping[str, tuple[str, ...]]


def found(text: str, more: Sequence[str] = ()) -> str:
    """The kind of danger that this text may speak of, or "". `more` are the school's own words, kind `own`.

    Never raises, whatever the text.
    """
    listed, spoken = _listed(tuple(more)), plain(text)[:MOST_WORDS]
    joined = "".join(_HAN.findall(text))
    # Chinese writes no blanks, so there are no words to compare.
    for term in (t for first, terms in listed.terms.items() if _HAN.match(first) for t in terms):
        if "".join(term.words) in joined:
            return term.kind
    meant = [_meant(word, listed) for word in spoken]
    starts = ((term, place) for place, words in enumerate(meant) for w in words for term in listed.terms.get(w, ()))
    return next((t.kind for t, place in starts if _stands_at(t, place, meant, spoken)), "")


def kinds(texts: Iterable[str], more: Sequence[str] = ()) -> Iterator[str]:
    """The kind found in each text that has one."""
    return (kind for text in texts if (kind := found(text, more)))


# --- one spelling -----------------------------------------------------------------------------------


def plain(text: str) -> tuple[str, ...]:
    """The words of a text in the one spelling that we compare."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf") and c not in "ـ'’")
    return tuple(_held_down(word) for word in _WORD.findall(_spelt(bare)))


def _spelt(text: str) -> str:
    # A number is a number; a digit among letters stands for a letter.
    words = (w.translate(_LEET) if any(c.isalpha() for c in w) else w for w in re.split(r"(\s+)", text))
    return "".join(words).translate(_SAME)


def _held_down(word: str) -> str:
    """Without letters twice in a row: "killl" and "kill" read the same."""
    return _HELD.sub(r"\1", word)


# --- the lists --------------------------------------------------------------------------------------


@cache
def _listed(own: tuple[str, ...]) -> _List:
    terms: dict[str, tuple[_Term, ...]] = {}
    slips: dict[str, tuple[str, ...]] = {}
    for term in (*_shipped(), *(_Term("own", words) for word in own if (words := plain(word)))):
        terms[term.words[0]] = (*terms.get(term.words[0], ()), term)
        for word in term.words:
            for rest in _shortened(word, slips_allowed(word, alone=False)):
                slips[rest] = tuple(dict.fromkeys((*slips.get(rest, ()), word)))
    return _List(terms, slips)


def _shipped() -> Iterator[_Term]:
    for by_kind in RISK_WORDS.values():
        for kind, phrases in by_kind.items():
            yield from (_Term(kind, plain(phrase)) for phrase in phrases)


def _shortened(word: str, most: int) -> Iterator[str]:
    """The word, and what is left of it when up to `most` letters are taken out."""
    for count in range(most + 1):
        for out in combinations(range(len(word)), count):
            yield "".join(letter for place, letter in enumerate(word) if place not in out)


@cache
def _harmless() -> frozenset[str]:
    return frozenset(word for given in LOOKALIKES for word in plain(given))


# --- comparing --------------------------------------------------------------------------------------


def _meant(word: str, listed: _List) -> frozenset[str]:
    """The listed words that this one may be."""
    if len(word) > LONGEST or word in _harmless():
        return frozenset({word} & listed.slips.keys())
    near = {known for rest in _shortened(word, 2) for known in listed.slips.get(rest, ())}
    return frozenset(k for k in near if distance(k, word) <= slips_allowed(k, alone=False))


def _stands_at(term: _Term, place: int, meant: Sequence[frozenset[str]], spoken: Sequence[str]) -> bool:
    """Whether the phrase begins at this place and goes on, its words in order and close together."""
    if len(term.words) == 1:
        return distance(term.words[0], spoken[place]) <= slips_allowed(term.words[0], alone=True)
    return _goes_on(term.words[1:], place + 1, meant)


def _goes_on(rest: Sequence[str], start: int, meant: Sequence[frozenset[str]]) -> bool:
    if not rest:
        return True
    places = range(start, min(start + GAP + 1, len(meant)))
    return any(rest[0] in meant[place] and _goes_on(rest[1:], place + 1, meant) for place in places)


def slips_allowed(word: str, *, alone: bool) -> int:
    """So many slips still make this word. Inside a phrase the neighbours vouch for it, so a shorter one may slip."""
    first, second = (6, 9) if alone else (4, 8)
    return (len(word) >= first) + (len(word) >= second)


def distance(one: str, other: str) -> int:
    """Slips between two words: a letter put in, left out, changed, or swapped with the next one.

    The optimal string alignment distance.
    """
    before: Sequence[int] = ()
    last: Sequence[int] = range(len(other) + 1)
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]

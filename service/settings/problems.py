"""One mistake in a file or in the environment, said so that a person can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong at which place. `line` is 0 where there are no lines (the environment)."""

    file: str
    line: int
    place: str
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.place}: {self.what}; {self.mend}"


class ConfigError(Exception):
    """Every mistake that was found, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line, p.place)))
        super().__init__("\n".join(map(str, self.problems)))


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like `word`, if any does."""
    return next(iter(difflib.get_close_matches(word, sorted(known), n=1)), None)


def nearest(word: str, known: Iterable[str]) -> str:
    """The advice for an unknown word: the known one that looks most like it, or all of them."""
    words = list(known)
    close = closest(word, words)
    if close:
        return f"did you mean `{close}`?"
    return "use one of: " + ", ".join(words) if words else "take it out"

"""Reads ready scores: a table (rows mentors, columns mentees, an empty cell forbids the pair) or a list of pairs.

A list has the columns `mentor`, `mentee` and `score` and a line for each pair that may be; it is how a district's
candidates are written, where a table would be almost empty.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import numpy as np

from service.matching.files import csv_lines, csv_rows
from service.settings.problems import ConfigError, Problem
from workflows.matching.frame import Ints

# points are compared as whole numbers, so decimals are multiplied up; more places than this are no measurement
_MOST_PLACES = 6
_SHOWN = 12
_LISTED, _SCORED = ["mentor", "mentee"], (["score"], ["points"])
_LARGEST = Decimal(10) ** 9
# as half of Europe writes decimals; with three digits behind it the comma could also mark thousands
_DECIMAL_COMMA = re.compile(r"^([+-]?\d*),(\d{1,2}|\d{4,})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """`points[mentor][mentee]` times `scale`, as whole numbers; None where the pair may not be."""

    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    points: tuple[tuple[int | None, ...], ...]
    scale: int

    def table(self) -> ScoreTable:
        """The table itself."""
        return self

    def listed(self) -> ScoreList:
        """The same as a list."""
        cells = [(a, b, p) for a, line in enumerate(self.points) for b, p in enumerate(line) if p is not None]
        a, b, points = np.array(cells, dtype=np.int64).reshape(-1, 3).T
        return ScoreList(
            mentors=self.mentors, mentees=self.mentees, mentor=a, mentee=b, points=points, scale=self.scale
        )


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ScoreList:
    """Pairs that may be, as numbers of mentors and mentees, and their points times `scale`."""

    mentors: tuple[str, ...]
    mentees: tuple[str, ...]
    mentor: Ints
    mentee: Ints
    points: Ints
    scale: int

    def listed(self) -> ScoreList:
        """The list itself."""
        return self

    def table(self) -> ScoreTable:
        """The same as a table."""
        rows: list[list[int | None]] = [[None] * len(self.mentees) for _ in self.mentors]
        for a, b, points in zip(self.mentor.tolist(), self.mentee.tolist(), self.points.tolist(), strict=True):
            rows[a][b] = points
        return ScoreTable(mentors=self.mentors, mentees=self.mentees, points=tuple(map(tuple, rows)), scale=self.scale)


def read_scores(path: Path) -> ScoreTable | ScoreList:
    """Read scores in either form. Raises `ConfigError` with every mistake, each with its line and column."""
    header = next(csv_rows(path), (0, []))[1]
    names = [cell.strip().lower() for cell in header if cell.strip()]
    return _read_list(path) if names[:2] == _LISTED and names[2:] in _SCORED else _read_table(path)


def _read_table(path: Path) -> ScoreTable:
    lines = csv_lines(path)
    problems: list[Problem] = []
    number, mentees = lines[0][0], _header(lines[0][1])
    if not mentees and len(lines) > 1:
        what, mend = "names no mentees", "write them across, with commas, semicolons or tabs between the cells"
        raise ConfigError([Problem(file=str(path), line=number, place="the first line", what=what, mend=mend)])
    problems += _names(path, [(number, m) for m in mentees], "mentee")
    problems += _names(path, [(n, cells[0].strip()) for n, cells in lines[1:]], "mentor")
    rows = [_row((path, n), cells, mentees, problems) for n, cells in lines[1:]]
    if problems:
        raise ConfigError(problems)
    scale = 10 ** max((_places(v) for row in rows for v in row if isinstance(v, Decimal)), default=0)
    mentors = tuple(cells[0].strip() for _, cells in lines[1:])
    return ScoreTable(mentors=mentors, mentees=tuple(mentees), points=_scaled(rows, scale), scale=scale)


def _read_list(path: Path) -> ScoreList:
    rows = csv_rows(path)
    next(rows)
    read = _Pairs(path)
    for line, cells in rows:
        read.add(line, cells)
    return read.listed()


class _Pairs:
    """The lines of a list as they are read: whoever is named gets the next number."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._names: tuple[dict[str, int], dict[str, int]] = ({}, {})
        self._ends = array("q"), array("q")
        self._values: list[int | Decimal] = []
        self._problems: list[Problem] = []

    def add(self, line: int, cells: list[str]) -> None:
        """Take in a line, or what is wrong with it."""
        try:
            score = _listed(cells)
        except ValueError as error:
            mend = "write mentor, mentee and a number"
            found = Problem(file=str(self._path), line=line, place="score", what=str(error), mend=mend)
            self._problems.append(found)
            return
        two = zip(self._names, cells, strict=False)
        mentor, mentee = (known.setdefault(cell.strip(), len(known)) for known, cell in two)
        if score is not None:
            self._values.append(score)
            self._ends[0].append(mentor)
            self._ends[1].append(mentee)

    def listed(self) -> ScoreList:
        """Everything read. Raises `ConfigError` with every mistake."""
        scale = 10 ** max((_places(v) for v in self._values if isinstance(v, Decimal)), default=0)
        a, b = (np.array(end, dtype=np.int64) for end in self._ends)
        problems = [*self._problems, *_twice(self._path, self._names, a, b)]
        if problems:
            raise ConfigError(problems)
        points = np.array([int(v * scale) for v in self._values], dtype=np.int64)
        mentors, mentees = (tuple(known) for known in self._names)
        return ScoreList(mentors=mentors, mentees=mentees, mentor=a, mentee=b, points=points, scale=scale)


def _listed(cells: list[str]) -> int | Decimal | None:
    """The score of a line of the list. Without one the two are named all the same, and may not be a pair."""
    if len(cells) < 2 or not (cells[0].strip() and cells[1].strip()):
        raise ValueError("the line does not name a mentor and a mentee")
    if any(cell.strip() for cell in cells[3:]):
        raise ValueError(f"the line has {len(cells)} cells")
    return _value(cells[2].strip()) if len(cells) > 2 else None


def _twice(path: Path, names: tuple[dict[str, int], dict[str, int]], a: Ints, b: Ints) -> list[Problem]:
    pairs, count = np.unique(a * (len(names[1]) + 1) + b, return_counts=True)
    mentors, mentees = list(names[0]), list(names[1])
    twice = [divmod(int(pair), len(mentees) + 1) for pair in pairs[count > 1][:_SHOWN]]
    what, mend = "is there more than once", "give each pair once"
    return [Problem(file=str(path), line=0, place=f"{mentors[i]},{mentees[j]}", what=what, mend=mend) for i, j in twice]


def _header(cells: list[str]) -> list[str]:
    """The mentees' names, without the empty cells that spreadsheet programs leave at the end."""
    mentees = [name.strip() for name in cells[1:]]
    while mentees and not mentees[-1]:
        mentees.pop()
    return mentees


def _scaled(rows: list[list[int | Decimal | None]], scale: int) -> tuple[tuple[int | None, ...], ...]:
    return tuple(tuple(None if v is None else int(v * scale) for v in row) for row in rows)


def _names(path: Path, names: list[tuple[int, str]], side: str) -> list[Problem]:
    seen: set[str] = set()
    found = []
    for line, name in names:
        if not name:
            found.append(Problem(file=str(path), line=line, place=side, what="has no name", mend="name everybody"))
        elif name in seen:
            what = f"{name!r} is there twice"
            found.append(Problem(file=str(path), line=line, place=side, what=what, mend="use each name once"))
        seen.add(name)
    return found


def _row(
    at: tuple[Path, int], cells: list[str], mentees: list[str], problems: list[Problem]
) -> list[int | Decimal | None]:
    path, line = at
    given = [cell.strip() for cell in cells[1:]]
    if any(given[len(mentees) :]):
        what = f"has {len(given)} scores for {len(mentees)} mentees"
        problems.append(Problem(file=str(path), line=line, place=cells[0], what=what, mend="remove what is too much"))
    given += [""] * (len(mentees) - len(given))
    values: list[int | Decimal | None] = []
    for mentee, text in zip(mentees, given, strict=False):
        try:
            values.append(_value(text))
        except ValueError as error:
            mend = "write a number, or leave the cell empty to forbid the pair"
            problems.append(Problem(file=str(path), line=line, place=f"column {mentee}", what=str(error), mend=mend))
    return values


def _value(text: str) -> int | Decimal | None:
    if not text:
        return None
    if text.isdecimal() and len(text) < 10:
        return int(text)
    try:
        value = Decimal(_DECIMAL_COMMA.sub(r"\1.\2", text))
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number") from None
    if not value.is_finite() or abs(value) >= _LARGEST:
        raise ValueError(f"{text!r} is too large")
    if _places(value) > _MOST_PLACES:
        raise ValueError(f"{text!r} has more than {_MOST_PLACES} decimal places")
    return value


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

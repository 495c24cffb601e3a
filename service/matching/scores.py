"""Reads a ready score table: rows are mentors, columns mentees, an empty cell means that the pair may not be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from service.matching.files import csv_lines
from service.settings.problems import ConfigError, Problem

# points are compared as whole numbers, so decimals are multiplied up; more places than this are no measurement
_MOST_PLACES = 6
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


def read_scores(path: Path) -> ScoreTable:
    """Read a score table. Raises `ConfigError` with every mistake, each with its line and column."""
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

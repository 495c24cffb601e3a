"""Ranges of a worksheet as Graph names and fills them: addresses, values by row, and text that stays text. Pure.

Graph parses a value as if somebody had typed it: "49" becomes a number, "=1+1" a formula ("Excel REST API", adding a
row). A leading apostrophe says "text" to Excel and is no part of the text, which also holds for cells that staff have
given another format; tests at the start of each process show whether the school's tenant keeps to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from connectors.sheets.grid import a1_column, as_text

Places = Mapping[tuple[int, int], str]  # text by row and column, counted from 0
_CORNER = re.compile(r"\$?([A-Z]+)\$?(\d+)")
QUOTE, SPACE = "'", " "
RISKY = "=+-@'\t\r\n"  # what a text may start with so that a spreadsheet takes it for more than text


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of cells, all four edges within it, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """The rectangle as Excel writes it, without its worksheet."""
        return f"{a1_column(self.left)}{self.top + 1}:{a1_column(self.right)}{self.bottom + 1}"

    @property
    def size(self) -> int:
        """How many cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def read_area(address: str) -> Area:
    """The rectangle that an answer names, like `'My tab'!A1:C5`. A worksheet's title may hold any of these signs."""
    corners = _CORNER.findall(address.rpartition("!")[2])
    (left, top), (right, bottom) = corners[0], corners[-1]
    return Area(top=int(top) - 1, left=_column(left), bottom=int(bottom) - 1, right=_column(right))


def read_values(area: Area, values: Sequence[Sequence[object]]) -> dict[tuple[int, int], str]:
    """The cells that hold something, by place."""
    return {
        (area.top + down, area.left + right): as_text(value)
        for down, row in enumerate(values)
        for right, value in enumerate(row)
        if value not in ("", None)
    }


def fill(places: Places, area: Area, marker: str) -> list[list[str | None]]:
    """The values that put these texts into the area and leave its other cells alone, which is what null says."""
    return [
        [typed(places[row, column], marker) if (row, column) in places else None for column in _span(area)]
        for row in range(area.top, area.bottom + 1)
    ]


def typed(text: str, marker: str) -> str:
    """What to send so that the cell holds this text and nothing else; "" empties the cell."""
    if marker == QUOTE:
        return QUOTE + text if text else ""
    return shown(text, marker)


def shown(text: str, marker: str) -> str:
    """What the cell reads as afterwards. A tenant that keeps the apostrophe gets a space before what is risky."""
    return SPACE + text if marker == SPACE and text[:1] in RISKY and text else text


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as first and last, the highest run first: rows are taken out from below."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers, reverse=True):
        if found and found[-1][0] == number + 1:
            found[-1] = (number, found[-1][1])
        else:
            found.append((number, number))
    return found


def _span(area: Area) -> range:
    return range(area.left, area.right + 1)


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1

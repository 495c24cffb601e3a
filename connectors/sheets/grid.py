"""One tab of the workbook as it stands just now, and where our rows and columns are in it. Pure.

The first row is hidden and names the columns by key, so that they are found wherever staff have dragged them and
whatever they call them; the second row holds the words people read; the key column is hidden too. Both travel with
their cells when staff sort, insert, cut or paste.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MARK = "nearpeer:"
STAFF_MARK = "staff:"
FREE, UNNAMED = "?", "#"  # how staff's own columns are called here: by their words, else by their place
KEY_TITLE = "Key"
TITLES_MARK = "#titles"  # stands for the key in the row of words, in some workbooks
HEADER_ROWS = 2
LONGEST_CELL = 32_000  # a spreadsheet program on a desk takes 32,767 characters, Google 50,000
Cells = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A tab's cells with our row keys and column keys found in them. Indices count from 0."""

    tab: str
    title: str
    cells: Cells
    key_column: int
    top: int  # the row that names the columns
    columns: Mapping[str, int]
    staff: frozenset[str]
    free: Mapping[str, int] = field(default_factory=dict)  # staff's own columns, by a name made from their words
    rows: Mapping[str, int] = field(default_factory=dict)
    copied: tuple[str, ...] = ()

    def text(self, key: str, column: str) -> str:
        """What stands in a row of ours; nothing in a row or column that is not there."""
        row, place = self.rows.get(key, -1), self.place(column)
        return self.cells.get((row, -1 if place is None else place), "")

    def place(self, column: str) -> int | None:
        """Where a column stands, ours or staff's own."""
        return self.columns.get(column, self.free.get(column))

    def key_at(self, row: int) -> str:
        """The key of a row, or "" for a row that is not ours."""
        return self.cells.get((row, self.key_column), "")

    def name_at(self, place: int) -> str:
        """The name of the column that stands here."""
        named = {index: name for name, index in [*self.free.items(), *self.columns.items()]}
        return named.get(place, f"{UNNAMED}{place}")


def read_grid(tab: str, title: str, cells: Cells, *, mark: str = MARK) -> Grid | None:
    """The tab's layout from its cells, or None when the row that names the columns is not there."""
    marks = [place for place, text in cells.items() if text == mark + tab]
    if not marks:
        return None
    top, key_column = min(marks)
    names = {column: text for (row, column), text in sorted(cells.items()) if row == top and column != key_column}
    columns = _first({column: text.removeprefix(STAFF_MARK) for column, text in names.items() if text})
    words = {column: text for (row, column), text in sorted(cells.items()) if row == top + 1}
    others = {column for _, column in cells} - set(columns.values()) - {key_column}
    rows, copied = _rows(cells, top, key_column)
    return Grid(
        tab=tab,
        title=title,
        cells=cells,
        key_column=key_column,
        top=top,
        columns=columns,
        free=_first({one: FREE + words[one] if one in words else f"{UNNAMED}{one}" for one in sorted(others)}),
        staff=frozenset(text.removeprefix(STAFF_MARK) for text in names.values() if text.startswith(STAFF_MARK)),
        rows=rows,
        copied=copied,
    )


def _first(names: Mapping[int, str]) -> dict[str, int]:
    """Column by key; of two with one key (a copied column) the first."""
    found: dict[str, int] = {}
    for column, key in names.items():
        found.setdefault(key, column)
    return found


def _rows(cells: Cells, top: int, key_column: int) -> tuple[dict[str, int], tuple[str, ...]]:
    found: dict[str, int] = {}
    copied: list[str] = []
    keyed = sorted((row, text) for (row, column), text in cells.items() if column == key_column and row > top and text)
    for row, key in keyed:
        if key in (KEY_TITLE, TITLES_MARK):
            continue
        if key in found:
            copied.append(key)
        found.setdefault(key, row)
    return found, tuple(copied)


def as_text(value: object) -> str:
    """A cell's unformatted value as people would type it: 5 and not 5.0, TRUE and not True."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def clean_cell(text: str) -> str:
    """Text that a cell can hold: no control characters but line break and tab, no lone surrogates, not too long."""
    kept = "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 0x20)
    kept = kept.encode("utf-8", "replace").decode()
    return kept if len(kept) <= LONGEST_CELL else kept[: LONGEST_CELL - 1] + "…"


def a1_column(index: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

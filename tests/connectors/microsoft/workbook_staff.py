"""What staff see and do in the emulated workbook."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.microsoft.tables import MicrosoftTable
from tests.emulators.microsoft.school import BOOK, DRIVE, School
from tests.emulators.microsoft.workbook_model import Book, Drives, Sheet

MARK = "#nearpeer:"


def fresh_book(house: School) -> Book:
    """A blank workbook in the school's drive."""
    return house.world.part(Drives).books.setdefault((DRIVE, BOOK), Book())


def book(house: School) -> Book:
    """The school's workbook."""
    return house.world.part(Drives).get(DRIVE, BOOK)


def open_table(house: School) -> MicrosoftTable:
    """The table as a process that starts opens it."""
    fresh_book(house)
    return MicrosoftTable(house.door(), DRIVE, BOOK, now=lambda: house.world.now)


def sheet_of(house: School, tab: str) -> Sheet:
    """The worksheet that bears this tab's mark."""
    [found] = [sheet for sheet in book(house).sheets if MARK + tab in sheet.cells.values()]
    return found


def column_of(sheet: Sheet, name: str) -> int:
    """Where a column of ours stands."""
    [top] = {row for (row, _), value in sheet.cells.items() if str(value).startswith(MARK)}
    names = {value: column for (row, column), value in sheet.cells.items() if row == top}
    return names.get(name, names.get(f"staff:{name}", -1))


def row_of(sheet: Sheet, key: str) -> int:
    """Where the first row with this key stands."""
    return min(row for (row, column), value in sheet.cells.items() if column == 0 and value == key)


def seen(sheet: Sheet) -> list[dict[str, str]]:
    """The rows that people see: words of the header -> text."""
    heads = {c: str(v) for (r, c), v in sorted(sheet.cells.items()) if r == 1 and c not in sheet.hidden_columns}
    rows = sorted({row for row, _ in sheet.cells if row > 1})
    return [{head: str(sheet.cells.get((row, column), "")) for column, head in heads.items()} for row in rows]


def texts(sheet: Sheet, columns: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Key -> the texts of these columns, by what the hidden row calls them."""
    keys = {str(value): row for (row, column), value in sorted(sheet.cells.items(), reverse=True) if column == 0}
    keyed = {key: row for key, row in keys.items() if not key.startswith("#")}
    places = [column_of(sheet, name) for name in columns]
    return {key: tuple(str(sheet.cells.get((row, place), "")) for place in places) for key, row in keyed.items()}

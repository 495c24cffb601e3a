"""Workbooks as Excel keeps them: typed cells, worksheets by id, sessions, and what staff do to them by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.emulators.microsoft.refused import Refused, invalid

Value = str | float | bool
LONGEST = 32_767  # UTF-16 units in one cell
SESSION_LIFE = timedelta(minutes=5)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
DATE = re.compile(r"[A-Z][a-z]{2}-\d{1,2}(-\d{4})?")


class Formula(str):
    """A cell that computes. Nothing that nearpeer writes may become one."""

    __slots__ = ()


def typed(text: object, *, keeps_quotes: bool, as_text: bool) -> Value:
    """What Excel makes of a value that comes in, as if somebody typed it."""
    if not isinstance(text, str):
        return text if isinstance(text, bool | float) else float(str(text))
    if len(text.encode("utf-16-le")) // 2 > LONGEST + 1:
        raise invalid("The argument is invalid or missing or has an incorrect format.", "InvalidArgument")
    if text.startswith("'") and not keeps_quotes:
        return text[1:]
    if text.startswith("=") or (text[:1] in "+-@" and not NUMBER.fullmatch(text) and not as_text):
        return Formula(text)
    if as_text:
        return text
    if NUMBER.fullmatch(text):
        return float(text)
    if DATE.fullmatch(text):
        return 42_019.0
    return {"TRUE": True, "FALSE": False}.get(text.upper(), text)


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One worksheet. `cells` holds what stands; rows and columns count from 0."""

    sheet_id: str
    title: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    frozen: str = ""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    choices: dict[int, str] = field(default_factory=dict)
    text_columns: set[int] = field(default_factory=set)
    asks_back: set[int] = field(default_factory=set)  # columns where Excel warns whoever types
    looks: list[tuple[str, str, object]] = field(default_factory=list)

    def put(self, row: int, column: int, value: Value) -> None:
        """A cell gets this value; "" empties it."""
        if value == "":
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = value

    def last_row(self) -> int:
        """The last row that holds anything, or -1."""
        return max((row for row, _ in self.cells), default=-1)

    def shift(self, axis: int, start: int, by: int) -> None:
        """Insert (`by` > 0) before `start`, or delete from `start` on, rows (axis 0) or columns (axis 1)."""
        moved: dict[tuple[int, int], Value] = {}
        for place, value in self.cells.items():
            index = place[axis]
            if by < 0 and start <= index < start - by:
                continue
            index += by if index >= start else 0
            moved[(index, place[1]) if axis == 0 else (place[0], index)] = value
        self.cells = moved
        if axis == 1:
            self.hidden_columns = {one + by if one >= start else one for one in self.hidden_columns}
            self.text_columns = {one + by if one >= start else one for one in self.text_columns}
            self.choices = {one + by if one >= start else one: text for one, text in self.choices.items()}

    def sort(self, column: int, *, descending: bool = False) -> None:
        """Sort what is below the second row by a column; blanks come last, whole rows move."""
        rows = sorted({row for row, _ in self.cells if row >= 2})
        filled = [row for row in rows if (row, column) in self.cells]
        order = sorted(filled, key=lambda row: str(self.cells[row, column]), reverse=descending)
        order += [row for row in rows if row not in filled]
        lines = {row: {c: v for (r, c), v in self.cells.items() if r == row} for row in order}
        self.cells = {place: value for place, value in self.cells.items() if place[0] < 2}
        for target, row in enumerate(order, start=2):
            self.cells |= {(target, c): v for c, v in lines[row].items()}

    def move_column(self, source: int, target: int) -> None:
        """Cut a column and insert it before `target`."""
        column = {row: value for (row, c), value in self.cells.items() if c == source}
        self.shift(1, source, -1)
        target -= 1 if target > source else 0
        self.shift(1, target, 1)
        self.cells |= {(row, target): value for row, value in column.items()}

    def values(self, top: int, left: int, bottom: int, right: int) -> list[list[Value]]:
        """The values of a rectangle, "" where a cell is empty; what computes shows a result."""
        shown = {place: 0.0 if isinstance(value, Formula) else value for place, value in self.cells.items()}
        return [[shown.get((r, c), "") for c in range(left, right + 1)] for r in range(top, bottom + 1)]


@dataclass(slots=True, kw_only=True)
class Book:
    """One workbook file."""

    sheets: list[Sheet] = field(default_factory=lambda: [Sheet(sheet_id="{1}", title="Sheet1")])
    version: int = 1
    held_by: str = ""  # a person whose program keeps everybody else out
    open_in_excel: bool = False  # people are in it together; the file cannot be replaced, cells can be changed
    app_only: bool = True  # whether this tenant lets applications into workbooks
    keeps_quotes: bool = False
    sessions: dict[str, datetime] = field(default_factory=dict)
    made: int = 1

    @property
    def tag(self) -> str:
        """The version of the file, content and all."""
        return f'"{{BOOK}},{self.version}"'

    def sheet(self, name: str) -> Sheet:
        """By id or title. Raises 404."""
        for sheet in self.sheets:
            if name in {sheet.sheet_id, sheet.title}:
                return sheet
        raise Refused(404, "ItemNotFound", "The requested resource doesn't exist.", inner="itemNotFound")

    def add(self, title: str) -> Sheet:
        """A new worksheet behind the others. Raises 409 where the title is taken."""
        if any(sheet.title.casefold() == title.casefold() for sheet in self.sheets):
            raise Refused(409, "ItemAlreadyExists", "A resource with the same name or identifier already exists.")
        self.made += 1
        sheet = Sheet(sheet_id=f"{{{self.made}}}", title=title)
        self.sheets.append(sheet)
        return sheet

    def touch(self) -> None:
        """Something changed and was saved."""
        self.version += 1

    def open(self, now: datetime) -> str:
        """A new session."""
        identifier = f"cluster=1&session={len(self.sessions) + 1}"
        self.sessions[identifier] = now
        return identifier

    def used(self, identifier: str, now: datetime) -> None:
        """A call in a session. Raises 404 with the code that says a new one helps."""
        if identifier not in self.sessions or now - self.sessions[identifier] >= SESSION_LIFE:
            raise Refused(404, "itemNotFound", "The session was not found.", inner="invalidSessionReCreatable")
        self.sessions[identifier] = now

    def has_session(self, now: datetime) -> bool:
        """Whether a session is still alive."""
        return any(now - used < SESSION_LIFE for used in self.sessions.values())

    def check_free(self) -> None:
        """Raises what workbook calls meet while a program holds the file for itself."""
        if self.held_by:
            raise Refused(409, "Conflict", "The file is locked for editing.", inner="accessConflict")
        if not self.app_only:
            raise Refused(403, "AccessDenied", "You cannot edit this file.", inner="EditModeAccessDenied")

    # --- the file itself

    def load(self, data: bytes) -> None:
        """The file is replaced by these bytes."""
        book = openpyxl.load_workbook(BytesIO(data))
        self.sheets = []
        for sheet in book.worksheets:
            self.made += 1
            self.sheets.append(_loaded(sheet, f"{{{self.made}}}"))
        self.sessions.clear()
        self.touch()

    def bytes(self) -> bytes:
        """The file as it would be downloaded."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for sheet in self.sheets:
            page = book.create_sheet(sheet.title)
            for (row, column), value in sheet.cells.items():
                page.cell(row + 1, column + 1, value)
        out = BytesIO()
        book.save(out)
        return out.getvalue()


def _loaded(page: Worksheet, sheet_id: str) -> Sheet:
    sheet = Sheet(sheet_id=sheet_id, title=page.title, frozen=page.freeze_panes or "")
    for line in page.iter_rows():
        for cell in line:
            if cell.value is not None:
                sheet.cells[cell.row - 1, cell.column - 1] = str(cell.value)
    sheet.hidden_rows = {number - 1 for number, look in page.row_dimensions.items() if look.hidden}
    columns = {column_index_from_string(name) - 1: look for name, look in page.column_dimensions.items()}
    sheet.hidden_columns = {index for index, look in columns.items() if look.hidden}
    sheet.text_columns = {index for index, cell in enumerate(page[1]) if cell.number_format == "@"}
    for rule in page.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            if rule.type == "list":
                sheet.choices[area.min_col - 1] = str(rule.formula1)
            elif (rule.type, rule.formula1, rule.errorStyle) == ("custom", "FALSE", "warning"):
                sheet.asks_back |= {*range(area.min_col - 1, area.max_col)}
    return sheet


@dataclass(slots=True)
class Drives:
    """Every workbook, by drive and item."""

    books: dict[tuple[str, str], Book] = field(default_factory=dict)

    def get(self, drive: str, item: str) -> Book:
        """The file, or 404."""
        if (drive, item) not in self.books:
            raise Refused(404, "itemNotFound", "The resource could not be found.")
        return self.books[drive, item]


def corners(address: str) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of `A1:C5`. Raises 400 for a range without an end, which cannot be written."""
    found = re.fullmatch(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?", address)
    if not found:
        raise invalid(f"Invalid or unbounded range {address}", "InvalidArgument")
    left, top, right, bottom = found.groups()
    return int(top) - 1, column(left), int(bottom or top) - 1, column(right or left)


def column(letters: str) -> int:
    """A is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def letters(index: int) -> str:
    """0 is A."""
    return str(get_column_letter(index + 1))


def check_shape(values: object, rows: int, columns: int) -> Sequence[Sequence[object]]:
    """The values as rows, if they are as many as the range has cells. Raises 400."""
    fits = isinstance(values, list) and len(values) == rows and all(len(row) == columns for row in values)
    if not fits:
        raise invalid("The number of rows or columns in the input array doesn't match the range.", "InvalidArgument")
    assert isinstance(values, list)
    return values

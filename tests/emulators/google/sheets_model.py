"""Spreadsheets: typed cells, tabs by id, and what staff do to them in the browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.emulators.google.refused import Refused, invalid, missing

Value = str | float | bool | None
CELL_LIMIT = 50_000
BOOK_LIMIT = 10_000_000


class Formula(str):
    """A cell that computes. Nothing that nearpeer writes may become one."""

    __slots__ = ()


@dataclass(slots=True, kw_only=True)
class Tab:
    """One tab. `cells` holds what was typed; rows and columns exist up to the grid's size."""

    sheet_id: int
    title: str
    rows: int = 1_000
    columns: int = 26
    frozen: int = 0
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    protected: dict[int, dict[str, Any]] = field(default_factory=dict)
    conditional: list[dict[str, Any]] = field(default_factory=list)
    validation: dict[int, list[str]] = field(default_factory=dict)

    def properties(self) -> dict[str, Any]:
        """`SheetProperties`."""
        grid = {"rowCount": self.rows, "columnCount": self.columns, "frozenRowCount": self.frozen}
        return {"sheetId": self.sheet_id, "title": self.title, "sheetType": "GRID", "gridProperties": grid}

    def put(self, row: int, column: int, value: Value) -> None:
        """Set a cell. Raises 400 outside the grid."""
        if row >= self.rows or column >= self.columns:
            raise invalid(f"Range ({self.title}!R{row + 1}C{column + 1}) exceeds grid limits.")
        if isinstance(value, str) and len(value) > CELL_LIMIT:
            raise invalid("Your input contains more than the maximum of 50000 characters in a single cell.")
        if value is None or value == "":
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = value

    def last_row(self) -> int:
        """The last row that holds anything, or -1."""
        return max((row for row, _ in self.cells), default=-1)

    def values(self, area: Mapping[str, int]) -> list[list[Value]]:
        """The cells of an area by row, without empty ends."""
        top, left = area.get("startRowIndex", 0), area.get("startColumnIndex", 0)
        bottom = min(area.get("endRowIndex", self.rows), self.rows)
        right = min(area.get("endColumnIndex", self.columns), self.columns)
        by_row: dict[int, dict[int, Value]] = {}
        for (row, column), value in self._inside(range(top, bottom), range(left, right)):
            by_row.setdefault(row, {})[column] = value
        lines: list[list[Value]] = []
        for row in range(top, max(by_row, default=top - 1) + 1):
            cells = by_row.get(row, {})
            lines.append([cells.get(column, "") for column in range(left, max(cells, default=left - 1) + 1)])
        return lines

    def _inside(self, rows: range, columns: range) -> Iterator[tuple[tuple[int, int], Value]]:
        """The cells of an area. A narrow one is asked for place by place, for a tab may hold many thousand cells."""
        if len(rows) * len(columns) < len(self.cells):
            places = ((row, column) for row in rows for column in columns)
            return ((place, self.cells[place]) for place in places if place in self.cells)
        return ((place, value) for place, value in self.cells.items() if place[0] in rows and place[1] in columns)

    def shift(self, dimension: str, start: int, by: int) -> None:
        """Insert (`by` > 0) before `start`, or delete from `start` on; everything behind moves, hidden marks too."""
        axis = 0 if dimension == "ROWS" else 1
        moved: dict[tuple[int, int], Value] = {}
        for place, value in self.cells.items():
            index = place[axis]
            if by < 0 and start <= index < start - by:
                continue
            index += by if index >= start else 0
            moved[(index, place[1]) if axis == 0 else (place[0], index)] = value
        self.cells = moved
        if axis == 0:
            self.rows += by
        else:
            self.columns += by
            self.hidden_columns = {column + by if column >= start else column for column in self.hidden_columns}
            self.validation = {c + by if c >= start else c: v for c, v in self.validation.items()}
            self._shift_protected(start, by)

    def _shift_protected(self, start: int, by: int) -> None:
        """A protection goes with its column, and goes away with it."""
        kept: dict[int, dict[str, Any]] = {}
        for number, protected in self.protected.items():
            column = protected["range"].get("startColumnIndex", 0)
            if by < 0 and start <= column < start - by:
                continue
            column += by if column >= start else 0
            kept[number] = {**protected, "range": {**protected["range"], "startColumnIndex": column}}
        self.protected = kept

    # --- what staff do ---------------------------------------------------------------------------

    def sort(self, column: int, *, descending: bool = False) -> None:
        """Sort the rows below the frozen ones; empty cells come last, as in the browser."""
        keys = sorted({row for row, _ in self.cells if row >= self.frozen})
        filled = [row for row in keys if self.cells.get((row, column)) not in (None, "")]
        order = sorted(filled, key=lambda row: str(self.cells[row, column]), reverse=descending)
        order += [row for row in keys if row not in filled]
        lines = {row: {c: v for (r, c), v in self.cells.items() if r == row} for row in order}
        self.cells = {place: value for place, value in self.cells.items() if place[0] < self.frozen}
        for target, row in zip(range(self.frozen, self.frozen + len(order)), order, strict=True):
            self.cells |= {(target, c): v for c, v in lines[row].items()}

    def move_column(self, source: int, target: int) -> None:
        """Drag a column to before `target`."""
        column = {row: value for (row, c), value in self.cells.items() if c == source}
        self.shift("COLUMNS", source, -1)
        target -= 1 if target > source else 0
        self.shift("COLUMNS", target, 1)
        self.cells |= {(row, target): value for row, value in column.items()}


@dataclass(slots=True, kw_only=True)
class Book:
    """One spreadsheet."""

    book_id: str
    title: str = "Mentoring"
    tabs: list[Tab] = field(default_factory=lambda: [Tab(sheet_id=0, title="Sheet1")])
    editable: bool = True
    app_properties: dict[str, str] = field(default_factory=dict)
    readers: list[dict[str, Any]] = field(default_factory=list)  # permissions of the file
    metadata: dict[int, str] = field(default_factory=dict)  # key by metadataId

    def copied(self) -> Book:
        """A copy to work on. Cells hold plain values, so that their places are all that needs copying."""
        tabs = [
            replace(
                tab,
                cells=dict(tab.cells),
                hidden_columns=set(tab.hidden_columns),
                hidden_rows=set(tab.hidden_rows),
                protected=dict(tab.protected),
                conditional=list(tab.conditional),
                validation=dict(tab.validation),
            )
            for tab in self.tabs
        ]
        return replace(self, tabs=tabs, metadata=dict(self.metadata))

    def tab(self, sheet_id: int) -> Tab:
        """The tab with this id, or 400."""
        for tab in self.tabs:
            if tab.sheet_id == sheet_id:
                return tab
        raise invalid(f"No grid with id: {sheet_id}")

    def named(self, title: str) -> Tab:
        """The tab with this title, or 400."""
        for tab in self.tabs:
            if tab.title == title:
                return tab
        raise invalid(f"Unable to parse range: {title}")


@dataclass(slots=True)
class Workbooks:
    """Every spreadsheet."""

    books: dict[str, Book] = field(default_factory=dict)

    def get(self, book_id: str) -> Book:
        """The spreadsheet, or 404."""
        if book_id not in self.books:
            raise missing(book_id)
        return self.books[book_id]

    def writable(self, book_id: str) -> Book:
        """The spreadsheet, or 403 when it is shared for reading only."""
        book = self.get(book_id)
        if not book.editable:
            raise Refused(403, "", "The caller does not have permission")
        return book

    def resource(self, book: Book) -> dict[str, Any]:
        """`Spreadsheet` without cells."""
        sheets = [
            {"properties": tab.properties(), "protectedRanges": list(tab.protected.values())} for tab in book.tabs
        ]
        return {"spreadsheetId": book.book_id, "properties": {"title": book.title}, "sheets": sheets}

    def by_filters(self, book: Book, body: Mapping[str, Any]) -> dict[str, Any]:
        """values.batchGetByDataFilter for grid ranges."""
        matched = []
        for one in body.get("dataFilters", ()):
            if set(one) != {"gridRange"}:
                raise invalid("Only grid ranges are modelled")
            tab = book.tab(one["gridRange"].get("sheetId", 0))
            shown = [[_unformatted(value) for value in line] for line in tab.values(one["gridRange"])]
            values: dict[str, Any] = {"range": _a1(tab), "majorDimension": "ROWS"}
            matched.append({"valueRange": {**values, "values": shown} if shown else values, "dataFilters": [one]})
        return {"spreadsheetId": book.book_id, "valueRanges": matched}

    def change(self, book: Book, body: Mapping[str, Any], work: Any) -> dict[str, Any]:
        """spreadsheets.batchUpdate: everything or nothing."""
        if not body.get("requests"):
            raise invalid("Must specify at least one request.")
        draft = book.copied()
        replies = [work(draft, request) or {} for request in body["requests"]]
        if sum(tab.rows * tab.columns for tab in draft.tabs) > BOOK_LIMIT:
            raise invalid("This action would increase the number of cells in the workbook above the limit.")
        book.tabs, book.title, book.metadata = draft.tabs, draft.title, draft.metadata
        answer: dict[str, Any] = {"spreadsheetId": book.book_id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            answer["updatedSpreadsheet"] = self._shown(book, body)
        return answer

    def _shown(self, book: Book, body: Mapping[str, Any]) -> dict[str, Any]:
        shown = self.resource(book)
        if not body.get("responseIncludeGridData"):
            return shown
        pieces: dict[int, list[dict[str, Any]]] = {}
        for text in body.get("responseRanges", ()):
            title, _, span = text.rpartition("!")
            tab = book.named(title[1:-1].replace("''", "'"))
            pieces.setdefault(tab.sheet_id, []).append(_grid_data(tab, span))
        sheets = [{"properties": book.tab(one).properties(), "data": data} for one, data in pieces.items()]
        return {**shown, "sheets": sheets}


def _grid_data(tab: Tab, span: str) -> dict[str, Any]:
    """`GridData` of whole columns (`A:A`) or whole rows (`1:2`)."""
    first, _, last = span.partition(":")
    if first.isdigit():
        area = {"startRowIndex": int(first) - 1, "endRowIndex": int(last)}
    else:
        area = {"startColumnIndex": _column(first), "endColumnIndex": _column(last) + 1}
    rows = [
        {"values": [{"formattedValue": str(value)} if value not in ("", None) else {} for value in line]}
        for line in tab.values(area)
    ]
    return {"startRow": area.get("startRowIndex", 0), "startColumn": area.get("startColumnIndex", 0), "rowData": rows}


def _unformatted(value: Value) -> Value:
    return "#formula" if isinstance(value, Formula) else value


def _a1(tab: Tab) -> str:
    quoted = "'" + tab.title.replace("'", "''") + "'"
    return f"{quoted}!A1:Z{tab.rows}"


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1

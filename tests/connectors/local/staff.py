"""Staff at work in `workbook.xlsx` with a program that is not ours (openpyxl)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

FIRST = 3  # row 1 holds hidden keys, row 2 the headers


@dataclass(frozen=True, slots=True)
class Staff:
    """People who edit the workbook at `path`."""

    path: Path

    @contextmanager
    def book(self) -> Iterator[Workbook]:
        book = load_workbook(self.path)
        yield book
        book.save(self.path)

    @contextmanager
    def tab(self, key: str) -> Iterator[Worksheet]:
        with self.book() as book:
            yield sheet_of(book, key)

    def see(self, tab: str) -> list[dict[str, str]]:
        sheet = sheet_of(load_workbook(self.path), tab)
        titles = {column: text(sheet.cell(2, column).value) for column in range(2, sheet.max_column + 1)}
        return [
            {title: text(sheet.cell(row, column).value) for column, title in titles.items() if title}
            for row in range(FIRST, sheet.max_row + 1)
            if any(sheet.cell(row, column).value is not None for column in titles)
        ]

    def edit(self, tab: str, key: str, column: str, value: object) -> None:
        with self.tab(tab) as sheet:
            sheet.cell(row_of(sheet, key), column_of(sheet, column)).value = value  # type: ignore[assignment]  # openpyxl's stubs forbid a merged cell, and none is merged

    def note(self, tab: str, key: str, title: str, value: str) -> None:
        with self.tab(tab) as sheet:
            titles = [text(cell.value) for cell in sheet[2]]
            column = titles.index(title) + 1 if title in titles else len(titles) + 1
            sheet.cell(2, column).value = title
            sheet.cell(row_of(sheet, key), column).value = value

    def add_row(self, tab: str, cells: Mapping[str, str]) -> None:
        with self.tab(tab) as sheet:
            row = sheet.max_row + 1
            for column, value in cells.items():
                sheet.cell(row, column_of(sheet, column)).value = value

    def copy_row(self, tab: str, key: str) -> None:
        with self.tab(tab) as sheet:
            sheet.append([cell.value for cell in sheet[row_of(sheet, key)]])

    def delete_row(self, tab: str, key: str) -> None:
        with self.tab(tab) as sheet:
            sheet.delete_rows(row_of(sheet, key))

    def sort(self, tab: str, column: str) -> None:
        with self.tab(tab) as sheet:
            place = column_of(sheet, column) - 1
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
            for number, row in enumerate(sorted(rows, key=lambda row: text(row[place]), reverse=True), start=FIRST):
                for index, value in enumerate(row, start=1):
                    sheet.cell(number, index).value = value

    def insert_column(self, tab: str, title: str, *, before: str) -> None:
        with self.tab(tab) as sheet:
            place = column_of(sheet, before)
            sheet.insert_cols(place)
            sheet.cell(2, place).value = title

    def rename_header(self, tab: str, column: str, title: str) -> None:
        with self.tab(tab) as sheet:
            sheet.cell(2, column_of(sheet, column)).value = title

    def move_column_last(self, tab: str, column: str) -> None:
        with self.tab(tab) as sheet:
            place, last = column_of(sheet, column), sheet.max_column + 1
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, last).value = sheet.cell(row, place).value
            sheet.delete_cols(place)

    def delete_tab(self, tab: str) -> None:
        with self.book() as book:
            book.remove(sheet_of(book, tab))

    def empty(self) -> None:
        with self.book() as book:
            for sheet in book.worksheets:
                sheet.delete_rows(FIRST, sheet.max_row)


def sheet_of(book: Workbook, tab: str) -> Worksheet:
    return next(sheet for sheet in book.worksheets if text(sheet["A1"].value) == f"#nearpeer:{tab}")


def row_of(sheet: Worksheet, key: str) -> int:
    return next(number for number, cell in enumerate(sheet["A"], start=1) if cell.value == key)


def column_of(sheet: Worksheet, column: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == column)


def text(value: object) -> str:
    return "" if value is None else str(value)

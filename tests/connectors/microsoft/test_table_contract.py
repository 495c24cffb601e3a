"""The promises of `Table`, kept by a workbook in Excel."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from connectors.ports import Table
from tests.connectors import contracts
from tests.connectors.microsoft.workbook_staff import book, column_of, open_table, row_of, seen, sheet_of
from tests.emulators.microsoft.school import BOOK, DRIVE, School
from tests.emulators.microsoft.workbook_model import Drives

pytestmark = pytest.mark.slow


class TestWorkbookTable(contracts.TableContract):
    house: School

    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        self.house = house

    def open(self) -> Table:
        return open_table(self.house)

    def see(self, tab: str) -> list[dict[str, str]]:
        return seen(sheet_of(self.house, tab))

    def staff_edit(self, tab: str, key: str, column: str, value: str) -> None:
        sheet = sheet_of(self.house, tab)
        sheet.put(row_of(sheet, key), column_of(sheet, column), value)
        book(self.house).touch()

    def staff_note(self, tab: str, key: str, title: str, value: str) -> None:
        sheet = sheet_of(self.house, tab)
        free = max(column for row, column in sheet.cells if row == 1) + 1
        place = next((c for (r, c), v in sheet.cells.items() if r == 1 and v == title), free)
        sheet.put(1, place, title)
        sheet.put(row_of(sheet, key), place, value)
        book(self.house).touch()

    def staff_add_row(self, tab: str, cells: Mapping[str, str]) -> None:
        sheet = sheet_of(self.house, tab)
        row = sheet.last_row() + 1
        for column, value in cells.items():
            sheet.put(row, column_of(sheet, column), value)
        book(self.house).touch()

    def staff_copy_row(self, tab: str, key: str) -> None:
        sheet = sheet_of(self.house, tab)
        row, target = row_of(sheet, key), sheet.last_row() + 1
        sheet.cells |= {(target, c): v for (r, c), v in list(sheet.cells.items()) if r == row}
        book(self.house).touch()

    def staff_delete_row(self, tab: str, key: str) -> None:
        sheet = sheet_of(self.house, tab)
        sheet.shift(0, row_of(sheet, key), -1)
        book(self.house).touch()

    def staff_sort(self, tab: str, column: str) -> None:
        sheet = sheet_of(self.house, tab)
        sheet.sort(column_of(sheet, column), descending=True)
        book(self.house).touch()

    def staff_insert_column(self, tab: str, title: str, *, before: str) -> None:
        sheet = sheet_of(self.house, tab)
        place = column_of(sheet, before)
        sheet.shift(1, place, 1)
        sheet.put(1, place, title)
        book(self.house).touch()

    def staff_rename_header(self, tab: str, column: str, title: str) -> None:
        sheet = sheet_of(self.house, tab)
        sheet.put(1, column_of(sheet, column), title)
        book(self.house).touch()

    def staff_move_column_last(self, tab: str, column: str) -> None:
        sheet = sheet_of(self.house, tab)
        sheet.move_column(column_of(sheet, column), max(c for _, c in sheet.cells) + 1)
        book(self.house).touch()

    def staff_delete_tab(self, tab: str) -> None:
        book(self.house).sheets.remove(sheet_of(self.house, tab))
        book(self.house).touch()

    def staff_lock(self) -> None:
        book(self.house).held_by = "Ms Bell"

    def staff_unlock(self) -> None:
        book(self.house).held_by = ""

    def corrupt(self) -> None:
        del self.house.world.part(Drives).books[DRIVE, BOOK]

    def empty(self) -> None:
        for sheet in book(self.house).sheets:
            sheet.cells = {place: value for place, value in sheet.cells.items() if place[0] <= 1}
        book(self.house).touch()

    def supplier_calls(self) -> int:
        return self.house.world.calls()

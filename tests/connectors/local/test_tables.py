"""The local workbook: the port's promises, and what other programs and half-written files do to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from connectors.local.files import Disk
from connectors.local.tables import LocalTable
from tests.connectors.contracts import TableContract
from tests.connectors.local.staff import Staff

DISK = Disk(durable=False)


class TestLocalTable(TableContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "workbook.xlsx"
        self.staff = Staff(self.path)
        self.opened: list[LocalTable] = []

    def open(self) -> LocalTable:
        self.opened.append(LocalTable(self.path, DISK))
        return self.opened[-1]

    def see(self, tab: str) -> list[dict[str, str]]:
        return self.staff.see(tab)

    def staff_edit(self, tab: str, key: str, column: str, value: str) -> None:
        self.staff.edit(tab, key, column, value)

    def staff_note(self, tab: str, key: str, title: str, value: str) -> None:
        self.staff.note(tab, key, title, value)

    def staff_add_row(self, tab: str, cells: Mapping[str, str]) -> None:
        self.staff.add_row(tab, cells)

    def staff_copy_row(self, tab: str, key: str) -> None:
        self.staff.copy_row(tab, key)

    def staff_delete_row(self, tab: str, key: str) -> None:
        self.staff.delete_row(tab, key)

    def staff_sort(self, tab: str, column: str) -> None:
        self.staff.sort(tab, column)

    def staff_insert_column(self, tab: str, title: str, *, before: str) -> None:
        self.staff.insert_column(tab, title, before=before)

    def staff_rename_header(self, tab: str, column: str, title: str) -> None:
        self.staff.rename_header(tab, column, title)

    def staff_move_column_last(self, tab: str, column: str) -> None:
        self.staff.move_column_last(tab, column)

    def staff_delete_tab(self, tab: str) -> None:
        self.staff.delete_tab(tab)

    def staff_lock(self) -> None:
        (self.path.parent / ".~lock.workbook.xlsx#").write_text("Ms Hill,hill,office-pc,21.11.2026 10:00,file:///x;")

    def staff_unlock(self) -> None:
        (self.path.parent / ".~lock.workbook.xlsx#").unlink()

    def corrupt(self) -> None:
        self.path.write_bytes(self.path.read_bytes()[:500])

    def empty(self) -> None:
        self.staff.empty()

    def supplier_calls(self) -> int:
        return sum(table.replacements for table in self.opened)

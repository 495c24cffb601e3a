"""Staff at the workbook, with a program other than ours: they decide, and they sort, rename, paste and delete."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from service.simulate.agenda import Agenda
from workflows import tabs
from workflows.school import SchoolCalendar

BREAK_SOMETHING = 0.3
EVERY_DESK = frozenset({"Applications", "Pairs", "Training", "Consents", "Meetings"})
TITLES, FIRST = 2, 3  # rows: the first one is hidden and not for people
Row = Mapping[str, str]


@dataclass(kw_only=True)
class Staff:
    """The lead's visits to the workbook: open it, lock it, decide, save, close."""

    workbook: Path
    calendar: SchoolCalendar
    random: Random
    agenda: Agenda
    saved: Callable[[], None]
    desks: frozenset[str] = EVERY_DESK  # tabs they decide in
    mischief: float = BREAK_SOMETHING
    deleted: list[str] = field(default_factory=list)  # "tab/key" of rows staff deleted

    def plan_visits(self, start: datetime, end: datetime) -> None:
        """A visit each afternoon while there is much to decide, later one every second week."""
        for number, day in enumerate(sorted(self.calendar.day_names)):
            at = self.calendar.at(day, time(16, 0))
            if start <= at <= end and (number < 30 or number % 10 == 0):
                self.agenda.plan(at, self._open)

    @property
    def _lock(self) -> Path:
        return self.workbook.with_name(f".~lock.{self.workbook.name}#")

    def _open(self, now: datetime) -> None:
        if self.workbook.exists():
            self._lock.write_text(",lead,office,21.11.2026 16:00,file:///lead;", encoding="utf-8")
            self.agenda.plan(now + timedelta(minutes=20), self._work_and_close)

    def _work_and_close(self, now: datetime) -> None:
        book = load_workbook(self.workbook)
        for title in sorted(self.desks):
            self._work(book, title, self._decisions()[title])
        if self.random.random() < self.mischief:
            self.random.choice(
                (self._sort, self._insert_row, self._add_column, self._rename, self._delete, self._paste)
            )(book)
        book.save(self.workbook)
        self._lock.unlink()
        self.saved()

    def _decisions(self) -> Mapping[str, Callable[[Row], tuple[str, str] | None]]:
        return {
            "Applications": self._application,
            "Pairs": self._pair,
            "Training": self._training,
            "Consents": self._consent,
            "Meetings": self._meeting,
        }

    def _work(self, book: Workbook, title: str, decide: Callable[[Row], tuple[str, str] | None]) -> None:
        sheet = book[title]
        columns = _columns(sheet)
        for number, row in _rows(sheet):
            act = decide(row)
            if act is not None and act[0] in columns:
                sheet.cell(number, columns[act[0]], act[1])

    # --- decisions: a row in, (column, value) out ---------------------------------------------------

    def _application(self, row: Row) -> tuple[str, str] | None:
        if row.get("Status") != "submitted" or row.get("Decision"):
            return None
        choice = self.random.choices((tabs.ACCEPT, tabs.WAIT, tabs.DECLINE, "yes please"), (90, 4, 4, 2))[0]
        return "Decision", choice

    def _pair(self, row: Row) -> tuple[str, str] | None:
        if row.get("Status") not in {"draft", "locked"} or row.get("Decision") not in {"", tabs.LOCK}:
            return None
        return "Decision", self.random.choices((tabs.APPROVE, tabs.LOCK, tabs.FORBID), (90, 6, 4))[0]

    def _training(self, row: Row) -> tuple[str, str] | None:
        return None if row.get("Done") or self.random.random() < 0.2 else ("Done", "yes")

    def _consent(self, row: Row) -> tuple[str, str] | None:
        waits = row.get("Status") == "requested" and not row.get("Paper form")
        return ("Paper form", tabs.PAPER_YES) if waits and self.random.random() < 0.02 else None

    def _meeting(self, row: Row) -> tuple[str, str] | None:
        return ("Outcome", tabs.HELD) if row.get("Status") == "unconfirmed" and not row.get("Outcome") else None

    # --- mischief, never ill meant --------------------------------------------------------------------

    def _sort(self, book: Workbook) -> None:
        sheet = book[self.random.choice(("Applications", "People", "Consents"))]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
        rows.sort(key=lambda values: str(values[1] or ""), reverse=self.random.random() < 0.5)
        for number, values in enumerate(rows, FIRST):
            for column, value in enumerate(values, 1):
                sheet.cell(number, column).value = value  # as an argument, None would leave the old value

    def _insert_row(self, book: Workbook) -> None:
        sheet = book[self.random.choice(("Applications", "People", "Pairs"))]
        sheet.insert_rows(self.random.randint(FIRST, max(FIRST, sheet.max_row)))

    def _add_column(self, book: Workbook) -> None:
        sheet = book[self.random.choice(("Applications", "Pairs"))]
        free = sheet.max_column + 1
        sheet.cell(TITLES, free, f"Our notes {free}")
        sheet.cell(FIRST, free, "ask Ms Ray")

    def _rename(self, book: Workbook) -> None:
        sheet = book["Applications"]
        for cell in sheet[TITLES]:
            if cell.value == "Interests":
                cell.value = "What they like"

    def _delete(self, book: Workbook) -> None:
        sheet = book["Check-ins"]
        if sheet.max_row > FIRST:
            self.deleted.append(f"Check-ins/{sheet.cell(FIRST, 1).value}")
            sheet.delete_rows(FIRST)

    def _paste(self, book: Workbook) -> None:
        sheet = book["People"]
        end = sheet.max_row + 1
        sheet.cell(end, 2, "(pasted by hand)")
        sheet.cell(end + 1, 3, "=1+1")


def _columns(sheet: Worksheet) -> Mapping[str, int]:
    return {str(cell.value): int(cell.column or 0) for cell in sheet[TITLES] if cell.value is not None}


def _rows(sheet: Worksheet) -> Iterator[tuple[int, Row]]:
    columns = _columns(sheet)
    for number in range(FIRST, sheet.max_row + 1):
        if sheet.cell(number, 1).value:
            yield number, {title: str(sheet.cell(number, column).value or "") for title, column in columns.items()}

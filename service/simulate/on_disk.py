"""The local suite's outside: a folder with forms, mail boxes, calendars and the workbook, used by other programs."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from service.simulate.evidence import Evidence, gather
from service.simulate.outside import Answers, Book, Row
from service.simulate.post import Letter, new_letters
from service.web.house import FormDesk

LOST, DOUBLED, LATE = 0.10, 0.10, 0.10  # shares of notifications, scaled by the fault rate
LATEST = 300.0  # minutes
TITLES, FIRST = 2, 3  # rows: the first one is hidden and not for people
FORMS, TABLE = "forms", "table"


@dataclass(kw_only=True)
class FolderOutside:
    """An `Outside` over the folder `out`. `faults` is the plan's rate: notifications get lost, doubled and late."""

    out: Path
    forms: FormDesk
    random: Random
    faults: float = 0.0
    _told: list[str] = field(default_factory=list)
    _late: list[datetime] = field(default_factory=list)

    def move(self, now: datetime) -> None:
        """See `Outside.move`."""
        while self._late and self._late[0] <= now:
            heapq.heappop(self._late)
            self._told.append(FORMS)

    def submit(self, form: str, answers: Answers, now: datetime) -> None:
        """See `Outside.submit`."""
        self.forms.submit(form, answers, now=now)
        chance = self.random.random()
        if chance < LOST * self.faults * 10:
            return  # the sweep has to find it
        if chance > 1 - LATE * self.faults * 10:
            heapq.heappush(self._late, now + timedelta(minutes=self.random.uniform(1, LATEST)))
            return
        self._told.append(FORMS)
        if self.random.random() < DOUBLED * self.faults * 10:
            self._told.append(FORMS)

    def told(self) -> Sequence[str]:
        """See `Outside.told`."""
        told = tuple(self._told)
        self._told.clear()
        return told

    @property
    def tells_at(self) -> datetime | None:
        """See `Outside.tells_at`."""
        return self._late[0] if self._late else None

    def letters(self, addresses: Sequence[str] | None) -> Iterator[Letter]:
        """See `Outside.letters`."""
        mail = self.out / "mail"
        if addresses is None:
            addresses = sorted(path.name for path in mail.glob("[!.]*") if path.is_dir())
        for address in addresses:
            yield from new_letters(mail, address)

    @property
    def _workbook(self) -> Path:
        return self.out / "workbook.xlsx"

    @property
    def _lock(self) -> Path:
        return self.out / f".~lock.{self._workbook.name}#"

    def open_book(self) -> bool:
        """See `Outside.open_book`. A locked workbook cannot be written by the service until it is closed."""
        if self._workbook.exists():
            self._lock.write_text(",lead,office,21.11.2026 16:00,file:///lead;", encoding="utf-8")
        return self._lock.exists()

    def work_at_book(self, work: Callable[[Book], None], now: datetime) -> None:
        """See `Outside.work_at_book`."""
        del now  # a file's time is the machine's
        book = load_workbook(self._workbook)
        work(FileBook(book))
        book.save(self._workbook)
        self._lock.unlink()
        self._told.append(TABLE)

    def evidence(self, deleted: Sequence[str]) -> Evidence:
        """See `Outside.evidence`."""
        return gather(self.out, deleted)


@dataclass(frozen=True, slots=True)
class FileBook:
    """A `Book` in a program other than ours."""

    book: Workbook

    def rows(self, title: str) -> Iterator[tuple[int, Row]]:
        """See `Book.rows`."""
        sheet = self.book[title]
        columns = _columns(sheet)
        for number in range(FIRST, sheet.max_row + 1):
            if sheet.cell(number, 1).value:
                yield number, {name: str(sheet.cell(number, column).value or "") for name, column in columns.items()}

    def put(self, title: str, number: int, column: str, text: str) -> None:
        """See `Book.put`."""
        columns = _columns(self.book[title])
        if column in columns:
            self.book[title].cell(number, columns[column], text)

    def sort(self, title: str, *, descending: bool) -> None:
        """See `Book.sort`."""
        sheet = self.book[title]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
        rows.sort(key=lambda values: str(values[1] or ""), reverse=descending)
        for number, values in enumerate(rows, FIRST):
            for column, value in enumerate(values, 1):
                sheet.cell(number, column).value = value  # as an argument, None would leave the old value

    def insert_row(self, title: str, place: float) -> None:
        """See `Book.insert_row`."""
        sheet = self.book[title]
        sheet.insert_rows(FIRST + int(place * max(0, sheet.max_row - FIRST)))

    def add_column(self, title: str, words: str, text: str) -> None:
        """See `Book.add_column`."""
        sheet = self.book[title]
        free = sheet.max_column + 1
        sheet.cell(TITLES, free, f"{words} {free}")
        sheet.cell(FIRST, free, text)

    def rename(self, title: str, old: str, new: str) -> None:
        """See `Book.rename`."""
        for cell in self.book[title][TITLES]:
            if cell.value == old:
                cell.value = new

    def delete_first(self, title: str) -> str | None:
        """See `Book.delete_first`."""
        sheet = self.book[title]
        if sheet.max_row <= FIRST:
            return None
        key = str(sheet.cell(FIRST, 1).value)
        sheet.delete_rows(FIRST)
        return key

    def paste(self, title: str, text: str, formula: str) -> None:
        """See `Book.paste`."""
        sheet = self.book[title]
        end = sheet.max_row + 1
        sheet.cell(end, 2, text)
        sheet.cell(end + 1, 3, formula)


def _columns(sheet: Worksheet) -> Mapping[str, int]:
    return {str(cell.value): int(cell.column or 0) for cell in sheet[TITLES] if cell.value is not None}

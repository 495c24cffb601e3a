"""Staff at the workbook, with a program other than ours: they decide, and they sort, rename, paste and delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from service.simulate.agenda import Agenda
from service.simulate.outside import Book, Outside, Row
from workflows import tabs
from workflows.school import SchoolCalendar

BREAK_SOMETHING = 0.3
BEGINNING, ENDING, SELDOM = 30, 5, 10  # school days: of a term, and between two visits in its middle
EVERY_DESK = frozenset({"Applications", "Pairs", "Training", "Consents", "Meetings"})


@dataclass(kw_only=True)
class Staff:
    """The lead's visits to the workbook: open it, decide, close it twenty minutes later."""

    outside: Outside
    calendar: SchoolCalendar
    random: Random
    agenda: Agenda
    desks: frozenset[str] = EVERY_DESK  # tabs they decide in
    mischief: float = BREAK_SOMETHING
    every: int = 1  # school days between two visits while there is much to decide
    deleted: list[str] = field(default_factory=list)  # "tab/key" of rows staff deleted
    closed: set[str] = field(default_factory=set)  # tabs in which they wait with deciding
    also: Sequence[Callable[[Book, datetime], None]] = ()  # what staff do besides while the workbook is open

    def plan_visits(self, start: datetime, end: datetime) -> None:
        """A visit each afternoon while a term has much to decide and in its last days, else one every second week."""
        days = sorted(self.calendar.day_names)
        for term in self.calendar.terms:
            there = [day for day in days if term.starts_on <= day <= term.ends_on]
            for number, day in enumerate(there):
                at, often = self.calendar.at(day, time(16, 0)), number < BEGINNING or number >= len(there) - ENDING
                if start <= at <= end and number % (self.every if often else SELDOM) == 0:
                    self.agenda.plan(at, self._open)

    def _open(self, now: datetime) -> None:
        if self.outside.open_book():
            self.agenda.plan(now + timedelta(minutes=20), self._work_and_close)

    def _work_and_close(self, now: datetime) -> None:
        self.outside.work_at_book(lambda book: self._work(book, now), now)

    def _work(self, book: Book, now: datetime) -> None:
        for work in self.also:
            work(book, now)
        for title in sorted(self.desks - self.closed):
            self._decide_in(book, title, self._decisions()[title])
        if self.random.random() < self.mischief:
            self.random.choice(
                (self._sort, self._insert_row, self._add_column, self._rename, self._delete, self._paste)
            )(book)

    def _decisions(self) -> Mapping[str, Callable[[Row], tuple[str, str] | None]]:
        return {
            "Applications": self._application,
            "Pairs": self._pair,
            "Training": self._training,
            "Consents": self._consent,
            "Meetings": self._meeting,
        }

    def _decide_in(self, book: Book, title: str, decide: Callable[[Row], tuple[str, str] | None]) -> None:
        for number, row in list(book.rows(title)):
            act = decide(row)
            if act is not None:
                book.put(title, number, *act)

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

    def _sort(self, book: Book) -> None:
        title = self.random.choice(("Applications", "People", "Consents"))
        book.sort(title, descending=self.random.random() < 0.5)

    def _insert_row(self, book: Book) -> None:
        book.insert_row(self.random.choice(("Applications", "People", "Pairs")), self.random.random())

    def _add_column(self, book: Book) -> None:
        book.add_column(self.random.choice(("Applications", "Pairs")), "Our notes", "ask Ms Ray")

    def _rename(self, book: Book) -> None:
        book.rename("Applications", "Interests", "What they like")

    def _delete(self, book: Book) -> None:
        key = book.delete_first("Check-ins")
        if key is not None:
            self.deleted.append(f"Check-ins/{key}")

    def _paste(self, book: Book) -> None:
        book.paste("People", "(pasted by hand)", "=1+1")

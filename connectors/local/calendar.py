"""Calendars as files: `calendars/<address>.ics` for each person, room and organiser; any program opens them.

An entry is written to the guests' calendars first, then its invitations go, and the organiser's calendar comes last.
So an entry that stands at its version in the organiser's calendar is done, whatever broke off on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from connectors.errors import ConnectorError, Retryable, Unclear
from connectors.local import files, ics
from connectors.local.busy import busy_intervals
from connectors.local.files import Disk, Identity, disk_errors, locked, safe_name
from connectors.local.guests import GuestLog
from connectors.local.ics import CLOSING, OPENING, CalendarText, UnreadableError
from connectors.local.mail import LocalMailer
from connectors.local.mime import Invitation, build_invitation
from connectors.ports import Entry, GuestAnswerPage, Interval

ATTEMPTS = 5  # times that a calendar program may save while we write before we wait for the next turn


class SavedMeanwhileError(Exception):
    """Somebody saved a calendar between our reading and our writing."""


@dataclass(slots=True)
class Book:
    """One calendar file while it is changed. `owner` is its file name without the ending."""

    path: Path
    calendar: CalendarText
    before: Identity | None
    changed: bool = False


@dataclass(slots=True)
class Change:
    """One entry on its way into the calendars."""

    entry: Entry
    guests: tuple[str, ...]
    text: bytes = b""  # the event, built once for everybody who has not answered
    dropped: tuple[str, ...] = ()
    error: ConnectorError | None = None
    texts: dict[str, bytes] = field(default_factory=dict)  # dropped address -> the cancelled event


class LocalCalendar:
    """A `Calendar` over a folder. `mailer` None sends no invitations. Safe for many threads and processes."""

    def __init__(
        self, folder: Path, replies: Path, disk: Disk, *, mailer: LocalMailer | None, now: Callable[[], datetime]
    ) -> None:
        self._folder = folder
        self._disk = disk
        self._mailer = mailer
        self._now = now
        self._guests = GuestLog(folder, replies, disk)

    def put(self, entries: Sequence[Entry]) -> Sequence[ConnectorError | None]:
        """See `Calendar.put`. Each file is written once for the guests of a batch and once for its organisers."""
        for _ in range(ATTEMPTS):
            try:
                with disk_errors(self._folder), locked(self._folder / "calendars"):
                    return self._put(entries)
            except SavedMeanwhileError:
                continue
        busy = Retryable("A calendar is being saved again and again.", mend="Close the calendar program for a moment.")
        return [busy] * len(entries)

    def busy(
        self, addresses: Sequence[str], starts_at: datetime, ends_at: datetime
    ) -> Mapping[str, tuple[Interval, ...] | None]:
        """See `Calendar.busy`. Somebody without a file is free; of a file that cannot be read a copy is kept."""
        window = Interval(starts_at=starts_at, ends_at=ends_at)
        with disk_errors(self._folder):
            return {address: self._busy(address, window) for address in addresses}

    def guest_answers(self, cursor: str | None) -> GuestAnswerPage:
        """See `Calendar.guest_answers`."""
        with disk_errors(self._folder), locked(self._folder / "calendars"):
            return self._guests.page(cursor)

    def feed(self, address: str) -> bytes:
        """The person's calendar as a file to subscribe to; an empty calendar when there is none."""
        with disk_errors(self._folder):
            path = self._path(address)
            return path.read_bytes() if path.exists() else OPENING + CLOSING

    # --- putting

    def _put(self, entries: Sequence[Entry]) -> Sequence[ConnectorError | None]:
        books: dict[str, Book] = {}
        changes = [self._judged(entry, books) for entry in entries]
        wanted = [change for change in changes if change]
        for change in wanted:
            self._attempt(change, partial(self._write_guests, books))
        self._save(books)
        for change in wanted:
            self._attempt(change, self._invite)
            self._attempt(change, partial(self._write_organiser, books))
        self._save(books)
        return [change.error if change else None for change in changes]

    def _judged(self, entry: Entry, books: dict[str, Book]) -> Change | None:
        """What is to be done; None when the entry, or a newer one, stands already, or a cancelled one never stood."""
        change = Change(entry=entry, guests=_guests(entry))
        try:
            change.text = ics.event_text(entry, self._now(), {})
            stands = self._book(entry.organiser, books).calendar.event(ics.uid_of(entry.key))
            stood = ics.version_of(stands) if stands else 0
            if stands and stood >= entry.version:
                return None
            before = set(ics.attendees(stands)) if stands else self._elsewhere(entry)
            if entry.cancelled and not before and not stands:
                return None
            change.dropped = tuple(sorted(before - {entry.organiser, *change.guests}))
        except ConnectorError as error:
            change.error = error
        return change

    def _elsewhere(self, entry: Entry) -> set[str]:
        """Who has an earlier version of the entry, where its organiser has none (a changed one, or a crash)."""
        uid = ics.uid_of(entry.key).encode()
        if entry.version <= 1 and not entry.cancelled:
            return set()
        found = [path.read_bytes() for path in self._folder.glob("*.ics") if uid in path.read_bytes()]
        events = [event for data in found if (event := CalendarText(data).event(uid.decode()))]
        return {address for event in events for address in (*ics.attendees(event), _organiser(event))}

    def _attempt(self, change: Change, step: Callable[[Change], None]) -> None:
        if change.error is None:
            try:
                step(change)
            except ConnectorError as error:
                change.error = error

    def _write_guests(self, books: dict[str, Book], change: Change) -> None:
        for address in change.guests:
            self._write(change, self._book(address, books))
        for address in change.dropped:
            book = self._book(address, books)
            uid = ics.uid_of(change.entry.key)
            if stands := book.calendar.event(uid):
                self._guests.note(stands, book.path.stem, self._now())
                change.texts[address] = ics.cancelled_text(stands, change.entry.version)
                book.calendar.put(uid, change.texts[address], change.entry.zone)
                book.changed = True

    def _write_organiser(self, books: dict[str, Book], change: Change) -> None:
        self._write(change, self._book(change.entry.organiser, books))

    def _write(self, change: Change, book: Book) -> None:
        """Put the entry into one calendar, with the answers that still hold there."""
        entry, event, uid = change.entry, change.text, ics.uid_of(change.entry.key)
        if stands := book.calendar.event(uid):
            if ics.version_of(stands) >= entry.version:
                return
            self._guests.note(stands, book.path.stem, self._now())
            answers = ics.partstats(stands)
            if answers and ics.when(stands) == ics.when(event):
                event = ics.event_text(entry, self._now(), answers)
        book.calendar.put(uid, event, entry.zone)
        book.changed = True

    def _invite(self, change: Change) -> None:
        if self._mailer is None:
            return
        entry = change.entry
        method = "CANCEL" if entry.cancelled else "REQUEST"
        for address in entry.attendees:
            if address != entry.organiser:
                self._send(entry, address, method, change.text)
        for address, text in change.texts.items():
            if address not in ics.rooms(text):
                self._send(entry, address, "CANCEL", text)

    def _send(self, entry: Entry, address: str, method: str, event: bytes) -> None:
        """Send one invitation, once; a mail that may have gone counts as gone."""
        if self._mailer is None:
            return
        mailer, subject = self._mailer, entry.title if method == "REQUEST" else f"Cancelled: {entry.title}"
        invitation = Invitation(
            key=f"{entry.key}/{entry.version}/{method.lower()}/{address}",
            to=address,
            subject=subject,
            method=method,
            calendar=ics.calendar_text(event, entry.zone, method),
        )
        try:
            mailer.send(
                mailer.store(invitation.key, address, lambda: build_invitation(invitation, mailer.sender, self._now()))
            )
        except Unclear:
            return

    # --- files

    def _book(self, address: str, books: dict[str, Book]) -> Book:
        if address not in books:
            path = self._path(address)
            before = files.identity(path)
            calendar = self._load(path) if before else CalendarText(OPENING + CLOSING)
            books[address] = Book(path, calendar, before)
        return books[address]

    def _save(self, books: Mapping[str, Book]) -> None:
        for book in books.values():
            if not book.changed:
                continue
            if files.identity(book.path) != book.before:
                raise SavedMeanwhileError
            self._disk.replace(book.path, book.calendar.data)
            self._guests.wrote(book.path, book.before)
            book.before, book.changed = files.identity(book.path), False

    def _load(self, path: Path) -> CalendarText:
        try:
            return CalendarText(path.read_bytes())
        except UnreadableError as error:
            files.keep_copy(path)
            raise ics.unreadable(path, error) from error

    def _path(self, address: str) -> Path:
        return self._folder / f"{safe_name(address)}.ics"

    def _busy(self, address: str, window: Interval) -> tuple[Interval, ...] | None:
        path = self._path(address)
        if not path.exists():
            return ()
        try:
            return busy_intervals(CalendarText(path.read_bytes()), address, window)
        except UnreadableError:
            files.keep_copy(path)
            return None


def _guests(entry: Entry) -> tuple[str, ...]:
    people: Iterable[str] = (*entry.attendees, *([entry.room] if entry.room else []))
    return tuple(dict.fromkeys(address for address in people if address != entry.organiser))


def _organiser(event: bytes) -> str:
    return ics.value_of(event, "ORGANIZER").lower().removeprefix("mailto:")

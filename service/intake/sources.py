"""Reads each source from its cursor. New events, raw answers and the moved cursor are one transaction.

A notification only makes the look happen sooner, and may say at what; a sweep looks at everything even when none ever
comes. A read that fails says when it is tried again, and a source that is suddenly empty is left alone until it has
something again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

import structlog

from connectors.errors import AuthExpired, CursorExpired, Permanent, SourceEmptied
from connectors.ports import ResponsePage, TableReading
from connectors.promises import PROMISES, Mendable
from service.delivery import retry
from service.edge import guarded, place
from service.intake import changes
from service.intake.silence import silent
from service.notices import FINE, connection_lost, health
from service.programme import Programme
from service.storage import cells, cursors, deliveries, events, posts, projections, responses
from service.storage.cursors import Cursor, Moved
from service.storage.database import Database
from service.storage.errors import StorageError
from service.storage.events import NewEvent
from service.storage.journal import Line
from service.storage.posts import Post
from service.storage.unit_of_work import Batch, unit_of_work
from service.storage.view import Resident
from workflows.forms import standard_forms
from workflows.pair_tabs import staffed
from workflows.policy import Policy
from workflows.safety.alarm import alarm
from workflows.tabs import TABS

log = structlog.get_logger(__name__)

FORMS, TABLE, CALENDAR, MAIL = "forms", "table", "calendar", "mail"
SOURCES = (FORMS, TABLE, CALENDAR, MAIL)
LOOK_EVERY: Mapping[str, timedelta] = {
    FORMS: timedelta(seconds=60),
    TABLE: timedelta(seconds=30),
    CALENDAR: timedelta(seconds=300),
    MAIL: timedelta(seconds=300),
}
AGAIN_WHEN_STOPPED = timedelta(minutes=5)
MEND_AGAIN = timedelta(minutes=10)
MOST_PAGES = 1_000
STAFFED = staffed() | {tab.key for tab in TABS if any(column.staff for column in tab.columns)}


@dataclass
class Sources:
    """The sources of one programme."""

    database: Database
    programme: Programme
    resident: Resident
    random: Random
    every: Mapping[str, timedelta] = field(default_factory=lambda: LOOK_EVERY)

    def __post_init__(self) -> None:
        self._key = self.programme.key
        self._idle: list[Moved] = []
        self._mend_at: datetime | None = None
        self._personal = frozenset(form.kind for form in standard_forms(self.programme.policy) if form.personal)
        self._read: Mapping[str, Callable[[Cursor, datetime], int]] = {
            FORMS: self._read_forms,
            TABLE: self._read_table,
            CALENDAR: self._read_guests,
            MAIL: self._read_bounces,
        }

    def prepare(self, now: datetime) -> None:
        """Make sure that every source will be looked at."""
        with self.database.write() as connection:
            cursors.prepare(connection, self._key, SOURCES, now)

    def look(self, now: datetime) -> int:
        """Look at every source that is due or that notified us; how much was written that may lead to more."""
        with self.database.read() as connection:
            told = deliveries.told(connection, self._key)
            known = cursors.all_of(connection, self._key)
        self._idle.clear()
        # A notification for a door we do not know still says that something happened somewhere.
        strangers = told.keys() - {cursor.source for cursor in known} - {PROMISES}
        self._mend(told.keys(), now)
        found = 0
        for cursor in known:
            if cursor.due_at <= now or strangers:
                found += self._look_at(cursor, now)
            elif cursor.source in told:
                found += self._look_at(_narrowed(cursor, told[cursor.source]), now)
        if self._idle or told:
            with self.database.write(lasting=False) as connection:
                cursors.moved(connection, self._key, self._idle, now)
                deliveries.looked(connection, self._key, told, now)
        return found

    def _mend(self, told: AbstractSet[str], now: datetime) -> None:
        """Mend promises to notify as soon as the supplier says that one broke; again later where that failed."""
        subscriptions = self.programme.suite.subscriptions
        if PROMISES in told:
            self._mend_at = now
        if self._mend_at is None or now < self._mend_at or not isinstance(subscriptions, Mendable):
            return
        kept, error = guarded(lambda: subscriptions.mend(now))
        broken = error is not None or any(promise.expires_at is None for promise in kept or ())
        self._mend_at = now + MEND_AGAIN if broken else None

    def _look_at(self, cursor: Cursor, now: datetime) -> int:
        found, error = guarded(lambda: self._read[cursor.source](cursor, now))
        if isinstance(error, CursorExpired):
            log.info("cursor expired", action="read from the start", source=cursor.source)
            afresh = Cursor(cursor.source, None, cursor.due_at, cursor.state, cursor.problem, cursor.attempts)
            found, error = guarded(lambda: self._read[cursor.source](afresh, now))
        if isinstance(error, StorageError):
            raise error
        if error is None:
            return found or 0
        self._idle = [step for step in self._idle if step.source != cursor.source]
        self._trouble(cursor, error, now)
        return 1  # pages before the failing one may have held events

    # --- the four readings -------------------------------------------------------------------------

    def _read_forms(self, cursor: Cursor, now: datetime) -> int:
        at = cursor.cursor
        found, told = self._read_posts(cursor, now)
        told += self._silent(now)
        for _ in range(MOST_PAGES):
            page = self.programme.suite.forms.changes(at, cursor.about)
            found += self._keep_page(cursor, replace(page, problems=(*told, *page.problems)), now)
            at = page.cursor
            if not page.more:
                break
        return found

    def _read_posts(self, cursor: Cursor, now: datetime) -> tuple[int, tuple[str, ...]]:
        """What deliveries brought, turned into answers; and what is wrong with those that could not be turned."""
        reader, found, problems = self.programme.suite.posted, 0, list[str]()
        if reader is None:
            return 0, ()
        with self.database.read() as connection:
            waiting = posts.waiting(connection, self._key)
        for post in waiting:
            read, error = guarded(partial(reader.responses, post.body))
            if error is not None:
                problems.append(retry.in_words(error))
                continue
            brought = ResponsePage(responses=tuple(read or ()), cursor=cursor.cursor or "")
            found += self._keep_page(cursor, brought, now, post)
        return found, tuple(dict.fromkeys(problems))

    def _silent(self, now: datetime) -> tuple[str, ...]:
        """Forms from which too little is heard for a school that is open."""
        expected = self.programme.suite.offers.expected
        if not expected:
            return ()
        with self.database.read() as connection:
            heard = responses.last_heard(connection, self._key)
        return silent(expected, heard, self.programme.policy.school, now)

    def _keep_page(self, cursor: Cursor, page: ResponsePage, now: datetime, post: Post | None = None) -> int:
        if not page.responses and not page.problems and cursor.state == cursors.OK and post is None:
            return self._nothing_new(cursor, page.cursor, now)
        judged = [(r, *changes.form_answered(r, self.programme.secret, self._personal)) for r in page.responses]
        new = [
            each for _, event, _ in judged if event is not None for each in _with_alarm(event, self.programme.policy)
        ]
        with self._unit(now) as batch:
            known = events.known(batch.connection, self._key, (event.identity for _, event, _ in judged if event))
            events.add(batch.connection, self._key, new, now)
            refused = [(r, problem) for r, _, problem in judged if problem]
            # Told once: a page that is read again shows the same response again.
            for response, problem in responses.unknown(batch.connection, self._key, refused):
                where = f"{response.form}, answer {response.response_id}"
                batch.note(Line(event_id=None, event_kind="FormAnswered", reason=f"{problem} ({where})"))
                batch.show(f"{problem} ({where})")
            # What was taken in before is kept already, or was erased while the suite still shows it.
            fresh = [
                (changes.without_code(response), problem)
                for response, event, problem in judged
                if event is None or event.identity not in known
            ]
            responses.keep(batch.connection, self._key, fresh)
            if post is not None:
                posts.read(batch.connection, self._key, post)
                cursors.saw_events(batch.connection, self._key, cursor.source, now)
            else:
                self._moved(batch, cursor, page.cursor, now, problem=" ".join(page.problems), events=len(new))
        return 1 + len(new)

    def _read_table(self, cursor: Cursor, now: datetime) -> int:
        reading = self.programme.suite.table.read(cursor.cursor)
        if reading is None:
            return self._unchanged(cursor, now)
        # The reading is compared with what was known when it began.
        with self.database.read() as connection:
            seen = cells.seen(connection, self._key)
            written = projections.written(connection, self._key, now)
        found = changes.table_changes(reading, seen, written, STAFFED)
        if found == changes.NO_CHANGES and not reading.problems and cursor.state == cursors.OK:
            return self._nothing_new(cursor, reading.revision, now)
        return self._keep_reading(cursor, reading, found, now)

    def _keep_reading(self, cursor: Cursor, reading: TableReading, found: changes.TableChanges, now: datetime) -> int:
        with self._unit(now) as batch:
            events.add(batch.connection, self._key, found.events, now)
            cells.forget_rows(batch.connection, self._key, found.deleted)
            cells.save(batch.connection, self._key, found.cells)
            gone = [projections.row_key(tab, row) for tab, row in found.deleted]
            projections.staff_removed(batch.connection, self._key, gone)
            problem = " ".join(reading.problems)
            self._moved(batch, cursor, reading.revision, now, problem=problem, events=len(found.events))
        return 1 + len(found.events)

    def _read_guests(self, cursor: Cursor, now: datetime) -> int:
        page = self.programme.suite.calendar.guest_answers(cursor.cursor)
        return self._keep(cursor, page.cursor, [changes.guest_answered(a) for a in page.answers], now)

    def _read_bounces(self, cursor: Cursor, now: datetime) -> int:
        page = self.programme.suite.mailer.bounces(cursor.cursor)
        return self._keep(cursor, page.cursor, [changes.bounced(b) for b in page.bounces], now)

    def _keep(self, cursor: Cursor, to: str | None, new: Sequence[NewEvent], now: datetime) -> int:
        if not new and cursor.state == cursors.OK:
            return self._nothing_new(cursor, to, now)
        with self._unit(now) as batch:
            events.add(batch.connection, self._key, new, now)
            self._moved(batch, cursor, to, now, events=len(new))
        return 1 + len(new)

    def _unchanged(self, cursor: Cursor, now: datetime) -> int:
        # What was wrong with single tabs when it was last read is still wrong.
        if cursor.state == cursors.TROUBLED and cursor.attempts == 0:
            return self._nothing_new(cursor, cursor.cursor, now, cursor.problem)
        return self._keep(cursor, cursor.cursor, [], now)

    # --- writing -----------------------------------------------------------------------------------

    def _unit(self, now: datetime) -> AbstractContextManager[Batch]:
        return unit_of_work(self.database, self.programme.policy, self.resident, now)

    def _nothing_new(self, cursor: Cursor, to: str | None, now: datetime, problem: str = "") -> int:
        """All sources without news are written down together, at the end of the look."""
        self._idle.append(Moved(source=cursor.source, to=to, following=self._following(cursor, now), problem=problem))
        return 0

    def _following(self, cursor: Cursor, now: datetime) -> datetime:
        """When everything is looked at again. A look at a part of it puts that off for nobody."""
        return cursor.due_at if cursor.about else now + self.every[cursor.source]

    def _moved(
        self, batch: Batch, cursor: Cursor, to: str | None, now: datetime, *, problem: str = "", events: int = 0
    ) -> None:
        step = Moved(source=cursor.source, to=to, following=self._following(cursor, now), problem=problem)
        cursors.moved(batch.connection, self._key, [step], now)
        if events:
            cursors.saw_events(batch.connection, self._key, cursor.source, now)
        if problem != cursor.problem:
            batch.put_row(health(cursor.source, problem or FINE))

    def _trouble(self, cursor: Cursor, error: Exception, now: datetime) -> None:
        """Say what is wrong, tell the lead once when permission is gone, and come back later."""
        state, again = self._judge(cursor, error, now)
        reason = retry.in_words(error)
        log.warning(
            "source failed", action="look again", source=cursor.source, error=type(error).__name__, place=place(error)
        )
        with self._unit(now) as batch:
            cursors.failed(batch.connection, self._key, cursor.source, state=state, problem=reason, again=again)
            if state != cursors.TROUBLED and reason != cursor.problem:
                batch.put_row(health(cursor.source, reason))
            if state == cursors.PAUSED and cursor.state != cursors.PAUSED:
                batch.post(connection_lost(self.programme.policy, cursor.source, reason, now))

    def _judge(self, cursor: Cursor, error: Exception, now: datetime) -> tuple[str, datetime]:
        if isinstance(error, AuthExpired):
            return cursors.PAUSED, now + retry.AUTH_PROBE
        # Looking again is harmless and notices by itself when a person has put it right.
        if isinstance(error, SourceEmptied | Permanent):
            return cursors.STOPPED, now + AGAIN_WHEN_STOPPED
        return cursors.TROUBLED, now + retry.wait(error, cursor.attempts + 1, self.random.random())


def _narrowed(cursor: Cursor, named: AbstractSet[str]) -> Cursor:
    """The source as far as notifications named it; all of it where one named nothing, or the last look failed."""
    return cursor if "" in named or cursor.attempts else replace(cursor, about=frozenset(named))


def _with_alarm(new: NewEvent, policy: Policy) -> list[NewEvent]:
    """The event, after the concern it raises: that one is decided by itself, whatever becomes of the rest."""
    raised = alarm(new.event, policy)
    return [new] if raised is None else [NewEvent(raised, f"{new.identity}/concern"), new]

"""One batch of decisions, written in one transaction: state, effects, timers, reasons, "event done".

The programme's row is held from start to end, so that decisions of one programme follow one another. Nothing is
written before `commit`, and each table is written at most once per batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from service import codec
from service.storage import aggregates, asks, destinations, events, journal, messages, programmes, projections, timers
from service.storage.database import Database
from service.storage.due import CALENDAR, MAIL, QUESTIONS, WORKBOOK
from service.storage.events import NewEvent, StoredEvent
from service.storage.posting import when_due
from service.storage.prepared import run
from service.storage.statements import on_sqlite
from service.storage.tables import about
from service.storage.view import Resident, SqlView
from workflows import effects
from workflows.decision import Decision, Timer
from workflows.effects import Effect
from workflows.events import Event
from workflows.policy import Policy
from workflows.tabs import ACTIVITY

ACTIVITY_ROWS = 300
"""Newest lines kept in the Activity tab; the journal keeps all."""


@dataclass(slots=True)
class _RowWish:
    cells: projections.Cells | None
    afresh: bool  # the row is to be started anew, not added to


class Batch:
    """Collects decisions and writes them all at once."""

    def __init__(self, connection: Connection, policy: Policy, resident: Resident, now: datetime) -> None:
        self._connection, self._policy, self._now = connection, policy, now
        self._programme, self._resident = policy.key, resident
        standing = programmes.lock(connection, self._programme)
        resident.at(standing.version - 1)
        self._version, self._activity, self._activity_before = standing.version, standing.activity, standing.activity
        self.view = SqlView(connection, self._programme, resident)
        self._rows: dict[tuple[str, str], _RowWish] = {}
        self._meetings: dict[str, effects.PutMeeting] = {}
        self._posts: dict[str, messages.Post] = {}
        self._withdrawn: list[tuple[str, str]] = []
        self._silenced: list[tuple[str, str]] = []
        self._asks: dict[str, tuple[effects.AskBusy, tuple[str, ...]]] = {}
        self._timers: dict[tuple[str, str], datetime | None] = {}
        self._lines: list[journal.Line] = []
        self._raised: list[tuple[NewEvent, str]] = []
        self._done: list[tuple[int, str]] = []

    @property
    def connection(self) -> Connection:
        """The open transaction."""
        return self._connection

    def take(self, stored: StoredEvent, event: Event, decision: Decision) -> None:
        """Take over what one event led to. The view shows it at once."""
        for change in decision.changes:
            self.view.take(change)
        for effect in decision.effects:
            self._effect(effect, decision.about)
        for timer in decision.timers:
            self._timers[timer.kind, timer.subject] = timer.due_at if isinstance(timer, Timer) else None
        if decision.reason:
            self._explain(stored, event, decision)

    def raised(self, event: NewEvent, whom: Iterable[str]) -> None:
        """Remember an event that another workflow raised and that was decided in this batch."""
        self._raised.append((event, about(tuple(whom))))

    def finish(self, stored: StoredEvent, whom: Iterable[str]) -> None:
        """The event is decided; `whom` it turned out to be about."""
        self._done.append((stored.id, about(tuple(whom))))

    def _explain(self, stored: StoredEvent, event: Event, decision: Decision) -> None:
        kind = type(event).__name__
        self._lines.append(
            journal.Line(
                event_id=stored.id,
                event_kind=kind,
                reason=decision.reason,
                about=decision.about,
                restricted=decision.restricted,
            )
        )
        if not decision.restricted:
            self.show(decision.reason)

    def show(self, what: str) -> None:
        """Write a line to the Activity tab and take out the one that became too old."""
        at = f"{self._policy.school.local(self._now):%Y-%m-%d %H:%M}"
        self._rows[ACTIVITY, f"{self._activity:08d}"] = _RowWish({"at": at, "what": what}, afresh=True)
        if self._activity >= ACTIVITY_ROWS:
            oldest = f"{self._activity - ACTIVITY_ROWS:08d}"
            self._rows[ACTIVITY, oldest] = _RowWish(None, afresh=True)
        self._activity += 1

    def note(self, line: journal.Line) -> None:
        """Write a line to the journal that no decision made."""
        self._lines.append(line)

    def _effect(self, effect: Effect, whom: tuple[str, ...]) -> None:
        match effect:
            case effects.PutRow():
                self.put_row(effect)
            case effects.RemoveRow():
                self._rows[effect.tab, effect.key] = _RowWish(None, afresh=True)
            case effects.PutMeeting():
                self._meetings[effect.key] = effect
            case effects.SendMail():
                self.post(effect)
            case effects.WithdrawMail():
                self._withdraw(effect)
            case effects.WithdrawMailTo():
                self._withdraw_to(effect)
            case effects.AskBusy():
                self._asks[effect.key] = (effect, whom)

    def put_row(self, effect: effects.PutRow) -> None:
        """Wish for cells of a row; cells wished for earlier stay."""
        pending = self._rows.get((effect.tab, effect.key))
        if pending is None:
            self._rows[effect.tab, effect.key] = _RowWish(dict(effect.cells), afresh=False)
            return
        pending.cells = {**(pending.cells or {}), **effect.cells}

    def post(self, mail: effects.SendMail) -> None:
        """Post a mail, unless one with its key was posted before."""
        due_at = when_due(mail, self._policy, self._now)
        # The first decision under a key stands; a later one is the same act decided again.
        self._posts.setdefault(mail.key, messages.Post(mail=mail, due_at=due_at))

    def _withdraw(self, effect: effects.WithdrawMail) -> None:
        # Mails of this very batch are not stored yet, so they are dropped here; stored ones by the statement.
        self._withdrawn.append((effect.key_prefix, effect.why))
        for key in [key for key in self._posts if key.startswith(effect.key_prefix)]:
            del self._posts[key]

    def _withdraw_to(self, effect: effects.WithdrawMailTo) -> None:
        self._silenced.append((effect.person_id, effect.why))
        for key in [key for key, post in self._posts.items() if effect.drops(post.mail)]:
            del self._posts[key]

    # --- writing -----------------------------------------------------------------------------------

    def write(self) -> None:
        """Write everything that was collected. The transaction's end makes it true."""
        connection, programme, now = self._connection, self._programme, self._now
        # Before any other row, so that no worker waits for us while we wait for it.
        if self._rows or self._meetings or self._posts or self._withdrawn or self._silenced or self._asks:
            destinations.lock(connection, programme)
        self._write_state()
        self._write_rows()
        self._write_meetings()
        messages.withdraw(connection, programme, self._withdrawn)
        messages.withdraw_to(connection, programme, self._silenced)
        messages.post(connection, programme, list(self._posts.values()), now)
        asks.put(connection, programme, list(self._asks.values()), now)
        timers.change(connection, programme, self._timers)
        journal.add(connection, programme, self._lines, now)
        events.add_decided(connection, programme, self._raised, now)
        events.done(connection, self._done, now)
        if self._activity != self._activity_before:
            programmes.count_activity(connection, programme, self._activity)

    def _write_state(self) -> None:
        for kind, changed in self.view.changed.items():
            mapper = aggregates.mapper(kind)
            # One statement per kind and direction, however many values changed.
            gone = [{"p": self._programme, "x_id": key} for key, value in changed.items() if value is None]
            kept = [mapper.to_row(self._programme, value) for value in changed.values() if value is not None]
            if gone:
                run(self._connection, mapper.gone, gone)
            if kept:
                run(self._connection, mapper.save(on_sqlite=on_sqlite(self._connection)), kept)

    def _write_rows(self) -> None:
        keys = {projections.row_key(*place): place for place in self._rows}
        stand = self._standing(projections.WORKBOOK, keys)
        wishes = [self._row_wish(key, place, stand.get(key)) for key, place in keys.items()]
        self._wish(stand, [wish for wish in wishes if wish is not None])

    def _row_wish(
        self, key: str, place: tuple[str, str], stands: projections.Standing | None
    ) -> projections.Wish | None:
        wanted = self._rows[place]
        cells = wanted.cells
        if stands is not None and cells is not None and not wanted.afresh:
            cells = {**(projections.read_row(stands.payload)[2] or {}), **cells}
        payload = projections.row_payload(*place, cells)
        # Saying the same again is no news, unless staff deleted the row: then it is what brings the row back.
        if stands is not None and stands.payload == payload and stands.state != projections.REMOVED:
            return None
        return projections.Wish(projections.WORKBOOK, key, "row", payload)

    def _write_meetings(self) -> None:
        stand = self._standing(projections.CALENDAR, self._meetings)
        wishes = []
        for key, meeting in self._meetings.items():
            old = projections.read_meeting(stand[key].payload) if key in stand else None
            # Versions are the workflows' own count (SEQUENCE): an older one never wins.
            if old is None or (meeting != old and meeting.version >= old.version):
                wishes.append(projections.Wish(projections.CALENDAR, key, "meeting", codec.encode(meeting)))
        self._wish(stand, wishes)

    def _standing(self, destination: str, keys: Iterable[str]) -> dict[str, projections.Standing]:
        wanted = list(keys)
        if not wanted:
            return {}
        return projections.standing(self._connection, self._programme, destination, wanted)

    def _wish(self, stand: dict[str, projections.Standing], wishes: Sequence[projections.Wish]) -> None:
        versions = ((wish, stand[wish.key].version + 1 if wish.key in stand else 1) for wish in wishes)
        projections.wish(self._connection, self._programme, list(versions), self._now)

    def parts(self) -> set[str]:
        """The parts of the programme's work that have something to do now."""
        new = {
            WORKBOOK: self._rows,
            CALENDAR: self._meetings,
            MAIL: self._posts,
            QUESTIONS: self._asks,
        }
        return {part for part, work in new.items() if work}

    def committed(self) -> None:
        """The transaction has ended well: what the view knows is true at the new version."""
        self._resident.version = self._version
        self._resident.stays_small()


@contextmanager
def unit_of_work(database: Database, policy: Policy, resident: Resident, now: datetime) -> Iterator[Batch]:
    """One transaction that holds the programme. Writes what the batch collected when the block ends well."""
    try:
        with database.write() as connection:
            batch = Batch(connection, policy, resident, now)
            yield batch
            batch.write()
            database.woken(connection, policy.key, batch.parts())
    except BaseException:
        resident.forget()  # it may hold what was never committed
        raise
    batch.committed()

"""What is due when, in two statements for one programme and two for all: the whole engine waits on this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, literal_column, select, union, union_all
from sqlalchemy.sql.elements import ColumnElement

from service.storage.columns import bind_instant
from service.storage.prepared import run
from service.storage.tables import asks, cursors, destinations, events, inbox, messages, projections, timers
from workflows.effects import Urgency

INTAKE = "intake"
"""Sources and events together: what is decided, as one part of a programme's work."""
EVENTS, SOURCES, URGENT, MAIL = "events", "sources", "urgent", "mail"
WORKBOOK, CALENDAR, QUESTIONS = "workbook", "calendar", "questions"

PARTS = {
    INTAKE: (SOURCES, EVENTS),
    MAIL: (MAIL, URGENT),
    WORKBOOK: (WORKBOOK,),
    CALENDAR: (CALENDAR,),
    QUESTIONS: (QUESTIONS,),
}
"""The parts of a programme's work that may go on side by side, and what each waits for."""


@dataclass(frozen=True, slots=True)
class Due:
    """When each kind of work is next due; absent when there is none.

    A destination at rest, or held by another worker, is due no earlier than that ends. `urgent` mail knows no rest.
    """

    at: dict[str, datetime]

    def now(self, name: str, now: datetime) -> bool:
        """Whether that work is due."""
        at = self.at.get(name)
        return at is not None and at <= now

    def any_now(self, now: datetime) -> bool:
        """Whether anything is due."""
        return any(at <= now for at in self.at.values())

    def part_now(self, part: str, now: datetime) -> bool:
        """Whether anything of that part is due."""
        return any(self.now(name, now) for name in PARTS[part])

    def soonest(self) -> datetime | None:
        """The next instant at which anything is due."""
        return min(self.at.values(), default=None)


def _soonest(name: str, column: ColumnElement[datetime], *where: ColumnElement[bool]) -> Select[str, datetime]:
    return select(_word(name).label("name"), func.min(column).label("at")).where(*where, column.isnot(None))


def _word(text: str) -> ColumnElement[str]:
    """A constant written into the statement: as a parameter it would be prepared anew at every run."""
    return literal_column(f"'{text}'")


_p: BindParameter[str] = bindparam("p")
_projected = projections.c.programme == _p
_posted = messages.c.programme == _p
_WORK = union_all(
    _soonest(EVENTS, events.c.due_at, events.c.programme == _p),
    _soonest(EVENTS, timers.c.due_at, timers.c.programme == _p),
    _soonest(SOURCES, cursors.c.due_at, cursors.c.programme == _p),
    _soonest(SOURCES, inbox.c.received_at, inbox.c.programme == _p, inbox.c.looked_at.is_(None)),
    _soonest(URGENT, messages.c.due_at, _posted, messages.c.urgency == _word(Urgency.URGENT.value)),
    _soonest(MAIL, messages.c.due_at, _posted, messages.c.urgency == _word(Urgency.PROMPT.value)),
    _soonest(MAIL, messages.c.due_at, _posted, messages.c.urgency == _word(Urgency.ROUTINE.value)),
    _soonest(WORKBOOK, projections.c.due_at, _projected, projections.c.destination == _word(WORKBOOK)),
    _soonest(CALENDAR, projections.c.due_at, _projected, projections.c.destination == _word(CALENDAR)),
    _soonest(QUESTIONS, asks.c.due_at, asks.c.programme == _p),
)
_d = destinations.c
_HOLDS = select(_d.name, _d.resume_at, _d.claimed_by, _d.claimed_until).where(_d.programme == _p)


def due(connection: Connection, programme: str, who: str) -> Due:
    """When the programme's work is next due for that worker."""
    at: dict[str, datetime] = {}
    for name, when in run(connection, _WORK, {"p": programme}):
        if when is not None:
            at[name] = min(when, at.get(name, when))
    # Work for a destination that rests or is held elsewhere is not due before that ends.
    for row in run(connection, _HOLDS, {"p": programme}):
        held = row.claimed_until if row.claimed_by not in (None, who) else None
        _not_before(at, row.name, row.resume_at, held)
        # An urgent mail passes a rest, but not another worker's lease.
        if row.name == MAIL:
            _not_before(at, URGENT, held)
    return Due(at)


def _not_before(at: dict[str, datetime], name: str, *ends: datetime | None) -> None:
    if name in at:
        at[name] = max(at[name], *(end for end in ends if end is not None), at[name])


# Whatever the number of programmes, these touch the rows that wait and no others: every index here begins with the
# time, or holds nothing but work that waits.
_now = bind_instant("now")
_LATER = [table.c.due_at for table in (timers, cursors, messages, events, projections, asks)]
_WAITING = union(
    *(select(due_at.table.c.programme).where(due_at <= _now) for due_at in _LATER),
    select(inbox.c.programme).where(inbox.c.looked_at.is_(None)),
)
_COMING = union_all(*(select(func.min(due_at).label("at")).where(due_at > _now) for due_at in _LATER))


def waiting(connection: Connection, now: datetime) -> set[str]:
    """The programmes that have something due, though it may be held or at rest. Costs what is due, not who is there."""
    return set(run(connection, _WAITING, {"now": now}).scalars())


def coming(connection: Connection, now: datetime) -> datetime | None:
    """When the first work of any programme that is not due yet will be."""
    return min((at for at in run(connection, _COMING, {"now": now}).scalars() if at is not None), default=None)

"""Everything about one pupil: shown on request, erased on request.

A person's id is unguessable and unique, so a key that contains it concerns that person. Names and addresses are
looked for too, because other people's mails speak of them. What a safeguarding record must keep is kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    Text,
    and_,
    case,
    delete,
    or_,
    select,
    type_coerce,
    update,
)

from service.storage.aggregate_tables import AGGREGATE_TABLES
from service.storage.database import Database
from service.storage.events import CONCERN_TOLD
from service.storage.messages import State, have_gone
from service.storage.projections import CALENDAR, MOST_KEYS, WORKBOOK, read_row, row_payload
from service.storage.tables import (
    asks,
    cells,
    events,
    journal,
    messages,
    projections,
    responses,
    timers,
)
from service.storage.unit_of_work import unit_of_work
from service.storage.view import Resident
from workflows.forms import CONCERN
from workflows.policy import Policy
from workflows.state import Concern, Person
from workflows.state.pupils import apart
from workflows.tabs import ACTIVITY

ERASED = "(erased)"
ENDED = tuple(state.value for state in (State.SENT, State.FOLDED, State.WITHDRAWN, State.PARKED))
Where = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Traces:
    """How a person shows in rows: the id, and what people call them."""

    programme: str
    person_id: str
    names: tuple[str, ...]

    def in_column(self, column: ColumnElement[Any]) -> Where:
        """The column contains the id."""
        return column.contains(self.person_id, autoescape=True)

    def in_text(self, column: ColumnElement[Any]) -> Where:
        """The column contains the id, an address or the name, as text or inside JSON."""
        return or_(*(column.contains(word, autoescape=True) for word in self.words))

    def named_in(self, text: str) -> bool:
        """Whether a text that the database keeps packed contains the id, an address or the name."""
        return any(word.casefold() in text.casefold() for word in self.words)

    @property
    def words(self) -> tuple[str, ...]:
        """What stands for the person in a text: the id, the address and the name, as they are and as in JSON."""
        written = (way for name in self.names for way in (name, json.dumps(name)[1:-1]))
        return (self.person_id, *dict.fromkeys(written))

    def left_out_of(self, text: str) -> str:
        """The text with the person's id, address and name replaced."""
        for word in (self.person_id, *self.names):
            text = text.replace(word, ERASED)
        return text

    def of(self, table: Table) -> Where:
        """The rows of a table of state values that concern the person."""
        keys = [c for c in table.c if c.name == "id" or c.name.endswith("_id") or c.name in table.info["person"]]
        return (table.c.programme == self.programme) & or_(*(self.in_column(c) for c in keys))


def traces_of(database: Database, programme: str, person_id: str) -> Traces:
    """What to look for. Ask before the person's row is gone."""
    with database.read() as connection:
        return traces(connection, programme, person_id)


def traces(connection: Connection, programme: str, person_id: str) -> Traces:
    """What to look for."""
    people = AGGREGATE_TABLES[Person].c
    here = (people.programme == programme) & (people.id == person_id)
    row = connection.execute(select(people.email, people.name, people.grade).where(here)).first()
    if row is None:
        return Traces(programme, person_id, ())
    alike = (people.programme == programme) & (people.name == row.name) & (people.id != person_id)
    # A name that another pupil bears too is left to that one, whose rows must stay as they are.
    shared = connection.execute(select(people.id).where(alike)).first() is not None
    names = (row.email, apart(row.name, row.email, row.grade), "" if shared else row.name)
    return Traces(programme, person_id, tuple(filter(None, names)))


# --- showing ---------------------------------------------------------------------------------------


def export(database: Database, programme: str, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """Everything kept about a person, by table, ready for JSON.

    Concerns and restricted reasons are left out: a person must first judge what may be shown and to whom.
    """
    with database.read() as connection:
        sought = traces(connection, programme, person_id)
        found = {table.name: _rows(connection, table, where) for table, where in _shown(connection, sought)}
    return {name: rows for name, rows in found.items() if rows}


def _shown(connection: Connection, sought: Traces) -> list[tuple[Table, Where]]:
    state = [(table, sought.of(table)) for kind, table in AGGREGATE_TABLES.items() if kind is not Concern]
    return [*state, *((table, where) for table, where in _engine_rows(connection, sought))]


def _engine_rows(connection: Connection, sought: Traces) -> list[tuple[Table, Where]]:
    """The engine's own rows about the person, without restricted ones."""
    here = sought.programme
    return [
        (responses, (responses.c.programme == here) & _response_of(sought)),
        (cells, (cells.c.programme == here) & sought.in_column(cells.c.row)),
        (events, (events.c.programme == here) & sought.in_column(events.c.about) & (events.c.payload != "{}")),
        (timers, (timers.c.programme == here) & sought.in_column(timers.c.subject)),
        (journal, (journal.c.programme == here) & sought.in_column(journal.c.about) & journal.c.restricted.is_(False)),
        (projections, (projections.c.programme == here) & _projection_of(connection, sought)),
        (messages, (messages.c.programme == here) & (messages.c.person_id == sought.person_id)),
        (asks, (asks.c.programme == here) & or_(sought.in_column(asks.c.about), sought.in_column(asks.c.key))),
    ]


def _response_of(sought: Traces) -> Where:
    r = responses.c
    said = [type_coerce(r.answers, Text).contains(json.dumps(name)[1:-1], autoescape=True) for name in sought.names[:1]]
    return (r.form != CONCERN) & or_(sought.in_column(r.about), *said, r.respondent.in_(sought.names[:1]))


def _written_to(sought: Traces) -> Where:
    # A concern's receipt names nobody but bears the address.
    return or_(messages.c.person_id == sought.person_id, messages.c.address.in_(sought.names))


def _projection_of(connection: Connection, sought: Traces) -> Where:
    """Rows and meetings that are the person's, or that name them."""
    p = projections.c
    standing = select(p.key, p.payload).where(p.programme == sought.programme).execution_options(yield_per=500)
    named = [key for key, payload in connection.execute(standing) if sought.named_in(f"{key} {payload}")]
    theirs: Where = p.key.in_(named)
    return theirs


def _rows(connection: Connection, table: Table, where: Where) -> list[dict[str, Any]]:
    rows = connection.execute(select(table).where(where)).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else value


# --- erasing ---------------------------------------------------------------------------------------


def erase(database: Database, policy: Policy, sought: Traces, now: datetime) -> dict[str, int]:
    """Erase the person's rows; how many were changed, by table. Repeating finishes what was still under way.

    Rows of the workbook are wished away and forgotten once they are gone there. Reasons stay as lines without
    words. Concerns stay for as long as their own retention says.
    """
    with unit_of_work(database, policy, Resident(), now) as batch:
        connection = batch.connection
        # First the wishes, while their text still tells whom they are about.
        _wish_rows_away(connection, sought, now)
        counts = {table.name: _delete(connection, table, where) for table, where in _deleted(connection, sought)}
        for name, statement in _emptied(sought).items():
            counts[name] = connection.execute(statement).rowcount
        counts["mails of others"] = _empty_mails_of_others(connection, sought)
    return {name: count for name, count in counts.items() if count}


def _deleted(connection: Connection, sought: Traces) -> list[tuple[Table, Where]]:
    here, p, m, a = sought.programme, projections.c, messages.c, asks.c
    state = [(table, sought.of(table)) for kind, table in AGGREGATE_TABLES.items() if kind is not Concern]
    # A cancellation still under way must reach the calendars first; the daily purge comes back for it.
    theirs = _projection_of(connection, sought)
    done_meeting = and_(p.programme == here, p.destination == CALENDAR, p.due_at.is_(None), theirs)
    return [
        *state,
        (responses, (responses.c.programme == here) & _response_of(sought)),
        (cells, (cells.c.programme == here) & sought.in_column(cells.c.row)),
        (timers, (timers.c.programme == here) & sought.in_column(timers.c.subject)),
        (projections, done_meeting),
        (messages, (m.programme == here) & _written_to(sought) & (m.state != State.SENDING.value)),
        (asks, (a.programme == here) & or_(sought.in_column(a.about), sought.in_column(a.key))),
    ]


def _emptied(sought: Traces) -> dict[str, Any]:
    """Lines that must stay as proof that something happened, without saying about whom."""
    e, j = events.c, journal.c
    # The safeguarding record is kept whole; so is the event it came from.
    concerns = e.payload.contains(CONCERN_TOLD)
    return {
        "events": update(events)
        .where(e.programme == sought.programme, e.done_at.isnot(None), ~concerns, e.payload != "{}")
        .where(or_(sought.in_column(e.about), sought.in_text(e.payload)))
        .values(payload="{}", about=""),
        "journal": update(journal)
        .where(j.programme == sought.programme, j.restricted.is_(False), j.reason != ERASED)
        .where(or_(sought.in_column(j.about), sought.in_text(j.reason)))
        .values(reason=ERASED, about=""),
    }


def _empty_mails_of_others(connection: Connection, sought: Traces) -> int:
    """Mails that name the person lose their words; those that have not gone out yet are given up with them."""
    m = messages.c
    ended = (m.programme == sought.programme) & m.state.in_(ENDED) & m.payload.isnot(None)
    told = connection.execute(select(m.key, m.payload).where(ended).execution_options(yield_per=500))
    keys = [row.key for row in told if sought.named_in(row.payload)]
    left = case((have_gone(sought.programme), m.state), else_=State.WITHDRAWN.value)
    for start in range(0, len(keys), MOST_KEYS):
        here = (m.programme == sought.programme) & m.key.in_(keys[start : start + MOST_KEYS])
        connection.execute(update(messages).where(here).values(payload=None, due_at=None, reason=ERASED, state=left))
    return len(keys)


def _delete(connection: Connection, table: Table, where: Where) -> int:
    return connection.execute(delete(table).where(where)).rowcount


def _wish_rows_away(connection: Connection, sought: Traces, now: datetime) -> None:
    """Take the person's rows out of the workbook, and their name out of the rows of others."""
    p = projections.c
    mine = (p.programme == sought.programme) & (p.destination == WORKBOOK)
    for row in connection.execute(select(p.key, p.payload).where(mine, _projection_of(connection, sought))).all():
        payload = _without(sought, row.payload)
        if payload != row.payload:
            again = {"payload": payload, "state": "due", "due_at": now, "version": p.version + 1}
            connection.execute(update(projections).where(mine, p.key == row.key).values(again))


def _without(sought: Traces, payload: str) -> str:
    """A desired row without the person: gone when it is theirs or tells what was done, else with the name left out."""
    tab, key, cells_wished = read_row(payload)
    if sought.person_id in key or tab == ACTIVITY:
        return row_payload(tab, key, None)
    kept = {column: sought.left_out_of(text) for column, text in (cells_wished or {}).items()}
    return row_payload(tab, key, None if cells_wished is None else kept)

"""Where a programme stands: what the status page shows, read from the tables. No answers, no concern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from service import codec
from service.storage.database import Database
from service.storage.messages import State
from service.storage.tables import cursors, destinations, messages, timers
from service.web.queues import Queues, read_queues
from workflows.effects import SendMail

MOST = 50
RESTRICTED = "concern"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place we read from."""

    name: str
    read_at: datetime | None
    last_event_at: datetime | None
    due_at: datetime | None
    state: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A destination that is not being delivered to, and why."""

    name: str
    reason: str
    resume_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A mail that waits until a person releases it."""

    key: str
    to: str
    subject: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The next thing that time will bring."""

    kind: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A programme at one instant."""

    queues: Queues
    sources: Sequence[Source]
    paused: Sequence[Paused]
    held: Sequence[Held]
    next: Sequence[Due]


def read_standing(database: Database, programme: str, now: datetime) -> Standing:
    """Where the programme stands now. Raises `StorageUnavailable`."""
    queues = read_queues(database, programme, now)
    with database.read() as connection:
        return Standing(
            queues=queues,
            sources=_sources(connection, programme),
            paused=_paused(connection, programme),
            held=_held(connection, programme),
            next=_next(connection, programme),
        )


def _sources(connection: Connection, programme: str) -> list[Source]:
    c = cursors.c
    columns = (c.source.label("name"), c.read_at, c.last_event_at, c.due_at, c.state, c.problem)
    rows = connection.execute(select(*columns).where(c.programme == programme).order_by(c.source))
    return [Source(**row._mapping) for row in rows]


def _paused(connection: Connection, programme: str) -> list[Paused]:
    d = destinations.c
    rows = connection.execute(
        select(d.name, d.paused_reason.label("reason"), d.resume_at)
        .where(d.programme == programme, d.paused_reason.isnot(None))
        .order_by(d.name)
    )
    return [Paused(**row._mapping) for row in rows]


def _held(connection: Connection, programme: str) -> list[Held]:
    m = messages.c
    rows = connection.execute(
        select(m.key, m.payload, m.decided_at)
        .where(m.programme == programme, m.state == State.HELD.value)
        .order_by(m.decided_at)
        .limit(MOST)
    )
    return [_held_mail(row.key, codec.decode(SendMail, row.payload), row.decided_at) for row in rows]


def _held_mail(key: str, mail: SendMail, decided_at: datetime) -> Held:
    return Held(key=key, to=mail.to.name, subject=mail.subject, decided_at=decided_at)


def _next(connection: Connection, programme: str) -> list[Due]:
    t = timers.c
    rows = connection.execute(
        select(t.kind, t.subject, t.due_at).where(t.programme == programme).order_by(t.due_at, t.kind).limit(12)
    )
    # That a concern is open is for its readers only.
    return [Due(**row._mapping) for row in rows if not is_restricted(row.kind)]


def is_restricted(key: str) -> bool:
    """Whether this key belongs to a concern: the page then says that something waits, not what."""
    return RESTRICTED in key or key.startswith("acknowledged/")

"""Asks calendars when people are busy; the answers come back as events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from connectors.ports import Calendar
from service.delivery import retry
from service.delivery.outcome import stops_all
from service.edge import guarded
from service.storage import asks, events
from service.storage.asks import Asked
from service.storage.events import NewEvent
from workflows.events import BusyKnown

MOST = 100


@dataclass
class Results:
    """Answers and failures of one batch."""

    answered: list[tuple[Asked, BusyKnown]] = field(default_factory=list)
    refused: list[tuple[Asked, Exception]] = field(default_factory=list)
    error: Exception | None = None
    acts: int = 0


def ask_all(calendar: Calendar, due: Sequence[Asked]) -> Results:
    """Ask each question in turn, until the supplier as a whole refuses."""
    results = Results()
    for asked in due:
        results.acts += 1
        answer, error = guarded(_asking(calendar, asked))
        if answer is not None:
            results.answered.append((asked, answer))
        # Everybody else's calendar would be refused just the same.
        elif error is not None and stops_all(error):
            results.error = error
            break
        elif error is not None:
            results.refused.append((asked, error))
    return results


def _asking(calendar: Calendar, asked: Asked) -> Callable[[], BusyKnown]:
    def act() -> BusyKnown:
        ask = asked.ask
        found = calendar.busy(ask.addresses, ask.starts_at, ask.ends_at)
        return BusyKnown(
            ask=ask.key,
            busy={
                address: None if stretches is None else tuple((s.starts_at, s.ends_at) for s in stretches)
                for address, stretches in found.items()
            },
        )

    return act


def record(connection: Connection, programme: str, results: Results, now: datetime, jitter: float) -> None:
    """Store the answers as events; ask again later what failed."""
    new = [NewEvent(answer, f"busy/{asked.key}/{asked.version}") for asked, answer in results.answered]
    events.add(connection, programme, new, now)
    for asked, _ in results.answered:
        asks.move(connection, programme, asked, "answered")
    for asked, error in results.refused:
        attempts, why = asked.attempts + 1, retry.in_words(error)
        if retry.gives_up(error, attempts):
            asks.move(connection, programme, asked, "parked", why=why)
        else:
            asks.move(connection, programme, asked, "due", again=now + retry.wait(error, attempts, jitter), why=why)

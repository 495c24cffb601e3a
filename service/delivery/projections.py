"""Makes rows and meetings stand as they should. Repeating is harmless; the newest wish wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from connectors.errors import ConnectorError, Permanent
from connectors.ports import Calendar, Entry, RowWrite, Table
from service.delivery import retry
from service.delivery.outcome import stops_all
from service.edge import guarded
from service.storage import cells, projections
from service.storage.projections import WORKBOOK, Failure, Standing
from workflows.effects import PutMeeting

MOST_ROWS = 5_000
MOST_MEETINGS = 50
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
CUT = " [cut; the whole text is kept in the service]"
MOST_BLIND_TRIES = 6


@dataclass
class Results:
    """What became of each wish of a batch. `error` stopped the rest."""

    applied: list[Standing] = field(default_factory=list)
    refused: list[tuple[Standing, Exception]] = field(default_factory=list)
    error: Exception | None = None
    acts: int = 0


def write_rows(table: Table, due: Sequence[Standing]) -> Results:
    """Write all rows in one call. When one of them is refused, find it and let the others pass."""
    results = Results()
    waiting = [list(due)]
    while waiting and results.error is None:
        part = waiting.pop(0)
        results.acts += 1
        error = _write(table, part)
        if error is None:
            results.applied += part
        # Only a refusal for good may be about single rows; anything else is about the workbook.
        elif not isinstance(error, Permanent) or _hopeless(results):
            results.error = error
        elif len(part) == 1:
            results.refused.append((part[0], error))
        else:
            half = len(part) // 2
            waiting += [part[:half], part[half:]]
    if results.refused and not results.applied:
        # Not one row could be written: it is the workbook, not the rows.
        results.error, results.refused = results.refused[0][1], []
    return results


def _write(table: Table, part: Sequence[Standing]) -> Exception | None:
    return guarded(lambda: table.write([_row_write(standing) for standing in part]))[1]


def _hopeless(results: Results) -> bool:
    return not results.applied and results.acts >= MOST_BLIND_TRIES


def _row_write(standing: Standing) -> RowWrite:
    tab, key, cells = projections.read_row(standing.payload)
    return RowWrite(tab=tab, key=key, cells=None if cells is None else {k: _fitting(v) for k, v in cells.items()})


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def put_meetings(calendar: Calendar, due: Sequence[Standing], *, zone: str, online: bool) -> Results:
    """Put all meetings in one call; each has its own outcome."""
    results = Results(acts=len(due))
    entries = [_entry(projections.read_meeting(s.payload), zone, online=online) for s in due]
    outcomes, error = guarded(lambda: calendar.put(entries))
    if outcomes is None:
        results.error = error
        return results
    for standing, outcome in zip(due, outcomes, strict=True):
        _sort(results, standing, outcome)
    return results


def _sort(results: Results, standing: Standing, outcome: ConnectorError | None) -> None:
    if outcome is None:
        results.applied.append(standing)
    elif stops_all(outcome):
        results.error = outcome
    else:
        results.refused.append((standing, outcome))


def _entry(meeting: PutMeeting, zone: str, *, online: bool) -> Entry:
    return Entry(
        key=meeting.key,
        version=meeting.version,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=zone,
        organiser=meeting.organiser,
        attendees=meeting.attendees,
        location=meeting.location,
        room=meeting.room_address,
        description=meeting.description,
        cancelled=meeting.cancelled,
        online=online,
    )


def record(
    connection: Connection, programme: str, destination: str, results: Results, now: datetime, jitter: float
) -> None:
    """Write down what became of each wish. Rows that are gone are forgotten; what failed comes back later."""
    # A removed row needs no memory: a later wish for its key starts anew.
    gone = {s.key: s for s in results.applied if destination == WORKBOOK and _is_removal(s)}
    kept = [s for s in results.applied if s.key not in gone] if gone else results.applied
    projections.applied(connection, programme, destination, kept, now)
    projections.forget(connection, programme, destination, list(gone.values()))
    cells.blank_rows(connection, programme, [projections.read_row(s.payload)[:2] for s in gone.values()])
    failures = [_failure(standing, error, now, jitter) for standing, error in results.refused]
    projections.failed(connection, programme, destination, failures)


def _is_removal(standing: Standing) -> bool:
    return projections.read_row(standing.payload)[2] is None


def _failure(standing: Standing, error: Exception, now: datetime, jitter: float) -> Failure:
    attempts = standing.attempts + 1
    again = None if retry.gives_up(error, attempts) else now + retry.wait(error, attempts, jitter)
    return Failure(standing, retry.in_words(error), again)


def take(connection: Connection, programme: str, destination: str, now: datetime, room: int) -> list[Standing]:
    """The wishes of the next batch."""
    most = MOST_ROWS if destination == WORKBOOK else min(MOST_MEETINGS, room)
    return projections.due(connection, programme, destination, now, most)

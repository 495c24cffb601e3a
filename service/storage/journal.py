"""The journal: what was decided and why, appended and never changed except to erase a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from service.storage.prepared import run
from service.storage.tables import about, journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One reason. Restricted lines are shown on the restricted page only."""

    event_id: int | None
    event_kind: str
    reason: str
    about: tuple[str, ...] = ()
    restricted: bool = False


_ADD = insert(journal)


def add(connection: Connection, programme: str, lines: Sequence[Line], now: datetime) -> None:
    """Append lines."""
    if lines:
        run(connection, _ADD, [_row(programme, line, now) for line in lines])


def _row(programme: str, line: Line, now: datetime) -> dict[str, object]:
    return {
        "programme": programme,
        "at": now,
        "event_id": line.event_id,
        "event_kind": line.event_kind,
        "reason": line.reason,
        "about": about(line.about),
        "restricted": line.restricted,
    }

"""Notifications as they came, until what they speak of was looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from connectors.ports import Delivery
from service.storage.prepared import run
from service.storage.statements import InsertNew
from service.storage.tables import inbox

_NEW = InsertNew(inbox, "programme", "source", "delivery_id")
_waiting = (inbox.c.programme == bindparam("p"), inbox.c.looked_at.is_(None))
_TOLD = select(inbox.c.source, inbox.c.named).where(*_waiting).distinct()
_LOOKED = (
    update(inbox)
    .where(
        *_waiting,
        inbox.c.source == bindparam("s"),
        inbox.c.named == bindparam("what"),
        inbox.c.received_at <= bindparam("now"),
    )
    .values(looked_at=bindparam("now"))
)


def add(connection: Connection, found: Iterable[tuple[str, Delivery]]) -> None:
    """Keep deliveries, each with its programme; known ones are no-ops."""
    _NEW.all(connection, [_row(programme, delivery) for programme, delivery in found])


def _row(programme: str, delivery: Delivery) -> dict[str, object]:
    return {
        "programme": programme,
        "source": delivery.source,
        "delivery_id": delivery.delivery_id,
        "received_at": delivery.received_at,
        "body": delivery.body.decode("utf-8") if delivery.body else None,
        "named": delivery.about,
    }


def told(connection: Connection, programme: str) -> dict[str, set[str]]:
    """Sources that notified us since they were last looked at, with what the notifications named ("": nothing)."""
    found: dict[str, set[str]] = {}
    for source, named in run(connection, _TOLD, {"p": programme}):
        found.setdefault(source, set()).add(named)
    return found


def looked(connection: Connection, programme: str, seen: Mapping[str, AbstractSet[str]], now: datetime) -> None:
    """What was notified of these up to `now` has been looked at. A name that came meanwhile still waits."""
    names = [(source, what) for source in sorted(seen) for what in sorted(seen[source])]
    if names:
        run(connection, _LOOKED, [{"p": programme, "s": source, "what": what, "now": now} for source, what in names])

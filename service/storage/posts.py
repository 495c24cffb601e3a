"""What deliveries brought with them, kept from the door until it has been read, and no longer."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, bindparam, select, update

from service.storage.prepared import run
from service.storage.tables import inbox

MOST = 500
"""Bodies taken at a time; the rest come with the next look."""


@dataclass(frozen=True, slots=True)
class Post:
    """One delivery's body under the delivery's name."""

    source: str
    delivery_id: str
    body: bytes = field(repr=False)


_one = and_(
    inbox.c.programme == bindparam("p"), inbox.c.source == bindparam("s"), inbox.c.delivery_id == bindparam("d")
)
_WAITING = (
    select(inbox.c.source, inbox.c.delivery_id, inbox.c.body)
    .where(inbox.c.programme == bindparam("p"), inbox.c.body.isnot(None))
    .order_by(inbox.c.received_at, inbox.c.delivery_id)
    .limit(MOST)
)
_READ = update(inbox).where(_one).values(body=None)


def waiting(connection: Connection, programme: str) -> list[Post]:
    """Bodies that have not been read, oldest first."""
    return [Post(row.source, row.delivery_id, row.body.encode()) for row in run(connection, _WAITING, {"p": programme})]


def read(connection: Connection, programme: str, post: Post) -> None:
    """The body is answers now; the delivery's name stays, so that the same delivery is known again."""
    run(connection, _READ, {"p": programme, "s": post.source, "d": post.delivery_id})

"""Staff sessions: server-side rows, of which the browser holds only a random name.

Lifetimes follow OWASP ASVS 5.0 V7.3: an idle limit and an absolute one. Only the hash of a session's name is stored,
so that a copy of the database signs nobody in.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, update

from service.storage.database import Database
from service.storage.tables import sessions

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=1)
"""A session's last use is written at most this often: reading a page should not cost a write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is signed in. `csrf_token` proves that a POST comes from a page we made for this session."""

    programme: str
    staff_id: str
    csrf_token: str

    def owns(self, csrf_token: str) -> bool:
        """Whether the token is this session's, compared in constant time."""
        return hmac.compare_digest(self.csrf_token.encode(), csrf_token.encode("utf-8", "replace"))


def begin(connection: Connection, *, programme: str, staff_id: str, now: datetime) -> str:
    """Open a session and return its name, which only the browser keeps. Ended sessions are swept on the way."""
    name = secrets.token_urlsafe(32)
    row = {
        "session_hash": hashed(name),
        "programme": programme,
        "staff_id": staff_id,
        "csrf_token": secrets.token_urlsafe(32),
        "created_at": now,
        "seen_at": now,
        "expires_at": now + ABSOLUTE,
    }
    connection.execute(delete(sessions).where((sessions.c.expires_at <= now) | (sessions.c.seen_at <= now - IDLE)))
    connection.execute(insert(sessions).values(row))
    return name


def find(database: Database, name: str, now: datetime) -> Session | None:
    """The session of that name, if it is still good; its use is noted."""
    with database.read() as connection:
        row = connection.execute(select(sessions).where(sessions.c.session_hash == hashed(name))).one_or_none()
    if row is None or row.expires_at <= now or row.seen_at <= now - IDLE:
        return None
    if row.seen_at <= now - SEEN_EVERY:
        with database.write() as connection:
            connection.execute(update(sessions).where(sessions.c.session_hash == hashed(name)).values(seen_at=now))
    return Session(programme=row.programme, staff_id=row.staff_id, csrf_token=row.csrf_token)


def end(database: Database, name: str) -> None:
    """Close the session of that name, if there is one."""
    with database.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.session_hash == hashed(name)))


def hashed(name: str) -> str:
    """How a session's name is kept."""
    return sha256(name.encode("utf-8", "replace")).hexdigest()

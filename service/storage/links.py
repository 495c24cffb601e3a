"""One-time sign-in links for staff. Only a hash of the token is kept; the token itself stands in the mail alone."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, bindparam, insert, update

from service.storage.tables import sign_in_links

LASTS = timedelta(days=3)
"""How long a link in a mail works: over a weekend."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may sign in to which programme, and the page they land on."""

    programme: str
    staff_id: str
    path: str


t = sign_in_links
_NEW = insert(t)
# Looking and spending are one statement: of two clicks at once, one finds the link unused.
_REDEEM = (
    update(t)
    .where(t.c.token_hash == bindparam("h"), t.c.used_at.is_(None), t.c.expires_at > bindparam("now"))
    .values(used_at=bindparam("now"))
    .returning(t.c.programme, t.c.staff_id, t.c.path)
)


def issue(connection: Connection, grant: Grant, *, random: bytes, now: datetime, lasts: timedelta = LASTS) -> str:
    """A token that opens the page once. `random` must be 32 unguessable bytes."""
    token = token_of(random)
    row = {
        "token_hash": _hash(token),
        "programme": grant.programme,
        "staff_id": grant.staff_id,
        "path": grant.path,
        "created_at": now,
        "expires_at": now + lasts,
    }
    connection.execute(_NEW, row)
    return token


def token_of(random: bytes) -> str:
    """The random bytes as they stand in an address."""
    return urlsafe_b64encode(random).rstrip(b"=").decode()


def redeem(connection: Connection, token: str, now: datetime) -> Grant | None:
    """Spend the token; None when it is unknown, used or too old. Of two at once, one wins.

    What it opens belongs into the same transaction: a link that was spent for nothing leaves its reader outside.
    """
    row = connection.execute(_REDEEM, {"h": _hash(token), "now": now}).first()
    return None if row is None else Grant(*row)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()

"""Google's public keys, kept so that judging a notification needs no network.

Keys appear well before they sign and vanish when they are retired; a retired key is kept for the life of the tokens
it may have signed, so that no genuine push is refused through a rotation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread

from connectors.errors import Retryable
from connectors.google.http import Door

CERTIFICATES = "https://www.googleapis.com/oauth2/v1/certs"
REFRESH_EVERY = timedelta(hours=1)
ASK_AGAIN = timedelta(minutes=1)
TOKEN_LIFE = timedelta(hours=1, minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One certificate as PEM. `until` is None while Google lists it, then the time after which it is not believed."""

    certificate: str
    until: datetime | None = None


Fetch = Callable[[], Mapping[str, str] | None]


class KeyRing:
    """The keys by their id. Reading is one look at a value that is replaced as a whole, so threads need no lock."""

    def __init__(self, certificates: Mapping[str, str] | None = None, *, fetch: Fetch = lambda: None) -> None:
        self._keys = {name: Key(certificate=text) for name, text in (certificates or {}).items()}
        self._fetch = fetch
        self._asked_at: datetime | None = None

    def certificate(self, name: str, now: datetime) -> str | None:
        """The certificate with this id, if it is believed at `now`.

        An unknown id starts a refresh in a thread of its own, once a minute at most: the delivery at hand is refused
        and comes again, and whoever sends invented ids causes no calls.
        """
        key = self._keys.get(name)
        if key is None and self._is_due(now, ASK_AGAIN):
            Thread(target=self._ask, args=(now,), daemon=True).start()
        return key.certificate if key and (key.until is None or now < key.until) else None

    def refresh(self, now: datetime) -> None:
        """Read Google's list again when an hour has passed. A list that cannot be read leaves the old keys standing."""
        if self._is_due(now, REFRESH_EVERY) or not self._keys:
            self._ask(now)

    def _is_due(self, now: datetime, span: timedelta) -> bool:
        """Whether so much time has passed since the last asking; a clock set back counts as passed."""
        return self._asked_at is None or not timedelta(0) <= now - self._asked_at < span

    def _ask(self, now: datetime) -> None:
        self._asked_at = now
        listed = self._fetch()
        if listed:
            self._replace(listed, now)

    def _replace(self, listed: Mapping[str, str], now: datetime) -> None:
        retired = {
            name: Key(certificate=key.certificate, until=key.until or now + TOKEN_LIFE)
            for name, key in self._keys.items()
            if name not in listed and (key.until is None or now < key.until)
        }
        self._keys = {**retired, **{name: Key(certificate=text) for name, text in listed.items()}}


def fetch_certificates(door: Door) -> Mapping[str, str] | None:
    """Google's certificates by key id, or None when they cannot be had just now."""
    try:
        answer = door.fetch(CERTIFICATES)
        listed = answer.json() if answer.ok else None
    except (Retryable, ValueError):
        return None
    return {str(name): str(text) for name, text in listed.items()} if isinstance(listed, dict) else None

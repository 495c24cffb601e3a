"""Google's public keys, kept so that judging a notification needs no network.

Keys appear well before they sign and vanish when they are retired; a retired key is kept for the life of the tokens
it may have signed, so that no genuine push is refused through a rotation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.errors import Retryable
from connectors.google.http import Door

CERTIFICATES = "https://www.googleapis.com/oauth2/v1/certs"
REFRESH_EVERY = timedelta(hours=1)
TOKEN_LIFE = timedelta(hours=1, minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One certificate as PEM. `until` is None while Google lists it, then the time after which it is not believed."""

    certificate: str
    until: datetime | None = None


class KeyRing:
    """The keys by their id. Reading is one look at a value that is replaced as a whole, so threads need no lock."""

    def __init__(self, certificates: Mapping[str, str] | None = None) -> None:
        self._keys = {name: Key(certificate=text) for name, text in (certificates or {}).items()}
        self._refreshed_at: datetime | None = None

    def certificate(self, name: str, now: datetime) -> str | None:
        """The certificate with this id, if it is believed at `now`."""
        key = self._keys.get(name)
        return key.certificate if key and (key.until is None or now < key.until) else None

    def refresh(self, door: Door, now: datetime) -> None:
        """Read Google's list again when an hour has passed. A list that cannot be read leaves the old keys standing."""
        if self._refreshed_at is not None and timedelta(0) <= now - self._refreshed_at < REFRESH_EVERY:
            return
        try:
            answer = door.fetch(CERTIFICATES)
        except Retryable:
            return
        listed = answer.json() if answer.ok else None
        if isinstance(listed, dict) and listed:
            self._replace({str(name): str(text) for name, text in listed.items()}, now)

    def _replace(self, listed: Mapping[str, str], now: datetime) -> None:
        retired = {
            name: Key(certificate=key.certificate, until=key.until or now + TOKEN_LIFE)
            for name, key in self._keys.items()
            if name not in listed and (key.until is None or now < key.until)
        }
        self._keys = {**retired, **{name: Key(certificate=text) for name, text in listed.items()}}
        self._refreshed_at = now

"""Who may say "look now": Pub/Sub's signed pushes and the school's own Apps Script.

A push is judged by its OIDC token alone: RS256, Google's keys, the pinned issuer, our audience, our push account with
a verified address. Its body is not signed, which is harmless: all it can say is which form to look at.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.errors import WebhookRejected
from connectors.google.keys import KeyRing
from connectors.google.vendor import load
from connectors.ports import Delivery
from connectors.signatures import verified_id

ISSUERS = frozenset({"https://accounts.google.com", "accounts.google.com"})
SKEW = timedelta(seconds=10)
LONGEST_TOKEN = 4_096
SOURCE = "forms"
QUESTIONS = "/questions"
"""What follows a form's id in `Delivery.about` when what it asks was changed, not what was answered."""
EVENTS: Mapping[str, str] = {"RESPONSES": "", "SCHEMA": QUESTIONS}
FORM_ID = re.compile(r"[\w-]{1,200}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class PushVerifier:
    """Judges Pub/Sub pushes. `keys` are refreshed by `subscriptions`, never here."""

    keys: KeyRing
    audience: str
    sender: str

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Delivery]:
        """The delivery of a push about responses or a form's questions.

        An authentic push about anything else proves nothing and is answered like a good one, for refusing it would
        only have it sent again for days.
        """
        token = _bearer(headers)
        self._judge(token, now)
        try:
            return deliveries(_object(body).get("message"), now)
        except WebhookRejected:
            return ()

    def _judge(self, token: str, now: datetime) -> None:
        signed, _, signature = token.rpartition(".")
        head, claims = (_object(_decoded(part)) for part in _two(signed))
        certificate = self.keys.certificate(_text(head, "kid"), now)
        if head.get("alg") != "RS256" or certificate is None:
            raise WebhookRejected("The token's algorithm or key is not Google's")
        if not _signed_by(certificate, signed.encode(), _decoded(signature)):
            raise WebhookRejected("The token's signature is not Google's")
        if _text(claims, "iss") not in ISSUERS or claims.get("aud") != self.audience:
            raise WebhookRejected("The token is not meant for this address")
        if claims.get("email") != self.sender or claims.get("email_verified") is not True:
            raise WebhookRejected("The token names another sender")
        begins = max(_moment(claims, name) for name in ("iat", "nbf") if name == "iat" or name in claims)
        if not begins - SKEW <= now <= _moment(claims, "exp") + SKEW:
            raise WebhookRejected("The token's time is over or has not come")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptVerifier:
    """Judges what the school's Apps Script sends: the Standard Webhooks scheme over the whole body."""

    keys: Sequence[bytes]

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Delivery]:
        """The delivery that the signature proves."""
        name = verified_id(self.keys, headers, body, now)
        try:
            about = _about(_object(body), "RESPONSES")
        except WebhookRejected:
            about = ""
        return (Delivery(source=SOURCE, delivery_id=name, received_at=now, about=about),)


def deliveries(message: object, now: datetime) -> tuple[Delivery, ...]:
    """What one Pub/Sub message says. Messages of Forms carry attributes and no `data` key at all."""
    if not isinstance(message, dict):
        return ()
    attributes = message.get("attributes")
    identifier = message.get("messageId") or message.get("message_id")
    if not isinstance(attributes, dict) or not isinstance(identifier, str):
        return ()
    event = _text(attributes, "eventType")
    if event not in EVENTS or not attributes.get("formId"):
        return ()
    return (Delivery(source=SOURCE, delivery_id=identifier, received_at=now, about=_about(attributes, event)),)


def _about(values: Mapping[str, Any], event: str) -> str:
    form = _text(values, "formId")
    return form + EVENTS[event] if FORM_ID.fullmatch(form) else ""


def _bearer(headers: Mapping[str, str]) -> str:
    given = next((text for name, text in headers.items() if name.lower() == "authorization"), "")
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.isascii() or len(token) > LONGEST_TOKEN:
        raise WebhookRejected("There is no bearer token")
    return token


def _two(signed: str) -> tuple[str, str]:
    parts = signed.split(".")
    if len(parts) != 2:
        raise WebhookRejected("The token does not have three parts")
    return parts[0], parts[1]


def _decoded(part: str) -> bytes:
    """Base64url without padding, exactly: what encodes to something else again is no part of a token."""
    try:
        decoded = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as broken:
        raise WebhookRejected("The token is not base64url") from broken
    if base64.urlsafe_b64encode(decoded).decode().rstrip("=") != part:
        raise WebhookRejected("The token has stray bits")
    return decoded


def _object(content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError) as broken:
        raise WebhookRejected("The delivery is not JSON") from broken
    if not isinstance(read, dict):
        raise WebhookRejected("The delivery is not a JSON object")
    return read


def _text(values: Mapping[str, Any], name: str) -> str:
    return value if isinstance(value := values.get(name), str) else ""


def _moment(claims: Mapping[str, Any], name: str) -> datetime:
    seconds = claims.get(name)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 <= seconds < 2**37:
        raise WebhookRejected(f"The token has no {name}")
    return datetime.fromtimestamp(seconds, tz=UTC)


def _signed_by(certificate: str, message: bytes, signature: bytes) -> bool:
    try:
        return bool(load("google.auth.crypt").RSAVerifier.from_string(certificate).verify(message, signature))
    except ValueError:
        return False

"""The Standard Webhooks signature scheme (github.com/standard-webhooks/standard-webhooks, spec 1.0), without I/O.

A delivery carries `webhook-id`, `webhook-timestamp` (seconds since 1970) and `webhook-signature`: space-separated
`v1,<base64 of HMAC-SHA256 over id.timestamp.body>`, one for each secret in use while secrets are being changed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from connectors.errors import Permanent, WebhookRejected

TOLERANCE = timedelta(minutes=5)
_ID = re.compile(r"[\x21-\x7e]{1,256}")
_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)
SHORTEST_SECRET = 16  # bytes


def read_secret(secret: str) -> bytes:
    """The key of a secret written `whsec_<base64>`. Raises `Permanent` when it is not one, or too short."""
    try:
        key = base64.b64decode(secret.strip().removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < SHORTEST_SECRET:
        mend = "Make one with: python -c \"import base64,os;print('whsec_'+base64.b64encode(os.urandom(32)).decode())\""
        raise Permanent("A webhook secret is not of the form whsec_<base64 of 16 bytes or more>.", mend=mend)
    return key


def sign(key: bytes, *, delivery_id: str, sent_at: datetime, body: bytes) -> Mapping[str, str]:
    """The three headers that prove `body`."""
    seconds = str(int(sent_at.timestamp()))
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{_signature(key, delivery_id, seconds, body).decode()}",
    }


def verified_id(keys: Sequence[bytes], headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The id of the delivery that these bytes prove. Raises `WebhookRejected` on any others, and nothing else."""
    lower = {str(name).lower(): str(value) for name, value in headers.items()}
    delivery_id, seconds = lower.get("webhook-id", ""), lower.get("webhook-timestamp", "")
    if not _ID.fullmatch(delivery_id) or not _SECONDS.fullmatch(seconds):
        raise WebhookRejected("The headers webhook-id and webhook-timestamp are missing or malformed.")
    if not _is_fresh(int(seconds), now):
        raise WebhookRejected("The webhook-timestamp is more than five minutes away from now.")
    offered = [
        part[3:].encode("utf-8", "replace")
        for part in lower.get("webhook-signature", "").split(" ")
        if part[:3] == "v1,"
    ]
    expected = [_signature(key, delivery_id, seconds, body) for key in keys]
    matches = [hmac.compare_digest(mine, theirs) for mine in expected for theirs in offered[:16]]
    if not any(matches):
        raise WebhookRejected("No webhook-signature matches the body.")
    return delivery_id


def _is_fresh(seconds: int, now: datetime) -> bool:
    try:
        return abs(now - datetime.fromtimestamp(seconds, UTC)) <= TOLERANCE
    except (OverflowError, ValueError, OSError):
        return False


def _signature(key: bytes, delivery_id: str, seconds: str, body: bytes) -> bytes:
    signed = f"{delivery_id}.{seconds}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())

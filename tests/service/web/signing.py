"""Signs deliveries by the Standard Webhooks scheme, with a library that shares no code with ours."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from connectors.errors import WebhookRejected
from connectors.ports import Delivery
from tests.service.web.houses import NOW

BODY = b'{"type":"form.answered","data":{}}'


def key_of(programme: str) -> str:
    """The programme's signing key."""
    return "whsec_" + b64encode(f"key of {programme}, thirty bytes and more".encode()).decode()


def signed_headers(
    body: bytes = BODY, *, programme: str = "oak", delivery: str = "msg_1", at: datetime = NOW
) -> dict[str, str]:
    """The headers of a genuine delivery."""
    signature = Webhook(key_of(programme)).sign(delivery, at, body.decode())
    return {
        "webhook-id": delivery,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
        "content-type": "application/json",
    }


@dataclass(frozen=True)
class _Verifier:
    key: bytes

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Delivery]:
        ident, at, sent = (headers.get(f"webhook-{n}", "") for n in ("id", "timestamp", "signature"))
        wanted = b64encode(hmac.digest(self.key, f"{ident}.{at}.".encode() + body, "sha256")).decode()
        fresh = at.isdecimal() and abs(datetime.fromtimestamp(int(at[:11]), UTC) - now) <= timedelta(minutes=5)
        if not fresh or not hmac.compare_digest(f"v1,{wanted}".encode(), sent.encode()):
            raise WebhookRejected("no")
        return [Delivery(source="signed", delivery_id=ident, received_at=now)]


def signed_verifier(programme: str) -> _Verifier:
    """The verifier of that programme's key."""
    return _Verifier(b64decode(key_of(programme).removeprefix("whsec_")))

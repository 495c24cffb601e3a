"""Signs deliveries by the Standard Webhooks scheme, with a library that shares no code with ours."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime

from standardwebhooks import Webhook

from connectors.local.webhook import SignedWebhookVerifier
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


def signed_verifier(programme: str) -> SignedWebhookVerifier:
    """The verifier of that programme's key."""
    return SignedWebhookVerifier("forms", [key_of(programme)])

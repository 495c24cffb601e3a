"""Who may knock at the local suite's doors: whoever signs by the Standard Webhooks scheme with the school's secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from connectors.ports import Delivery
from connectors.signatures import read_secret, verified_id


class SignedWebhookVerifier:
    """A `WebhookVerifier` for one source; two secrets at once while they are being changed."""

    def __init__(self, source: str, secrets: Sequence[str]) -> None:
        """Raises `Permanent` when a secret is malformed."""
        self._source = source
        self._keys = [read_secret(secret) for secret in secrets]

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Delivery]:
        """See `WebhookVerifier.verify`."""
        delivery_id = verified_id(self._keys, headers, body, now)
        return [Delivery(source=self._source, delivery_id=delivery_id, received_at=now)]

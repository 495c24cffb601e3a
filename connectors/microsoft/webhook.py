"""Who may knock: the school's own flows, which bring answers, and Graph, which says "look now".

A flow cannot sign (Power Automate has no HMAC), so it shows a long secret in a header. Graph signs nothing either: each
notification carries back the `clientState` that only we and Graph know.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import WebhookRejected
from connectors.microsoft.form_reading import instant
from connectors.ports import Delivery
from connectors.promises import PROMISES

SECRET_HEADER = "x-nearpeer-secret"  # noqa: S105 -- the header's name, not its value
FORMS, TABLE, CALENDAR, MAIL = "forms", "table", "calendar", "mail"
JSON = "application/json"
LONGEST_TOKEN = 4_096
FRESH = timedelta(days=35)  # a flow repeats a failed step for a day, and staff may send old runs again for 28
AHEAD = timedelta(days=1)
TOGETHER_SECONDS = 300  # of one drive, one knock in five minutes is kept; notifications of drives name no change


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowVerifier:
    """Judges what the school's flows post. `secrets` are one or two, while they are being changed."""

    secrets: tuple[str, ...]

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Delivery]:
        """The answer that the flow brings. The same answer brought again has the same id; an edited one another."""
        offered = _header(headers, SECRET_HEADER).encode("utf-8", "replace")
        matches = [hmac.compare_digest(secret.encode(), offered) for secret in self.secrets]
        if not any(matches):
            raise WebhookRejected("The flow's secret is wrong")
        content = _object(body)
        form_id, number = content.get("form_id"), content.get("response_id")
        if not isinstance(form_id, str) or not form_id or not isinstance(number, str | int) or number == "":
            raise WebhookRejected("The body names no form and answer")
        # A flow without a time cannot be old; one with a time is refused like any stale delivery.
        sent = content.get("sent_at")
        if sent is not None and not -AHEAD <= now - _moment(sent) <= FRESH:
            raise WebhookRejected("The answer was sent long ago")
        same = {name: part for name, part in content.items() if name not in {"flow_run", "sent_at"}}
        digest = hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()[:12]
        # JSON may carry halves of letters, which no database takes.
        answer = str(number)[:40].encode("utf-8", "replace").decode()
        name = f"{hashlib.sha256(form_id.encode('utf-8', 'replace')).hexdigest()[:12]}/{answer}/{digest}"
        return (Delivery(source=FORMS, delivery_id=name, received_at=now, body=body),)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationVerifier:
    """Judges Graph's notifications item by item: those that do not carry our state are dropped, the others kept."""

    secret: str
    tenant: str = ""

    def answer(self, query: Mapping[str, str]) -> str | None:
        """Graph's handshake: the token is said back as it came (Graph's page "Receive change notifications")."""
        token = query.get("validationToken")
        return token[:LONGEST_TOKEN] if token else None

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Delivery]:
        """The looks that these notifications ask for.

        What Graph says of a promise itself asks for its mending, and for a look too, for news may be missing.
        """
        if _header(headers, "content-type").partition(";")[0].strip().lower() != JSON:
            raise WebhookRejected("The delivery is not announced as JSON")
        items = _object(body).get("value")
        listed = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        genuine = [item for item in listed if self._is_ours(item, now)]
        if not genuine:
            raise WebhookRejected("No notification carries our state")
        looks = [_delivery(item, now) for item in genuine]
        hurt = [look for item, look in zip(genuine, looks, strict=True) if isinstance(item.get("lifecycleEvent"), str)]
        return (*looks, *(replace(look, source=PROMISES) for look in hurt))

    def _is_ours(self, item: Mapping[str, Any], now: datetime) -> bool:
        offered = item.get("clientState")
        if not isinstance(offered, str) or not isinstance(item.get("subscriptionId"), str):
            return False
        source = offered.partition(".")[0]
        proved = hmac.compare_digest(client_state(self.secret, source).encode(), offered.encode("utf-8", "replace"))
        tenant = item.get("tenantId")
        ends = item.get("subscriptionExpirationDateTime")
        alive = ends is None or _moment(ends) > now
        return proved and source in SOURCES and alive and (not self.tenant or tenant in (None, self.tenant))


SOURCES = frozenset({FORMS, TABLE, CALENDAR, MAIL})


def client_state(secret: str, source: str) -> str:
    """What a subscription for this source carries back: at most 128 characters, of use for no other source."""
    proof = hmac.new(secret.encode(), f"graph notification for {source}".encode(), hashlib.sha256).hexdigest()
    return f"{source}.{proof}"


def _delivery(item: Mapping[str, Any], now: datetime) -> Delivery:
    data = item.get("resourceData")
    etag = data.get("@odata.etag") if isinstance(data, dict) else None
    when = "" if item.get("id") or etag else str(int(now.timestamp()) // TOGETHER_SECONDS)
    digest = hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:24]
    source = str(item["clientState"]).partition(".")[0]
    return Delivery(source=source, delivery_id=f"graph/{digest}{'/' if when else ''}{when}", received_at=now)


def _header(headers: Mapping[str, str], wanted: str) -> str:
    return next((text for name, text in headers.items() if name.lower() == wanted), "")


def _object(body: bytes) -> dict[str, Any]:
    try:
        # As UTF-8 and nothing else: the reader of `bytes` would guess, and the text is kept as UTF-8.
        read = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as broken:
        raise WebhookRejected("The delivery is not JSON") from broken
    if not isinstance(read, dict):
        raise WebhookRejected("The delivery is not a JSON object")
    return read


def _moment(text: object) -> datetime:
    try:
        return instant(text)
    except (ValueError, OverflowError) as broken:
        raise WebhookRejected("The delivery names no time") from broken

"""Microsoft keeps every promise of the ports that speak of notifications and of permissions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from connectors.microsoft.probe import MicrosoftProbe
from connectors.microsoft.subscriptions import MicrosoftSubscriptions
from connectors.microsoft.webhook import SECRET_HEADER, FlowVerifier, NotificationVerifier, client_state
from connectors.ports import Probe, Subscription, Subscriptions, WebhookVerifier
from tests.connectors import contracts
from tests.connectors.contracts import NOW
from tests.connectors.microsoft.workbook_staff import fresh_book
from tests.emulators.microsoft.forms_part import details, posted
from tests.emulators.microsoft.identity import TENANT
from tests.emulators.microsoft.school import FLOW_SECRET, NOTIFY, NOTIFY_SECRET, School


class TestFlowVerifier(contracts.WebhookVerifierContract):
    def open(self) -> WebhookVerifier:
        return FlowVerifier(secrets=("the-secret-of-last-term-which-still-counts", FLOW_SECRET))

    def notification(self, *, now: datetime) -> tuple[Mapping[str, str], bytes]:
        return {SECRET_HEADER: FLOW_SECRET}, posted("form-1", 17, details({"Name": "Ada"}, at=now), at=now)

    def source(self) -> str:
        return "forms"


class TestNotificationVerifier(contracts.WebhookVerifierContract):
    def open(self) -> WebhookVerifier:
        return NotificationVerifier(secret=NOTIFY_SECRET, tenant=TENANT)

    def notification(self, *, now: datetime) -> tuple[Mapping[str, str], bytes]:
        return {"Content-Type": "application/json; charset=utf-8"}, json.dumps({"value": [item(now)]}).encode()

    def source(self) -> str:
        return "table"


def item(now: datetime, *, source: str = "table", identifier: str = "sub-1", **changed: Any) -> dict[str, object]:
    """One notification as Graph sends it."""
    return {
        "subscriptionId": identifier,
        "subscriptionExpirationDateTime": (now + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M:%S.0000000Z"),
        "clientState": client_state(NOTIFY_SECRET, source),
        "changeType": "updated",
        "resource": "drives/D/root",
        "tenantId": TENANT,
        "resourceData": {"@odata.type": "#microsoft.graph.driveItem", "id": "root"},
        **changed,
    }


class Dated:
    """The subscriptions of a world whose clock goes with the calls'."""

    def __init__(self, house: School) -> None:
        self._house = house

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        self._house.world.now = now
        return MicrosoftSubscriptions(self._house.door(), self._house.read()).keep_alive(now)


@pytest.mark.slow
class TestSubscriptions(contracts.SubscriptionsContract):
    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        house.extra |= {"notification_url": NOTIFY, "notification_secret": NOTIFY_SECRET}
        self.house = house

    def open(self) -> Subscriptions:
        return Dated(self.house)


@pytest.mark.slow
class TestProbe(contracts.ProbeContract):
    @pytest.fixture(autouse=True)
    def _house(self, house: School) -> None:
        self.house = house
        fresh_book(house)

    def open(self) -> Probe:
        return MicrosoftProbe(self.house.door(), self.house.read(), now=lambda: NOW)

    def open_broken(self) -> Probe:
        self.house.world.identities.granted = frozenset()
        return self.open()

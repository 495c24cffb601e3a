"""Google's standing promises to tell us: a watch for each form, and the Pub/Sub subscription they arrive by.

A watch lives seven days; we renew daily, so that six failures in a row are survived. One that expired answers
NOT_FOUND and is made again; one that Google suspended is renewed once its cause is gone. Losing all of them loses
nothing: the sweep reads every form from its cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import ConnectorError, Permanent
from connectors.google.form_reading import instant
from connectors.google.http import Door
from connectors.google.keys import KeyRing
from connectors.google.settings import PubSubSettings
from connectors.google.webhook import deliveries
from connectors.ports import Delivery, Subscription

EVENT_TYPES = ("RESPONSES", "SCHEMA")
RENEW_AFTER = timedelta(days=1)
LIFE = timedelta(days=7)
LOOK_EVERY = timedelta(hours=6)
SOON = timedelta(minutes=10)
ACK_SECONDS = 30
PULL_LIMIT = 100
NEVER_EXPIRES: Mapping[str, str] = {}  # without it Google deletes a subscription after 31 idle days, a summer holiday


@dataclass(slots=True)
class Known:
    """What this process last saw, so that a beat every minute costs no calls."""

    looked_at: datetime
    states: tuple[Subscription, ...]

    def holds(self, now: datetime) -> bool:
        """Whether nothing can be due yet."""
        due = any(state.renew_at is not None and state.renew_at <= now for state in self.states)
        return not due and timedelta(0) <= now - self.looked_at < LOOK_EVERY


class GoogleSubscriptions:
    """The watches of one school's forms."""

    def __init__(
        self,
        door: Door,
        machine: Door,
        pubsub: PubSubSettings,
        keys: KeyRing,
        form_ids: Callable[[], Mapping[str, str]],
    ) -> None:
        self._door, self._machine, self._pubsub = door, machine, pubsub
        self._keys, self._form_ids = keys, form_ids
        self._known: Known | None = None

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        """Refresh the keys pushes are judged by, then see to the subscription and to each form's watches."""
        if self._pubsub.push_endpoint:
            self._keys.refresh(now)
        if not self._pubsub.topic:
            return ()
        if self._known is None or not self._known.holds(now):
            states = [self._queue(now)]
            for kind, form_id in self._form_ids().items():
                states += self._watches(kind, form_id, now)
            self._known = Known(now, tuple(states))
        return self._known.states

    def _queue(self, now: datetime) -> Subscription:
        """The Pub/Sub subscription, made again where Google or somebody deleted it."""
        name = self._pubsub.subscription
        api = self._machine.service("pubsub", "v1", "projects", "subscriptions")
        try:
            standing = self._machine.call(api.get(subscription=name), expected=(404,))
            if standing.refusal:
                self._machine.call(api.create(name=name, body=self._queue_body()), expected=(409,))
        except ConnectorError as fault:
            return Subscription(name="pubsub", state=_word(fault), renew_at=now + SOON, expires_at=None)
        return Subscription(name="pubsub", state="active", renew_at=None, expires_at=None)

    def _queue_body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "topic": self._pubsub.topic,
            "ackDeadlineSeconds": ACK_SECONDS,
            "expirationPolicy": dict(NEVER_EXPIRES),
            "retryPolicy": {"minimumBackoff": "10s", "maximumBackoff": "600s"},
        }
        if self._pubsub.push_endpoint:
            audience = self._pubsub.audience or self._pubsub.push_endpoint
            token = {"serviceAccountEmail": self._pubsub.sender, "audience": audience}
            body["pushConfig"] = {"pushEndpoint": self._pubsub.push_endpoint, "oidcToken": token}
        return body

    def _watches(self, kind: str, form_id: str, now: datetime) -> list[Subscription]:
        try:
            listed = self._door.call(self._api().list(formId=form_id)).body.get("watches", ())
        except ConnectorError as fault:
            names = (f"{kind} {event.lower()}" for event in EVENT_TYPES)
            return [Subscription(name=name, state=_word(fault), renew_at=now + SOON, expires_at=None) for name in names]
        standing = {watch["eventType"]: watch for watch in listed}
        return [self._watch(kind, form_id, event, standing.get(event), now) for event in EVENT_TYPES]

    def _watch(
        self, kind: str, form_id: str, event: str, standing: Mapping[str, Any] | None, now: datetime
    ) -> Subscription:
        name = f"{kind} {event.lower()}"
        try:
            watch = self._renewed(form_id, standing, now) or self._created(form_id, event)
        except ConnectorError as fault:
            return Subscription(name=name, state=_word(fault), renew_at=now + SOON, expires_at=_expiry(standing, now))
        expires_at = _expiry(watch, now)
        due = expires_at - LIFE + RENEW_AFTER if expires_at else now + SOON
        if watch.get("state") == "SUSPENDED":
            word = f"suspended by Google ({watch.get('errorType', 'no reason given')})"
            return Subscription(name=name, state=word, renew_at=now + SOON, expires_at=expires_at)
        return Subscription(name=name, state="active", renew_at=max(due, now + SOON), expires_at=expires_at)

    def _renewed(self, form_id: str, standing: Mapping[str, Any] | None, now: datetime) -> Mapping[str, Any] | None:
        """The watch as it stands after renewal where that was due; None when there is none to renew."""
        if standing is None:
            return None
        active = standing.get("state") == "ACTIVE"
        if active and instant(standing["expireTime"]) - LIFE + RENEW_AFTER > now:
            return standing
        reply = self._door.call(self._api().renew(formId=form_id, watchId=standing["id"], body={}), expected=(404, 400))
        if reply.refusal and reply.refusal.status == 400:
            return {**standing, "state": "SUSPENDED"}  # renewing works only once the cause is gone
        renewed: Mapping[str, Any] | None = None if reply.refusal else reply.body
        return renewed

    def _created(self, form_id: str, event: str) -> Mapping[str, Any]:
        """A new watch under a name of ours, so that a repeat after a lost answer cannot make a second one."""
        watch = {"eventType": event, "target": {"topic": {"topicName": self._pubsub.topic}}}
        body = {"watch": watch, "watchId": f"nearpeer-{event.lower()}"}
        reply = self._door.call(self._api().create(formId=form_id, body=body), expected=(409,))
        if not reply.refusal:
            made: Mapping[str, Any] = reply.body
            return made
        listed = self._door.call(self._api().list(formId=form_id)).body.get("watches", ())
        ours: list[Mapping[str, Any]] = [watch for watch in listed if watch["eventType"] == event]
        if not ours:
            raise Permanent("Google says that the watch is there and does not list it")
        return ours[0]

    def _api(self) -> Any:
        return self._door.service("forms", "v1", "forms", "watches")


class GooglePuller:
    """Fetches notifications from Pub/Sub for a host that has no public address."""

    def __init__(self, door: Door, subscription: str) -> None:
        self._door, self._subscription = door, subscription
        self._handles: dict[str, str] = {}

    def pull(self) -> Sequence[Delivery]:
        """What waits just now. Messages that are none of ours are acknowledged at once."""
        request = self._api().pull(subscription=self._subscription, body={"maxMessages": PULL_LIMIT})
        reply = self._door.call(request)
        found: list[Delivery] = []
        strays: list[str] = []
        for received in reply.body.get("receivedMessages", ()):
            read = deliveries(received.get("message"), reply.at)
            found += read
            strays += [] if read else [received["ackId"]]
            self._handles |= {delivery.delivery_id: received["ackId"] for delivery in read}
        self._send(strays)
        return found

    def acknowledge(self, deliveries: Sequence[Delivery]) -> None:
        """Tell Pub/Sub that these need not come again; those it has not heard of come again, which is harmless."""
        names = [delivery.delivery_id for delivery in deliveries]
        self._send([self._handles.pop(name) for name in names if name in self._handles])

    def _send(self, handles: Sequence[str]) -> None:
        if handles:
            request = self._api().acknowledge(subscription=self._subscription, body={"ackIds": list(handles)})
            self._door.call(request)

    def _api(self) -> Any:
        return self._door.service("pubsub", "v1", "projects", "subscriptions")


def _expiry(watch: Mapping[str, Any] | None, now: datetime) -> datetime | None:
    """When a watch ends; None for one that is over already or says nothing."""
    text = (watch or {}).get("expireTime")
    moment = instant(text) if text else None
    return moment if moment and moment > now else None


def _word(fault: ConnectorError) -> str:
    return f"not working: {fault}"[:200]

"""Pub/Sub topics and subscriptions: at least once, in no order, without a `data` key for what Forms sends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from tests.emulators.google.forms_model import stamp
from tests.emulators.google.refused import Refused, missing


@dataclass(slots=True, kw_only=True)
class Message:
    """One message of one subscription, until it is acknowledged."""

    message_id: str
    attributes: dict[str, str]
    published_at: datetime

    def resource(self) -> dict[str, Any]:
        """As a pull shows it."""
        named = {"messageId": self.message_id, "publishTime": stamp(self.published_at)}
        return {**named, "attributes": dict(self.attributes)}


@dataclass(slots=True)
class Queues:
    """Every topic and subscription."""

    topics: set[str] = field(default_factory=set)
    subscriptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    waiting: dict[str, list[Message]] = field(default_factory=dict)
    random: Random = field(default_factory=lambda: Random(7))
    _numbers: Any = field(default_factory=lambda: count(7_000_000_001))

    def publish(self, topic: str, attributes: Mapping[str, str], now: datetime) -> None:
        """A message for each subscription of the topic."""
        number = str(next(self._numbers))
        for name, subscription in self.subscriptions.items():
            if subscription["topic"] == topic:
                message = Message(message_id=number, attributes=dict(attributes), published_at=now)
                self.waiting.setdefault(name, []).append(message)

    def get(self, name: str) -> dict[str, Any]:
        """The subscription, or 404."""
        if name not in self.subscriptions:
            raise missing(name)
        return self.subscriptions[name]

    def create(self, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """projects.subscriptions.create."""
        if name in self.subscriptions:
            raise Refused(409, "", "Resource already exists in the project")
        if body.get("topic") not in self.topics:
            raise missing(str(body.get("topic")))
        self.subscriptions[name] = {"name": name, "state": "ACTIVE", **body}
        return self.subscriptions[name]

    def pull(self, name: str, most: int) -> dict[str, Any]:
        """projects.subscriptions.pull."""
        self.get(name)
        listed = self.waiting.get(name, [])[:most]
        return {"receivedMessages": [{"ackId": f"ack-{m.message_id}", "message": m.resource()} for m in listed]}

    def acknowledge(self, name: str, ack_ids: list[str]) -> None:
        """projects.subscriptions.acknowledge: unknown ids are ignored."""
        self.get(name)
        kept = [m for m in self.waiting.get(name, []) if f"ack-{m.message_id}" not in ack_ids]
        self.waiting[name] = kept

    def pushes(self, name: str) -> list[bytes]:
        """The bodies of all pushes now due: shuffled, and some twice, as at-least-once allows."""
        waiting = self.waiting.pop(name, [])
        bodies = [push_body(message, name) for message in waiting]
        bodies += [body for body in bodies if self.random.random() < 0.3]
        self.random.shuffle(bodies)
        return bodies


def push_body(message: Message, subscription: str) -> bytes:
    """A wrapped push: both spellings of id and time, no `data` key."""
    shown = message.resource()
    twins = {"message_id": message.message_id, "publish_time": shown["publishTime"]}
    return json.dumps({"message": {**shown, **twins}, "subscription": subscription}).encode()

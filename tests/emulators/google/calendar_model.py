"""Calendars: events with ids that stay taken, guests' copies, free/busy, sync tokens that age."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.emulators.google.forms_model import stamp
from tests.emulators.google.refused import Refused, invalid, missing

EVENT_ID = re.compile(r"[a-v0-9]{5,1024}")
ROOM_SUFFIXES = ("@resource.calendar.google.com",)


@dataclass(slots=True)
class Calendars:
    """The robot's calendar with our events, and other people's own appointments."""

    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    foreign: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    notices: Counter[str] = field(default_factory=Counter)
    access_role: str = "owner"
    changes: int = 0
    oldest_token: int = 0
    page_size: int = 2_500
    touched: dict[str, int] = field(default_factory=dict)  # event id -> number of its last change

    # --- events ----------------------------------------------------------------------------------

    def insert(
        self, body: Mapping[str, Any], asked: Mapping[str, Any], now: datetime, *, person: bool
    ) -> dict[str, Any]:
        """events.insert."""
        event_id = body.get("id", "")
        if not EVENT_ID.fullmatch(event_id):
            raise invalid("Invalid resource id value.")
        if event_id in self.events:
            raise Refused(409, "duplicate", "The requested identifier already exists.")
        if body.get("attendees") and not person:
            words = "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority."
            raise Refused(403, "forbiddenForServiceAccounts", words)
        event = {"status": "confirmed", **deepcopy(dict(body))}
        self._store(event, asked, now)
        self._tell(event, asked, also=set())
        return self.events[event_id]

    def get(self, event_id: str) -> dict[str, Any]:
        """events.get, which shows cancelled ones too."""
        if event_id not in self.events:
            raise missing(event_id)
        return self.events[event_id]

    def change(
        self, event_id: str, body: Mapping[str, Any], asked: Mapping[str, Any], now: datetime, *, etag: str, whole: bool
    ) -> dict[str, Any]:
        """events.update (`whole`) and events.patch."""
        standing = self.get(event_id)
        if etag and etag != standing["etag"]:
            raise Refused(412, "conditionNotMet", "Precondition Failed")
        if standing["status"] == "cancelled":
            raise Refused(403, "forbidden", "A deleted event cannot be changed.")
        before = {guest["email"] for guest in standing.get("attendees", ())}
        if whole:
            event = {"id": event_id, "status": "confirmed", **deepcopy(dict(body))}
        else:
            event = {**standing, **deepcopy(dict(body))}
        self._store(event, asked, now)
        self._tell(event, asked, also=before)
        return self.events[event_id]

    def listed(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """events.list, by sync token or whole."""
        since = -1
        if "syncToken" in asked:
            banned = {"iCalUID", "orderBy", "privateExtendedProperty", "q", "timeMin", "timeMax", "updatedMin"}
            match = re.fullmatch(r"sync(\d+)", asked["syncToken"])
            if banned & set(asked) or not match:
                raise invalid("Sync token cannot be used so.")
            since = int(match[1])
            if since < self.oldest_token:
                raise Refused(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.")
        found = [event for name, event in self.events.items() if self.touched[name] > since]
        if since < 0 and not asked.get("showDeleted"):
            found = [event for event in found if event["status"] != "cancelled"]
        if "q" in asked:
            found = [event for event in found if asked["q"].lower() in json.dumps(event).lower()]
        start = int(asked.get("pageToken", "p0").removeprefix("p"))
        size = min(asked.get("maxResults", 250), self.page_size)
        answer: dict[str, Any] = {"items": deepcopy(found[start : start + size]), "accessRole": self.access_role}
        more = start + size < len(found)
        return {
            **answer,
            **({"nextPageToken": f"p{start + size}"} if more else {"nextSyncToken": f"sync{self.changes}"}),
        }

    # --- free and busy ---------------------------------------------------------------------------

    def free_busy(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """freebusy.query: an unreadable calendar comes with HTTP 200, an error and an empty list."""
        if len(body.get("items", ())) > 50:
            raise invalid("The requested list of calendars is too long.")
        span = datetime.fromisoformat(body["timeMin"]), datetime.fromisoformat(body["timeMax"])
        return {"calendars": {item["id"]: self._busy(item["id"], *span) for item in body["items"]}}

    def _busy(self, address: str, start: datetime, end: datetime) -> dict[str, Any]:
        if address in self.unreadable:
            return {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
        spans = [*self.foreign.get(address, ()), *self._spans(address)]
        inside = sorted((max(a, start), min(b, end)) for a, b in spans if a < end and b > start)
        return {"busy": [{"start": stamp(a), "end": stamp(b)} for a, b in _merged(inside)]}

    def _spans(self, address: str) -> Iterator[tuple[datetime, datetime]]:
        for event in self.standing(address):
            answers = {guest["email"]: guest.get("responseStatus") for guest in event.get("attendees", ())}
            if answers.get(address) != "declined":
                yield times(event)

    # --- what people see and do ------------------------------------------------------------------

    def standing(self, address: str) -> list[dict[str, Any]]:
        """Events that stand in this person's calendar."""
        return [
            event
            for event in self.events.values()
            if event["status"] != "cancelled" and address in {guest["email"] for guest in event.get("attendees", ())}
        ]

    def answer(self, event_id: str, address: str, status: str, at: datetime) -> None:
        """A guest answers."""
        event = self.events[event_id]
        for guest in event["attendees"]:
            if guest["email"] == address:
                guest["responseStatus"] = status
        self._touch(event, at)

    def _store(self, event: dict[str, Any], asked: Mapping[str, Any], now: datetime) -> None:
        for guest in event.get("attendees", ()):
            guest.setdefault("responseStatus", "accepted" if guest.get("resource") else "needsAction")
        wish = event.get("conferenceData", {}).get("createRequest")
        if not asked.get("conferenceDataVersion"):
            event.pop("conferenceData", None)
        elif wish:
            link = "https://meet.google.com/aaa-bbbb-ccc"
            status = {**wish, "status": {"statusCode": "success"}}
            entry = {"entryPointType": "video", "uri": link}
            event["conferenceData"] = {"createRequest": status, "entryPoints": [entry]}
        private = event.get("extendedProperties", {}).get("private", {})
        kept = {name: text[:1024] for name, text in private.items() if len(name) <= 44}
        event["extendedProperties"] = {"private": kept}
        self.events[event["id"]] = event
        self._touch(event, now)

    def _touch(self, event: dict[str, Any], now: datetime) -> None:
        self.changes += 1
        self.touched[event["id"]] = self.changes
        event["updated"], event["etag"] = stamp(now), f'"{self.changes}"'

    def _tell(self, event: Mapping[str, Any], asked: Mapping[str, Any], *, also: set[str]) -> None:
        if asked.get("sendUpdates") == "all":
            people = {guest["email"] for guest in event.get("attendees", ()) if not guest.get("resource")}
            self.notices.update(people | also)


def times(event: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """Start and end as aware UTC."""
    start, end = (datetime.fromisoformat(event[side]["dateTime"]).astimezone(UTC) for side in ("start", "end"))
    return start, end


def _merged(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    merged: list[tuple[datetime, datetime]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged

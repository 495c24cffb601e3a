"""Meetings in Google Calendar: one event on the programme's own calendar, with guests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.errors import Conflict, ConnectorError, CursorExpired, Permanent
from connectors.google.event_body import answers_of, busy_of, event_body, event_id, properties, version_of
from connectors.google.form_reading import stamp
from connectors.google.http import Door
from connectors.ports import Entry, GuestAnswer, GuestAnswerPage, Interval

FREE_BUSY_LIMIT = 50  # calendars in one query
PAGE_SIZE = 2_500
GENERATIONS = 8  # how often one meeting can be cancelled and put again
GONE = (404, 410)
KNOWN_LIMIT = 500
GUESTS = "attendees(email,responseStatus,self,resource),extendedProperties/private"
LISTED = f"items(id,status,updated,{GUESTS}),nextPageToken,nextSyncToken"


class GoogleCalendar:
    """The programme's calendar. `owner` is the account it belongs to, which needs no invitation."""

    def __init__(self, door: Door, calendar_id: str, *, owner: str) -> None:
        self._door, self._calendar, self._owner = door, calendar_id, owner

    def put(self, entries: Sequence[Entry]) -> Sequence[ConnectorError | None]:
        """Make each stand. Guests get mail from Google for a new, changed or cancelled meeting, never for a repeat."""
        return [self._outcome(entry) for entry in entries]

    def busy(
        self, addresses: Sequence[str], starts_at: datetime, ends_at: datetime
    ) -> Mapping[str, tuple[Interval, ...] | None]:
        """Fifty calendars a call. A calendar that is not shared is None, not free."""
        found: dict[str, tuple[Interval, ...] | None] = {}
        api = self._door.service("calendar", "v3", "freebusy")
        for first in range(0, len(addresses), FREE_BUSY_LIMIT):
            asked = addresses[first : first + FREE_BUSY_LIMIT]
            span = {"timeMin": stamp(starts_at), "timeMax": stamp(ends_at)}
            body = {**span, "items": [{"id": address} for address in asked]}
            listed = self._door.call(api.query(body=body)).body.get("calendars", {})
            found |= {address: busy_of(listed.get(address, {})) for address in asked}
        return found

    def guest_answers(self, cursor: str | None) -> GuestAnswerPage:
        """Answers in events that changed since the cursor. Google's sync token ages: then `CursorExpired`."""
        token, known = _read_cursor(cursor)
        listed, token = self._changed(token)
        answers = [answer for event in listed for answer in answers_of(event)]
        fresh = [answer for answer in answers if known.get(_name(answer)) != answer.answer]
        known |= {_name(answer): answer.answer.value for answer in answers}
        kept = dict(list(known.items())[-KNOWN_LIMIT:])
        fresh.sort(key=lambda answer: answer.answered_at)
        return GuestAnswerPage(answers=tuple(fresh), cursor=json.dumps([token, kept], separators=(",", ":")))

    def _changed(self, token: str) -> tuple[list[Mapping[str, Any]], str]:
        asked: dict[str, Any] = {"calendarId": self._calendar, "maxResults": PAGE_SIZE, "fields": LISTED}
        asked |= {"syncToken": token} if token else {}
        found: list[Mapping[str, Any]] = []
        while True:
            body = self._call(self._api().list(**asked), expected=(400,) if token else ())
            if body is None:
                raise CursorExpired("Google does not know the calendar's sync token")
            found += body.get("items", ())
            if "nextPageToken" not in body:
                return found, body.get("nextSyncToken", token)
            asked["pageToken"] = body["nextPageToken"]

    def _outcome(self, entry: Entry) -> ConnectorError | None:
        try:
            self._put(entry)
        except ConnectorError as fault:
            return fault
        return None

    def _put(self, entry: Entry) -> None:
        """The event of the newest generation that is not cancelled, made, changed or cancelled as the entry says."""
        if not entry.cancelled and entry.version == 1 and self._insert(entry, 0):
            return
        for generation in range(GENERATIONS):
            standing = self._get(entry, generation)
            if standing is None:
                if entry.cancelled or self._insert(entry, generation):
                    return
                raise Conflict("The event appeared while we looked for it")
            version = version_of(standing)
            if version is not None and version >= entry.version:
                return
            if standing.get("status") != "cancelled":
                self._change(entry, standing)
                return
            if entry.cancelled:
                return
        raise Permanent("This meeting was cancelled and put back too often", mend="Plan it as a new meeting.")

    def _get(self, entry: Entry, generation: int) -> Mapping[str, Any] | None:
        name = {"calendarId": self._calendar, "eventId": event_id(entry.key, generation)}
        found: Mapping[str, Any] | None = self._call(self._api().get(**name), expected=(404,))
        return found

    def _insert(self, entry: Entry, generation: int) -> bool:
        """Whether we made it; False when an event with this id stands or stood. Safe to repeat for that reason."""
        body = {"id": event_id(entry.key, generation), **event_body(entry, None, owner=self._owner)}
        request = self._api().insert(
            calendarId=self._calendar, body=body, sendUpdates="all", conferenceDataVersion=int(entry.online)
        )
        return self._call(request, expected=(409,)) is not None

    def _change(self, entry: Entry, standing: Mapping[str, Any]) -> None:
        """Only the event we read: somebody else's change in between is a conflict, and we look again next time."""
        name = {"calendarId": self._calendar, "eventId": standing["id"], "sendUpdates": "all"}
        if entry.cancelled:
            body = {"status": "cancelled", "extendedProperties": {"private": properties(entry, standing)}}
            request = self._api().patch(**name, body=body)
        else:
            body = event_body(entry, standing, owner=self._owner)
            request = self._api().update(**name, body=body, conferenceDataVersion=int(entry.online))
        request.headers["If-Match"] = standing["etag"]
        self._call(request, expected=GONE)

    def _call(self, request: Any, *, expected: Sequence[int]) -> Any:
        """The answer's body, or None for an expected refusal."""
        reply = self._door.call(request, expected=expected)
        return None if reply.refusal else reply.body

    def _api(self) -> Any:
        return self._door.service("calendar", "v3", "events")


def _name(answer: GuestAnswer) -> str:
    """A short name of who answered what, which shows neither in the cursor."""
    return hashlib.sha256(f"{answer.key}|{answer.version}|{answer.attendee}".encode()).hexdigest()[:12]


def _read_cursor(cursor: str | None) -> tuple[str, dict[str, str]]:
    if cursor is None:
        return "", {}
    try:
        token, known = json.loads(cursor)
        return str(token), dict(known)
    except (ValueError, TypeError) as broken:
        raise CursorExpired("The cursor is not one of this suite's") from broken

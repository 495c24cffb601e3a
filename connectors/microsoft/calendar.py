"""Meetings in Outlook: one event in the programme's own mailbox, to which Exchange invites its guests.

Each change looks first: the event is found by a property of ours, so whatever became of a lost answer, the next attempt
sees what stands. Exchange offers no choice of whom to tell: it writes to every guest about a creation, a cancellation
and every change that is sent. So nothing is sent that stands already.

The models of the SDK are not used here, only its adapter: they cost a second and 20 MB at their first answer, and
cannot say what is to be emptied (they leave out None).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import Conflict, ConnectorError, CursorExpired, Permanent
from connectors.microsoft.client import Door, Reply, quoted
from connectors.microsoft.event_body import (
    FIND_BY,
    WITH_KNOWN,
    answers_of,
    changed_event,
    known_of,
    new_event,
    search_id,
)
from connectors.microsoft.schedules import MAILBOXES, busy_by_address, joined, question, spans
from connectors.microsoft.zones import stamp
from connectors.ports import Entry, GuestAnswer, GuestAnswerPage, Interval

PREFER = {"Prefer": 'IdType="ImmutableId", outlook.timezone="UTC"'}
SHOWN = (
    "id,type,isOrganizer,isCancelled,subject,start,end,location,attendees,isOnlineMeeting,body,"
    "createdDateTime,lastModifiedDateTime"
)
ANSWERED = "id,isCancelled,attendees,lastModifiedDateTime"
PAGE_SIZE = 200
KNOWN_LIMIT = 500
OVERLAP = timedelta(minutes=15)
"""What Exchange notes with a time of change that has gone by already is seen all the same; repeats are sorted out."""
GONE = (404, 410)
SERIES = "Somebody made a series of this meeting"
MEND_SERIES = "Delete the series in the programme's mailbox, then replay this entry: nearpeer plans it anew."


class MicrosoftCalendar:
    """The calendar of `mailbox`, the account the programme belongs to, which needs no invitation."""

    def __init__(self, door: Door, mailbox: str) -> None:
        self._door, self._mailbox = door, mailbox
        self._user = f"/users/{quoted(mailbox)}"

    def put(self, entries: Sequence[Entry]) -> Sequence[ConnectorError | None]:
        """Make each stand. Exchange writes to the guests of a new, changed or cancelled meeting, never for a repeat."""
        return [self._outcome(entry) for entry in entries]

    def busy(
        self, addresses: Sequence[str], starts_at: datetime, ends_at: datetime
    ) -> Mapping[str, tuple[Interval, ...] | None]:
        """Twenty mailboxes and sixty days a call. A mailbox that cannot be read is None, not free."""
        parts: dict[str, list[Sequence[Interval] | None]] = {address: [] for address in addresses}
        for span in spans(starts_at, ends_at):
            for first in range(0, len(addresses), MAILBOXES):
                asked = addresses[first : first + MAILBOXES]
                found = self._schedule(asked, span)
                for address in asked:
                    parts[address].append(found.get(address.lower()))
        return {address: joined(read) for address, read in parts.items()}

    def guest_answers(self, cursor: str | None) -> GuestAnswerPage:
        """Answers in events that changed since the cursor. One of another mailbox's cursors is expired."""
        since, known = self._read_cursor(cursor)
        events, reached = self._changed(since)
        answers = [answer for event in events for answer in answers_of(event)]
        fresh = [answer for answer in answers if known.get(_name(answer)) != answer.answer]
        known |= {_name(answer): answer.answer.value for answer in answers}
        kept = dict(list(known.items())[-KNOWN_LIMIT:])
        fresh.sort(key=lambda answer: answer.answered_at)
        parts = [self._ours(), stamp(reached - OVERLAP), kept]
        return GuestAnswerPage(answers=tuple(fresh), cursor=json.dumps(parts, separators=(",", ":")))

    def links_offered(self) -> bool:
        """Whether this mailbox's meetings can have a link into Teams; a licence may be missing."""
        query = {"$select": "allowedOnlineMeetingProviders"}
        body = self._door.request("GET", f"{self._user}/calendar", query=query).body
        return "teamsForBusiness" in (body.get("allowedOnlineMeetingProviders") or ())

    def _schedule(self, asked: Sequence[str], span: Interval) -> Mapping[str, Sequence[Interval] | None]:
        path = f"{self._user}/calendar/getSchedule"
        return busy_by_address(self._door.request("POST", path, json=question(asked, span), headers=PREFER).body, span)

    def _changed(self, since: str) -> tuple[list[Mapping[str, Any]], datetime]:
        """Events changed since then, series of staff's own among them, and when Exchange began to list them."""
        query = {"$select": ANSWERED, "$top": str(PAGE_SIZE), **WITH_KNOWN}
        query |= {"$filter": f"lastModifiedDateTime ge {since}"} if since else {}
        reply = self._door.request("GET", f"{self._user}/events", query=query, headers=PREFER)
        reached, found = reply.at, list[Mapping[str, Any]](reply.body["value"])
        while link := reply.body.get("@odata.nextLink"):
            reply = self._door.request("GET", link, headers=PREFER)
            found += reply.body["value"]
        return found, reached

    def _outcome(self, entry: Entry) -> ConnectorError | None:
        try:
            self._put(entry)
        except ConnectorError as fault:
            return fault
        return None

    def _put(self, entry: Entry) -> None:
        standing = self._find(entry)
        known = known_of(standing) if standing else None
        if standing is None:
            if not entry.cancelled:
                self._create(entry)
        elif known and known.version >= entry.version:
            return
        elif entry.cancelled:
            self._cancel(standing)
        elif standing.get("type") == "seriesMaster":
            # A new time for the first of many would move them all.
            raise Permanent(SERIES, mend=MEND_SERIES)
        else:
            self._change(entry, standing)

    def _find(self, entry: Entry) -> Mapping[str, Any] | None:
        """The event that stands for the entry. Staff who copy one copy our property too: the oldest is ours."""
        named = f"ep/id eq '{FIND_BY}' and ep/value eq '{search_id(entry.key)}'"
        query = {
            "$filter": f"singleValueExtendedProperties/Any(ep: {named})",
            "$select": SHOWN,
            **WITH_KNOWN,
        }
        found = self._door.request("GET", f"{self._user}/events", query=query, headers=PREFER).body["value"]
        ours = [event for event in found if event.get("isOrganizer", True) and not event.get("isCancelled")]
        return min(ours, key=lambda event: str(event.get("createdDateTime", "")), default=None)

    def _create(self, entry: Entry) -> None:
        """Safe to repeat: Exchange drops a second creation with the same `transactionId`.

        Without a licence for Teams Exchange makes the meeting all the same, with no link (microsoft-graph-docs#12937);
        the doctor says so, and the next version of the meeting asks for a link again.
        """
        body = new_event(entry, owner=self._mailbox)
        reply = self._door.request("POST", f"{self._user}/events", json=body, headers=PREFER, expected=(409,))
        if reply.refusal and self._find(entry) is None:
            raise Conflict("Exchange knows this creation but shows no event yet")

    def _change(self, entry: Entry, standing: Mapping[str, Any]) -> None:
        """Only the event we read: somebody else's change in between is a conflict, and we look again next time."""
        body = changed_event(entry, standing, owner=self._mailbox)
        reply = self._act("PATCH", standing, "", body, {**PREFER, "If-Match": str(standing["@odata.etag"])})
        if reply.refusal:
            raise Conflict("The event went away between our look and our change")

    def _cancel(self, standing: Mapping[str, Any]) -> None:
        """By `cancel` rather than deletion, because only that is sure to tell the guests. What is gone is done."""
        self._act("POST", standing, "/cancel", {}, PREFER)

    def _act(
        self, verb: str, standing: Mapping[str, Any], act: str, body: Mapping[str, Any], headers: Mapping[str, str]
    ) -> Reply:
        # What a lost answer left behind is seen by the next look, so any of these may be tried again.
        path = f"{self._user}/events/{quoted(str(standing['id']))}{act}"
        return self._door.request(verb, path, json=body, headers=headers, expected=GONE)

    def _ours(self) -> str:
        """The mailbox as a cursor names it."""
        return hashlib.sha256(self._mailbox.encode()).hexdigest()[:12]

    def _read_cursor(self, cursor: str | None) -> tuple[str, dict[str, str]]:
        if cursor is None:
            return "", {}
        try:
            mailbox, since, known = json.loads(cursor)
            if mailbox == self._ours():
                return str(since), dict(known)
        except (ValueError, TypeError) as broken:
            raise CursorExpired("The cursor is not one of this suite's") from broken
        raise CursorExpired("The cursor belongs to another mailbox")


def _name(answer: GuestAnswer) -> str:
    return f"{answer.key}|{answer.version}|{answer.attendee}"

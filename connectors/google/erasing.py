"""Takes a person out of what Google keeps for the service: drafts, mails as far as allowed, and meetings' words.

What Google gives no programme a way to take out is named for a person to do: answers (the Forms API cannot delete a
response) and, without the right to, the robot mailbox's sent mails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from connectors.google.event_body import KEPT
from connectors.google.http import Door
from connectors.google.settings import GoogleSettings

GONE = (404, 410)
SCRUBBED = "Meeting"
FIELDS = "items(id,etag,attendees,extendedProperties/private),nextPageToken"
REPORTS = "from:(mailer-daemon OR postmaster)"


class GoogleEraser:
    """An `Eraser` over the robot's mailbox and the programme's calendar."""

    def __init__(self, door: Door, settings: GoogleSettings) -> None:
        self._door, self._settings = door, settings

    def erase(self, addresses: Sequence[str], response_ids: Sequence[str]) -> None:
        """See `Eraser.erase`. Answers stay: `by_hand` says so. Meetings keep their time, without name or guest."""
        del response_ids
        for address in dict.fromkeys(address.lower() for address in addresses if address):
            self._erase_drafts(address)
            if self._settings.erase_mail:
                self._erase_mails(address)
            self._erase_from_meetings(address)

    def _erase_drafts(self, address: str) -> None:
        drafts = self._door.service("gmail", "v1", "users", "drafts")
        for name in self._listed(drafts, "drafts", f"to:{address}"):
            self._door.call(drafts.delete(userId="me", id=name), expected=GONE)

    def _erase_mails(self, address: str) -> None:
        """To the bin, which Gmail empties after thirty days: deleting at once would take every right to the mailbox."""
        messages = self._door.service("gmail", "v1", "users", "messages")
        for query in (f"to:{address}", f"{REPORTS} {address}"):
            for name in self._listed(messages, "messages", query):
                self._door.call(messages.trash(userId="me", id=name, fields="id"), expected=GONE)

    def _listed(self, api: Any, kind: str, query: str) -> list[str]:
        asked = {"userId": "me", "q": query, "maxResults": 500, "fields": f"{kind}(id),nextPageToken"}
        return [found["id"] for found in self._pages(api, kind, asked)]

    def _erase_from_meetings(self, address: str) -> None:
        events = self._door.service("calendar", "v3", "events")
        mine = {"calendarId": self._settings.calendar_id}
        for event in list(self._pages(events, "items", {**mine, "q": address, "fields": FIELDS})):
            if any(guest["email"].lower() == address for guest in event.get("attendees", ())):
                # Nobody is told: the meeting's cancellation, which follows, tells those it still concerns.
                request = events.patch(**mine, eventId=event["id"], body=without(event, address), sendUpdates="none")
                request.headers["If-Match"] = event["etag"]
                self._door.call(request, expected=GONE)

    def _pages(self, api: Any, kind: str, asked: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        token = ""
        while True:
            body = self._door.call(api.list(**asked, **({"pageToken": token} if token else {}))).body
            yield from body.get(kind, ())
            token = body.get("nextPageToken", "")
            if not token:
                return


def without(event: Mapping[str, Any], address: str) -> Mapping[str, Any]:
    """The changes that leave nothing of a guest in an event: neither guest nor answers nor words about both pupils."""
    private = event.get("extendedProperties", {}).get("private", {})
    kept = {
        name: "" if name.startswith(KEPT) and text.lower().endswith(f"|{address}") else text
        for name, text in private.items()
    }
    return {
        "summary": SCRUBBED,
        "description": "",
        "attendees": [guest for guest in event["attendees"] if guest["email"].lower() != address],
        "extendedProperties": {"private": kept},
    }


def by_hand(
    settings: GoogleSettings, forms: Callable[[], Mapping[str, str]], addresses: Sequence[str]
) -> Sequence[str]:
    """What a person has to take out of Google after an erasure, one sentence each. `forms` are the forms' ids."""
    who = " and ".join(addresses)
    sentences = [
        f"Form {kind}: open https://docs.google.com/forms/d/{form_id}/edit#responses, Individual, and delete answers "
        f"by or about {who}."
        for kind, form_id in forms().items()
    ]
    if not settings.erase_mail:
        search = " OR ".join(f"to:{address}" for address in addresses)
        sentences.append(f"Mailbox {settings.subject}: search for {search} and delete what it finds.")
    return [*sentences, "Workbook: earlier versions stay in File, Version history, until the file itself is deleted."]

"""Mails that came back, read from the robot mailbox.

The mailbox's history says which messages are new; only those from a mail system are opened, so that what parents
write to the mailbox is never read. A notice of delay is not a bounce.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.delivery_reports import read_report
from connectors.errors import CursorExpired
from connectors.google.http import Door
from connectors.ports import Bounce, BouncePage

SYSTEMS = re.compile(r"(mailer-daemon|postmaster)@", re.IGNORECASE)
QUERY = "from:(mailer-daemon OR postmaster)"
GONE = (404,)
OWN = frozenset({"DRAFT", "SENT"})  # labels of what we put there ourselves


class Bounces:
    """The bounces of one mailbox. The cursor is Gmail's `historyId`, which Gmail keeps for a week or more."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def read(self, cursor: str | None) -> BouncePage:
        """Those after the cursor, oldest first; from None all that the mailbox still holds."""
        if cursor is None:
            reached = str(self._door.call(self._users().getProfile(userId="me", fields="historyId")).body["historyId"])
            names = self._listed()
        else:
            names, reached = self._since(cursor)
        found = [bounce for name in dict.fromkeys(names) for bounce in self._bounces_in(name)]
        found.sort(key=lambda bounce: bounce.bounced_at)
        return BouncePage(bounces=tuple(found), cursor=reached)

    def _listed(self) -> list[str]:
        asked: dict[str, Any] = {"userId": "me", "q": QUERY, "maxResults": 500, "fields": "messages(id),nextPageToken"}
        names: list[str] = []
        while True:
            body = self._door.call(self._messages().list(**asked)).body
            names += [message["id"] for message in body.get("messages", ())]
            if "nextPageToken" not in body:
                return names
            asked["pageToken"] = body["nextPageToken"]

    def _since(self, cursor: str) -> tuple[list[str], str]:
        if not cursor.isdigit():
            raise CursorExpired("The cursor is not one of this suite's")
        fields = "history(messagesAdded(message(id,labelIds))),historyId,nextPageToken"
        asked: dict[str, Any] = {"userId": "me", "startHistoryId": cursor, "fields": fields}
        names: list[str] = []
        while True:
            history = self._door.service("gmail", "v1", "users", "history")
            reply = self._door.call(history.list(**asked, historyTypes="messageAdded"), expected=GONE)
            if reply.refusal:
                raise CursorExpired("Gmail no longer keeps the history since the cursor")
            added = [one for entry in reply.body.get("history", ()) for one in entry.get("messagesAdded", ())]
            names += [one["message"]["id"] for one in added if not OWN & set(one["message"].get("labelIds", ()))]
            if "nextPageToken" not in reply.body:
                return names, str(reply.body.get("historyId", cursor))
            asked["pageToken"] = reply.body["nextPageToken"]

    def _messages(self) -> Any:
        return self._door.service("gmail", "v1", "users", "messages")

    def _users(self) -> Any:
        return self._door.service("gmail", "v1", "users")

    def _bounces_in(self, name: str) -> Iterator[Bounce]:
        messages = self._messages()
        fields = "payload/headers,internalDate"
        asked = messages.get(userId="me", id=name, format="metadata", metadataHeaders=["From"], fields=fields)
        reply = self._door.call(asked, expected=GONE)
        headers = reply.body.get("payload", {}).get("headers", ())
        if not any(SYSTEMS.search(header.get("value", "")) for header in headers):
            return
        reply = self._door.call(messages.get(userId="me", id=name, format="raw"), expected=GONE)
        if not reply.refusal:
            yield from read_bounce(reply.body)


def read_bounce(raw: Mapping[str, Any]) -> list[Bounce]:
    """The failures in a message as Gmail shows it raw."""
    content = base64.urlsafe_b64decode(str(raw["raw"]) + "==")
    return read_report(content, datetime.fromtimestamp(int(raw["internalDate"]) / 1000, tz=UTC))

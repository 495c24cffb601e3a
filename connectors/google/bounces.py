"""Mails that came back, read from the robot mailbox.

The mailbox's history says which messages are new; only those from a mail system are opened, so that what parents
write to the mailbox is never read. A notice of delay is not a bounce.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

from connectors.errors import CursorExpired
from connectors.google.http import Door
from connectors.ports import Bounce, BouncePage

KEY_HEADER = "X-Nearpeer-Key"
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
    """The failures that a delivery report (RFC 3464) names: one for each recipient that will never get the mail."""
    content = base64.urlsafe_b64decode(str(raw["raw"]) + "==")
    message = message_from_bytes(content, policy=default)
    at = datetime.fromtimestamp(int(raw["internalDate"]) / 1000, tz=UTC)
    key = next((str(part[KEY_HEADER]) for part in message.walk() if part[KEY_HEADER]), "") or _key_in_text(content)
    reports = [part for part in message.walk() if part["Action"] and part["Final-Recipient"]]
    failed = [part for part in reports if str(part["Action"]).strip().lower() == "failed"]
    return [
        Bounce(key=key, to=_recipient(part), reason=str(part["Diagnostic-Code"] or part["Status"] or ""), bounced_at=at)
        for part in failed
    ]


def _recipient(part: Any) -> str:
    """`rfc822; Name@Host` as an address in lower case."""
    return str(part["Final-Recipient"]).rpartition(";")[2].strip().lower()


def _key_in_text(content: bytes) -> str:
    """The key from the returned mail's headers where the report carries them as plain text."""
    found = re.search(rb"(?im)^" + KEY_HEADER.encode() + rb":[ \t]*(\S+)", content)
    return found[1].decode("ascii", "replace") if found else ""

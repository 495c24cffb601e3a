"""Mails that came back, read from the programme's mailbox.

The inbox's delta says which messages are new and whom they are from; only those from a mail system are opened, so that
what parents write to the mailbox is never read. A notice of delay is not a bounce.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from connectors.delivery_reports import key_in_text, read_report
from connectors.errors import CursorExpired
from connectors.microsoft.client import Door, quoted
from connectors.microsoft.raw import asking
from connectors.microsoft.zones import read_stamp
from connectors.ports import Bounce, BouncePage

# Exchange's own reports come from MicrosoftExchange and 32 digits, at the tenant's domain.
SYSTEMS = re.compile(r"(mailer-daemon|postmaster|microsoftexchange[0-9a-f]{32})@", re.IGNORECASE)
SHOWN = "from,sender,toRecipients,receivedDateTime"
PREFER = {"Prefer": 'IdType="ImmutableId", odata.maxpagesize=200'}
CLASS = "String 0x001A"
"""The property that tells a report of failure from one of delay."""
FAILED = re.compile(r"REPORT\..*\.NDR", re.IGNORECASE)
GONE = (404,)
FORGOTTEN = (410, (400, "ErrorInvalidSyncStateData"), (400, "SyncStateInvalid"), (400, "SyncStateNotFound"))
NO_REASON = "The mail came back; its report gives no reason."


class Bounces:
    """The bounces of one mailbox. The cursor is the inbox's delta link."""

    def __init__(self, door: Door, mailbox: str) -> None:
        self._door, self._mailbox = door, mailbox
        self._user = f"/users/{quoted(mailbox)}"

    def read(self, cursor: str | None) -> BouncePage:
        """Those after the cursor, oldest first; from None all that the inbox still holds."""
        messages, reached = self._since(cursor)
        found = [bounce for message in messages if is_report(message) for bounce in self._bounces_in(message)]
        found.sort(key=lambda bounce: bounce.bounced_at)
        return BouncePage(bounces=tuple(found), cursor=reached)

    def _since(self, cursor: str | None) -> tuple[list[Mapping[str, Any]], str]:
        if cursor is not None and not cursor.startswith("https://"):
            raise CursorExpired("The cursor is not one of this suite's")
        path = cursor or f"{self._user}/mailFolders/inbox/messages/delta()"
        query = {} if cursor else {"$select": SHOWN, "changeType": "created"}
        found: list[Mapping[str, Any]] = []
        while True:
            reply = self._door.request("GET", path, query=query, headers=PREFER, expected=FORGOTTEN)
            if reply.refusal:
                raise CursorExpired("Exchange no longer knows what the inbox held at the cursor")
            found += [message for message in reply.body["value"] if "@removed" not in message]
            if "@odata.nextLink" not in reply.body:
                return found, str(reply.body["@odata.deltaLink"])
            path, query = str(reply.body["@odata.nextLink"]), {}

    def _bounces_in(self, message: Mapping[str, Any]) -> Iterable[Bounce]:
        at = read_stamp(str(message.get("receivedDateTime", "")))
        path = f"{self._user}/messages/{quoted(str(message['id']))}"
        reply = self._door.call(asking("GET", f"{path}/$value", b"", "", PREFER["Prefer"]), expected=GONE)
        if reply.refusal:
            return ()
        content = bytes(reply.body or b"")
        return read_report(content, at) or self._without_report(path, message, content, at)

    def _without_report(self, path: str, message: Mapping[str, Any], content: bytes, at: datetime) -> Iterable[Bounce]:
        """Exchange may render its own report without the part that machines read.

        It then still lists the addresses that failed as the report's recipients (msgraph-sdk-java#807).
        """
        query = {"$select": "id", "$expand": f"singleValueExtendedProperties($filter=id eq '{CLASS}')"}
        reply = self._door.request("GET", path, query=query, headers=PREFER, expected=GONE)
        kinds = (reply.body or {}).get("singleValueExtendedProperties") or ()
        if not any(FAILED.match(str(kind.get("value", ""))) for kind in kinds):
            return ()
        failed = (_address(one) for one in message.get("toRecipients") or ())
        others = [address for address in failed if address and address != self._mailbox]
        return [Bounce(key=key_in_text(content), to=to, reason=NO_REASON, bounced_at=at) for to in others]


def is_report(message: Mapping[str, Any]) -> bool:
    """Whether a message of the inbox, as Graph shows it, is from a mail system."""
    return any(SYSTEMS.match(_address(message.get(part) or {})) for part in ("from", "sender"))


def _address(recipient: Mapping[str, Any]) -> str:
    return str((recipient.get("emailAddress") or {}).get("address") or "").strip().lower()

"""Mail through Exchange, from the programme's mailbox: draft, send the draft, and look after an answer that was lost.

Ids are asked for as immutable ones, so the draft's id finds the mail in Sent Items too (Graph's page "Obtain immutable
identifiers for Outlook resources"). For a while after a sending it may find nothing: Exchange files the copy when the
mail is on its way. So a mail that is nowhere is looked for by a property of ours, and within a quarter of an hour of
its draft "nowhere" means "look again", not "lost".

A draft is made from MIME, that readers without HTML have our own words where Exchange keeps them. Exchange drops header
lines out of MIME (microsoft-graph-docs#21904, #17444), so those that matter are set again as properties of the set
that Exchange writes header lines from. `Auto-Submitted` may be dropped even so (msgraph-sdk-dotnet#2209);
`X-Auto-Response-Suppress` says the same to Exchange and Outlook.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import Permanent, Retryable
from connectors.microsoft.bounces import Bounces
from connectors.microsoft.client import Door, quoted
from connectors.microsoft.event_body import FIND_BY, NAMESPACE, search_id
from connectors.microsoft.raw import asking
from connectors.microsoft.settings import MAILS_PER_DAY
from connectors.microsoft.zones import read_stamp, stamp
from connectors.mime import KEY_HEADER, compose, one_line, safe_headers
from connectors.offers import Pace
from connectors.ports import BouncePage, MailState, OutgoingMail

IMMUTABLE = 'IdType="ImmutableId"'
PREFER = {"Prefer": IMMUTABLE}
FIND_FOR = f"String {{{NAMESPACE}}} Name nearpeer-for"
"""The property that says to whom a mail goes, by which an erasure finds it in any folder."""
SHOWN = "id,isDraft,parentFolderId,sentDateTime"
HEADER_SET = "String {00020386-0000-0000-C000-000000000046} Name"
"""The property set that header lines are written from (PS_INTERNET_HEADERS)."""
OF_THEIR_OWN = {"list-unsubscribe": "String 0x1045"}
"""Header lines with a property of their own (redaxo/core#6590)."""
NO_REPLIES = "OOF, AutoReply"
# Exchange takes 30 mails a minute and lets the rest wait behind its 202; an act is a draft or a sending.
MAIL_PACE = Pace(per_minute=54, burst=3, per_day=MAILS_PER_DAY, reserve=500)
FILED_WITHIN = timedelta(minutes=15)
CLOCKS = timedelta(minutes=1)
GONE = (404,)
NEVER_SENT = "The draft is gone and was never sent"
MEND_NEVER = "Nothing to do: nearpeer drafts it again."


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft's id as we keep it: Exchange's id, when it was made, and what its mail is found by."""

    name: str
    made_at: datetime
    search: str

    def text(self) -> str:
        """As the port hands it out."""
        return f"{self.name}.{stamp(self.made_at)}.{self.search}"


def read_draft(draft_id: str) -> Draft | None:
    """The id that `text` wrote, or None for any other."""
    name, made_at, search = [*draft_id.split("."), "", ""][:3]
    return Draft(name, read_stamp(made_at), search) if name and made_at and search else None


class MicrosoftMailer:
    """The programme's mailbox, shown to readers as `from_name` where Exchange allows that."""

    def __init__(self, door: Door, *, mailbox: str, from_name: str = "") -> None:
        self._door, self._mailbox, self._from_name = door, mailbox, from_name
        self._user = f"/users/{quoted(mailbox)}"
        self._bounces = Bounces(door, mailbox)
        self._folders: dict[str, str] = {}

    def draft(self, mail: OutgoingMail) -> str:
        """Store the draft. A repeat after a lost answer may leave a second draft, which reaches nobody."""
        content = base64.b64encode(compose(mail, self._mailbox, self._from_name).as_bytes())
        made = json.loads(
            self._door.call(asking("POST", f"{self._user}/messages", content, "text/plain", IMMUTABLE)).body
        )
        path = f"{self._user}/messages/{quoted(made['id'])}"
        self._door.request("PATCH", path, json={"singleValueExtendedProperties": properties(mail)}, headers=PREFER)
        return Draft(made["id"], read_stamp(made["createdDateTime"]), search_id(mail.key)).text()

    def send(self, draft_id: str) -> None:
        """Send what is still a draft, and only that; what went already is done."""
        standing = self.state(draft_id)
        if standing is MailState.ABSENT:
            raise Permanent(NEVER_SENT, mend=MEND_NEVER)
        if standing is MailState.DRAFTED:
            path = f"{self._user}/messages/{quoted(draft_id.partition('.')[0])}/send"
            reply = self._door.request("POST", path, headers=PREFER, repeatable=False, expected=GONE)
            if reply.refusal and self.state(draft_id) is not MailState.SENT:
                raise Retryable("The draft could not be found a moment after it stood there")

    def state(self, draft_id: str) -> MailState:
        """By the draft's folder, then by our property anywhere in the mailbox.

        Raises `Retryable` while the mail is on its way to Sent Items.
        """
        draft = read_draft(draft_id)
        if draft is None:
            return MailState.ABSENT
        path = f"{self._user}/messages/{quoted(draft.name)}"
        reply = self._door.request("GET", path, query={"$select": SHOWN}, headers=PREFER, expected=GONE)
        if not reply.refusal:
            return self._state_of(reply.body)
        if self._was_sent(draft):
            return MailState.SENT
        if reply.at - draft.made_at < FILED_WITHIN:
            raise Retryable("The mail is neither among the drafts nor yet among those sent")
        return MailState.ABSENT

    def bounces(self, cursor: str | None) -> BouncePage:
        """Mails that came back, read from the mailbox's inbox."""
        return self._bounces.read(cursor)

    def _state_of(self, message: Mapping[str, Any]) -> MailState:
        if not message.get("isDraft"):
            return MailState.SENT
        folder = message.get("parentFolderId")
        if folder == self._folder("drafts"):
            return MailState.DRAFTED
        if folder == self._folder("deleteditems"):
            return MailState.ABSENT
        # A mail in the outbox is a draft still, and sending it again would double it.
        raise Retryable("The mail has left the drafts and is not sent yet")

    def _folder(self, name: str) -> str:
        """The id of one of Exchange's own folders; they keep theirs."""
        if name not in self._folders:
            path = f"{self._user}/mailFolders/{name}"
            self._folders[name] = self._door.request("GET", path, query={"$select": "id"}, headers=PREFER).body["id"]
        return self._folders[name]

    def _was_sent(self, draft: Draft) -> bool:
        """Whether a mail with our property went after the draft was made; earlier ones are of an earlier try."""
        named = f"ep/id eq '{FIND_BY}' and ep/value eq '{draft.search}'"
        query = {"$filter": f"singleValueExtendedProperties/Any(ep: {named})", "$select": SHOWN}
        found = self._door.request("GET", f"{self._user}/messages", query=query, headers=PREFER).body["value"]
        sent = (read_stamp(str(one.get("sentDateTime") or "")) for one in found if not one.get("isDraft"))
        return any(at >= draft.made_at - CLOCKS for at in sent)


def properties(mail: OutgoingMail) -> list[Mapping[str, str]]:
    """What is set on the draft beside its MIME: what it is found by, and the header lines that must not be lost."""
    headers = {**safe_headers(mail.headers), KEY_HEADER: one_line(mail.key), "Auto-Submitted": "auto-generated"}
    headers["X-Auto-Response-Suppress"] = NO_REPLIES
    named = {OF_THEIR_OWN.get(name.lower(), f"{HEADER_SET} {name}"): text for name, text in headers.items()}
    named |= {FIND_BY: search_id(mail.key), FIND_FOR: address_id(mail.to)}
    return [{"id": name, "value": text} for name, text in named.items()]


def address_id(address: str) -> str:
    """What a mail to this address is found by."""
    return search_id(f"to {address.lower()}")

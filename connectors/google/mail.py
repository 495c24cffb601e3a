"""Mail through Gmail, from one robot mailbox: draft, send the draft, and look after an answer that was lost.

A draft that was sent is deleted by Gmail and its message stays in the same thread with the label SENT, so thread and
draft together say whether it went. The draft's id here holds both.
"""

from __future__ import annotations

import base64
from typing import Any

from connectors.errors import Permanent
from connectors.google.bounces import Bounces
from connectors.google.http import Door
from connectors.mime import compose
from connectors.ports import BouncePage, MailState, OutgoingMail

ABSENT = (404, (400, "invalidArgument"), (400, "INVALID_ARGUMENT"))
MADE = "id,message(threadId)"


class GoogleMailer:
    """The robot mailbox `sender`, shown to readers as `from_name`."""

    def __init__(self, door: Door, *, sender: str, from_name: str = "") -> None:
        self._door, self._sender, self._from_name = door, sender, from_name
        self._bounces = Bounces(door)

    def draft(self, mail: OutgoingMail) -> str:
        """Store the draft. A repeat after a lost answer may leave a second draft, which reaches nobody."""
        raw = base64.urlsafe_b64encode(compose(mail, self._sender, self._from_name).as_bytes()).decode()
        made = self._door.call(self._drafts().create(userId="me", body={"message": {"raw": raw}}, fields=MADE)).body
        return f"{made['id']}.{made['message']['threadId']}"

    def send(self, draft_id: str) -> None:
        """Send the draft. Gmail deletes it as it goes, so a second attempt finds nothing to send."""
        request = self._drafts().send(userId="me", body={"id": draft_id.partition(".")[0]}, fields="id")
        reply = self._door.call(request, repeatable=False, expected=ABSENT)
        if reply.refusal and self.state(draft_id) is MailState.ABSENT:
            raise Permanent("The draft is gone and was never sent", mend="Nothing to do: nearpeer drafts it again.")

    def state(self, draft_id: str) -> MailState:
        """By the draft, then by its thread's SENT message. The draft is looked at first: sending ends it."""
        draft, _, thread = draft_id.partition(".")
        asked = self._drafts().get(userId="me", id=draft, format="minimal", fields="id")
        if not self._door.call(asked, expected=ABSENT).refusal:
            return MailState.DRAFTED
        if not thread:
            return MailState.ABSENT
        threads = self._door.service("gmail", "v1", "users", "threads")
        found = self._door.call(
            threads.get(userId="me", id=thread, format="minimal", fields="messages(labelIds)"), expected=ABSENT
        )
        labels = [message.get("labelIds", ()) for message in found.body.get("messages", ())]
        return MailState.SENT if any("SENT" in listed for listed in labels) else MailState.ABSENT

    def bounces(self, cursor: str | None) -> BouncePage:
        """Mails that came back, read from the mailbox's history."""
        return self._bounces.read(cursor)

    def _drafts(self) -> Any:
        return self._door.service("gmail", "v1", "users", "drafts")

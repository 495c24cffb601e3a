"""Mail through Gmail, from one robot mailbox: draft, send the draft, and look after an answer that was lost.

A draft that was sent is deleted by Gmail and its message stays in the same thread with the label SENT, so thread and
draft together say whether it went. The draft's id here holds both.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from connectors.errors import Permanent
from connectors.google.bounces import KEY_HEADER, Bounces
from connectors.google.http import Door
from connectors.ports import BouncePage, MailState, OutgoingMail

ABSENT = (404, (400, "invalidArgument"), (400, "INVALID_ARGUMENT"))
ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+")
MEND_ADDRESS = "Correct the address where it was given; nothing was sent."
BODY_HEADERS = {"mime-version", "content-type", "content-transfer-encoding", "content-disposition", "date"}
OWN_HEADERS = BODY_HEADERS | {"to", "cc", "bcc", "from", "sender", "subject", "reply-to", "message-id"}


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


MADE = "id,message(threadId)"


def compose(mail: OutgoingMail, sender: str, from_name: str) -> EmailMessage:
    """The mail as bytes will hold it: one recipient, text and HTML. Raises `Permanent` for an address that is none."""
    if not ADDRESS.fullmatch(mail.to):
        raise Permanent(f"{mail.key}: the recipient's address is not a mail address", mend=MEND_ADDRESS)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(one_line(from_name), addr_spec=sender) if from_name else sender
    message["To"] = Address(one_line(mail.to_name), addr_spec=mail.to)
    message["Subject"] = one_line(mail.subject)
    message["Message-ID"] = f"<{message_name(mail.key)}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message[KEY_HEADER] = one_line(mail.key)
    if ADDRESS.fullmatch(mail.reply_to):
        message["Reply-To"] = mail.reply_to
    for name, text in safe_headers(mail.headers).items():
        del message[name]
        message[name] = text
    message.set_content(_encodable(mail.text), charset="utf-8")
    message.add_alternative(_encodable(mail.html), subtype="html", charset="utf-8")
    return message


def safe_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The caller's headers without those that decide who gets the mail and whose it is."""
    kept = {name: one_line(text) for name, text in headers.items() if re.fullmatch(r"[A-Za-z0-9-]+", name)}
    return {name: text for name, text in kept.items() if name.lower() not in OWN_HEADERS}


def message_name(key: str) -> str:
    """The left half of the Message-ID: one key, one name."""
    return hashlib.sha256(f"mail/{key}".encode()).hexdigest()[:40]


def one_line(text: str) -> str:
    """Text without line breaks, control characters or lone surrogates, so that it stays within its header."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(_encodable(shown).split())


def _encodable(text: str) -> str:
    """Text without the halves of broken characters, which no mail can hold."""
    return text.encode("utf-8", "replace").decode()

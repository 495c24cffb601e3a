"""Mailboxes: drafts that vanish when sent, threads, history that is forgotten, and what reached whom."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from itertools import count
from typing import Any

from tests.emulators.google.refused import Refused, invalid, missing

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SYSTEM = "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"


@dataclass(slots=True, kw_only=True)
class Message:
    """One message of the robot's mailbox."""

    message_id: str
    thread_id: str
    raw: bytes
    at: datetime
    labels: list[str]
    history: int

    def parsed(self) -> EmailMessage:
        """The message as its reader's program reads it."""
        return parse(self.raw)

    def matches(self, query: str) -> bool:
        """Whether a search finds it: `from:(a OR b)`, `to:address` and plain words are modelled."""
        message = self.parsed()
        for senders in re.findall(r"from:\(([^)]*)\)", query):
            if not any(word.strip().lower() in str(message["From"]).lower() for word in senders.split(" OR ")):
                return False
        for word in re.sub(r"from:\([^)]*\)", "", query).lower().split():
            place = (
                str(message["To"]).lower() if word.startswith("to:") else self.raw.decode("utf-8", "replace").lower()
            )
            if word.removeprefix("to:") not in place:
                return False
        return True

    def resource(self, shape: str, headers: list[str]) -> dict[str, Any]:
        """`Message` in one of Gmail's formats."""
        shown: dict[str, Any] = {
            "id": self.message_id,
            "threadId": self.thread_id,
            "labelIds": self.labels,
            "historyId": str(self.history),
            "internalDate": str(int(self.at.timestamp() * 1000)),
        }
        if shape == "raw":
            shown["raw"] = base64.urlsafe_b64encode(self.raw).decode()
        if shape in {"metadata", "full"}:
            wanted = {name.lower() for name in headers}
            listed = [
                {"name": name, "value": str(value)}
                for name, value in self.parsed().items()
                if not wanted or name.lower() in wanted
            ]
            shown["payload"] = {"headers": listed}
        return shown


def parse(raw: bytes) -> EmailMessage:
    """Bytes as a message."""
    message = message_from_bytes(raw, policy=default)
    if not isinstance(message, EmailMessage):
        raise TypeError("the policy makes EmailMessage")
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail that reached somebody."""

    to: str
    raw: bytes
    at: datetime


@dataclass(slots=True)
class Mailboxes:
    """The robot's mailbox, and what has arrived at every address in the world."""

    address: str = "mentoring@school.example"
    drafts: dict[str, Message] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    delivered: dict[str, list[bytes]] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)  # the same in the order of time
    added: list[tuple[int, str, list[str]]] = field(default_factory=list)
    oldest_history: int = 0
    history: int = 100
    _numbers: Any = field(default_factory=lambda: count(0x18F00000))

    def create_draft(self, body: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        """drafts.create."""
        raw = base64.urlsafe_b64decode(body["message"]["raw"] + "==")
        for _, address in recipients(raw):
            if not ADDRESS.fullmatch(address):
                raise Refused(400, "invalidArgument", "Invalid To header")
        thread = body["message"].get("threadId") or f"{next(self._numbers):x}"
        message = self._add(raw, now, ["DRAFT"], thread)
        draft_id = f"r-{next(self._numbers)}"
        self.drafts[draft_id] = message
        return {"id": draft_id, "message": message.resource("minimal", [])}

    def get_draft(self, draft_id: str, shape: str) -> dict[str, Any]:
        """drafts.get: 404 once it was sent."""
        self._check(draft_id)
        return {"id": draft_id, "message": self.drafts[draft_id].resource(shape, [])}

    def send_draft(self, draft_id: str, now: datetime) -> dict[str, Any]:
        """drafts.send: the draft vanishes, its message goes on in the same thread under another id."""
        self._check(draft_id)
        draft = self.drafts.pop(draft_id)
        del self.messages[draft.message_id]
        sent = self._add(draft.raw, now, ["SENT"], draft.thread_id)
        for _, address in recipients(draft.raw):
            self.delivered.setdefault(address.lower(), []).append(draft.raw)
            self.arrivals.append(Arrival(to=address.lower(), raw=draft.raw, at=now))
        return sent.resource("minimal", [])

    def delete_draft(self, draft_id: str) -> None:
        """drafts.delete: at once and for good."""
        self._check(draft_id)
        del self.messages[self.drafts.pop(draft_id).message_id]

    def trash(self, message_id: str) -> dict[str, Any]:
        """messages.trash."""
        if message_id not in self.messages:
            raise missing(message_id)
        message = self.messages[message_id]
        message.labels = [*(label for label in message.labels if label != "TRASH"), "TRASH"]
        return message.resource("minimal", [])

    def get_message(self, message_id: str, shape: str, headers: list[str]) -> dict[str, Any]:
        """messages.get."""
        if message_id not in self.messages:
            raise missing(message_id)
        return self.messages[message_id].resource(shape, headers)

    def get_thread(self, thread_id: str) -> dict[str, Any]:
        """threads.get."""
        found = [m.resource("minimal", []) for m in self.messages.values() if m.thread_id == thread_id]
        if not found:
            raise missing(thread_id)
        return {"id": thread_id, "messages": found}

    def search(self, query: str) -> dict[str, Any]:
        """messages.list, which leaves out the bin."""
        found = [
            {"id": m.message_id, "threadId": m.thread_id}
            for m in self.messages.values()
            if "TRASH" not in m.labels and m.matches(query)
        ]
        return {"messages": found, "resultSizeEstimate": len(found)} if found else {"resultSizeEstimate": 0}

    def list_history(self, start: int) -> dict[str, Any]:
        """history.list: 404 for what is too old to be remembered."""
        if start < self.oldest_history:
            raise missing("startHistoryId")
        entries = [
            {"id": str(number), "messagesAdded": [{"message": {"id": name, "threadId": name, "labelIds": labels}}]}
            for number, name, labels in self.added
            if number > start
        ]
        return {"history": entries, "historyId": str(self.history)} if entries else {"historyId": str(self.history)}

    def receive(self, raw: bytes, at: datetime) -> None:
        """A mail arrives in the robot's inbox."""
        self._add(raw, at, ["INBOX", "UNREAD"], f"{next(self._numbers):x}")

    def bounce(self, original: bytes, recipient: str, reason: str, at: datetime, *, action: str = "failed") -> None:
        """A delivery report (RFC 3464) comes back for a mail that was sent."""
        report = EmailMessage()
        report["From"], report["To"], report["Subject"] = SYSTEM, self.address, "Delivery Status Notification (Failure)"
        report.set_content("Your message wasn't delivered.")
        head = original.partition(b"\r\n\r\n")[0] + b"\r\n"
        status = (
            f"Reporting-MTA: dns; googlemail.com\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: {action}\r\n"
        )
        status += f"Status: 5.1.1\r\nDiagnostic-Code: smtp; {reason}\r\n"
        bound = "----=report"
        parts = [
            ("text/plain", b"Your message wasn't delivered."),
            ("message/delivery-status", status.encode()),
            ("text/rfc822-headers", head),
        ]
        body = b"".join(b"--%b\r\nContent-Type: %b\r\n\r\n%b\r\n" % (bound.encode(), k.encode(), v) for k, v in parts)
        head_lines = f"From: {SYSTEM}\r\nTo: {self.address}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
        head_lines += f'report-type=delivery-status; boundary="{bound}"\r\nX-Failed-Recipients: {recipient}\r\n\r\n'
        self.receive(head_lines.encode() + body + f"--{bound}--\r\n".encode(), at)

    def _add(self, raw: bytes, at: datetime, labels: list[str], thread_id: str) -> Message:
        self.history += 1
        name = f"{next(self._numbers):x}"
        message = Message(message_id=name, thread_id=thread_id, raw=raw, at=at, labels=labels, history=self.history)
        self.messages[name] = message
        self.added.append((self.history, name, labels))
        return message

    def _check(self, draft_id: str) -> None:
        if not draft_id.startswith("r-"):
            raise invalid("Invalid id value")
        if draft_id not in self.drafts:
            raise missing("draft")


def recipients(raw: bytes) -> list[tuple[str, str]]:
    """Everybody a mail is addressed to, hidden copies included."""
    message = parse(raw)
    listed = [str(text) for name in ("To", "Cc", "Bcc") for text in message.get_all(name, [])]
    return getaddresses(listed)

"""The mailbox: drafts from MIME, what Exchange makes of their header lines, sending, reports, and the inbox's delta."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from typing import Any

from tests.emulators.microsoft.handlers import Answer, Request, handles
from tests.emulators.microsoft.outlook import (
    GRAPH,
    asked_properties,
    chosen,
    has_property,
    keep_properties,
    number_in,
    number_of,
    page,
    preferred,
    shown_id,
    spend,
    stamp,
)
from tests.emulators.microsoft.refused import Refused, invalid, missing
from tests.emulators.microsoft.world import MAILBOX, World

WRITES, READS, SENDS = ("Mail.ReadWrite",), ("Mail.Read", "Mail.ReadWrite"), ("Mail.Send",)
FOLDERS = ("drafts", "sentitems", "inbox", "outbox", "deleteditems")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
SYSTEM = "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@school.example"
HEADER_SET = "String {00020386-0000-0000-c000-000000000046} Name "
OWN_PROPERTY = {"String 0x1045": "List-Unsubscribe"}
KEPT_IN_MIME = frozenset(
    {"from", "to", "cc", "subject", "date", "message-id", "reply-to", "mime-version", "content-type"}
    | {"content-transfer-encoding", "references", "in-reply-to"}
)


@dataclass(slots=True, kw_only=True)
class Message:
    """One message of the mailbox. `unfiled` counts for how many looks more it cannot be found."""

    number: int
    raw: bytes
    folder: str
    is_draft: bool
    created_at: datetime
    sent_at: datetime | None = None
    sender: str = MAILBOX
    properties: dict[str, str] = field(default_factory=dict)
    unfiled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail that reached somebody."""

    to: str
    raw: bytes
    at: datetime


@dataclass(slots=True)
class Mailbox:
    """The programme's mailbox, and what has arrived at every address in the world.

    `unfiled`: how many looks a mail just sent cannot be found for. `headers`: the names that the mailbox knows.
    """

    messages: dict[int, Message] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)
    added: list[int] = field(default_factory=list)  # numbers of the inbox's messages in the order they came
    forgotten: int = 0
    unfiled: int = 0
    in_outbox: bool = False
    bare_reports: bool = False
    headers: set[str] = field(default_factory=set)
    page_size: int = 10

    def delivered(self, address: str) -> list[bytes]:
        """What reached this address, oldest first."""
        return [arrival.raw for arrival in self.arrivals if arrival.to == address]

    def receive(self, world: World, raw: bytes, at: datetime, *, sender: str = "", kind: str = "IPM.Note") -> Message:
        """A mail arrives in the inbox."""
        sender = sender or getaddresses([str(parse(raw)["From"])])[0][1]
        message = Message(
            number=next(world.numbers),
            raw=raw,
            folder="inbox",
            is_draft=False,
            created_at=at,
            sent_at=at,
            sender=sender,
        )
        message.properties["String 0x001A"] = kind
        self.messages[message.number] = message
        self.added.append(message.number)
        world.changed(f"users/{MAILBOX}/mailFolders('inbox')/messages", "created")
        return message

    def bounce(self, world: World, raw: bytes, to: str, reason: str, at: datetime, *, action: str = "failed") -> None:
        """Exchange reports that a mail could not be delivered, or not yet."""
        kind = "REPORT.IPM.Note.NDR" if action == "failed" else "REPORT.IPM.Note.Delayed.DR"
        report = bare_report(to) if self.bare_reports else delivery_report(raw, to, reason, action)
        self.receive(world, report, at, sender=SYSTEM, kind=kind)

    def most_in_a_minute(self) -> int:
        """The largest number of mails sent within any sixty seconds."""
        times = [arrival.at for arrival in self.arrivals]
        return max((sum(a <= b < a + timedelta(minutes=1) for b in times) for a in times), default=0)


def mailbox(world: World) -> Mailbox:
    """The mailbox of a world."""
    return world.part(Mailbox)


def parse(raw: bytes) -> EmailMessage:
    """Bytes as a message."""
    message = message_from_bytes(raw, policy=default)
    if not isinstance(message, EmailMessage):
        raise TypeError("the policy makes EmailMessage")
    return message


def recipients(raw: bytes) -> list[str]:
    """To whom a message goes."""
    message = parse(raw)
    lines = [str(line) for name in ("To", "Cc", "Bcc") for line in message.get_all(name, [])]
    return [address.lower() for _, address in getaddresses(lines)]


# --- messages ------------------------------------------------------------------------------------


@handles("POST", "/users/{user-id}/messages", needs=WRITES)
def draft(world: World, request: Request) -> Answer:
    """Make a draft from MIME."""
    spend(world, request)
    if not isinstance(request.body, bytes):
        raise Refused(501, "notSupported", "The emulator takes drafts as MIME only.")
    try:
        raw = base64.b64decode(request.body, validate=True)
    except ValueError as broken:
        raise invalid("Invalid base64 string for MIME content.", "ErrorMimeContentInvalidBase64String") from broken
    number = next(world.numbers)
    made = Message(number=number, raw=raw, folder="drafts", is_draft=True, created_at=world.now)
    mailbox(world).messages[number] = made
    return Answer(status=201, body=_shown(made, request))


@handles("PATCH", "/users/{user-id}/messages/{message-id}", needs=WRITES)
def change(world: World, request: Request) -> dict[str, Any]:
    """Set properties; names of header lines become known to the mailbox."""
    spend(world, request)
    message = _message(world, request)
    keep_properties(message.properties, request.body)
    named = {name.removeprefix(HEADER_SET) for name in message.properties if name.startswith(HEADER_SET)}
    mailbox(world).headers |= {name.lower() for name in named}
    return _shown(message, request)


@handles("GET", "/users/{user-id}/messages/{message-id}", needs=READS)
def get(world: World, request: Request) -> dict[str, Any]:
    """One message, if it is filed yet."""
    spend(world, request)
    return chosen(request, _shown(_message(world, request), request))


@handles("GET", "/users/{user-id}/messages", needs=READS)
def found(world: World, request: Request) -> dict[str, Any]:
    """Messages of all folders that bear a property."""
    spend(world, request)
    held = mailbox(world)
    fitting = [one for one in held.messages.values() if not one.unfiled and has_property(request, one.properties)]
    items = [chosen(request, _shown(one, request)) for one in fitting]
    return page(request, f"/users/{request.path['user-id']}/messages", items)


@handles("POST", "/users/{user-id}/messages/{message-id}/send", needs=SENDS)
def send(world: World, request: Request) -> Answer:
    """Send a draft: it leaves the drafts, and a second sending finds no draft."""
    spend(world, request)
    held, message = mailbox(world), _message(world, request)
    if not message.is_draft:
        raise missing("The specified object was not found in the store.", "ErrorItemNotFound")
    to = recipients(message.raw)
    if not to or not all(ADDRESS.fullmatch(address) for address in to):
        raise invalid("At least one recipient is not valid.", "ErrorInvalidRecipients")
    message.raw = as_sent(message, held.headers)
    held.arrivals += [Arrival(to=address, raw=message.raw, at=world.now) for address in to]
    message.is_draft, message.folder = held.in_outbox, "outbox" if held.in_outbox else "sentitems"
    message.sent_at, message.unfiled = world.now, held.unfiled
    return Answer(status=202)


@handles("GET", "/users/{user-id}/messages/{message-id}/$value", needs=READS)
def mime(world: World, request: Request) -> Answer:
    """The message as MIME."""
    spend(world, request)
    return Answer(body=_message(world, request).raw, headers={"Content-Type": "text/plain"})


@handles("POST", "/users/{user-id}/messages/{message-id}/permanentDelete", needs=WRITES)
def purge(world: World, request: Request) -> None:
    """Take a message out for good."""
    spend(world, request)
    del mailbox(world).messages[_message(world, request).number]


@handles("DELETE", "/users/{user-id}/messages/{message-id}", needs=WRITES)
def delete(world: World, request: Request) -> None:
    """Move a message to the Deleted Items."""
    spend(world, request)
    _message(world, request).folder = "deleteditems"


def _message(world: World, request: Request) -> Message:
    number = number_in(request.path["message-id"])
    message = mailbox(world).messages.get(number)
    if message is None or number_of(request.path["message-id"], message.folder) is None or message.unfiled:
        if message:
            message.unfiled = max(0, message.unfiled - 1)
        raise missing("The specified object was not found in the store.", "ErrorItemNotFound")
    return message


def _shown(message: Message, request: Request) -> dict[str, Any]:
    to = [{"emailAddress": {"address": address}} for address in recipients(message.raw)]
    sender = {"emailAddress": {"address": message.sender, "name": message.sender}}
    item = {
        "id": shown_id(request, message.number, message.folder),
        "isDraft": message.is_draft,
        "parentFolderId": _folder_id(message.folder),
        "createdDateTime": stamp(message.created_at),
        "sentDateTime": stamp(message.sent_at or message.created_at),
        "receivedDateTime": stamp(message.sent_at or message.created_at),
        "from": sender,
        "sender": sender,
        "toRecipients": to,
    }
    if "$expand" in request.query:
        item["singleValueExtendedProperties"] = asked_properties(request, message.properties)
    return item


def as_sent(message: Message, known: set[str]) -> bytes:
    """The bytes that leave Exchange.

    Of the MIME's own header lines it keeps the usual ones, and those with an `X-` that the mailbox has met otherwise
    (microsoft-graph-docs#21904, #17444); properties of the set for header lines become lines.
    """
    mail = parse(message.raw)
    for name in set(mail.keys()):
        lost = name.lower() not in KEPT_IN_MIME and not (name.lower().startswith("x-") and name.lower() in known)
        if lost:
            del mail[name]
    for name, text in message.properties.items():
        line = OWN_PROPERTY.get(name) or (name.removeprefix(HEADER_SET) if name.startswith(HEADER_SET) else "")
        if line:
            del mail[line]
            mail[line] = text
    return mail.as_bytes()


# --- folders -------------------------------------------------------------------------------------


@handles("GET", "/users/{user-id}/mailFolders/{mailFolder-id}", needs=READS)
def folder(world: World, request: Request) -> dict[str, Any]:
    """One of Exchange's own folders, by its well-known name."""
    spend(world, request)
    name = request.path["mailFolder-id"].lower()
    if name not in FOLDERS:
        raise missing(name, "ErrorItemNotFound")
    return chosen(request, {"id": _folder_id(name), "displayName": name.title()})


@handles("GET", "/users/{user-id}/mailFolders/{mailFolder-id}/messages", needs=READS)
def in_folder(world: World, request: Request) -> dict[str, Any]:
    """The messages of a folder, or those of them in which the words stand, by beginnings as Exchange's index does."""
    spend(world, request)
    name, words = request.path["mailFolder-id"], request.query.get("$search", "").strip('"').lower()
    standing = [one for one in mailbox(world).messages.values() if one.folder == name and not one.unfiled]
    fitting = [one for one in standing if words.encode() in one.raw.lower()]
    items = [chosen(request, _shown(one, request)) for one in fitting]
    return page(request, f"/users/{request.path['user-id']}/mailFolders/{name}/messages", items)


def _folder_id(name: str) -> str:
    return f"AQMk-folder-{name}"


@handles("GET", "/users/{user-id}/mailFolders/{mailFolder-id}/messages/delta()", needs=READS)
def delta(world: World, request: Request) -> dict[str, Any]:
    """What is new in the inbox since a link; a link that is too old is 410."""
    spend(world, request)
    held = mailbox(world)
    state = request.query.get("$deltatoken") or request.query.get("$skiptoken") or f"0-{request.query['$select']}"
    count, _, select = state.partition("-")
    start = int(count)
    if start < held.forgotten:
        raise Refused(410, "SyncStateNotFound", "The sync state generation is not found.")
    size = _page_size(request, held)
    looked = held.added[start : start + size]
    fresh = [held.messages[number] for number in looked if number in held.messages]
    asked = Request(path=request.path, query={"$select": select}, body={}, headers=request.headers)
    reached = start + len(looked)
    word, kind = ("nextLink", "skip") if reached < len(held.added) else ("deltaLink", "delta")
    link = f"{GRAPH}/users/{MAILBOX}/mailFolders/inbox/messages/delta()?${kind}token={reached}-{select}"
    return {"value": [chosen(asked, _shown(one, asked)) for one in fresh], f"@odata.{word}": link}


def _page_size(request: Request, held: Mailbox) -> int:
    sizes = [int(part.partition("=")[2]) for part in preferred(request) if part.startswith("odata.maxpagesize=")]
    return min([held.page_size, *sizes])


# --- reports -------------------------------------------------------------------------------------


def delivery_report(raw: bytes, to: str, reason: str, action: str) -> bytes:
    """A report by RFC 3464 with the returned mail's header lines."""
    returned = raw.split(b"\n\n", 1)[0].replace(b"\r\n", b"\n")
    status = f"Final-Recipient: rfc822;{to}\nAction: {action}\nStatus: 5.1.1\nDiagnostic-Code: smtp;{reason}\n"
    parts = [
        b"Content-Type: text/plain\n\nYour message could not be delivered.\n",
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns;x.prod.outlook.com\n\n" + status.encode(),
        b"Content-Type: text/rfc822-headers\n\n" + returned + b"\n",
    ]
    head = _head("multipart/report; report-type=delivery-status; boundary=bb")
    return head + b"".join(b"--bb\n" + part + b"\n" for part in parts) + b"--bb--\n"


def bare_report(to: str) -> bytes:
    """A report as Graph may render it: no part for machines, and the failed address as its recipient."""
    return _head("text/plain", to=to) + b"Your message could not be delivered.\n"


def _head(content_type: str, *, to: str = MAILBOX) -> bytes:
    lines = {"From": SYSTEM, "To": to, "Subject": "Undeliverable", "MIME-Version": "1.0", "Content-Type": content_type}
    return "".join(f"{name}: {text}\n" for name, text in lines.items()).encode() + b"\n"

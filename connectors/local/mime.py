"""Mail as bytes, built by hand because it is built by the thousand. No value can end its header or its part."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote, unquote

from connectors.errors import Permanent
from connectors.local.files import digest
from connectors.plain import one_line, plain
from connectors.ports import MailFile, OutgoingMail

LONGEST_LINE = 900  # bytes; RFC 5322 allows 998
LONGEST_HEADER = 200  # characters left unfolded
LONGEST_NAME = 100  # characters of a name left unfolded
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:\\@\x00-\x1f]{1,64}@[^\s<>()\[\]\"',;:\\@\x00-\x1f]{1,189}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_OURS = {"from", "to", "cc", "bcc", "subject", "message-id", "reply-to", "mime-version", "sender", "auto-submitted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who our mail comes from."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """The domain of our Message-IDs."""
        return self.address.rpartition("@")[2] or "localhost"


def build(mail: OutgoingMail, sender: Sender, now: datetime) -> bytes:
    """The mail with plain text and HTML as alternatives, lines ending in LF. Raises `Permanent` for a bad address.

    The date is `now` unless the mail brings its own `Date`.
    """
    extra = {name: value for name, value in mail.headers.items() if name.lower() != "date"}
    date = next((value for name, value in mail.headers.items() if name.lower() == "date"), format_datetime(now))
    if bad := sorted(name for name in extra if not _NAME.fullmatch(name) or name.lower() in _OURS):
        raise Permanent(f"A mail cannot carry the header {bad[0]!r}.", mend="Leave this header out.")
    boundary = f"=_{digest(mail.key)}"
    lines = [
        *_opening(mail.key, sender, mail.to, mail.to_name),
        f"Subject: {header(mail.subject)}",
        f"Date: {header(date)}",
        *([f"Reply-To: {checked_address(mail.reply_to)}"] if mail.reply_to else []),
        *(f"{name}: {header(value)}" for name, value in extra.items()),
        f"Content-Language: {header(mail.language)}",
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
    ]
    parts = [_part("text/plain", mail.text), _part("text/html", mail.html)]
    return _assembled(lines, boundary, parts) if not mail.files else _with_files(lines, boundary, parts, mail.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation, change (both REQUEST) or cancellation (CANCEL) to one person; `calendar` is its iCalendar text."""

    key: str
    to: str
    subject: str
    method: str
    calendar: str


def build_invitation(invitation: Invitation, sender: Sender, now: datetime) -> bytes:
    """The invitation as a mail (iMIP, RFC 6047)."""
    boundary = f"=_{digest(invitation.key)}"
    lines = [
        *_opening(invitation.key, sender, invitation.to, ""),
        f"Subject: {header(invitation.subject)}",
        f"Date: {format_datetime(now)}",
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
    ]
    method = f"; method={invitation.method}"
    parts = [_part("text/plain", invitation.subject), _part("text/calendar", invitation.calendar, method)]
    return _assembled(lines, boundary, parts)


def message_id(key: str, domain: str) -> str:
    """The Message-ID that stands for the key, and can be turned back into it."""
    return f"<{quote(key, safe='/-_=+').replace('.', '%2E')}@{domain}>"


def key_of(identifier: str, domain: str) -> str:
    """The key of a Message-ID of ours, empty for anybody else's."""
    inner = identifier.strip().removeprefix("<").removesuffix(">")
    return unquote(inner.removesuffix(f"@{domain}")) if inner.endswith(f"@{domain}") else ""


def checked_address(address: str) -> str:
    """The address. Raises `Permanent` when it is none."""
    if not _ADDRESS.fullmatch(address):
        raise Permanent(
            "A mail address is malformed.", mend="Correct the address of this person, then replay the mail."
        )
    return address


def header(value: str) -> str:
    """A header's value: one line, in encoded words (RFC 2047) when it is long or not ASCII."""
    value = one_line(value)
    if value.isascii() and len(value) <= LONGEST_HEADER and "=?" not in value:
        return value
    return encoded(value)


def encoded(value: str) -> str:
    """The value in encoded words of at most 45 bytes, never cutting a character."""
    words, rest = [], value
    while rest:
        cut = min(len(rest), 45)
        while len(rest[:cut].encode()) > 45:
            cut -= 1
        words.append(f"=?utf-8?b?{base64.b64encode(rest[:cut].encode()).decode()}?=")
        rest = rest[cut:]
    return "\n ".join(words)


def mailbox(address: str, name: str) -> str:
    """`Name <address>`."""
    name = one_line(name)[:200]
    if not name:
        return checked_address(address)
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    shown = f'"{escaped}"' if name.isascii() and len(name) <= LONGEST_NAME and "=?" not in name else encoded(name)
    return f"{shown} <{checked_address(address)}>"


def _opening(key: str, sender: Sender, to: str, to_name: str) -> list[str]:
    return [
        f"From: {mailbox(sender.address, sender.name)}",
        f"To: {mailbox(to, to_name)}",
        f"Message-ID: {message_id(key, sender.domain)}",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
    ]


def _part(kind: str, text: str, parameters: str = "") -> bytes:
    """One part. Plain ASCII with short lines travels as it is, everything else as quoted-printable."""
    text = plain(text)
    data = text.encode()
    if text.isascii() and all(len(line) <= LONGEST_LINE for line in text.split("\n")):
        return f'Content-Type: {kind}; charset="utf-8"{parameters}\nContent-Transfer-Encoding: 7bit\n\n'.encode() + data
    coding = "Content-Transfer-Encoding: quoted-printable"
    return f'Content-Type: {kind}; charset="utf-8"{parameters}\n{coding}\n\n'.encode() + binascii.b2a_qp(
        data, istext=True
    )


def _assembled(lines: list[str], boundary: str, parts: list[bytes]) -> bytes:
    opening = "\n".join(lines).encode() + b"\n\n"
    fence = f"--{boundary}\n".encode()
    return opening + b"".join(fence + part.rstrip(b"\n") + b"\n" for part in parts) + f"--{boundary}--\n".encode()


def _with_files(lines: list[str], boundary: str, parts: list[bytes], files: Sequence[MailFile]) -> bytes:
    """The texts as alternatives inside, the files beside them (RFC 2046, 5.1.3)."""
    outer = f"{boundary}f"
    *opening, inner = lines
    texts = _assembled([inner], boundary, parts)
    mixed = [*opening, f'Content-Type: multipart/mixed; boundary="{outer}"']
    return _assembled(mixed, outer, [texts, *(_file(file) for file in files)])


def _file(file: MailFile) -> bytes:
    name = quote(one_line(file.name), safe="")
    told = [
        f"Content-Type: {header(file.media_type)}",
        f"Content-Disposition: attachment; filename*=utf-8''{name}",
        "Content-Transfer-Encoding: base64",
    ]
    return "\n".join(told).encode() + b"\n\n" + base64.encodebytes(file.content)

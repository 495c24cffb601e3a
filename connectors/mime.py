"""A finished mail as MIME, for every suite that is given whole messages. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from connectors.errors import Permanent
from connectors.ports import OutgoingMail

KEY_HEADER = "X-Nearpeer-Key"
ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+")
MEND_ADDRESS = "Correct the address where it was given; nothing was sent."
BODY_HEADERS = {"mime-version", "content-type", "content-transfer-encoding", "content-disposition", "date"}
OWN_HEADERS = BODY_HEADERS | {"to", "cc", "bcc", "from", "sender", "subject", "reply-to", "message-id"}


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
    for file in mail.files:
        main, _, sub = file.media_type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=one_line(file.name))
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

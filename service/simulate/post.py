"""The post as people get it: new mails in a Maildir, read as text, with the forms they link to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

_FOLD = re.compile(r"\r?\n(?=[ \t])")
_SIGN_IN = re.compile(r"/sign-in\?token=([\w-]+)")
_LINK = re.compile(r"https?://[^\s<>]+/forms/[^\s<>]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A form to fill, with what the link already answers."""

    form: str
    prefill: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail as its reader sees it."""

    to: str
    subject: str
    text: str
    links: tuple[Link, ...]
    sign_ins: tuple[str, ...]  # tokens of links that sign staff in


def new_letters(mail: Path, address: str) -> Iterator[Letter]:
    """Mails that arrived since the last look; each is moved from `new` to `cur` as a mail program does."""
    arrived = mail / address / "new"
    if not arrived.is_dir():
        return
    for path in sorted(arrived.iterdir()):
        # The older policy reads the few header lines we look at, and only those.
        yield read_letter(address, message_from_bytes(path.read_bytes(), policy=compat32), _links)
        path.rename(mail / address / "cur" / f"{path.name}:2,S")


def read_letter(address: str, message: Message, links: Callable[[str], Iterator[Link]]) -> Letter:
    """A mail to this address; `links` finds the forms in its text."""
    text = plain_text(message)
    return Letter(
        to=address,
        subject=header(message, "Subject"),
        text=text,
        links=tuple(links(text)),
        sign_ins=tuple(_SIGN_IN.findall(text)),
    )


def header(message: Message, name: str) -> str:
    """A header line as its reader sees it, "" where there is none."""
    return str(make_header(decode_header(_FOLD.sub("", str(message[name] or ""))))).strip()


def plain_text(message: Message) -> str:
    """The text/plain part of a mail, "" when it has none."""
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            return payload.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(payload, bytes) else ""
    return ""


def _links(text: str) -> Iterator[Link]:
    for found in _LINK.findall(text):
        parts = urlsplit(found)
        yield Link(form=parts.path.rsplit("/", 1)[-1], prefill=tuple(parse_qsl(parts.query)))

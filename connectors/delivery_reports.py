"""Delivery reports (RFC 3464) as bounces, for every suite that shows a mailbox's messages whole. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

from connectors.mime import KEY_HEADER
from connectors.ports import Bounce


def read_report(content: bytes, at: datetime) -> list[Bounce]:
    """The failures that a report names: one for each recipient that will never get the mail. A delay is none."""
    message = message_from_bytes(content, policy=default)
    key = next((str(part[KEY_HEADER]) for part in message.walk() if part[KEY_HEADER]), "") or key_in_text(content)
    reports = [part for part in message.walk() if part["Action"] and part["Final-Recipient"]]
    failed = [part for part in reports if str(part["Action"]).strip().lower() == "failed"]
    return [
        Bounce(key=key, to=_recipient(part), reason=str(part["Diagnostic-Code"] or part["Status"] or ""), bounced_at=at)
        for part in failed
    ]


def _recipient(part: Any) -> str:
    """`rfc822; Name@Host` as an address in lower case."""
    return str(part["Final-Recipient"]).rpartition(";")[2].strip().lower()


def key_in_text(content: bytes) -> str:
    """The key from the returned mail's headers where the report carries them as plain text."""
    found = re.search(rb"(?im)^" + KEY_HEADER.encode() + rb":[ \t]*(\S+)", content)
    return found[1].decode("ascii", "replace") if found else ""

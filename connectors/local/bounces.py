"""Mails that came back (delivery status notifications, RFC 3464), found in a Maildir and kept in the order seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from connectors.local import files
from connectors.local.files import Disk
from connectors.local.lines import Lines, Record, parse_offset
from connectors.local.mime import key_of
from connectors.plain import one_line
from connectors.ports import Bounce, BouncePage


class BounceLog:
    """Reads the mails in `box` once each. The cursor is a place in the log of what was seen."""

    def __init__(self, log: Path, box: Path, disk: Disk, domain: str) -> None:
        self._lines = Lines(path=log, disk=disk)
        self._box = box
        self._domain = domain
        self._looked: object = None

    def page(self, cursor: str | None) -> BouncePage:
        """Bounces after the cursor. Raises `CursorExpired`."""
        start = parse_offset(cursor or "0")
        self._note_new()
        lines = list(self._lines.read(start))
        found = tuple(_to_bounce(line.record) for line in lines if line.record and line.record.get("to"))
        return BouncePage(bounces=found, cursor=str(lines[-1].end if lines else start))

    def _note_new(self) -> None:
        """Write down each mail not seen before; of a folder that did not change there are none."""
        state = [files.identity(self._box / name) for name in ("new", "cur")]
        if state == self._looked:
            return
        seen = {line.record["name"] for line in self._lines.read(0) if line.record and "name" in line.record}
        for path in self._mails():
            name = path.name.partition(":")[0]
            if name not in seen:
                self._lines.append({"name": name, **_reported(path, self._domain)})
        self._looked = state

    def _mails(self) -> list[Path]:
        found = [path for name in ("new", "cur") for path in (self._box / name).glob("[!.]*")]
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _to_bounce(record: Record) -> Bounce:
    return Bounce(
        key=record["key"],
        to=record["to"],
        reason=record["reason"],
        bounced_at=datetime.fromisoformat(record["bounced_at"]),
    )


def _reported(path: Path, domain: str) -> Record:
    """What the mail says about a failed delivery; nothing when it is any other mail."""
    mail = message_from_bytes(path.read_bytes())
    if mail.get_content_type() != "multipart/report" or mail.get_param("report-type") != "delivery-status":
        return {}
    blocks = {name: value for block in _status_blocks(mail) for name, value in block.items()}
    fields = {name.lower(): one_line(str(value)) for name, value in blocks.items()}
    if fields.get("action", "failed").lower() != "failed":
        return {}
    return {
        "key": key_of(_returned_id(mail), domain),
        "to": fields.get("original-recipient", fields.get("final-recipient", "")).rpartition(";")[2].strip().lower(),
        "reason": fields.get("diagnostic-code", fields.get("status", "")).removeprefix("smtp;").strip(),
        "bounced_at": _date(mail, path).isoformat(),
    }


def _status_blocks(mail: Message) -> Iterator[Message]:
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            yield from (block for block in (payload if isinstance(payload, list) else []) if isinstance(block, Message))


def _returned_id(mail: Message) -> str:
    """The Message-ID of the mail that came back, whole or its headers only."""
    for part in list(mail.walk())[1:]:
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            part = message_from_bytes(payload if isinstance(payload, bytes) else b"")
        if found := part.get("Message-ID"):
            return str(found)
    return ""


def _date(mail: Message, path: Path) -> datetime:
    try:
        found = parsedate_to_datetime(str(mail.get("Date", "")))
    except (TypeError, ValueError):
        return files.modified_at(path)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)

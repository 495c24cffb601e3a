"""What a visitor sees of the demo school's people: their mail and their calendars, read from the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

import icalendar

from service.simulate.post import plain_text
from service.web.demo_room import DemoMail, DemoMeeting


def mails(folder: Path, address: str) -> Sequence[DemoMail]:
    """The mails of one Maildir, newest first."""
    found = [_mail(path) for box in ("new", "cur") for path in _files(folder / address / box)]
    return sorted((mail for mail in found if mail is not None), key=lambda m: (m.sent_at, m.id), reverse=True)


def count_mails(folder: Path, address: str) -> int:
    """How many files the Maildir holds."""
    return sum(1 for box in ("new", "cur") for _ in _files(folder / address / box))


def meetings(folder: Path, address: str) -> Sequence[DemoMeeting]:
    """The meetings of one calendar file, in time order."""
    path = folder / f"{address}.ics"
    if not path.exists():
        return ()
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return sorted((_meeting(event) for event in calendar.walk("VEVENT")), key=lambda m: m.starts_at)


def count_meetings(folder: Path, address: str) -> int:
    """How many meetings the calendar file holds."""
    path = folder / f"{address}.ics"
    return path.read_bytes().count(b"BEGIN:VEVENT") if path.exists() else 0


def _files(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())


def _mail(path: Path) -> DemoMail | None:
    message = message_from_bytes(path.read_bytes(), policy=default)
    return DemoMail(
        id=path.name.split(":", 1)[0],
        subject=str(message["Subject"]),
        sent_at=parsedate_to_datetime(str(message["Date"])).astimezone(UTC),
        text=plain_text(message),
        html=_html(message),
    )


def _html(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return ""


def _meeting(event: icalendar.Component) -> DemoMeeting:
    return DemoMeeting(
        title=str(event.get("SUMMARY", "")),
        starts_at=_instant(event.decoded("DTSTART")),
        ends_at=_instant(event.decoded("DTEND")),
        location=str(event.get("LOCATION", "")),
        attendees=tuple(str(a).removeprefix("mailto:").removeprefix("MAILTO:") for a in _listed(event.get("ATTENDEE"))),
        cancelled=str(event.get("STATUS", "")) == "CANCELLED",
    )


def _listed(value: object) -> Sequence[object]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _instant(value: datetime) -> datetime:
    return value.astimezone(UTC)

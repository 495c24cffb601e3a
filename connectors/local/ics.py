"""Calendar files (RFC 5545) as text whose events can be found and exchanged by UID; all else stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Timezone

from connectors.errors import Permanent
from connectors.local.files import digest
from connectors.local.mime import checked_address
from connectors.local.plain import plain
from connectors.ports import Entry, Interval

OPENING = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//nearpeer//nearpeer//EN\r\nCALSCALE:GREGORIAN\r\n"
CLOSING = b"END:VCALENDAR\r\n"
KEY, VERSION = "X-NEARPEER-KEY", "X-NEARPEER-VERSION"
UNANSWERED = "NEEDS-ACTION"
ZONE_FROM, ZONE_UNTIL = date(2020, 1, 1), date(2060, 1, 1)  # years that a written time zone covers
_FOLD = re.compile(rb"\r?\n[ \t]")
_EVENT = re.compile(rb"^BEGIN:VEVENT\r?\n.*?^END:VEVENT\r?\n?", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:;=]+=(?:\"[^\"]*\"|[^\":;]*))*):(.*)")
_PARAMETER = re.compile(r";([^:;=]+)=(\"[^\"]*\"|[^\":;]*)")


class UnreadableError(Exception):
    """These bytes are not a whole calendar."""


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a component."""

    name: str
    parameters: Mapping[str, str]
    value: str


class CalendarText:
    """The bytes of one calendar file. Raises `UnreadableError` when they are not a whole calendar."""

    def __init__(self, data: bytes) -> None:
        bare = data.strip().removeprefix(b"\xef\xbb\xbf")
        whole = bare.startswith(b"BEGIN:VCALENDAR") and bare.endswith(b"END:VCALENDAR")
        if not whole or data.count(b"BEGIN:VEVENT") != data.count(b"END:VEVENT"):
            raise UnreadableError("it is not a whole calendar")
        self.data = data

    def event(self, uid: str) -> bytes | None:
        """The event with this UID, as it stands."""
        place = self._place(uid)
        return self.data[place[0] : place[1]] if place else None

    def events(self) -> Iterator[bytes]:
        """Every event, as it stands."""
        return (found[0] for found in _EVENT.finditer(self.data))

    def put(self, uid: str, event: bytes, zone: str) -> None:
        """Exchange the event with this UID, or add it; the zone is added when it is not there."""
        place = self._place(uid)
        if place:
            self.data = self.data[: place[0]] + event + self.data[place[1] :]
            return
        has_zone = re.search(rb"^TZID:%s\r?$" % re.escape(zone.encode()), self.data, re.MULTILINE)
        added = event if has_zone or not zone_text(zone) else zone_text(zone) + event
        end = self.data.rindex(b"END:VCALENDAR")
        self.data = self.data[:end] + added + self.data[end:]

    def _place(self, uid: str) -> tuple[int, int] | None:
        at = self.data.find(b"\nUID:" + uid.encode())
        if at < 0:
            return None
        start = self.data.rfind(b"\nBEGIN:VEVENT", 0, at + 1) + 1
        end = self.data.find(b"\nEND:VEVENT", at) + 1
        return start, self.data.find(b"\n", end) + 1


def uid_of(key: str) -> str:
    """The UID that stands for the key."""
    return f"{digest(key)}@nearpeer"


def properties(event: bytes) -> list[Property]:
    """The lines of one event, unfolded; lines that are none are left out."""
    found = (_LINE.match(line) for line in _FOLD.sub(b"", event).decode("utf-8", "replace").splitlines())
    return [
        Property(
            name=line[1].upper(),
            parameters={name.upper(): value.strip('"') for name, value in _PARAMETER.findall(line[2])},
            value=line[3],
        )
        for line in found
        if line
    ]


def value_of(event: bytes, name: str) -> str:
    """The value of the first line of this name, unescaped; empty when there is none."""
    if b"\n" + name.encode() not in event:
        return ""
    return next((unescape(line.value) for line in properties(event) if line.name == name), "")


def version_of(event: bytes) -> int:
    """The version of one of our events; its SEQUENCE where another program dropped our own line."""
    value = value_of(event, VERSION) or value_of(event, "SEQUENCE")
    return int(value) if value.isascii() and value.isdigit() else 0


def partstats(event: bytes) -> dict[str, str]:
    """Attendee -> what they answered, those only who did."""
    if b"PARTSTAT=" not in event:
        return {}
    return {
        address_of(line): answer
        for line in properties(event)
        if line.name == "ATTENDEE"
        and (answer := line.parameters.get("PARTSTAT", UNANSWERED).upper()) != UNANSWERED
        and line.parameters.get("CUTYPE", "").upper() not in {"ROOM", "RESOURCE"}
    }


def attendees(event: bytes) -> tuple[str, ...]:
    """The addresses of everybody invited, rooms too."""
    return tuple(address_of(line) for line in properties(event) if line.name == "ATTENDEE")


def address_of(line: Property) -> str:
    """The mail address of an ATTENDEE or ORGANIZER line."""
    return line.value.strip().lower().removeprefix("mailto:")


def rooms(event: bytes) -> frozenset[str]:
    """The addresses of rooms and other things that are booked."""
    kinds = {"ROOM", "RESOURCE"}
    found = (line for line in properties(event) if line.name == "ATTENDEE")
    return frozenset(address_of(line) for line in found if line.parameters.get("CUTYPE", "").upper() in kinds)


def when(event: bytes) -> tuple[str, str]:
    """Start and end as they are written, to see whether an event moved."""
    return value_of(event, "DTSTART"), value_of(event, "DTEND")


def event_text(entry: Entry, made_at: datetime, answers: Mapping[str, str]) -> bytes:
    """The entry as an event. `answers` are kept answers of attendees. Raises `Permanent` for a bad address."""
    zone = entry.zone if zone_text(entry.zone) else "UTC"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid_of(entry.key)}",
        f"DTSTAMP:{_utc(made_at)}",
        f"DTSTART{_local(entry.starts_at, zone)}",
        f"DTEND{_local(entry.ends_at, zone)}",
        f"SEQUENCE:{entry.version}",
        f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
        f"SUMMARY:{escape(entry.title)}",
        *([f"LOCATION:{escape(entry.location)}"] if entry.location else []),
        *([f"DESCRIPTION:{escape(entry.description)}"] if entry.description else []),
        f"ORGANIZER:mailto:{checked_address(entry.organiser)}",
        *(_attendee(address, answers.get(address, UNANSWERED)) for address in entry.attendees),
        *([_room(entry.room)] if entry.room else []),
        f"{KEY}:{escape(entry.key)}",
        f"{VERSION}:{entry.version}",
        "END:VEVENT",
    ]
    return b"".join(map(_folded, lines))


def cancelled_text(event: bytes, version: int) -> bytes:
    """The event as it stands, cancelled at this version (for somebody who is no longer invited)."""
    fresh = {"STATUS": "CANCELLED", "SEQUENCE": str(version), VERSION: str(version)}
    first, *rest = _FOLD.sub(b"", event).decode("utf-8", "replace").splitlines()
    kept = [line for line in rest if line.partition(":")[0] not in fresh]
    return b"".join(map(_folded, [first, *(f"{name}:{value}" for name, value in fresh.items()), *kept]))


def calendar_text(event: bytes, zone: str, method: str) -> str:
    """A calendar that carries one event as a message (RFC 5546)."""
    return (OPENING + f"METHOD:{method}\r\n".encode() + zone_text(zone) + event + CLOSING).decode()


def interval_of(event: bytes) -> Interval | None:
    """When one of our own events is; None when its times are not written as we write them."""
    times = {line.name: line for line in properties(event) if line.name in {"DTSTART", "DTEND"}}
    try:
        return Interval(starts_at=_instant(times["DTSTART"]), ends_at=_instant(times["DTEND"]))
    except (KeyError, ValueError, ZoneInfoNotFoundError):
        return None


def escape(text: str) -> str:
    """The text as a value: one line, nothing in it ends the value (RFC 5545 3.3.11)."""
    text = plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def unescape(value: str) -> str:
    """The text of a value."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@lru_cache(maxsize=8)
def zone_text(zone: str) -> bytes:
    """The zone's own text (VTIMEZONE), empty for UTC and for a zone that nobody knows."""
    if zone in {"", "UTC", "Etc/UTC"}:
        return b""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return b""
    text: bytes = Timezone.from_tzid(zone, first_date=ZONE_FROM, last_date=ZONE_UNTIL).to_ical()
    return text


def _attendee(address: str, answer: str) -> str:
    return f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP=TRUE:mailto:{checked_address(address)}"


def _room(address: str) -> str:
    return f"ATTENDEE;CUTYPE=ROOM;ROLE=NON-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:{checked_address(address)}"


def _local(moment: datetime, zone: str) -> str:
    if zone == "UTC":
        return f":{_utc(moment)}"
    return f";TZID={zone}:{moment.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _instant(line: Property) -> datetime:
    if line.value.endswith("Z"):
        return datetime.strptime(line.value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    zone = ZoneInfo(line.parameters.get("TZID", ""))
    return datetime.strptime(line.value, "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC)


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 bytes, never cutting a character (RFC 5545 3.1)."""
    data = line.encode("utf-8")
    if len(data) <= 75:
        return data + b"\r\n"
    pieces, start, room = [], 0, 75
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, 74
    return b"\r\n ".join(pieces) + b"\r\n"


def unreadable(place: object, error: Exception) -> Permanent:
    """What staff are told about a calendar file that we cannot read."""
    return Permanent(
        f"{place} cannot be read as a calendar: {error}.",
        mend="Repair the file or move it away, then replay the meeting. A copy is kept and nothing was overwritten.",
    )

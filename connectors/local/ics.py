"""Calendar files (RFC 5545) as text whose events can be found and exchanged by UID; all else stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors.errors import Permanent
from connectors.local.files import digest
from connectors.local.mime import checked_address
from connectors.plain import plain
from connectors.ports import Entry, Interval

OPENING = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//nearpeer//nearpeer//EN\r\nCALSCALE:GREGORIAN\r\n"
CLOSING = b"END:VCALENDAR\r\n"
_BOOKED = b"CUTYPE=ROOM;ROLE=NON-PARTICIPANT;PARTSTAT=ACCEPTED"
KEY, VERSION = "X-NEARPEER-KEY", "X-NEARPEER-VERSION"
UNANSWERED = "NEEDS-ACTION"
ZONE_FROM, ZONE_UNTIL = date(2020, 1, 1), date(2060, 1, 1)  # years that a written time zone covers
LARGEST = 2_147_483_647
_FOLD = re.compile(rb"\r?\n[ \t]")
_BEGIN, _END = re.compile(rb"^BEGIN:VEVENT\r?\n", re.MULTILINE), re.compile(rb"\nEND:VEVENT\r?\n?")
_DAY = re.compile(rb"\nDTSTART(?:;[^:\"\r\n]*)?:(\d{8})")
_UID = re.compile(rb"\nUID:([0-9a-f]{32}@nearpeer)")
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
        self._data = data
        self._places: Mapping[str, int] | None = None
        self._edits: dict[str, tuple[int, int, bytes]] = {}
        self._added: dict[str, bytes] = {}
        self._zones: set[str] = set()

    @property
    def data(self) -> bytes:
        """The whole file, with what was put."""
        pieces, at = [], 0
        for start, end, event in sorted(self._edits.values()):
            pieces += [self._data[at:start], event]
            at = end
        closing = self._data.rindex(b"END:VCALENDAR")
        zones = b"".join(zone_text(zone) for zone in sorted(self._zones) if not self._has_zone(zone))
        return b"".join([*pieces, self._data[at:closing], zones, *self._added.values(), self._data[closing:]])

    def event(self, uid: str) -> bytes | None:
        """The event with this UID, as it stands."""
        if uid in self._added:
            return self._added[uid]
        if uid in self._edits:
            return self._edits[uid][2]
        place = self._place(uid)
        return self._data[place[0] : place[1]] if place else None

    def events(self) -> Iterator[bytes]:
        """Every event, as it stands."""
        return _events(self.data)

    def put(self, uid: str, event: bytes, zone: str) -> None:
        """Exchange the event with this UID, or add it; the zone is added when it is not there."""
        place = self._edits[uid][:2] if uid in self._edits else self._place(uid)
        self._zones.add(zone)
        if place:
            self._edits[uid] = (*place, event)
        else:
            self._added[uid] = event

    def _place(self, uid: str) -> tuple[int, int] | None:
        if self._places is None:
            self._places = {found[1].decode(): found.start() for found in _UID.finditer(self._data)}
        at = self._places.get(uid, -1)
        if at < 0:
            return None
        start = self._data.rfind(b"\nBEGIN:VEVENT", 0, at + 1) + 1
        end = self._data.find(b"\nEND:VEVENT", at) + 1
        return start, self._data.find(b"\n", end) + 1

    def _has_zone(self, zone: str) -> bool:
        return re.search(rb"^TZID:%s\r?$" % re.escape(zone.encode()), self._data, re.MULTILINE) is not None


def _events(data: bytes) -> Iterator[bytes]:
    begins = _BEGIN.search(data)
    while begins and (ends := _END.search(data, begins.end() - 1)):
        yield data[begins.start() : ends.end()]
        begins = _BEGIN.search(data, ends.end())


def uid_of(key: str) -> str:
    """The UID that stands for the key."""
    return f"{digest(key)}@nearpeer"


def properties(event: bytes) -> list[Property]:
    """The lines of one event, unfolded; lines that are none are left out."""
    lines = _FOLD.sub(b"", event).decode("utf-8", "replace").splitlines()
    return [found for line in lines if (found := _property(line)) is not None]


def _property(line: str) -> Property | None:
    found = _LINE.match(line)
    if found is None:
        return None
    given = _PARAMETER.findall(found[2]) if found[2] else ()
    parameters = {name.upper(): value.strip('"') for name, value in given}
    return Property(name=found[1].upper(), parameters=parameters, value=found[3])


def line_of(event: bytes, name: str) -> Property | None:
    """The first line of this name; None when there is none."""
    at = event.find(b"\n%b" % name.encode()) + 1
    if not at:
        return None
    end = event.find(b"\n", at)
    while event[end + 1 : end + 2] in {b" ", b"\t"}:
        end = event.find(b"\n", end + 1)
    found = properties(event[at : end + 1])
    if found and found[0].name == name:
        return found[0]
    return next((line for line in properties(event) if line.name == name), None)


def value_of(event: bytes, name: str) -> str:
    """The value of the first line of this name, unescaped; empty when there is none."""
    line = line_of(event, name)
    return unescape(line.value) if line else ""


def version_of(event: bytes) -> int:
    """The version of one of our events; its SEQUENCE where another program dropped our own line."""
    return number(value_of(event, VERSION) or value_of(event, "SEQUENCE")) or 0


def number(text: str) -> int | None:
    """A whole number of RFC 5545 (section 3.3.8: at most 2147483647) that is not negative; None for anything else."""
    short = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    return int(text) if short and int(text) <= LARGEST else None


def partstats(event: bytes) -> dict[str, str]:
    """Attendee -> what they answered, those only who did."""
    flat = _FOLD.sub(b"", event)
    if flat.count(b"PARTSTAT=") == flat.count(b"PARTSTAT=NEEDS-ACTION") + flat.count(_BOOKED):
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
    start, end = line_of(event, "DTSTART"), line_of(event, "DTEND")
    try:
        return Interval(starts_at=_instant(start), ends_at=_instant(end)) if start and end else None
    except (KeyError, ValueError, ZoneInfoNotFoundError):
        return None


def day_of(event: bytes) -> str:
    """The day on which the event starts, as it is written (YYYYMMDD)."""
    # Asked of every event in a calendar, so the plain way of writing it is read without taking the event apart.
    if plainly := _DAY.search(event):
        return plainly[1].decode()
    line = line_of(event, "DTSTART")
    return line.value[:8] if line else ""


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
    # Loaded with the first meeting: a service that only waits for forms starts sooner and weighs less without it.
    from icalendar import Timezone

    text: bytes = Timezone.from_tzid(zone, first_date=ZONE_FROM, last_date=ZONE_UNTIL).to_ical()
    return text


def touches(interval: Interval, window: Interval) -> bool:
    """Whether the two have a moment in common."""
    return interval.starts_at < window.ends_at and interval.ends_at > window.starts_at


def _attendee(address: str, answer: str) -> str:
    return f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP=TRUE:mailto:{checked_address(address)}"


def _room(address: str) -> str:
    return f"ATTENDEE;{_BOOKED.decode()}:mailto:{checked_address(address)}"


def _local(moment: datetime, zone: str) -> str:
    if zone == "UTC":
        return f":{_utc(moment)}"
    return f";TZID={zone}:{moment.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _instant(line: Property) -> datetime:
    text = line.value
    if len(text.rstrip("Z")) != 15 or text[8] != "T":
        raise ValueError(text)
    zone = UTC if text.endswith("Z") else ZoneInfo(line.parameters.get("TZID", ""))
    year, month, day, hour, minute, second = (int(text[at : at + 2]) for at in (2, 4, 6, 9, 11, 13))
    moment = datetime(int(text[:2]) * 100 + year, month, day, hour, minute, second, tzinfo=zone)
    return moment.astimezone(UTC)


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

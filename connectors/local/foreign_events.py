"""Everybody else's events in a calendar file, read with care: series, exceptions, whole days, any program's dialect.

Here alone the icalendar library reads, and it is loaded only when a calendar holds such an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it ships no types
from icalendar import Calendar

from connectors.local import ics
from connectors.local.ics import CLOSING, OPENING, UnreadableError
from connectors.ports import Interval

_ZONE_BLOCK = re.compile(rb"^BEGIN:VTIMEZONE\r?\n.*?^END:VTIMEZONE\r?\n", re.DOTALL | re.MULTILINE)
_FIRST_ZONE = re.compile(rb"^TZID:([\w/+-]+)\r?$", re.MULTILINE)
Fields = Mapping[str, Any]  # an event of the icalendar library: upper-case names, its own value types
MOST_REPEATS = 5_000  # occurrences looked at of one repeating event


def foreign_intervals(data: bytes, events: list[bytes], owner: str, window: Interval) -> Iterator[Interval]:
    """When these events of a calendar take its owner's time, as far as they touch the window.

    Raises `UnreadableError` for an event that cannot be read.
    """
    first_zone = _FIRST_ZONE.search(data)
    zone = _zone(first_zone[1].decode() if first_zone else "UTC")
    taking = [event for event in events if ics.partstats(event).get(owner) != "DECLINED"]
    text = b"".join([OPENING, *_ZONE_BLOCK.findall(data), *taking, CLOSING])
    try:
        parsed: list[Fields] = [dict(event.items()) for event in Calendar.from_ical(text).walk("VEVENT")]
        single = [event for event in parsed if "RECURRENCE-ID" in event]
        moved = {(str(event.get("UID")), _instant(event["RECURRENCE-ID"].dt, zone)) for event in single}
        for event in parsed:
            if _takes_time(event):
                yield from _occurrences(event, zone, window, moved)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, OverflowError) as error:
        raise UnreadableError("one of its events cannot be read") from error


def _takes_time(event: Fields) -> bool:
    return str(event.get("STATUS", "")).upper() != "CANCELLED" and str(event.get("TRANSP", "")).upper() != "TRANSPARENT"


def _occurrences(
    event: Fields, zone: ZoneInfo, window: Interval, moved: set[tuple[str, datetime]]
) -> Iterator[Interval]:
    start, length = event["DTSTART"].dt, _length(event)
    for at in _starts(event, start, zone, window, length):
        instant = _instant(at, zone)
        if "RECURRENCE-ID" not in event and (str(event.get("UID")), instant) in moved:
            continue
        # a day is not always 24 hours: an all-day event ends at the local midnight
        end = _instant(at + length, zone) if type(at) is date else instant + length
        interval = Interval(starts_at=instant, ends_at=end)
        if ics.touches(interval, window):
            yield interval


def _starts(event: Fields, start: date, zone: ZoneInfo, window: Interval, length: timedelta) -> Iterator[date]:
    """The starts of a repeating event up to the window's end; the one start of any other."""
    if "RRULE" not in event:
        yield start
        yield from _listed(event, "RDATE")
        return
    without = {_instant(at, zone) for at in _listed(event, "EXDATE")}
    local = start if isinstance(start, datetime) else datetime.combine(start, time())
    base = local.replace(tzinfo=None)
    kind = local.tzinfo or zone
    rule = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1T235959", event["RRULE"].to_ical().decode())
    after = (window.starts_at - length - timedelta(days=1)).astimezone(kind).replace(tzinfo=None)
    before = (window.ends_at + timedelta(days=1)).astimezone(kind).replace(tzinfo=None)
    for number, at in enumerate(rrulestr(rule, dtstart=base).xafter(after, inc=True)):
        if at > before or number > MOST_REPEATS:
            return
        occurrence = at.replace(tzinfo=local.tzinfo) if isinstance(start, datetime) else at.date()
        if _instant(occurrence, zone) not in without:
            yield occurrence


def _listed(event: Fields, name: str) -> Iterator[date]:
    found = event.get(name, [])
    for group in found if isinstance(found, list) else [found]:
        yield from (item.dt for item in group.dts if isinstance(item.dt, date))


def _length(event: Fields) -> timedelta:
    start = event["DTSTART"].dt
    length = timedelta(days=0 if isinstance(start, datetime) else 1)
    if "DTEND" in event:
        length = event["DTEND"].dt - start
    elif "DURATION" in event:
        length = event["DURATION"].dt
    return length


def _instant(moment: date, zone: ZoneInfo) -> datetime:
    """A wall time without a zone, or a day, is in the calendar's first zone."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return ZoneInfo("UTC")

"""When people are busy, from `getSchedule`. Pure.

Exchange answers for twenty mailboxes and under 62 days at a time. A mailbox it cannot read comes back with an `error`
and no items, which looks free to those who do not look. Where only free and busy may be seen, the items are left out
and the view's digits, one for each half-hour, say it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from connectors.microsoft.zones import instant, utc_time
from connectors.ports import Interval

MAILBOXES = 20
LONGEST = timedelta(days=60)
STEP = timedelta(minutes=30)
FREE = frozenset({"free", "workingElsewhere"})
FREE_DIGITS = frozenset("04")  # 4 is working elsewhere, where the view tells it from free


def spans(starts_at: datetime, ends_at: datetime) -> Iterator[Interval]:
    """The stretches that may each be asked about in one call."""
    while starts_at < ends_at:
        until = min(ends_at, starts_at + LONGEST)
        yield Interval(starts_at=starts_at, ends_at=until)
        starts_at = until


def question(addresses: Sequence[str], span: Interval) -> dict[str, Any]:
    """The body of one `getSchedule`, its parts written as msgraph-sdk writes them."""
    return {
        "Schedules": list(addresses),
        "StartTime": utc_time(span.starts_at),
        "EndTime": utc_time(span.ends_at),
        "AvailabilityViewInterval": int(STEP.total_seconds() // 60),
    }


def busy_by_address(answer: Mapping[str, Any], span: Interval) -> dict[str, list[Interval] | None]:
    """What each mailbox of an answer is busy with inside the span; None for one that could not be read."""
    return {str(one.get("scheduleId", "")).lower(): _busy(one, span) for one in answer.get("value") or ()}


def joined(parts: Sequence[Sequence[Interval] | None]) -> tuple[Interval, ...] | None:
    """The answers about one mailbox for all spans, overlaps made one; None as soon as one part is unknown."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or not parts:
        return None
    return tuple(_merged(sorted((i for part in known for i in part), key=lambda one: (one.starts_at, one.ends_at))))


def _busy(one: Mapping[str, Any], span: Interval) -> list[Interval] | None:
    items, view = one.get("scheduleItems"), one.get("availabilityView")
    if one.get("error") or (items is None and view is None):
        return None
    found = [
        Interval(starts_at=instant(item["start"]), ends_at=instant(item["end"]))
        for item in items or ()
        if item.get("status") not in FREE
    ]
    return _inside(found or _seen(str(view or ""), span), span)


def _seen(view: str, span: Interval) -> list[Interval]:
    """The half-hours that the view shows as taken."""
    starts = (span.starts_at + number * STEP for number, digit in enumerate(view) if digit not in FREE_DIGITS)
    return [Interval(starts_at=start, ends_at=start + STEP) for start in starts]


def _inside(found: Sequence[Interval], span: Interval) -> list[Interval]:
    return [
        Interval(starts_at=max(one.starts_at, span.starts_at), ends_at=min(one.ends_at, span.ends_at))
        for one in found
        if one.starts_at < span.ends_at and one.ends_at > span.starts_at
    ]


def _merged(found: Sequence[Interval]) -> Iterator[Interval]:
    standing: Interval | None = None
    for one in found:
        if standing and one.starts_at <= standing.ends_at:
            standing = Interval(starts_at=standing.starts_at, ends_at=max(standing.ends_at, one.ends_at))
            continue
        if standing:
            yield standing
        standing = one
    if standing:
        yield standing

"""When the owner of a calendar is busy: our own meetings read fast, everybody else's events read with care."""

from __future__ import annotations

from datetime import timedelta

from connectors.local import ics
from connectors.local.ics import KEY, CalendarText
from connectors.ports import Interval

LONGEST_OURS = timedelta(days=2)  # no meeting of ours is longer, whatever its zone
_OUR_MARK = KEY.encode()


def busy_intervals(calendar: CalendarText, owner: str, window: Interval) -> tuple[Interval, ...]:
    """Every stretch that touches the window, in order. Raises `UnreadableError` for an event that cannot be read."""
    foreign, found = [], set[Interval]()
    first, last = (f"{day:%Y%m%d}" for day in (window.starts_at - LONGEST_OURS, window.ends_at + LONGEST_OURS))
    for event in calendar.events():
        if _OUR_MARK not in event:
            foreign.append(event)
        elif first <= ics.day_of(event) <= last and ics.value_of(event, "STATUS") != "CANCELLED":
            ours = ics.interval_of(event)
            if ours is None:
                foreign.append(event)
            elif ics.touches(ours, window):
                found.add(ours)
    if foreign:
        # Loaded when there is such an event: the library behind it is a tenth of what an idle service weighs.
        from connectors.local.foreign_events import foreign_intervals

        found.update(foreign_intervals(calendar.data, foreign, owner, window))
    return tuple(sorted(found, key=lambda interval: (interval.starts_at, interval.ends_at)))

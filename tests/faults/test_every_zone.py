"""Fault 20 in every time zone: both clock changes of five years, at the wall times they leave out or give twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from tests.builders import calendar

pytestmark = pytest.mark.slow
FIRST, DAYS = datetime(2026, 1, 1, tzinfo=UTC), 5 * 365 + 1
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


def changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Each clock change: its instant to the minute, and what is added to UTC before and after."""
    for number in range(DAYS):
        before, after = FIRST + number * DAY, FIRST + (number + 1) * DAY
        if offset(zone, before) == offset(zone, after):
            continue
        while after - before > MINUTE:
            middle = before + (after - before) // 2
            before, after = (middle, after) if offset(zone, middle) == offset(zone, before) else (before, middle)
        instant = after.replace(second=0, microsecond=0)
        yield instant, offset(zone, instant - MINUTE), offset(zone, instant)


def test_fault_20_wall_time_follows_the_rule_in_every_zone() -> None:
    tried = 0
    for name in sorted(available_timezones() - {"localtime"}):
        school = calendar(zone=name)
        for instant, before, after in changes(ZoneInfo(name)):
            # The middle of the hour that is left out, or that comes twice, by the clock as it went before.
            moved = abs(after - before) / 2
            wall = (instant + before + (moved if after > before else -moved)).replace(tzinfo=None)
            found = school.at(wall.date(), wall.time())
            assert (name, found) == (name, wall.replace(tzinfo=UTC) - before)
            later = after - before if after > before else timedelta(0)
            assert (name, school.local(found).replace(tzinfo=None, fold=0)) == (name, wall + later)
            tried += 1
    assert tried > 1_500

"""Time zones and times as Exchange writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tzlocal.windows_tz import tz_win

from connectors.microsoft.zones import exchange_name, instant, read_stamp, stamp, utc_time, wall_time

NOON = datetime(2026, 10, 24, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/London", "GMT Standard Time"),
        ("Europe/Berlin", "W. Europe Standard Time"),
        ("America/New_York", "Eastern Standard Time"),
        ("Asia/Kolkata", "India Standard Time"),
        ("Asia/Calcutta", "India Standard Time"),
        ("Australia/Sydney", "AUS Eastern Standard Time"),
        ("UTC", "UTC"),
        ("Moon/Tranquility", "Moon/Tranquility"),
    ],
)
def test_zone_has_the_name_that_windows_gives_it(zone: str, name: str) -> None:
    assert exchange_name(zone) == name


def test_every_zone_of_the_table_is_kept_as_cldr_has_it() -> None:
    wrong = {zone: exchange_name(zone) for zone, name in tz_win.items() if zone and exchange_name(zone) != name}
    assert wrong == {}


def test_wall_time_is_kept_across_the_night_clocks_change() -> None:
    after = NOON + timedelta(days=2, hours=1)
    times = [wall_time(moment, "Europe/Berlin") for moment in (NOON, after)]
    assert [time["dateTime"] for time in times] == ["2026-10-24T12:15:00", "2026-10-26T12:15:00"]


def test_hour_that_comes_twice_is_said_in_utc() -> None:
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert wall_time(twice, "Europe/Berlin") == {"dateTime": "2026-10-25T01:30:00", "timeZone": "UTC"}


@given(st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_times_come_back_as_they_went(moment: datetime) -> None:
    assert instant(utc_time(moment)) == moment
    assert read_stamp(stamp(moment)) == moment


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-11-24T15:30:00.1234567", datetime(2026, 11, 24, 15, 30, 0, 123456, tzinfo=UTC)),
        ("2026-11-24T15:30:00.0000000Z", datetime(2026, 11, 24, 15, 30, tzinfo=UTC)),
        ("2026-11-24T15:30:00Z", datetime(2026, 11, 24, 15, 30, tzinfo=UTC)),
        ("", datetime(1, 1, 1, tzinfo=UTC)),
        ("soon", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_seven_digits_and_no_zone_are_read(text: str, read: datetime) -> None:
    assert read_stamp(text) == read


@pytest.mark.parametrize("zone", sorted(available_timezones())[::25])
def test_any_zone_gives_a_wall_time(zone: str) -> None:
    assert wall_time(NOON, zone)["timeZone"]

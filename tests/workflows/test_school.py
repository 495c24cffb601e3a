"""The school's time: every wall time of the year has one instant, and slots fall on real school days only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import calendar
from workflows.school import WEEKDAYS, Period, SchoolCalendar, Slot, SlotTime, Term

ZONES = ("Europe/London", "America/New_York", "Asia/Dubai", "Pacific/Auckland")
YEAR = (date(2026, 8, 1), date(2027, 7, 31))
SCHOOL = calendar()
WHOLE_YEAR = (datetime(2026, 8, 1, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC))


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def times(school: SchoolCalendar, *slots: str) -> list[SlotTime]:
    return list(school.slot_times(*WHOLE_YEAR, slots))


# --- wall time --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "wall", "instant"),
    [
        ("Europe/London", date(2027, 3, 28), time(1, 30), utc(2027, 3, 28, 1, 30)),  # does not exist: 02:30 summer time
        ("Europe/London", date(2026, 10, 25), time(1, 30), utc(2026, 10, 25, 0, 30)),  # twice: the first
        ("America/New_York", date(2027, 3, 14), time(2, 30), utc(2027, 3, 14, 7, 30)),  # does not exist: 03:30
        ("America/New_York", date(2026, 11, 1), time(1, 30), utc(2026, 11, 1, 5, 30)),  # twice: the first
        ("Asia/Dubai", date(2027, 3, 28), time(1, 30), utc(2027, 3, 27, 21, 30)),  # no clock change at all
    ],
)
def test_wall_time_at_clock_change_follows_the_rule(zone: str, day: date, wall: time, instant: datetime) -> None:
    assert calendar(zone=zone).at(day, wall) == instant


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    wall=st.times().map(lambda t: t.replace(tzinfo=None)),
)
def test_wall_time_comes_back_unless_it_does_not_exist(zone: str, day: date, wall: time) -> None:
    school = calendar(zone=zone)
    back = school.local(school.at(day, wall))
    naive = datetime.combine(day, wall)
    gap = back.replace(tzinfo=None, fold=0) - naive
    assert gap in (timedelta(), timedelta(minutes=30), timedelta(hours=1))
    assert gap == timedelta() or not _exists(naive, zone)


def _exists(naive: datetime, zone: str) -> bool:
    there = naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    return there.replace(tzinfo=None) == naive


def test_wall_time_ignores_the_fold_of_the_given_time() -> None:
    twice = date(2026, 10, 25)
    assert calendar().at(twice, time(1, 30, fold=1)) == calendar().at(twice, time(1, 30))


def test_meeting_keeps_its_wall_time_across_both_clock_changes() -> None:
    school = calendar()
    walls = {school.local(t.starts_at).time() for t in times(school, "Wed/Lunch")}
    instants = {t.starts_at.time() for t in times(school, "Wed/Lunch")}
    assert walls == {time(12, 30)}
    assert instants == {time(12, 30), time(11, 30)}


def test_period_swallowed_by_the_clock_change_does_not_take_place() -> None:
    night = {"Night": Period(starts=time(1, 30), ends=time(2, 30))}
    change = date(2027, 3, 28)
    school = calendar(periods=night, slots=("Sun/Night",), weekend=frozenset({"Sat"}))
    assert change in school.day_names
    assert change not in {t.on for t in times(school)}


# --- school days ------------------------------------------------------------------------------------


def test_school_day_leaves_out_weekend_break_and_closed_days() -> None:
    school = calendar()
    days = [date(2026, 9, 8), date(2026, 9, 12), date(2026, 10, 26), date(2026, 12, 25), date(2027, 8, 2)]
    assert [school.is_school_day(d) for d in days] == [True, False, False, False, False]


def test_open_day_wins_over_weekend_but_not_over_closed() -> None:
    saturday = date(2026, 9, 12)
    assert calendar(open_days=frozenset({saturday})).day_names[saturday] == "Sat"
    both = calendar(open_days=frozenset({saturday}), closed=frozenset({saturday}))
    assert not both.is_school_day(saturday)


def test_rotation_advances_on_school_days_only_and_starts_anew_each_term() -> None:
    school = calendar(rotation=("A", "B", "C"), slots=("A/Lunch",))
    week = [school.day_names[date(2026, 9, d)] for d in (1, 2, 3, 4, 7, 8)]
    assert week == ["A", "B", "C", "A", "B", "C"]
    assert school.day_names[date(2026, 10, 23)] == "C"
    assert school.day_names[date(2026, 10, 27)] == "A"  # the 26th is closed
    assert school.day_names[date(2027, 1, 5)] == "A"


@given(day=st.dates(*YEAR), count=st.integers(1, 250))
def test_school_day_after_agrees_with_counting(day: date, count: int) -> None:
    school = SCHOOL
    later = [d for d in sorted(school.day_names) if d > day]
    found = school.school_day_after(day, count)
    if count <= len(later):
        assert found == later[count - 1]
    else:
        assert found > school.ends_on
        assert WEEKDAYS[found.weekday()] not in school.weekend


@pytest.mark.parametrize("count", [0, -3])
def test_school_day_after_no_days_is_the_day_itself(count: int) -> None:
    assert calendar().school_day_after(date(2026, 9, 12), count) == date(2026, 9, 12)


def test_school_day_after_past_the_last_term_counts_weekdays() -> None:
    school = calendar()
    assert school.school_day_after(date(2027, 6, 29), 3) == date(2027, 7, 2)
    assert school.school_day_after(date(2027, 7, 30)) == date(2027, 8, 2)


def test_school_day_after_without_any_term_counts_weekdays() -> None:
    assert calendar(terms=()).school_day_after(date(2026, 9, 11), 2) == date(2026, 9, 15)


@given(first=st.dates(*YEAR), length=st.integers(-5, 60))
def test_school_days_are_those_of_the_stretch(first: date, length: int) -> None:
    school = SCHOOL
    last = first + timedelta(days=length)
    assert school.school_days(first, last) == tuple(d for d in sorted(school.day_names) if first <= d <= last)


def test_school_morning_is_today_until_its_time_then_the_next_school_day() -> None:
    school = calendar()
    assert school.school_morning(utc(2026, 9, 8, 6, 30), time(7, 30)) == utc(2026, 9, 8, 6, 30)
    assert school.school_morning(utc(2026, 9, 8, 6, 31), time(7, 30)) == utc(2026, 9, 9, 6, 30)
    assert school.school_morning(utc(2026, 9, 11, 12, 0), time(7, 30)) == utc(2026, 9, 14, 6, 30)


@given(minutes=st.integers(0, 333 * 24 * 60))
def test_school_morning_is_never_before_and_always_on_a_school_day(minutes: int) -> None:
    school, instant = SCHOOL, utc(2026, 8, 1) + timedelta(minutes=minutes)
    morning = school.school_morning(instant, time(7, 30))
    assert morning >= instant
    assert school.is_school_day(school.local_date(morning)) or morning > school.at(school.ends_on, time(7, 30))
    assert school.local(morning).time() == time(7, 30)


def test_term_of_and_ends_on_know_the_terms() -> None:
    school = calendar()
    autumn = school.term_of(date(2026, 10, 26))
    assert autumn is not None
    assert autumn.name == "Autumn"
    assert school.term_of(date(2026, 12, 25)) is None
    assert school.ends_on == date(2027, 6, 30)


# --- slots ------------------------------------------------------------------------------------------


def test_slot_parse_reads_day_and_period() -> None:
    assert Slot.parse(" Tue / Lunch ") == Slot(day="Tue", period="Lunch")
    assert Slot(day="Tue", period="Lunch").key == "Tue/Lunch"


def test_slot_parse_refuses_text_without_slash() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        Slot.parse("Tuesday lunch")


def test_slot_times_give_one_whole_occurrence() -> None:
    school = calendar()
    found = list(school.slot_times(utc(2026, 9, 8), utc(2026, 9, 9), ("Tue/Lunch",)))
    start = utc(2026, 9, 8, 11, 30)
    assert found == [
        SlotTime(slot="Tue/Lunch", on=date(2026, 9, 8), starts_at=start, ends_at=start + timedelta(minutes=40))
    ]


def test_slot_times_leave_out_what_does_not_fit_the_window() -> None:
    school = calendar()
    start, end = utc(2026, 9, 8, 11, 30), utc(2026, 9, 8, 12, 10)
    assert len(list(school.slot_times(start, end))) == 1
    assert not list(school.slot_times(start + timedelta(minutes=1), end))
    assert not list(school.slot_times(start, end - timedelta(minutes=1)))


@pytest.mark.parametrize("slot", ["Tue/Supper", "Sat/Lunch", "nonsense", "", "/", "Tue/"])
def test_slot_times_of_an_unknown_slot_are_none(slot: str) -> None:
    assert times(calendar(), slot) == []


def test_slot_times_without_slots_are_all_of_the_schools() -> None:
    school = calendar()
    assert times(school) == times(school, *school.slots)


def test_slot_times_named_twice_come_once() -> None:
    school = calendar()
    assert times(school, "Tue/Lunch", "Tue/Lunch") == times(school, "Tue/Lunch")


def test_early_release_drops_periods_that_end_later() -> None:
    day = date(2026, 9, 9)
    at = {leaves: calendar(early_release={day: leaves}) for leaves in (time(13, 9), time(13, 10))}
    assert [day in {t.on for t in times(s)} for s in at.values()] == [False, True]


DAYS = st.dates(date(2026, 9, 1), date(2027, 6, 30))
CALENDARS = st.builds(
    calendar,
    zone=st.sampled_from(ZONES),
    closed=st.frozensets(DAYS, max_size=20),
    open_days=st.frozensets(DAYS, max_size=5),
    rotation=st.sampled_from(((), ("A", "B"), ("1", "2", "3", "4", "5", "6"))),
    early_release=st.dictionaries(DAYS, st.sampled_from((time(12, 0), time(13, 0))), max_size=5),
    periods=st.just(
        {"Lunch": Period(starts=time(12, 30), ends=time(13, 10)), "P6": Period(starts=time(13), ends=time(14))}
    ),
    slots=st.just(("Mon/Lunch", "Wed/P6", "A/Lunch", "B/P6", "3/Lunch", "5/P6")),
)


@settings(max_examples=40)
@given(school=CALENDARS, first=DAYS, length=st.integers(0, 40))
def test_slot_times_agree_with_looking_at_every_day(school: SchoolCalendar, first: date, length: int) -> None:
    start, end = school.at(first, time.min), school.at(first + timedelta(days=length), time.min)
    plain = [
        t
        for day in sorted(school.day_names)
        for key in school.slots
        if (t := _plainly(school, key, day)) is not None and start <= t.starts_at and t.ends_at <= end
    ]
    assert list(school.slot_times(start, end)) == sorted(plain, key=lambda t: (t.starts_at, t.slot))


def _plainly(school: SchoolCalendar, key: str, day: date) -> SlotTime | None:
    slot = Slot.parse(key)
    period, leaves = school.periods[slot.period], school.early_release.get(day)
    if school.day_names[day] != slot.day or (leaves is not None and period.ends > leaves):
        return None
    return SlotTime(slot=key, on=day, starts_at=school.at(day, period.starts), ends_at=school.at(day, period.ends))


@settings(max_examples=40)
@given(school=CALENDARS)
def test_slot_times_are_in_order_and_on_open_days(school: SchoolCalendar) -> None:
    found = times(school)
    assert all(a.starts_at <= b.starts_at for a, b in pairwise(found))
    assert all(school.is_school_day(t.on) and t.on not in school.closed for t in found)
    assert all(school.local_date(t.starts_at) == t.on for t in found)


def test_term_of_one_day_is_a_school_year() -> None:
    day = date(2026, 9, 8)
    school = calendar(terms=(Term(name="Day", starts_on=day, ends_on=day),))
    assert [t.on for t in times(school)] == [day]


@pytest.mark.parametrize(
    ("wall", "until"),
    [("19:59", "19:59"), ("20:00", "+06:30"), ("23:59", "+06:30"), ("00:10", "06:30"), ("06:30", "06:30")],
)
def test_loud_waits_for_the_end_of_the_night(wall: str, until: str) -> None:
    school, day = calendar(), date(2026, 11, 3)
    then = day + timedelta(days=until.startswith("+"))
    expected = school.at(then, time.fromisoformat(until.lstrip("+")))
    assert school.loud(school.at(day, time.fromisoformat(wall)), time(20, 0), time(6, 30)) == expected


def test_loud_never_waits_without_quiet_hours() -> None:
    school = calendar()
    night = school.at(date(2026, 11, 3), time(23, 0))
    assert school.loud(night, time(20, 0), time(20, 0)) == night
    assert school.loud(night, time(22, 0), time(23, 30)) == school.at(date(2026, 11, 3), time(23, 30))

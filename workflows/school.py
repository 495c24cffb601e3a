"""The school's own time: terms, closed days, rotation days, bell schedule, early release.

Inside, every instant is aware UTC; wall time exists only here, in the school's zone. Where a wall time does not
exist (clocks go forward) it moves forward by the gap; where it exists twice (clocks go back) the first one counts.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """First and last day of a term, both school days if open."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One line of the bell schedule, in wall time."""

    starts: time
    ends: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in the timetable that comes round: a rotation day and a period, written `Day/Period`."""

    day: str
    period: str

    @property
    def key(self) -> str:
        """The name people choose in forms, for example `Tue/Lunch`."""
        return f"{self.day}/{self.period}"

    @classmethod
    def parse(cls, key: str) -> Slot:
        """Read `Day/Period`. Raises `ValueError` when there is no slash."""
        day, period = key.split("/", 1)
        return cls(day=day.strip(), period=period.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTime:
    """One real occurrence of a slot. Times are aware UTC."""

    slot: str
    on: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class SchoolCalendar:
    """When the school is open and what its days are called.

    `rotation` names the days of the cycle; when empty, days are called by weekday (`Mon`...). A rotation cycle
    starts anew with each term and advances on school days only. `early_release` maps a date to the wall time at
    which pupils leave: periods that end later do not take place. `open_days` are extra school days, such as a
    Saturday; they win over weekends, never over `closed`.
    """

    zone: str
    terms: tuple[Term, ...]
    periods: Mapping[str, Period]
    slots: tuple[str, ...]
    closed: frozenset[date] = frozenset()
    open_days: frozenset[date] = frozenset()
    rotation: tuple[str, ...] = ()
    early_release: Mapping[date, time] = field(default_factory=dict)
    weekend: frozenset[str] = frozenset({"Sat", "Sun"})

    @cached_property
    def tz(self) -> ZoneInfo:
        """The school's zone."""
        return ZoneInfo(self.zone)

    @cached_property
    def day_names(self) -> Mapping[date, str]:
        """Every school day of every term with the name of its rotation day, in order."""
        names: dict[date, str] = {}
        for term in self.terms:
            count = 0
            for day in _days(term.starts_on, term.ends_on):
                if self._is_open(day):
                    names[day] = self.rotation[count % len(self.rotation)] if self.rotation else WEEKDAYS[day.weekday()]
                    count += 1
        return names

    @cached_property
    def _school_days(self) -> tuple[date, ...]:
        return tuple(sorted(self.day_names))

    def _is_open(self, day: date) -> bool:
        weekday_open = WEEKDAYS[day.weekday()] not in self.weekend
        return (weekday_open or day in self.open_days) and day not in self.closed

    def is_school_day(self, day: date) -> bool:
        """Whether pupils are in school that day."""
        return day in self.day_names

    def local(self, instant: datetime) -> datetime:
        """The wall time of an instant at the school."""
        return instant.astimezone(self.tz)

    def local_date(self, instant: datetime) -> date:
        """The date at the school."""
        return self.local(instant).date()

    def at(self, day: date, wall: time) -> datetime:
        """The UTC instant of a wall time at the school, by the module's rule for clock changes."""
        return datetime.combine(day, wall, tzinfo=self.tz).replace(fold=0).astimezone(UTC)

    def school_day_after(self, day: date, count: int = 1) -> date:
        """The `count`-th school day after `day`; past the last term, the `count`-th weekday instead."""
        if count < 1:
            return day
        days = self._school_days
        place = bisect_right(days, day) + count - 1
        if place < len(days):
            return days[place]
        short = place - len(days) + 1
        return _weekday_after(max(day, days[-1]) if days else day, short, self.weekend)

    def school_days(self, first: date, last: date) -> tuple[date, ...]:
        """Every school day from `first` to `last`, both included, in order."""
        return self._school_days[bisect_left(self._school_days, first) : bisect_right(self._school_days, last)]

    def school_morning(self, instant: datetime, wall: time) -> datetime:
        """The next instant, at or after `instant`, that is `wall` o'clock on a school day."""
        day = self.local_date(instant)
        if self.is_school_day(day) and self.at(day, wall) >= instant:
            return self.at(day, wall)
        return self.at(self.school_day_after(day), wall)

    def loud(self, instant: datetime, quiet_from: time, quiet_until: time) -> datetime:
        """The first instant, at or after this one, that lies outside the quiet hours of the night."""
        wall, day = self.local(instant).time(), self.local_date(instant)
        over_midnight = quiet_from > quiet_until
        quiet = (wall >= quiet_from or wall < quiet_until) if over_midnight else quiet_from <= wall < quiet_until
        if not quiet:
            return instant
        later = over_midnight and wall >= quiet_from
        return max(instant, self.at(day + timedelta(days=1) if later else day, quiet_until))

    def slot_times(self, starts_at: datetime, ends_at: datetime, slots: tuple[str, ...] = ()) -> Iterator[SlotTime]:
        """Real occurrences of the slots (all mentoring slots when none are given) inside the window, in order.

        A slot that is not in the bell schedule, or falls on no day of the school, never occurs.
        """
        wanted = [self._within(key, starts_at, ends_at) for key in dict.fromkeys(slots or self.slots)]
        yield from wanted[0] if len(wanted) == 1 else heapq.merge(*wanted, key=_in_order)

    def _within(self, key: str, starts_at: datetime, ends_at: datetime) -> Iterator[SlotTime]:
        times = self._occurrences.get(key)
        if times is None:
            times = self._occurrences[key] = tuple(self._times_of(key))
        for place in range(bisect_left(times, starts_at, key=_starts_at), len(times)):
            if times[place].starts_at >= ends_at:
                return
            if times[place].ends_at <= ends_at:
                yield times[place]

    @cached_property
    def _occurrences(self) -> dict[str, tuple[SlotTime, ...]]:
        # Filled slot by slot as they are asked for: the calendar is frozen, so an answer stays right.
        return {}

    @cached_property
    def _days_called(self) -> Mapping[str, list[date]]:
        called: dict[str, list[date]] = {}
        for day in self._school_days:
            called.setdefault(self.day_names[day], []).append(day)
        return called

    def _times_of(self, key: str) -> Iterator[SlotTime]:
        name, _, period_name = key.partition("/")
        period = self.periods.get(period_name.strip())
        if period is None:
            return
        for day in self._days_called.get(name.strip(), ()):
            leaves = self.early_release.get(day)
            if leaves is None or period.ends <= leaves:
                starts_at, ends_at = self.at(day, period.starts), self.at(day, period.ends)
                # Both ends may lie in the hour the clocks skip or repeat; a period that would end before it
                # starts, or last no time, does not take place.
                if starts_at < ends_at:
                    yield SlotTime(slot=key, on=day, starts_at=starts_at, ends_at=ends_at)

    def term_of(self, day: date) -> Term | None:
        """The term that holds `day`."""
        return next((t for t in self.terms if t.starts_on <= day <= t.ends_on), None)

    @property
    def ends_on(self) -> date:
        """The last day of the last term."""
        return max(t.ends_on for t in self.terms)


def _starts_at(time_: SlotTime) -> datetime:
    return time_.starts_at


def _in_order(time_: SlotTime) -> tuple[datetime, str]:
    return time_.starts_at, time_.slot


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _weekday_after(day: date, count: int, weekend: frozenset[str]) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= WEEKDAYS[day.weekday()] not in weekend or len(weekend) == len(WEEKDAYS)
    return day

"""A fictional school of any size: its policy and its pupils, all from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from service.simulate.names import people
from workflows.policy import (
    ApplicationPolicy,
    MatchingPolicy,
    Policy,
    Roles,
    Room,
    StaffMember,
    TrainingPolicy,
)
from workflows.school import WEEKDAYS, Period, SchoolCalendar, Term

DOMAIN = "school.example"
FAMILY_DOMAIN = "family.example"
FIRST_DAY = date(2026, 9, 1)
LANGUAGES = ("English", "French", "Arabic", "Ukrainian", "Chinese")
SLOTS = tuple(f"{day}/{period}" for day in WEEKDAYS[:5] for period in ("Lunch", "Club"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """One pupil as the school knows them; `mentor` tells which form they fill."""

    name: str
    email: str
    grade: int
    mentor: bool
    guardian_name: str
    guardian_email: str
    slots: tuple[str, ...]
    topics: tuple[str, ...]
    interests: tuple[str, ...]
    subjects: tuple[str, ...]
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """The policy and everybody in it. `year_ends` are the last school days of the years that are lived through."""

    policy: Policy
    pupils: tuple[Pupil, ...]
    year_ends: tuple[date, ...]

    @property
    def last_day(self) -> date:
        """The last day that is lived through."""
        return self.year_ends[-1]


def make_school(pupils: int, days: int, random: Random, *, years: int = 1) -> School:
    """A school of `pupils` whose years hold at least `days` school days each, the first from `FIRST_DAY`."""
    calendar = _calendar(days, years)
    staff = _staff(random, hosts=max(2, pupils // 60))
    policy = Policy(
        key="sim",
        name="Riverside School mentoring",
        goal="Every new pupil knows somebody older by half-term.",
        school=calendar,
        staff=staff,
        roles=Roles(
            lead="lead",
            safeguarding_lead="safe",
            safeguarding_deputy="deputy",
            head="head",
            hosts=tuple(member.id for member in staff if member.id.startswith("host")),
        ),
        rooms=tuple(Room(name=f"Room {n + 1}", pairs=6) for n in range(max(2, pupils // 50))),
        applications=ApplicationPolicy(mentor_grades=(10, 11, 12, 13), mentee_grades=(7, 8, 9), languages=LANGUAGES),
        training=TrainingPolicy(topics=("Listening", "Safety")),
        matching=MatchingPolicy(grade_gap=1, capacity=2, shared_language=False),
    )
    ends = tuple(_nth_school_day(calendar, term.starts_on, days) for term in calendar.terms)
    return School(policy=policy, pupils=make_pupils(policy, pupils, random), year_ends=ends)


def _calendar(days: int, years: int) -> SchoolCalendar:
    """A term for each year with holidays, a half-day before each holiday, and enough days whatever `days` is."""
    # Two years of 200 school days and more would run into each other; the second begins when the first is over.
    span = timedelta(days=int(days * 1.7) + 30)
    starts = [FIRST_DAY + number * max(timedelta(days=364), span + timedelta(days=28)) for number in range(years)]
    closed: set[date] = set()
    short: dict[date, time] = {}
    for year in starts:
        for start, length in ((55, 5), (111, 14), (167, 5), (216, 12)):
            first = year + timedelta(days=start)
            closed |= {first + timedelta(days=n) for n in range(length)}
            short[first - timedelta(days=1)] = time(12, 45)
    return SchoolCalendar(
        zone="Europe/London",
        terms=tuple(Term(name=_year_name(first), starts_on=first, ends_on=first + span) for first in starts),
        periods={
            "Lunch": Period(starts=time(12, 30), ends=time(13, 10)),
            "Club": Period(starts=time(15, 10), ends=time(15, 55)),
        },
        slots=SLOTS,
        closed=frozenset(closed),
        early_release=short,
    )


def _year_name(first: date) -> str:
    return f"Year {first.year}"


def _nth_school_day(calendar: SchoolCalendar, first: date, count: int) -> date:
    return sorted(day for day in calendar.day_names if day >= first)[count - 1]


def _staff(random: Random, hosts: int) -> tuple[StaffMember, ...]:
    ids = ("lead", "safe", "deputy", "head", *(f"host{n + 1}" for n in range(hosts)))
    return tuple(
        StaffMember(id=staff_id, name=name, email=f"{staff_id}@{DOMAIN}")
        for staff_id, (name, _) in zip(ids, people(random, len(ids), DOMAIN), strict=True)
    )


def make_pupils(policy: Policy, count: int, random: Random) -> tuple[Pupil, ...]:
    """So many pupils with their guardians; every second one is old enough to mentor."""
    pupils = people(random, count, DOMAIN)
    guardians = people(random, count, FAMILY_DOMAIN)
    return tuple(
        _pupil(policy, random, mentor=number % 2 == 0, who=pupils[number], guardian=guardians[number])
        for number in range(count)
    )


def _pupil(policy: Policy, random: Random, *, mentor: bool, who: tuple[str, str], guardian: tuple[str, str]) -> Pupil:
    choices = policy.applications
    grades = choices.mentor_grades if mentor else choices.mentee_grades
    return Pupil(
        name=who[0],
        email=who[1],
        grade=random.choice(grades),
        mentor=mentor,
        guardian_name=guardian[0],
        guardian_email=guardian[1],
        slots=tuple(sorted(random.sample(policy.school.slots, random.randint(3, 6)))),
        topics=tuple(random.sample(choices.topics, 2)),
        interests=tuple(random.sample(choices.interests, 3)),
        subjects=tuple(random.sample(choices.subjects, 2)),
        capacity=random.choice((1, 1, 1, 2)),
    )

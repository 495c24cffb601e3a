"""Whatever happens: nobody is in two places, no room is too full, calendars show what the state says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, SLOTS, calendar, couple, policy
from tests.workflows.meetings.diary import Diary, Stretch, clashes
from workflows.events import ConsentEnded, MeetingSettled, PairApproved, PersonWithdrew, ProgrammeStarted
from workflows.policy import Policy, Roles, Room
from workflows.school import Period
from workflows.state import Entity, Pair, PairStatus

PEOPLE = tuple(f"p-{n}" for n in range(5))
DAYS = tuple(date(2026, 9, 8) + timedelta(days=n) for n in range(25))
BELLS = {
    "Lunch": Period(starts=time(12, 30), ends=time(13, 10)),
    "Late": Period(starts=time(13, 0), ends=time(13, 40)),  # overlaps lunch
}
ALL_SLOTS = (*SLOTS[:3], "Tue/Late", "Wed/Late")
SCHOOL = policy(
    school=calendar(slots=ALL_SLOTS, periods=BELLS),
    roles=Roles(
        lead="lead", safeguarding_lead="safe", safeguarding_deputy="deputy", head="head", hosts=("lead", "deputy")
    ),
    rooms=(Room(name="Library", email="library@oak.example", pairs=2), Room(name="Den")),
)
STRETCHES = st.lists(
    st.tuples(st.sampled_from(DAYS), st.sampled_from((time(12, 0), time(12, 30), time(13, 0))), st.integers(20, 90)),
    max_size=6,
).map(lambda found: tuple(_stretch(*one) for one in found))
ADDRESSES = (*(f"{p}@oak.example" for p in PEOPLE), "lead@oak.example", "deputy@oak.example", "library@oak.example")
BUSY = st.dictionaries(st.sampled_from(ADDRESSES), st.one_of(st.none(), STRETCHES), max_size=5)
PAIRS = st.lists(
    st.tuples(
        st.permutations(PEOPLE).map(lambda p: (p[0], p[1])),
        st.lists(st.sampled_from(ALL_SLOTS), min_size=1, max_size=4, unique=True).map(tuple),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda found: found[0],
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("wait", "decline", "room", "host", "miss", "close", "leave", "refuse")), st.integers(0, 20)
    ),
    max_size=8,
)


def _stretch(day: date, wall: time, minutes: int) -> Stretch:
    start = SCHOOL.school.at(day, wall)
    return start, start + timedelta(minutes=minutes)


def _values(pairs: Sequence[tuple[tuple[str, str], tuple[str, ...]]]) -> list[Entity]:
    return [value for (a, b), slots in pairs for value in couple(a, b, slots=slots)]


def _act(diary: Diary, what: str, which: int) -> None:
    ahead = [m for m in diary.planned if m.starts_at > diary.now]
    if what == "wait":
        diary.wait_until(diary.now + timedelta(days=which))
    elif what == "close":
        day = diary.policy.school.local_date(ahead[which % len(ahead)].starts_at) if ahead else DAYS[which]
        closed = diary.policy.school.closed | {day}
        diary.policy = replace(diary.policy, school=replace(diary.policy.school, closed=closed))
        diary.happen(ProgrammeStarted(fingerprint=str(which)))
    elif what == "leave":
        diary.happen(PersonWithdrew(person_id=PEOPLE[which % len(PEOPLE)], why="asked"))
    elif what == "refuse":
        diary.happen(ConsentEnded(person_id=PEOPLE[which % len(PEOPLE)], why="refused"))
    elif ahead:
        meeting = ahead[which % len(ahead)]
        if what == "miss":
            diary.wait_until(meeting.ends_at)
            diary.happen(
                MeetingSettled(meeting_id=meeting.id, pair_id=meeting.pair_id, outcome="missed", by="check-ins")
            )
        else:
            address = {"decline": f"{meeting.mentee_id}@oak.example", "room": "library@oak.example"}
            diary.decline(meeting, address.get(what, f"{meeting.host_id}@oak.example"))


def _played(
    pairs: Sequence[tuple[tuple[str, str], tuple[str, ...]]],
    busy: dict[str, tuple[Stretch, ...] | None],
    acts: Sequence[tuple[str, int]],
    school: Policy = SCHOOL,
) -> Diary:
    diary = Diary(*_values(pairs), policy=school, others=busy)
    for (a, b), _ in pairs:
        diary.happen(PairApproved(pair_id=f"{a}~{b}"))
    for what, which in acts:
        _act(diary, what, which)
    return diary


def test_meetings_never_overlap_in_one_full_story() -> None:
    pairs = [((a, b), SLOTS[:3]) for a, b in (("p-0", "p-1"), ("p-1", "p-2"), ("p-3", "p-4"), ("p-0", "p-3"))]
    acts = ("decline", "room", "wait", "miss", "close", "host", "wait", "refuse", "decline", "miss", "wait")
    diary = _played(pairs, {"p-1@oak.example": None}, [(what, n % 9) for n, what in enumerate(acts)])
    assert clashes(diary) == []
    assert len(diary.meetings) > 20


@pytest.mark.slow
@settings(max_examples=150)
@given(pairs=PAIRS, busy=BUSY, acts=ACTS)
def test_meetings_never_overlap_whatever_happens(
    pairs: list[tuple[tuple[str, str], tuple[str, ...]]],
    busy: dict[str, tuple[Stretch, ...] | None],
    acts: list[tuple[str, int]],
) -> None:
    assert clashes(_played(pairs, busy, acts)) == []


@pytest.mark.slow
@settings(max_examples=40)
@given(pairs=PAIRS, busy=BUSY, acts=ACTS)
def test_calendars_show_exactly_the_planned_meetings(
    pairs: list[tuple[tuple[str, str], tuple[str, ...]]],
    busy: dict[str, tuple[Stretch, ...] | None],
    acts: list[tuple[str, int]],
) -> None:
    diary = _played(pairs, busy, acts)
    ahead = {(m.id, m.version, m.starts_at) for m in diary.planned if m.starts_at > diary.now}
    shown = {(e.key.removeprefix("oak/meeting/"), e.version, e.starts_at) for e in diary.standing()}
    assert {s for s in shown if s[2] > diary.now} == ahead


@pytest.mark.slow
@settings(max_examples=40)
@given(pairs=PAIRS, busy=BUSY, acts=ACTS)
def test_coming_meetings_are_on_school_days_of_active_pairs(
    pairs: list[tuple[tuple[str, str], tuple[str, ...]]],
    busy: dict[str, tuple[Stretch, ...] | None],
    acts: list[tuple[str, int]],
) -> None:
    diary = _played(pairs, busy, acts)
    school = diary.policy.school
    for m in (m for m in diary.planned if m.starts_at > diary.now):
        pair = diary.view.get(Pair, m.pair_id)
        assert pair is not None
        assert (pair.status, m.slot in pair.slots) == (PairStatus.ACTIVE, True)
        assert school.is_school_day(school.local_date(m.starts_at))


@pytest.mark.slow
@settings(max_examples=40)
@given(pairs=PAIRS, busy=BUSY)
def test_nothing_is_booked_over_what_others_hold(
    pairs: list[tuple[tuple[str, str], tuple[str, ...]]], busy: dict[str, tuple[Stretch, ...] | None]
) -> None:
    diary = _played(pairs, busy, ())
    for entry in diary.standing():
        for address in diary.guests(entry):
            assert not any(_overlaps(s, entry.starts_at, entry.ends_at) for s in busy.get(address) or ())


def test_adults_share_the_hosting() -> None:
    slots = ("Tue/Lunch", "Wed/Lunch", "Thu/Lunch")
    diary = Diary(*_values([((f"p-{n}", f"p-{n + 5}"), (slots[n % 3],)) for n in range(3)]), policy=SCHOOL)
    for n in range(3):
        diary.happen(PairApproved(pair_id=f"p-{n}~p-{n + 5}"))
    hosted = Counter(m.host_id for m in diary.planned)
    assert max(hosted.values()) - min(hosted.values()) <= max(Counter(m.pair_id for m in diary.planned).values())
    assert set(hosted) == {"lead", "deputy"}


def _overlaps(stretch: Stretch, start: datetime, end: datetime) -> bool:
    return stretch[0] < end and start < stretch[1]


def test_overlap_is_noticed_by_the_check_itself() -> None:
    diary = _played([(("p-0", "p-1"), ("Tue/Lunch",))], {}, ())
    first = diary.planned[0]
    diary.values[("Meeting", "x")] = replace(first, id="x", room="Den")
    assert clashes(diary) == ["p-0 in p-0~p-1/1 and x", "p-1 in p-0~p-1/1 and x", "lead in Library and Den"]
    assert first.starts_at > NOW

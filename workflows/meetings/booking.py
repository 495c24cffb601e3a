"""From a pair and its free times to meetings: the first one, then the series, on real school days.

The series is not a calendar recurrence: rotation days, holidays and early release make its days irregular, so each
meeting is a value, and a calendar entry, of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from workflows.meetings.planning import Busy, Diary, Place, common_slots
from workflows.policy import Policy
from workflows.rules import may_take_part
from workflows.school import SchoolCalendar, SlotTime
from workflows.state import Meeting, MeetingStatus, Pair, PairStatus, Role
from workflows.text.say import say
from workflows.view import View


@dataclass(slots=True, kw_only=True)
class Plan:
    """What became of planning: meetings to book, regular days that had to be left out, what stood in the way."""

    first: Meeting | None = None
    booked: list[Meeting] = field(default_factory=list)
    skipped: list[date] = field(default_factory=list)
    strayed: list[Meeting] = field(default_factory=list)
    in_the_way: tuple[str, ...] = ()


def may_meet(pair: Pair | None, view: View, now: datetime, policy: Policy) -> bool:
    """Whether this pair is active and both sides may take part today."""
    if pair is None or pair.status is not PairStatus.ACTIVE:
        return False
    today = policy.school.local_date(now)
    sides = ((pair.mentor_id, Role.MENTOR), (pair.mentee_id, Role.MENTEE))
    return not any(may_take_part(person_id, role, view, policy, today=today) for person_id, role in sides)


def window(now: datetime, policy: Policy) -> tuple[datetime, datetime]:
    """The time worth planning now: from the first day with due notice to the end of the horizon."""
    school, rules = policy.school, policy.meetings
    first = school.school_day_after(school.local_date(now), max(1, rules.notice))
    last = first + timedelta(days=rules.horizon_days + rules.tolerance_days)
    return school.at(first, time.min), school.at(last, time.max)


def plan(pair: Pair, view: View, now: datetime, policy: Policy, busy: Busy) -> Plan:
    """Everything to book for the pair now: the first meeting if there is none, and the series to the horizon."""
    made = Plan()
    diary = Diary(pair, view, policy, busy)
    known = list(view.find(Meeting, pair_id=pair.id))
    standing = since_approval(pair, known)
    if not standing:
        place = _first_place(pair, diary, known, now=now, policy=policy)
        if place is None:
            made.in_the_way = tuple(side for side, _ in diary.refused.most_common()) or ("days",)
            return made
        made.first = to_meeting(
            pair, place, number=next_number(known), why=_why_first(place, now, policy), language=policy.language
        )
        diary.enter(made.first)
        made.booked, standing, known = [made.first], [made.first], [*known, made.first]
    _extend(pair, diary, standing, known, now=now, policy=policy, made=made)
    return made


def since_approval(pair: Pair, meetings: Sequence[Meeting]) -> list[Meeting]:
    """The pair's meetings since it was (last) approved that were not called off, by time."""
    since = pair.approved_at
    live = (m for m in meetings if m.status is not MeetingStatus.CANCELLED)
    return sorted((m for m in live if since is None or m.starts_at >= since), key=lambda m: m.starts_at)


def next_number(meetings: Sequence[Meeting]) -> int:
    """The number of the pair's next meeting."""
    return max((m.number for m in meetings), default=0) + 1


def to_meeting(pair: Pair, place: Place, *, number: int, why: str, moves: int = 0, language: str = "en") -> Meeting:
    """A planned meeting of the pair at that place. `language` is the staff's, for the reason."""
    return Meeting(
        id=f"{pair.id}/{number}",
        pair_id=pair.id,
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        number=number,
        slot=place.when.slot,
        starts_at=place.when.starts_at,
        ends_at=place.when.ends_at,
        room=place.room.name,
        host_id=place.host.id,
        status=MeetingStatus.PLANNED,
        moves=moves,
        why=why + unread_words(place, language),
    )


def unread_words(place: Place, language: str) -> str:
    """A sentence naming the calendars that could not be read, or ""."""
    if not place.unread:
        return ""
    return " " + say(language, "meetings.why.unread", names=", ".join(place.unread))


# --- the first meeting ------------------------------------------------------------------------------


def _first_place(pair: Pair, diary: Diary, known: Sequence[Meeting], *, now: datetime, policy: Policy) -> Place | None:
    slots = common_slots(pair, policy.school)
    if not slots:
        diary.refused["slots"] += 1
        return None
    called_off = {policy.school.local_date(m.starts_at) for m in known}
    times = policy.school.slot_times(*window(now, policy), slots)
    places = (diary.place(when) for when in times if when.on not in called_off)
    return next((p for p in places if p is not None), None)


def _why_first(place: Place, now: datetime, policy: Policy) -> str:
    school, within = policy.school, policy.meetings.first_within
    in_time = place.when.on <= school.school_day_after(school.local_date(now), within)
    key = "meetings.why.first" if in_time else "meetings.why.first_late"
    return say(policy.language, key, days=within)


# --- the series -------------------------------------------------------------------------------------


def _extend(
    pair: Pair,
    diary: Diary,
    standing: list[Meeting],
    known: list[Meeting],
    *,
    now: datetime,
    policy: Policy,
    made: Plan,
) -> None:
    school, number = policy.school, next_number(known)
    since = pair.approved_at
    covered = [school.local_date(m.starts_at) for m in known if since is None or m.starts_at >= since]
    usual = standing[0]
    for target in _targets(school.local_date(usual.starts_at), now, policy):
        if _is_covered(target, covered, policy):
            continue
        place = _near(pair, diary, target, covered, usual=usual, now=now, policy=policy)
        if place is None:
            made.skipped.append(target)
            continue
        meeting = to_meeting(
            pair, place, number=number, why=_why_series(target, place, policy), language=policy.language
        )
        number += 1
        made.booked.append(meeting)
        if place.when.on != target and not school.is_school_day(target):
            made.strayed.append(meeting)
        diary.enter(meeting)
        covered.append(place.when.on)


def _targets(anchor: date, now: datetime, policy: Policy) -> Iterator[date]:
    """The regular days after the anchor that lie between tomorrow and the horizon, and inside the school year."""
    today, every = policy.school.local_date(now), max(1, policy.meetings.every_days)
    horizon = policy.school.local_date(window(now, policy)[1]) - timedelta(days=policy.meetings.tolerance_days)
    last = min(horizon, policy.school.ends_on)
    rounds = max(1, (today - anchor).days // every + 1)
    target = anchor + timedelta(days=rounds * every)
    while target <= last:
        yield target
        target += timedelta(days=every)


def _is_covered(target: date, days: Sequence[date], policy: Policy) -> bool:
    stray = min(policy.meetings.tolerance_days, (max(1, policy.meetings.every_days) - 1) // 2)
    return any(abs((day - target).days) <= stray for day in days)


def _near(
    pair: Pair,
    diary: Diary,
    target: date,
    taken: Sequence[date],
    *,
    usual: Meeting,
    now: datetime,
    policy: Policy,
) -> Place | None:
    """The free place closest to the target day, the usual slot first, never on a day the pair meets anyway."""
    times = near_times(pair, target, policy.meetings.tolerance_days, now=now, policy=policy)
    wanted = sorted(
        (t for t in times if t.on not in taken),
        key=lambda t: (abs((t.on - target).days), t.slot != usual.slot, t.starts_at),
    )
    places = (diary.place(t, host=usual.host_id) for t in wanted)
    return next((p for p in places if p is not None), None)


def near_times(pair: Pair, target: date, stray: int, *, now: datetime, policy: Policy) -> Iterator[SlotTime]:
    """Times of the common slots within `stray` days of the target that leave due notice."""
    school = policy.school
    slots = common_slots(pair, school)
    if not slots:
        return iter(())
    starts_at = max(school.at(target - timedelta(days=stray), time.min), notice_ends(now, school))
    return school.slot_times(starts_at, school.at(target + timedelta(days=stray), time.max), slots)


def notice_ends(now: datetime, school: SchoolCalendar) -> datetime:
    """The start of the next day: nothing is booked for the same day, when mail may not be read in time."""
    return school.at(school.local_date(now) + timedelta(days=1), time.min)


def _why_series(target: date, place: Place, policy: Policy) -> str:
    if place.when.on == target:
        return say(policy.language, "meetings.why.series")
    key = "meetings.why.strayed" if policy.school.is_school_day(target) else "meetings.why.closed"
    return say(policy.language, key)


def stands(meeting: Meeting, policy: Policy) -> bool:
    """Whether time, room and adult of the meeting are still what the programme file says."""
    times = policy.school.slot_times(meeting.starts_at, meeting.ends_at, (meeting.slot,))
    return (
        any(t.starts_at == meeting.starts_at and t.ends_at == meeting.ends_at for t in times)
        and any(room.name == meeting.room for room in policy.rooms)
        and any(adult.id == meeting.host_id for adult in policy.hosts)
    )


def extend_at(upcoming: Sequence[Meeting], now: datetime, policy: Policy) -> datetime | None:
    """When to book on: once half the horizon is used up. None when the school year leaves nothing to book.

    Before a break nothing more can be booked for a while; then once for each regular meeting is often enough.
    """
    half = timedelta(days=max(1, policy.meetings.horizon_days // 2))
    last = max((m.starts_at for m in upcoming), default=now)
    return _look_again(max(last - half, now + timedelta(days=max(1, policy.meetings.every_days))), policy)


def retry_at(now: datetime, policy: Policy) -> datetime | None:
    """When to look again after nothing was free: the next school morning, or None when the year is over."""
    return _look_again(now + timedelta(hours=1), policy)


def _look_again(soonest: datetime, policy: Policy) -> datetime | None:
    due = policy.school.school_morning(soonest, policy.matching.draft_at)
    return due if policy.school.local_date(due) < policy.school.ends_on else None


def moved(meeting: Meeting, place: Place, *, why: str, language: str) -> Meeting:
    """The meeting at another place: one move and one version more."""
    return replace(
        meeting,
        slot=place.when.slot,
        starts_at=place.when.starts_at,
        ends_at=place.when.ends_at,
        room=place.room.name,
        host_id=place.host.id,
        version=meeting.version + 1,
        moves=meeting.moves + 1,
        why=why + unread_words(place, language),
    )

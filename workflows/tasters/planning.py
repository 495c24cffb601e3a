"""From the pool to a rotation with times, rooms and adults. Nobody is told of it before the lead says `book`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from workflows import engagements
from workflows.decision import Decision
from workflows.matching.pool import pool_of, ready
from workflows.matching.pupil import Pool
from workflows.policy import Policy, Room, StaffMember
from workflows.state import Meeting, MeetingStatus, Role, Taster, TasterStatus
from workflows.tasters import telling
from workflows.view import Overlay, View

_LOOK_AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class _Sitting:
    """The time of one round, with the rooms that are free then, each with an adult of its own."""

    starts_at: datetime
    ends_at: datetime
    places: tuple[tuple[Room, StaffMember], ...]


def taking_part(view: View, now: datetime, policy: Policy) -> frozenset[tuple[str, Role]]:
    """Who may come now: ready to be matched and free at the tasters' slot."""
    pool = _present(view, now, policy)
    mentors = ((p.id, Role.MENTOR) for p in pool.mentors)
    return frozenset((*mentors, *((p.id, Role.MENTEE) for p in pool.mentees)))


def planned(view: View, now: datetime, policy: Policy, *, called_off: Sequence[Taster] = ()) -> Decision:
    """A rotation in the fewest rounds known, as ideas; and in words how good it is and who could not be seated."""
    from workflows.matching.frame import Frame
    from workflows.matching.rules import score
    from workflows.matching.tasters import TasterPlan, rotate

    pool, rules = _present(view, now, policy), policy.tasters
    sittings = _sittings(view, now, policy)
    groups = max((len(s.places) for s in sittings), default=0)
    plan = TasterPlan(meet=rules.meet, rooms=groups, adults=groups, mentees_each=rules.mentees)
    allowed = score(Frame(pool)).allowed
    found = rotate(tuple(p.id for p in pool.mentors), tuple(p.id for p in pool.mentees), allowed, plan)
    # a round for which fewer rooms and adults are free than for most is passed over
    usable = [s for s in sittings if len(s.places) >= groups][: len(found.rounds)]
    if not found.rounds or len(usable) < len(found.rounds):
        return telling.answered("impossible", view, now, policy)
    tasters = tuple(
        _numbered(_taster(number, sitting, place, (group.mentors[0], group.mentees)), called_off)
        for number, (sitting, held) in enumerate(zip(usable, found.rounds, strict=True), start=1)
        for place, group in enumerate(held)
    )
    seen = Overlay(view, tasters)
    made = Decision(changes=tasters, effects=tuple(telling.row(t, seen, policy) for t in tasters))
    key = "planned" if len(found.rounds) == found.at_least else "planned_bound"
    return made.and_then(
        telling.answered(key, seen, now, policy, rounds=len(found.rounds), least=found.at_least, short=len(found.short))
    )


def _taster(number: int, sitting: _Sitting, place: int, people: tuple[str, tuple[str, ...]]) -> Taster:
    room, host = sitting.places[place]
    mentor, mentees = people
    return Taster(
        # A mentor sits in one group at a time; the round alone would be the same in the next rotation.
        id=f"{mentor}:{sitting.starts_at:%Y%m%dT%H%M}",
        mentor_id=mentor,
        mentee_ids=mentees,
        round=number,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        room=room.name,
        host_id=host.id,
        status=TasterStatus.PLANNED,
    )


def _numbered(taster: Taster, called_off: Sequence[Taster]) -> Taster:
    """The group as the next version of one that was called off at that time: calendars pass over an older one."""
    before = max((t.version for t in called_off if t.id == taster.id), default=-1)
    return replace(taster, version=before + 1)


def _present(view: View, now: datetime, policy: Policy) -> Pool:
    pool, slot = ready(pool_of(view, now, policy)), policy.tasters.slot
    mentors = tuple(p for p in pool.mentors if slot in p.slots and pool.room(p))
    return Pool(
        mentors=mentors,
        mentees=tuple(p for p in pool.mentees if slot in p.slots),
        policy=pool.policy,
        former=pool.former,
        forbidden=pool.forbidden,
    )


def _sittings(view: View, now: datetime, policy: Policy) -> list[_Sitting]:
    """Every round that fits into the slot from the day after tomorrow on, with what is free in it."""
    school, long = policy.school, timedelta(minutes=policy.tasters.minutes)
    first = school.at(school.school_day_after(school.local_date(now), 2), time.min)
    meetings = view.find(Meeting, status=MeetingStatus.PLANNED.value)
    found: list[_Sitting] = []
    for when in school.slot_times(first, first + _LOOK_AHEAD, (policy.tasters.slot,)):
        starts_at = when.starts_at
        while starts_at + long <= when.ends_at:
            ends_at = starts_at + long
            around = [m for m in meetings if m.starts_at < ends_at and starts_at < m.ends_at]
            hosts = [h for h in policy.hosts if not _promised(h, starts_at, ends_at, view)]
            found.append(_Sitting(starts_at, ends_at, tuple(_places(around, hosts, policy))))
            starts_at = ends_at
    return found


def _promised(host: StaffMember, starts_at: datetime, ends_at: datetime, view: View) -> bool:
    return any(begins < ends_at and starts_at < ends for begins, ends in engagements.of_adult(host.id, view))


def _places(around: list[Meeting], hosts: list[StaffMember], policy: Policy) -> Iterator[tuple[Room, StaffMember]]:
    rooms = [r for r in policy.rooms if all(m.room != r.name for m in around)]
    free = [h for h in hosts if all(m.host_id != h.id for m in around)]
    # one adult looks after one room, so the fewer of the two count
    yield from zip(rooms, free, strict=False)

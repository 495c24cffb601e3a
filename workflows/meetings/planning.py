"""Where and when a pair can meet: the one place that knows what is taken.

A person is in one place at a time. A room holds as many pairs as the programme file says. An adult who hosts may
look after several pairs at once when they meet at the same time in the same room, and never otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows import engagements
from workflows.policy import Policy, Room, StaffMember
from workflows.school import SchoolCalendar, Slot, SlotTime
from workflows.state import Meeting, MeetingStatus, Pair, Person
from workflows.view import View

Stretch = tuple[datetime, datetime]
Busy = Mapping[str, tuple[Stretch, ...] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A time, a room and an adult that are free. `unread` names those whose calendar could not be read."""

    when: SlotTime
    room: Room
    host: StaffMember
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Why a time does not do: `mentor`, `mentee`, `room` or `host`."""

    by: str


class Diary:
    """What is taken, seen from one pair: our own meetings from the state, all else from the calendars.

    `leaving` are meetings about to be moved or cancelled, which no longer stand in the way; `without` is a room or
    an adult that is not to be used. Meetings planned with the diary in hand are entered with `enter`.
    """

    def __init__(
        self,
        pair: Pair,
        view: View,
        policy: Policy,
        busy: Busy,
        *,
        leaving: Iterable[Meeting] = (),
        without: str = "",
    ) -> None:
        self._view, self._policy, self._busy, self._without = view, policy, busy, without
        self._adults = [a for a in policy.hosts if a.id != without]
        self._leaving = {m.id: m for m in leaving}
        self._by_slot: dict[str, Sequence[Meeting]] = {}
        self._load: dict[str, int] = {}
        self.refused: Counter[str] = Counter()
        people = (("mentor", pair.mentor_id), ("mentee", pair.mentee_id))
        self._people = {side: (person_id, view.get(Person, person_id)) for side, person_id in people}
        self._theirs = self._meetings_of(pair.mentor_id, pair.mentee_id)
        self._ours = [(m.starts_at, m.ends_at) for m in view.find(Meeting, pair_id=pair.id, status=_PLANNED)]

    def enter(self, meeting: Meeting) -> None:
        """From now on this meeting of the pair stands in the way as well."""
        for stretches in self._theirs.values():
            stretches.append((meeting.starts_at, meeting.ends_at))

    def place(self, when: SlotTime, *, host: str = "") -> Place | None:
        """Room and adult for that time, or None. `host` is the adult to keep if possible. Counts refusals."""
        found = self._find_place(when, host)
        if isinstance(found, Taken):
            self.refused[found.by] += 1
            return None
        return found

    def _find_place(self, when: SlotTime, host: str) -> Place | Taken:
        unread: list[str] = []
        for side, (person_id, person) in self._people.items():
            if any(_overlap(s, when) for s in self._theirs[person_id]):
                return Taken(by=side)
            free = self._is_free(person.email if person else "", when, self._ours)
            if free is False:
                return Taken(by=side)
            if free is None and person is not None:
                unread.append(person.name)
        return self._room_and_host(when, host, unread)

    def _room_and_host(self, when: SlotTime, host: str, unread: list[str]) -> Place | Taken:
        others = self._around(when)
        blocked = "room"
        for room in self._policy.rooms:
            inside = [m for m in others if m.room == room.name]
            free = self._is_free(room.email, when, self._stretches(inside))
            if room.name == self._without or len(inside) >= room.pairs or free is False:
                continue
            blocked = "host"
            for adult in self._hosts(host, inside):
                looked = self._host_is_free(adult, when, room, others)
                if looked is False:
                    continue
                doubts = (*unread, *([room.name] if room.email and free is None else ()))
                return Place(when=when, room=room, host=adult, unread=doubts if looked else (*doubts, adult.name))
        return Taken(by=blocked)

    def _hosts(self, wanted: str, inside: Sequence[Meeting]) -> list[StaffMember]:
        """Adults in order: the pair's own, then who is in the room anyway, then who hosts least."""
        present = {m.host_id for m in inside}
        return sorted(self._adults, key=lambda a: (a.id != wanted, a.id not in present, self._hosted(a.id)))

    def _hosted(self, adult: str) -> int:
        """Meetings this adult is to host; without it the first in the programme file would get most of them."""
        if adult not in self._load:
            self._load[adult] = len(self._view.find(Meeting, host_id=adult, status=_PLANNED))
        return self._load[adult]

    def _host_is_free(self, adult: StaffMember, when: SlotTime, room: Room, others: Sequence[Meeting]) -> bool | None:
        own = [m for m in others if m.host_id == adult.id]
        if any(m.room != room.name or m.starts_at != when.starts_at for m in own):
            return False
        if any(_overlap(stretch, when) for stretch in engagements.of_adult(adult.id, self._view)):
            return False
        return self._is_free(adult.email, when, self._stretches(own))

    def _stretches(self, standing: Sequence[Meeting]) -> list[Stretch]:
        # A meeting that is being moved still stands in the calendars, so it is taken out of the reading as well.
        return [(m.starts_at, m.ends_at) for m in (*standing, *self._leaving.values())]

    def _is_free(self, address: str, when: SlotTime, ours: Sequence[Stretch]) -> bool | None:
        """Whether nothing but `ours` fills that time in the calendar; None when the calendar could not be read."""
        busy = self._busy.get(address.lower())
        if busy is None:
            return None
        start, end = when.starts_at, when.ends_at
        clashing = [stretch for stretch in busy if stretch[0] < end and start < stretch[1]]
        return not any(_is_left(stretch, when, ours) for stretch in clashing)

    def _around(self, when: SlotTime) -> list[Meeting]:
        """Our planned meetings, of any pair, that overlap that time."""
        found: list[Meeting] = []
        for slot in overlapping_slots(self._policy.school, when.slot):
            if slot not in self._by_slot:
                self._by_slot[slot] = self._view.find(Meeting, slot=slot, status=_PLANNED)
            found += [m for m in self._by_slot[slot] if m.id not in self._leaving and _meets(m, when)]
        return found

    def _meetings_of(self, *people: str) -> dict[str, list[Stretch]]:
        held: dict[str, list[Stretch]] = {}
        for person_id in people:
            as_mentor = self._view.find(Meeting, mentor_id=person_id, status=_PLANNED)
            as_mentee = self._view.find(Meeting, mentee_id=person_id, status=_PLANNED)
            both = (*as_mentor, *as_mentee)
            held[person_id] = [(m.starts_at, m.ends_at) for m in both if m.id not in self._leaving]
            held[person_id] += engagements.of_pupil(person_id, self._view)
        return held


_PLANNED = MeetingStatus.PLANNED


def overlapping_slots(school: SchoolCalendar, slot: str) -> tuple[str, ...]:
    """The slots whose period overlaps that slot's on the same day of the rotation, itself first.

    Raises `KeyError` for a slot whose period is not in the bell schedule; such a slot never occurs.
    """
    ours = Slot.parse(slot)
    period = school.periods[ours.period]
    others = (Slot.parse(key) for key in school.slots if key != slot)
    same_day = ((o.key, school.periods.get(o.period)) for o in others if o.day == ours.day)
    return (slot, *(key for key, p in same_day if p and p.starts < period.ends and period.starts < p.ends))


def addresses(pair: Pair, view: View, policy: Policy) -> tuple[str, ...]:
    """Whose calendars matter for a meeting of this pair, in lower case, each once."""
    people = (view.get(Person, pair.mentor_id), view.get(Person, pair.mentee_id))
    named = (
        *(p.email for p in people if p is not None),
        *(adult.email for adult in policy.hosts),
        *(room.email for room in policy.rooms),
    )
    return tuple(dict.fromkeys(a.lower() for a in named if a))


def common_slots(pair: Pair, school: SchoolCalendar) -> tuple[str, ...]:
    """The slots both offered that the school still has."""
    return tuple(s for s in pair.slots if s in school.slots)


def _meets(meeting: Meeting, when: SlotTime) -> bool:
    return meeting.starts_at < when.ends_at and when.starts_at < meeting.ends_at


def _overlap(stretch: Stretch, when: SlotTime) -> bool:
    return stretch[0] < when.ends_at and when.starts_at < stretch[1]


def _is_left(stretch: Stretch, when: SlotTime, ours: Sequence[Stretch]) -> bool:
    """Whether something of the stretch remains inside that time once our own stretches are taken out."""
    pieces = [(max(stretch[0], when.starts_at), min(stretch[1], when.ends_at))]
    for start, end in ours:
        pieces = [piece for s, e in pieces for piece in ((s, min(e, start)), (max(s, end), e)) if piece[0] < piece[1]]
    return bool(pieces)

"""A programme in memory with calendars: asks are answered, invitations can be declined, time can pass."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import combinations

from tests.builders import NOW, POLICY
from tests.workflows.world import World
from workflows.effects import AskBusy, PutMeeting
from workflows.events import BusyKnown, Event, InvitationAnswered, TimerFired
from workflows.policy import Policy
from workflows.state import Entity, Meeting, MeetingStatus

Stretch = tuple[datetime, datetime]


class Diary(World):
    """A world whose calendars answer at once; `others` is what fills them besides our own meetings."""

    def __init__(
        self, *values: Entity, policy: Policy = POLICY, others: Mapping[str, tuple[Stretch, ...] | None] | None = None
    ) -> None:
        super().__init__(*values, policy=policy)
        self.now = NOW
        self.others = dict(others or {})
        self.entries: dict[str, PutMeeting] = {}
        self.asks: list[AskBusy] = []

    def _effect(self, effect: object) -> None:
        super()._effect(effect)
        if isinstance(effect, AskBusy):
            self.asks.append(effect)
        if isinstance(effect, PutMeeting):
            known = self.entries.get(effect.key)
            if known is None or known.version < effect.version:
                self.entries[effect.key] = effect

    def happen(self, event: Event) -> None:
        """Something happens now, and the calendars answer whatever is asked."""
        self.hear(event, self.now)
        while self.asks:
            self.hear(self._answer(self.asks.pop(0)), self.now)

    def _answer(self, ask: AskBusy) -> BusyKnown:
        return BusyKnown(ask=ask.key, busy={a: self._busy(a, ask) for a in ask.addresses})

    def _busy(self, address: str, ask: AskBusy) -> tuple[Stretch, ...] | None:
        other = self.others.get(address, ())
        if other is None:
            return None
        ours = (e for e in self.entries.values() if address in self.guests(e) and not e.cancelled)
        stretches = (*other, *((e.starts_at, e.ends_at) for e in ours))
        return tuple(sorted(s for s in stretches if s[0] < ask.ends_at and ask.starts_at < s[1]))

    @staticmethod
    def guests(entry: PutMeeting) -> set[str]:
        """Whose calendars hold the entry."""
        return {entry.organiser, *entry.attendees, entry.room_address} - {""}

    def wait_until(self, instant: datetime) -> None:
        """Time passes; timers that come due fire in order."""
        while due := min(((at, key) for key, at in self.timers.items() if at <= instant), default=None):
            at, (kind, subject) = due
            del self.timers[(kind, subject)]
            self.now = max(self.now, at)
            self.happen(TimerFired(kind=kind, subject=subject, due_at=at))
        self.now = max(self.now, instant)

    def decline(self, meeting: Meeting, address: str) -> None:
        """A guest declines the meeting as it stands."""
        key = f"{self.policy.key}/meeting/{meeting.id}"
        self.happen(InvitationAnswered(meeting=key, version=meeting.version, address=address, answer="declined"))

    @property
    def meetings(self) -> list[Meeting]:
        """Every meeting, by time."""
        return sorted(self.view.find(Meeting), key=lambda m: (m.starts_at, m.id))

    @property
    def planned(self) -> list[Meeting]:
        """Meetings that stand, by time."""
        return [m for m in self.meetings if m.status is MeetingStatus.PLANNED]

    def standing(self) -> list[PutMeeting]:
        """What the calendars show."""
        return [e for e in self.entries.values() if not e.cancelled]


def clashes(diary: Diary) -> list[str]:
    """Everything that must never be: a person in two places, a room too full, an adult in two rooms."""
    rooms = {room.name: room.pairs for room in diary.policy.rooms}
    found: list[str] = []
    for a, b in combinations(diary.planned, 2):
        if a.starts_at < b.ends_at and b.starts_at < a.ends_at:
            same = {a.mentor_id, a.mentee_id} & {b.mentor_id, b.mentee_id}
            found += [f"{p} in {a.id} and {b.id}" for p in sorted(same)]
            if a.host_id == b.host_id and (a.room != b.room or a.starts_at != b.starts_at):
                found.append(f"{a.host_id} in {a.room} and {b.room}")
    for m in diary.planned:
        inside = [x for x in diary.planned if x.room == m.room and x.starts_at < m.ends_at and m.starts_at < x.ends_at]
        if len(inside) > rooms.get(m.room, 1):
            found.append(f"{len(inside)} pairs in {m.room}")
    return found

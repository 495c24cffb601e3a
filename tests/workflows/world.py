"""A programme in memory: takes decisions in, as the service would, and keeps what is still to happen."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from tests.builders import POLICY
from workflows.decision import CancelTimer, Decision, Gone, Timer
from workflows.effects import AskBusy, PutMeeting, PutRow, RemoveRow, SendMail, WithdrawMail, WithdrawMailTo
from workflows.events import Event
from workflows.policy import Policy
from workflows.router import decide
from workflows.state import Entity
from workflows.view import Snapshot


class World:
    """State, rows, mails not yet sent, and timers of one programme."""

    def __init__(self, *values: Entity, policy: Policy = POLICY) -> None:
        self.policy = policy
        self.values: dict[tuple[str, str], Entity] = {(type(v).__name__, v.id): v for v in values}
        self.rows: dict[tuple[str, str], dict[str, str]] = {}
        self.unsent: dict[str, SendMail] = {}
        self.booked: dict[str, PutMeeting] = {}
        self.asked: list[AskBusy] = []
        self.timers: dict[tuple[str, str], datetime] = {}
        self.raised: list[Event] = []

    @property
    def view(self) -> Snapshot:
        """The state as workflows see it."""
        return Snapshot(self.values.values())

    def hear(self, event: Event, now: datetime) -> None:
        """Decide one event and everything that follows from it."""
        waiting = deque([event])
        while waiting:
            decision = decide(waiting.popleft(), self.view, now, self.policy)
            self._take(decision)
            waiting.extend(decision.events)

    def _take(self, decision: Decision) -> None:
        for change in decision.changes:
            if isinstance(change, Gone):
                self.values.pop((change.kind, change.id), None)
            else:
                self.values[(type(change).__name__, change.id)] = change
        for timer in decision.timers:
            self._set(timer)
        for effect in decision.effects:
            self._effect(effect)
        self.raised.extend(decision.events)

    def _set(self, timer: Timer | CancelTimer) -> None:
        if isinstance(timer, Timer):
            self.timers[(timer.kind, timer.subject)] = timer.due_at
        else:
            self.timers.pop((timer.kind, timer.subject), None)

    def _effect(self, effect: object) -> None:
        match effect:
            case PutRow():
                self.rows[(effect.tab, effect.key)] = {**self.rows.get((effect.tab, effect.key), {}), **effect.cells}
            case RemoveRow():
                self.rows.pop((effect.tab, effect.key), None)
            case PutMeeting():
                self.booked[effect.key] = effect
            case AskBusy():
                self.asked.append(effect)
            case SendMail():
                self.unsent.setdefault(effect.key, effect)
            case WithdrawMailTo():
                self.unsent = {key: mail for key, mail in self.unsent.items() if not effect.drops(mail)}
            case WithdrawMail():
                for key in [k for k in self.unsent if k.startswith(effect.key_prefix)]:
                    del self.unsent[key]

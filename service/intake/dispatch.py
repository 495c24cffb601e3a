"""Takes events in order, lets the workflows decide, commits what follows.

A batch is one transaction. When one of its events cannot be decided, the batch is taken back and its events are
decided one by one, so that only the one at fault stays behind: it is tried again a few times, then parked with
its reason, and a person may replay or drop it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from service import codec
from service.edge import guarded, place
from service.storage import events, timers
from service.storage.database import Database
from service.storage.errors import StorageError
from service.storage.events import NewEvent, StoredEvent
from service.storage.responses import tell_about
from service.storage.unit_of_work import Batch, unit_of_work
from service.storage.view import Resident
from workflows.decision import Decision
from workflows.events import Event, FormAnswered
from workflows.policy import Policy
from workflows.view import View

log = structlog.get_logger(__name__)

Decide = Callable[[Event, View, datetime, Policy], Decision]
BATCH = 200
MOST_RAISED = 2_000
"""Events that one event may lead to; more is a loop between workflows."""
ATTEMPTS = 5
TRY_AGAIN = timedelta(minutes=1)


class EndlessEventsError(Exception):
    """Workflows keep raising events for each other."""


@dataclass
class Dispatcher:
    """Decides the events of one programme."""

    database: Database
    policy: Policy
    decide: Decide
    resident: Resident

    def run(self, now: datetime) -> int:
        """Decide one batch of what is due; how many events were settled."""
        settled, error = guarded(lambda: self._batch(now, BATCH))
        if error is None:
            return settled or 0
        # That the database is away says nothing about the events: nobody's attempts are counted.
        if isinstance(error, StorageError):
            raise error
        return self._one_by_one(now)

    def _batch(self, now: datetime, most: int) -> int:
        with unit_of_work(self.database, self.policy, self.resident, now) as batch:
            self._fire(batch, now, most)
            due = events.due(batch.connection, self.policy.key, now, most)
            for stored in due:
                self._settle(batch, stored, now)
        return len(due)

    def _fire(self, batch: Batch, now: datetime, most: int) -> None:
        fired = timers.take_due(batch.connection, self.policy.key, now, most)
        events.add(batch.connection, self.policy.key, fired, now)

    def _settle(self, batch: Batch, stored: StoredEvent, now: datetime) -> None:
        """Decide the event and every event that follows from it."""
        # Breadth first: what one event raises is decided before what those raise in turn.
        first = codec.decode_event(stored.kind, stored.payload)
        waiting, whom, count = deque([first]), dict[str, None](), 0
        while waiting:
            event = waiting.popleft()
            decision = self.decide(event, batch.view, now, self.policy)
            batch.take(stored, event, decision)
            whom.update(dict.fromkeys(decision.about))
            # The first event has a row already; the others get theirs as decided.
            if count:
                batch.raised(NewEvent(event, f"{stored.identity}>{count}"), decision.about)
            waiting.extend(decision.events)
            count += 1
            if count > MOST_RAISED:
                raise EndlessEventsError(f"{stored.kind} led to more than {MOST_RAISED} events")
        batch.finish(stored, whom)
        if isinstance(first, FormAnswered):
            tell_about(batch.connection, self.policy.key, first, tuple(whom))

    def _one_by_one(self, now: datetime) -> int:
        # Timers first become events of their own accord, so that the one at fault can be told from the rest.
        with self.database.write() as connection:
            fired = timers.take_due(connection, self.policy.key, now, BATCH)
            events.add(connection, self.policy.key, fired, now)
            due = events.due(connection, self.policy.key, now, BATCH)
        for stored in due:
            self._alone(stored, now)
        return len(due)

    def _alone(self, stored: StoredEvent, now: datetime) -> None:
        _, error = guarded(lambda: self._single(stored, now))
        if isinstance(error, StorageError):
            raise error
        if error is not None:
            self._set_aside(stored, error, now)

    def _single(self, stored: StoredEvent, now: datetime) -> None:
        with unit_of_work(self.database, self.policy, self.resident, now) as batch:
            self._settle(batch, stored, now)

    def _set_aside(self, stored: StoredEvent, error: Exception, now: datetime) -> None:
        again = None if stored.attempts + 1 >= ATTEMPTS else now + TRY_AGAIN * 2**stored.attempts
        # The message of an exception may quote an answer: only its class is kept.
        reason = f"{type(error).__name__} while deciding {stored.kind}"
        log.error(
            "event failed",
            action="park" if again is None else "retry",
            event_id=stored.id,
            error=reason,
            place=place(error),
        )
        with self.database.write() as connection:
            events.failed(connection, stored, reason, again)

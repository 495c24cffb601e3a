"""Carries effects out, one destination at a time: hold it, take what is due, act, record, let go.

Acts happen outside transactions and before their record, so a crash repeats them; each act is one that a repeat
does not double. Whoever holds the destination is alone there, in whatever process. Transactions take the
destination's row before any other, so that two of them never wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Protocol

import structlog
from sqlalchemy import Connection

from connectors.errors import AuthExpired
from service.delivery import digests, messages, projections, questions
from service.delivery.composing import Composer
from service.delivery.limits import DAY, Budget, day_is_full, fits_day, refill, room, spend, until_a_token
from service.delivery.messages import Postman
from service.delivery.outcome import after_success, after_trouble
from service.edge import place
from service.notices import FINE, connection_lost, health
from service.programme import Programme
from service.storage import asks, destinations
from service.storage import messages as stored
from service.storage.database import Database
from service.storage.destinations import Destination
from service.storage.due import INTAKE, MAIL, QUESTIONS
from service.storage.messages import Message, State
from service.storage.projections import CALENDAR, WORKBOOK, Standing
from service.storage.unit_of_work import unit_of_work
from service.storage.view import Resident
from workflows.effects import Urgency

log = structlog.get_logger(__name__)

DESTINATIONS = (MAIL, WORKBOOK, CALENDAR, QUESTIONS)
"""In this order: people first."""


class Results(Protocol):
    """What every kind of batch reports."""

    @property
    def acts(self) -> int:
        """How many calls were made."""

    @property
    def error(self) -> Exception | None:
        """What stopped the batch."""


@dataclass
class Pump:
    """Delivers one programme's effects. `who` names the worker that holds destinations; `random` gives jitter."""

    database: Database
    programme: Programme
    resident: Resident
    who: str
    random: Random
    token_bytes: Callable[[], bytes]
    budgets: Mapping[str, Budget] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._key, self._suite = self.programme.key, self.programme.suite
        self._acts: Mapping[str, Callable[[datetime], int]] = {
            MAIL: self._mail,
            WORKBOOK: self._rows,
            CALENDAR: self._meetings,
            QUESTIONS: self._questions,
        }

    def prepare(self) -> None:
        """Make the destinations' rows: a lease must exist before anybody can hold it."""
        with self.database.write() as connection:
            destinations.prepare(connection, self._key, DESTINATIONS)

    def run(self, name: str, now: datetime) -> int:
        """Deliver one batch to a destination; how much was done. Zero while it rests or somebody holds it."""
        return self._acts[name](now)

    # --- rows and meetings -------------------------------------------------------------------------

    def _rows(self, now: datetime) -> int:
        return self._projections(WORKBOOK, now, lambda due: projections.write_rows(self._suite.table, due))

    def _meetings(self, now: datetime) -> int:
        zone, online = self.programme.policy.school.zone, self.programme.policy.meetings.online
        return self._projections(
            CALENDAR, now, lambda due: projections.put_meetings(self._suite.calendar, due, zone=zone, online=online)
        )

    def _projections(self, name: str, now: datetime, act: Callable[[Sequence[Standing]], projections.Results]) -> int:
        with self.database.write(lasting=False) as connection:
            held = self._hold(connection, name, now)
            if held is None:
                return 0
            due = projections.take(connection, self._key, name, now, room(held))
            if not due:
                return self._idle(connection, held, now)
        results = act(due)
        with self.database.write(lasting=False) as connection:
            after = self._let_go(connection, held, results, now)
            projections.record(connection, self._key, name, results, now, self.random.random())
        return self._tell(held, after, results, now)

    # --- questions ---------------------------------------------------------------------------------

    def _questions(self, now: datetime) -> int:
        with self.database.write(lasting=False) as connection:
            held = self._hold(connection, QUESTIONS, now)
            if held is None:
                return 0
            due = asks.due(connection, self._key, now, min(questions.MOST, room(held)))
            if not due:
                return self._idle(connection, held, now)
        results = questions.ask_all(self._suite.calendar, due)
        with self.database.write() as connection:
            after = self._let_go(connection, held, results, now)
            questions.record(connection, self._key, results, now, self.random.random())
            self.database.woken(connection, self._key, (INTAKE,) if results.answered else ())
        return self._tell(held, after, results, now)

    # --- mail --------------------------------------------------------------------------------------

    def _mail(self, now: datetime) -> int:
        with self.database.write(lasting=False) as connection:
            held = self._hold(connection, MAIL, now, even_at_rest=True)
            if held is None:
                return 0
            batch, put_off = self._take_mail(connection, held, now)
            if not batch:
                after = day_is_full(held, now) if put_off else held
                self._idle(connection, after, now)
        if not batch:
            return self._tell(held, after, messages.Results(), now)
        # Nothing is open to the database while the supplier is being talked to.
        composer = Composer(self.programme, self.database, now, self.token_bytes)
        postman = Postman(self._suite.mailer, composer.compose, now, self.random.random)
        drafts = postman.draft(batch)
        with self.database.write() as connection:
            # The destination's row first, and the lease anew: drafting may have taken long.
            destinations.claim(connection, self._key, MAIL, self.who, now)
            composer.keep_promises(connection)
            fresh = messages.commit_drafts(connection, self._key, drafts, now)
        results = postman.send(fresh, [m for m in batch if m.state == State.SENDING])
        results.acts += drafts.acts
        results.error = results.error or drafts.error
        # Only that a draft is on its way must outlast a power cut: what became of it can be looked up.
        with self.database.write(lasting=not results.refused) as connection:
            after = self._let_go(connection, held, results, now)
            messages.record(connection, self._key, results, now)
            self.database.woken(connection, self._key, (INTAKE,) if results.refused else ())
        return self._tell(held, after, results, now) + len(drafts.moves)

    def _take_mail(self, connection: Connection, held: Destination, now: datetime) -> tuple[Sequence[Message], bool]:
        """Urgent mail always; the rest while the destination neither rests nor runs out of budget.

        And whether mail that the minute allows was put off because of the day.
        """
        resting = _rests(held, now)
        found = stored.due(connection, self._key, now, messages.MOST, urgent_only=resting)
        if any(message.urgency == Urgency.ROUTINE for message in found):
            digests.form_digests(connection, self.programme.policy, now)
            found = stored.due(connection, self._key, now, messages.MOST, urgent_only=resting)
        # A budget spares the supplier; a concern spends it anyway.
        urgent = [message for message in found if message.urgency == Urgency.URGENT]
        others = [message for message in found if message.urgency != Urgency.URGENT]
        others = others[: max(0, room(held) - len(urgent))]
        taken = self._fitting_day(connection, urgent + others, now)
        return taken, len(taken) < len(urgent) + len(others)

    def _fitting_day(self, connection: Connection, wanted: Sequence[Message], now: datetime) -> Sequence[Message]:
        """Those of the mails that the last twenty-four hours leave room for, in their order."""
        budget, fitting = self._budget(MAIL), list[Message]()
        if not budget.per_day:
            return wanted
        gone = stored.gone_since(connection, self._key, now - DAY)
        for message in wanted:
            # What may have gone already must be looked up, room or none.
            if message.state == State.SENDING or fits_day(budget, gone + len(fitting), message.urgency):
                fitting.append(message)
        return fitting

    # --- holding a destination ---------------------------------------------------------------------

    def _budget(self, name: str) -> Budget:
        return self.budgets.get(name) or Budget()

    def _hold(
        self, connection: Connection, name: str, now: datetime, *, even_at_rest: bool = False
    ) -> Destination | None:
        held = destinations.claim(connection, self._key, name, self.who, now)
        if held is None:
            return None
        if _rests(held, now) and not even_at_rest:
            destinations.release(connection, self._key, held, self.who, now)
            return None
        return refill(held, self._budget(name), now)

    def _idle(self, connection: Connection, held: Destination, now: datetime) -> int:
        # Work that waits for a token alone would else be due at once, again and again.
        after = until_a_token(held, self._budget(held.name), now)
        destinations.release(connection, self._key, after, self.who, now)
        return 0

    def _let_go(self, connection: Connection, held: Destination, results: Results, now: datetime) -> Destination:
        after = spend(held, results.acts, self._budget(held.name), now)
        if results.error is not None:
            after = after_trouble(after, results.error, now, self.random.random())
        elif results.acts:
            after = after_success(after)
        destinations.release(connection, self._key, after, self.who, now)
        return after

    def _tell(self, before: Destination, after: Destination, results: Results, now: datetime) -> int:
        """Say so when a destination stops or works again: a line in Health, and one mail when permission is gone."""
        if results.error is not None:
            failed, where = type(results.error).__name__, place(results.error)
            log.warning("delivery stopped", action="rest", destination=after.name, error=failed, place=where)
        if before.paused_reason != after.paused_reason:
            with unit_of_work(self.database, self.programme.policy, self.resident, now) as batch:
                batch.put_row(health(after.name, after.paused_reason or FINE))
                if before.paused_reason is None and isinstance(results.error, AuthExpired):
                    reason = after.paused_reason or ""
                    batch.post(connection_lost(self.programme.policy, after.name, reason, now))
        return results.acts


def _rests(destination: Destination, now: datetime) -> bool:
    return destination.resume_at is not None and destination.resume_at > now

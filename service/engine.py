"""The engine: everything that is due, done in one thread, whoever drives it.

`serve`, the demo, the simulation and the workers all drive this one object. Given the same database, suite, clock
and random numbers, it does the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import structlog
from sqlalchemy import Connection

from connectors.ports import Delivery
from service.clock import Clock
from service.delivery.limits import Budget, budget_of
from service.delivery.pump import DESTINATIONS, Pump
from service.intake.dispatch import Decide, Dispatcher
from service.intake.sources import LOOK_EVERY, Sources
from service.programme import Programme
from service.scheduler import subscriptions
from service.storage import cursors, deliveries, events, persons, programmes, retention
from service.storage.database import Database
from service.storage.due import EVENTS, INTAKE, PARTS, SOURCES, Due, coming, due, waiting
from service.storage.events import NewEvent
from service.storage.kept_outside import KeptOutside, kept_outside
from service.storage.persons import Traces
from service.storage.stats import Stats, stats
from service.storage.view import Resident
from workflows.decision import Decision
from workflows.events import Event, PersonErased, ProgrammeStarted
from workflows.policy import Policy
from workflows.view import View

log = structlog.get_logger(__name__)

MOST_ROUNDS = 2_000
"""Rounds in one call; more would mean that work makes itself."""


def route(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """See `workflows.router.decide`. The doors open without the workflows: they are imported with the first event."""
    from workflows.router import decide

    return decide(event, view, now, policy)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """How often sources are looked at without being told to, and how fast destinations may be used.

    What is not set here is as the suite asks for, and else the service's own.
    """

    look_every: Mapping[str, timedelta] = field(default_factory=dict)
    budgets: Mapping[str, Budget] = field(default_factory=dict)

    def look_every_of(self, programme: Programme) -> Mapping[str, timedelta]:
        """The span between two looks at each source."""
        return {**LOOK_EVERY, **programme.suite.offers.look_every, **self.look_every}

    def budgets_of(self, programme: Programme) -> Mapping[str, Budget]:
        """The pace of each destination that has one."""
        paces = programme.suite.offers.pace.items()
        return {**{name: budget_of(pace) for name, pace in paces}, **self.budgets}


@dataclass(frozen=True, slots=True)
class Room:
    """One programme's parts."""

    programme: Programme
    sources: Sources
    dispatcher: Dispatcher
    pump: Pump


class Engine:
    """Runs programmes. Not to be shared between threads; several engines may share a database."""

    def __init__(
        self,
        database: Database,
        served: Iterable[Programme],
        clock: Clock,
        *,
        settings: EngineSettings | None = None,
        who: str = "embedded",
        random: Random | None = None,
        token_bytes: Callable[[], bytes] | None = None,
        decide: Decide = route,
    ) -> None:
        self.database, self.clock, self.who = database, clock, who
        self._settings = settings or EngineSettings()
        self._random = random or Random()  # noqa: S311 -- jitter, not secrets
        self._token_bytes = token_bytes or (lambda: secrets.token_bytes(32))
        self._decide = decide
        self._settled: dict[str, Due] = {}  # by programme, when the last run left nothing due
        self._touched: set[str] = set()  # programmes that were run, or changed through this engine, since `_ran_at`
        self._ran_at: datetime | None = None
        self._rooms = {programme.key: self._room(programme) for programme in served}

    def _room(self, programme: Programme) -> Room:
        resident, database, random = Resident(), self.database, self._random
        return Room(
            programme=programme,
            sources=Sources(database, programme, resident, random, self._settings.look_every_of(programme)),
            dispatcher=Dispatcher(database, programme.policy, self._decide, resident),
            pump=Pump(
                database,
                programme,
                Resident(),
                self.who,
                random,
                self._token_bytes,
                self._settings.budgets_of(programme),
            ),
        )

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """The programmes it runs, by key."""
        return {key: room.programme for key, room in self._rooms.items()}

    def prepare(self, now: datetime) -> None:
        """Make the rows that work hangs on. Call once before anything else; repeating is harmless."""
        for room in self._rooms.values():
            room.sources.prepare(now)
            room.pump.prepare()

    def announce(self, programme: str, fingerprint: str, now: datetime) -> bool:
        """Tell the workflows of a programme file that is new or changed; whether it was."""
        with self.database.read() as connection:
            # A process that starts again must not wait until those at work let go of the programme.
            if programmes.fingerprint(connection, programme) == fingerprint:
                return False
        with self.database.write() as connection:
            standing = programmes.lock(connection, programme)
            if programmes.fingerprint(connection, programme) == fingerprint:
                return False
            programmes.mark(connection, programme, fingerprint)
            identity = f"started/{fingerprint}/{standing.version}"
            return self._add(connection, programme, NewEvent(ProgrammeStarted(fingerprint=fingerprint), identity), now)

    def submit(self, programme: str, event: Event, identity: str) -> bool:
        """Take in an event that a person caused; False when its identity is known already."""
        with self.database.write() as connection:
            return self._add(connection, programme, NewEvent(event, identity), self.clock.now())

    def _add(self, connection: Connection, programme: str, new: NewEvent, now: datetime) -> bool:
        self._changed(programme)
        self.database.woken(connection, programme, (INTAKE,))
        return events.add_one(connection, programme, new, now)

    def look(self, programme: str, source: str) -> None:
        """Look at the source in the next run. An unknown source is ignored."""
        self._changed(programme)
        with self.database.write() as connection:
            cursors.hurry(connection, programme, source, self.clock.now())
            self.database.woken(connection, programme, (INTAKE,))

    def hear(self, programme: str, told: Sequence[Delivery]) -> None:
        """Notifications arrived: look at what they name in the next run."""
        now = self.clock.now()
        self._changed(programme)
        with self.database.write() as connection:
            deliveries.add(connection, [(programme, replace(one, received_at=now)) for one in told])
            self.database.woken(connection, programme, (INTAKE,))

    def run_due(self, now: datetime) -> int:
        """Do everything that is due, and what follows from it, until nothing is; how much was done."""
        self._touched, self._ran_at = set(self.waiting(now)), now
        return sum(self._run_room(room, now) for key, room in self._rooms.items() if key in self._touched)

    def waiting(self, now: datetime) -> list[str]:
        """The programmes that may have something due: one question for all, so that those at rest cost nothing."""
        if len(self._rooms) == 1:
            return list(self._rooms)
        with self.database.read() as connection:
            found = waiting(connection, now)
        return [key for key in self._rooms if key in found]

    def run_part(self, programme: str, part: str, now: datetime) -> int:
        """Do what is due of one part of a programme (see `storage.due.PARTS`); how much was done.

        Different parts may run in different threads and processes at once.
        """
        # Rooms share no memory between their parts, only rows.
        room, done = self._rooms[programme], 0
        for _ in range(MOST_ROUNDS):
            work = self._due(room)
            progress = self._decide_due(room, work, now) if part == INTAKE else self._pump_part(room, part, work, now)
            if not progress:
                break
            done += progress
        return done

    def parts_due(self, programme: str, now: datetime) -> list[str]:
        """The parts of a programme that have something to do now."""
        work = self._due(self._rooms[programme])
        return [part for part in PARTS if work.part_now(part, now)]

    def work(self) -> timedelta:
        """Do what is due by the clock; how long until the next is."""
        self.run_due(self.clock.now())
        now = self.clock.now()
        at = self.next_due(now)
        return timedelta.max if at is None else at - now

    def stats(self, programme: str, now: datetime) -> Stats:
        """Figures of one programme's work."""
        with self.database.read() as connection:
            return stats(connection, programme, now)

    def renew(self, now: datetime) -> None:
        """Renew every programme's promises to be notified."""
        for room in self._rooms.values():
            subscriptions.renew(self.database, room.programme, now)

    def purge(self, now: datetime) -> int:
        """Drop what is older than each programme keeps, and finish erasures; how many rows went."""
        return sum(self._purge(room, now) for room in self._rooms.values())

    def compact(self, now: datetime) -> None:
        """Give back the room of what was purged."""
        del now  # every tick is called with the time
        self.database.compact()

    def _purge(self, room: Room, now: datetime) -> int:
        policy = room.programme.policy
        gone = retention.purge(self.database, policy, now)
        for person in retention.forgotten(self.database, policy, now):
            self.erase_person(policy.key, person, now)
        for person in retention.unfinished_erasures(self.database, policy.key, now):
            gone += sum(persons.erase(self.database, policy, Traces(policy.key, person, ()), now).values())
        return gone

    def export_person(self, programme: str, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Everything kept about a pupil, by table, ready for JSON; empty when nothing is."""
        return persons.export(self.database, programme, person_id)

    def erase_person(self, programme: str, person_id: str, now: datetime) -> dict[str, int]:
        """Stop everything about a pupil, take them out of the suite and erase the rows; how many, by table.

        Raises `ConnectorError`, with the pupil's rows untouched, when the suite cannot erase its part now.
        """
        room = self._rooms[programme]
        # Names are needed to find the person in others' mails, and deciding takes the person's row away.
        sought = persons.traces_of(self.database, programme, person_id)
        outside = kept_outside(self.database, sought)
        _erase_outside(room.programme, outside)
        event = NewEvent(PersonErased(person_id=person_id), retention.erased_identity(person_id, now))
        with self.database.write() as connection:
            self._add(connection, programme, event, now)
        self._run_room(room, now)
        # Once more: meetings were cancelled in the meantime, and that is told in calendars and mails.
        _erase_outside(room.programme, outside)
        erased = persons.erase(self.database, room.programme.policy, sought, now)
        self._run_room(room, now)
        self.database.settle()
        return erased

    def next_due(self, now: datetime) -> datetime | None:
        """When `run_due` next has something to do; not before `now`. None when nothing ever will by itself.

        What other processes added since the last `run_due` is seen by the next one.
        """
        alone = self._ran_at is None or len(self._rooms) == 1
        asked = [(key, room) for key, room in self._rooms.items() if alone or key in self._touched]
        times = [(self._settled.get(key) or self._due(room)).soonest() for key, room in asked]
        if not alone:
            times.append(self._coming())
        known = [at for at in times if at is not None]
        return max(now, min(known)) if known else None

    def _coming(self) -> datetime | None:
        """When the first work is due that was not when this engine last ran."""
        with self.database.read() as connection:
            return coming(connection, self._ran_at) if self._ran_at else None

    def _changed(self, programme: str) -> None:
        """There is something new, so that what is known of the programme's next work is too late."""
        self._settled.pop(programme, None)
        self._touched.add(programme)

    def _due(self, room: Room) -> Due:
        with self.database.read() as connection:
            return due(connection, room.programme.key, self.who)

    def _run_room(self, room: Room, now: datetime) -> int:
        done = 0
        self._settled.pop(room.programme.key, None)
        for _ in range(MOST_ROUNDS):
            work = self._due(room)
            if not work.any_now(now):
                self._settled[room.programme.key] = work
                return done
            progress = self._round(room, work, now)
            if not progress:
                return done
            done += progress
        log.error("work makes itself", action="stop for now", programme=room.programme.key)
        return done

    def _round(self, room: Room, work: Due, now: datetime) -> int:
        """One look at each source, one batch of events and one batch to each destination, as far as they are due."""
        progress = self._decide_due(room, work, now)
        if progress:  # what was decided may be delivered in the same round
            work = self._due(room)
        return progress + sum(self._pump_part(room, name, work, now) for name in DESTINATIONS)

    def _decide_due(self, room: Room, work: Due, now: datetime) -> int:
        found = room.sources.look(now) if work.now(SOURCES, now) else 0
        if found:
            work = self._due(room)
        if work.now(EVENTS, now):
            return found + room.dispatcher.run(now)
        return found

    def _pump_part(self, room: Room, part: str, work: Due, now: datetime) -> int:
        return room.pump.run(part, now) if work.part_now(part, now) else 0


def _erase_outside(programme: Programme, kept: KeptOutside) -> None:
    if programme.suite.eraser is not None:
        programme.suite.eraser.erase(kept.addresses, kept.response_ids)

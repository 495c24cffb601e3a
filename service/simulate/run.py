"""The simulated year itself: people act, and the service is stepped from due instant to due instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from random import Random

from service.codec import encode
from service.simulate.agenda import Agenda
from service.simulate.driver import Driver, ServiceDiedError, Step, Stepped
from service.simulate.module import Stage
from service.simulate.modules import cast_of
from service.simulate.outside import Outside
from service.simulate.plan import Plan, opening
from service.simulate.post import Letter
from service.simulate.pupils import Pupils
from service.simulate.school import School
from service.simulate.staff import Staff
from workflows.events import Event

SETTLE = timedelta(hours=9)  # after the last evening: the workbook and retries come to rest, no morning begins


@dataclass(kw_only=True)
class Totals:
    """What a run cost and did. CPU seconds are the service's own, without the simulated people."""

    cpu: float = 0.0
    steps: int = 0
    acts: int = 0
    deaths: int = 0


@dataclass(kw_only=True)
class World:
    """Everybody and everything outside the service."""

    plan: Plan
    school: School
    outside: Outside
    driver: Driver
    random: Random
    revive: Callable[[], None]
    agenda: Agenda = field(default_factory=Agenda)
    totals: Totals = field(default_factory=Totals)
    _look_at: list[str] = field(default_factory=list)
    _clicked: list[str] = field(default_factory=list)
    _told: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        calendar = self.school.policy.school
        self.start = opening(self.school)
        self.people_stop = calendar.at(self.school.last_day, time(20, 0))
        self.end = self.people_stop + SETTLE
        self.pupils = Pupils(school=self.school, random=self.random, agenda=self.agenda, submit=self.outside.submit)
        self.staff = Staff(outside=self.outside, calendar=calendar, random=self.random, agenda=self.agenda)
        stage = self._stage()
        self.actors = cast_of(stage) if self.plan.modules else ()
        if self.actors:
            # Where training has sessions and a quiz, staff leave the ticking to those.
            self.staff.desks -= {"Training"}
        self.staff.also, self.staff.closed = tuple(actor.work for actor in self.actors), stage.closed

    def _stage(self) -> Stage:
        # Random numbers of their own, so that a year without modules stays the same year.
        random = Random(f"{self.plan.seed}/modules")
        return Stage(school=self.school, outside=self.outside, random=random, agenda=self.agenda, tell=self._tell)

    def _tell(self, event: Event, identity: str) -> None:
        """The office types a command; the service hears of it with the next step."""
        self._told.append((identity, type(event).__name__, encode(event)))

    def begin(self) -> None:
        """Plan what people will do of their own accord."""
        self.pupils.begin(self.start)
        self.staff.plan_visits(self.start, self.people_stop)
        for actor in self.actors:
            actor.begin(self.start)

    def run(self, on_step: Callable[[datetime], None] = lambda now: None) -> Totals:
        """Live through the whole plan. `on_step` hears of each instant, for progress."""
        self.begin()
        now: datetime | None = self.start
        while now is not None and now < self.end:
            now = self.live_at(now)
            on_step(now or self.end)
        return self.totals

    def share(self, now: datetime) -> float:
        """How much of the year has passed, 0 to 1."""
        return min(1.0, (now - self.start) / (self.end - self.start))

    def live_at(self, now: datetime) -> datetime | None:
        """Everything that happens at `now`; the next instant at which something will."""
        self.outside.move(now)
        self.totals.acts += self.agenda.act_until(min(now, self.people_stop))
        stepped = self._step(now)
        for letter in self.outside.letters(stepped.mailed):
            self._read(letter, now)
            self.pupils.read(letter, now)
            for actor in self.actors:
                actor.read(letter, now)
        people = self.agenda.next_at if (self.agenda.next_at or now) <= self.people_stop else None
        later = [at for at in (people, stepped.next_due, self.outside.tells_at) if at is not None]
        earliest = now + timedelta(seconds=stepped.took, milliseconds=1)
        return max(min(later), earliest) if later else None

    def _step(self, now: datetime) -> Stepped:
        told = dict.fromkeys((*self._look_at, *self.outside.told()))
        step = Step(now=now, look_at=tuple(told), clicked=tuple(self._clicked), told=tuple(self._told))
        self._look_at.clear()
        self.totals.steps += 1
        try:
            stepped = self.driver.step(step)
        except ServiceDiedError:
            self.totals.deaths += 1
            self.revive()
            return Stepped(next_due=now + timedelta(seconds=1), mailed=None)
        self._clicked.clear()
        self._told.clear()
        self.totals.cpu += stepped.cpu
        return stepped

    def notify(self, source: str) -> None:
        """A notification about that source reaches the service with the next step."""
        self._look_at.append(source)

    def _read(self, letter: Letter, now: datetime) -> None:
        """Staff follow the link of an alert, sooner or later."""
        for token in letter.sign_ins:
            reads = now + timedelta(minutes=self.random.choice((2, 5, 30, 90)))
            self.agenda.plan(reads, partial(self._click, token))

    def _click(self, token: str, now: datetime) -> None:
        del now
        self._clicked.append(token)

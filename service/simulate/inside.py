"""The service inside a simulation: the real engine on a real suite, with a stepping clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import process_time
from typing import Protocol

from connectors.ports import Delivery
from service.clock import Clock, SteppingClock
from service.codec import decode_event
from service.delivery.limits import Budget
from service.engine import Engine, EngineSettings
from service.programme import Programme
from service.simulate.driver import Step, Stepped
from service.simulate.faulty import UNKNOWN, Faults, faulty
from service.simulate.plan import Plan, opening, planned_school
from service.simulate.school import School
from service.storage import events, links
from service.storage.database import Database, migrate, open_database
from service.storage.events import NewEvent
from service.storage.projections import WORKBOOK
from service.web.house import FormDesk
from service.wiring import lay_out, open_programme
from workflows.events import ConcernAcknowledged

BASE_URL = "https://mentoring.school.example"
CONCERNS = "/concerns/"
BEATS: Mapping[timedelta, Sequence[Callable[[Engine, datetime], object]]] = {
    timedelta(days=1): (Engine.renew, Engine.purge),  # a watch lives seven days
    timedelta(days=7): (Engine.compact,),
}
SECRET = b"the simulation's own key, used nowhere else"
SWEEP = EngineSettings(
    look_every={
        # In a simulation nothing waits for the sweep but what a lost notification left behind.
        source: timedelta(hours=3)
        for source in ("forms", "table", "calendar", "mail")
    },
    # A real workbook is written within seconds. Nobody looks at this one between the staff's visits.
    budgets={WORKBOOK: Budget(write_every=timedelta(hours=6))},
)


class MovableClock(Clock, Protocol):
    """A clock that can be set."""

    def move_to(self, instant: datetime) -> None:
        """Stand at, or run from, `instant`."""


@dataclass
class Noticed:
    """What came to pass outside the service during one step."""

    mailed: list[str] = field(default_factory=list)
    slept: timedelta = timedelta(0)

    def pause(self, span: timedelta) -> None:
        """A call was slow: time passes."""
        self.slept += span

    def boxes(self) -> tuple[str, ...] | None:
        """Who may have new mail; None when it may be anybody, for a draft of an earlier life went out."""
        return None if UNKNOWN in self.mailed else tuple(dict.fromkeys(self.mailed))


@dataclass(kw_only=True)
class Inside:
    """A driver that steps the engine in this process."""

    engine: Engine
    clock: MovableClock
    programme: Programme
    database: Database
    noticed: Noticed
    beaten: dict[timedelta, datetime] = field(default_factory=dict)  # when the beats of that span were last done

    def step(self, step: Step) -> Stepped:
        """See `Driver.step`."""
        self.clock.move_to(step.now)
        self.noticed.mailed.clear()
        self.noticed.slept = timedelta(0)
        began = process_time()
        self._beat(step.now)
        for words in step.look_at:
            self._hear(words, step.now)
        for token in step.clicked:
            self._click(token, step.now)
        for identity, kind, payload in step.told:
            self.engine.submit(self.programme.key, decode_event(kind, payload), identity)
        self.engine.run_due(step.now)
        due = self.engine.next_due(step.now)
        return Stepped(
            next_due=due,
            mailed=self.noticed.boxes(),
            cpu=process_time() - began,
            took=self.noticed.slept.total_seconds(),
        )

    def close(self) -> None:
        """See `Driver.close`."""
        self.database.close()

    def _hear(self, words: str, now: datetime) -> None:
        """A notification arrives; one that names something comes by the inbox, as the doors bring it."""
        source, _, name = words.partition(":")
        if name:
            told = Delivery(source=source, delivery_id=f"{words}/{now.isoformat()}", received_at=now, about=name)
            self.engine.hear(self.programme.key, [told])
        else:
            self.engine.look(self.programme.key, source)

    def _beat(self, now: datetime) -> None:
        """What the scheduler of a running service does: promises are renewed, what is too old goes, and its room."""
        for every, acts in BEATS.items():
            if every not in self.beaten or now - self.beaten[every] >= every:
                self.beaten[every] = now
                for act in acts:
                    act(self.engine, now)

    def _click(self, token: str, now: datetime) -> None:
        """A member of staff follows the link in an alert, reads the page and takes the concern in hand."""
        # In one go: whoever is signed in presses the button again when the service died under it.
        with self.database.write() as connection:
            grant = links.redeem(connection, token, now)
            if grant is not None and grant.path.startswith(CONCERNS):
                concern = grant.path.removeprefix(CONCERNS)
                event = ConcernAcknowledged(concern=concern, by=grant.staff_id)
                new = NewEvent(event, f"acknowledged/{concern}/{grant.staff_id}")
                events.add_one(connection, self.programme.key, new, now)


def database_url(out: Path, wanted: str) -> str:
    """`sqlite` means a file in the run's folder; anything else is an address."""
    return f"sqlite:///{out / 'nearpeer.db'}" if wanted == "sqlite" else wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the simulated service stands in the world, and how often it looks round."""

    base_url: str = BASE_URL
    secret: bytes = field(default=SECRET, repr=False)
    settings: EngineSettings = SWEEP
    database: str = "sqlite"
    suite: str = "local"
    suite_settings: Mapping[str, str] = field(default_factory=dict)  # of a suite that is not the run's own folder
    hasty: bool = False  # no invitation mails beside the calendar files, and no flush to the disk after each file


def open_inside(
    plan: Plan, out: Path, *, school: School | None = None, clock: MovableClock | None = None, site: Site | None = None
) -> Inside:
    """The service over folder `out`, made ready. Opening it again goes on where it stopped."""
    site = site or Site(hasty=True)
    school = school or planned_school(plan)
    store = open_database(database_url(out, site.database))
    migrate(store)
    start = opening(school)
    clock = clock or SteppingClock(start)
    programme = _open(out, school, site, clock)
    lay_out(programme)
    noticed = Noticed()
    faults = Faults(rate=plan.faults, random=Random(plan.seed), pause=noticed.pause)
    served = replace(programme, suite=faulty(programme.suite, faults, noticed.mailed.append))
    engine = Engine(store, [served], clock, settings=site.settings, random=Random(plan.seed))
    engine.prepare(start)
    engine.announce(programme.key, "simulated", start)
    return Inside(engine=engine, clock=clock, programme=programme, database=store, noticed=noticed)


def form_desk(out: Path, school: School, site: Site | None = None) -> FormDesk:
    """The forms of folder `out`, as pupils and guardians fill them."""
    programme = _open(out, school, site or Site(hasty=True), SteppingClock(opening(school)))
    lay_out(programme)
    if not isinstance(programme.suite.forms, FormDesk):
        raise TypeError("only a suite whose forms are ours can be simulated")
    return programme.suite.forms


def _open(out: Path, school: School, site: Site, clock: Clock) -> Programme:
    settings = site.suite_settings if site.suite != "local" else _folder_settings(out, site)
    return open_programme(
        school.policy, suite=site.suite, settings=settings, base_url=site.base_url, secret=site.secret, clock=clock
    )


def _folder_settings(out: Path, site: Site) -> Mapping[str, str]:
    return {
        "folder": str(out),
        "base_url": site.base_url,
        "durable": "no" if site.hasty else "yes",
        "invitation_mail": "no" if site.hasty else "yes",
    }

"""What each kind of process is made of: `serve` is everything in one, `web` only answers, `worker` only works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread

import structlog

from service.callers import EmbeddedCaller
from service.clock import Clock, SystemClock
from service.config import ConfigError, ProgrammeFile, Settings, load_programmes, suite_settings
from service.edge import guarded
from service.engine import Engine
from service.house import RunningHouse
from service.intake.inbox import Inbox
from service.programme import Programme
from service.scheduler.ticks import Tick, Ticker, claim, occurrence
from service.settings.problems import Problem
from service.storage.database import Database, migrate, open_database
from service.wiring import lay_out, open_programme

log = structlog.get_logger(__name__)

SWEEP = timedelta(seconds=5)
LAY_OUT = "lay_out"
LAY_OUT_EVERY = timedelta(hours=1)
PULL_EVERY = timedelta(minutes=3)
RENEW_EVERY = timedelta(hours=6)
PURGE_EVERY = timedelta(hours=24)
COMPACT_EVERY = timedelta(days=7)


@dataclass(kw_only=True)
class Site:
    """What every process has: settings, database, programmes."""

    settings: Settings
    files: Sequence[ProgrammeFile]
    programmes: Sequence[Programme]
    database: Database
    clock: Clock = field(default_factory=SystemClock)

    def engine(self, who: str) -> Engine:
        """An engine of its own for one thread."""
        return Engine(self.database, self.programmes, self.clock, who=who)

    def begin(self) -> None:
        """Make the rows that work hangs on, and tell the workflows of a changed file. Asks nothing of a supplier."""
        now = self.clock.now()
        engine = self.engine("start")
        engine.prepare(now)
        for file in self.files:
            engine.announce(file.policy.key, file.fingerprint, now)


def open_site(settings: Settings) -> Site:
    """Load the programme files, bring the database up to date, open the suites.

    Raises `ConfigError` with every mistake, `StorageUnavailable`, or `ConnectorError` with the mend.
    """
    files = load_programmes(settings.programme_files())
    if not files:
        raise ConfigError([_no_programme(settings)])
    settings.data.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database_url)
    migrate(database)
    programmes = [_open(file, settings, alone=len(files) == 1) for file in files]
    return Site(settings=settings, files=files, programmes=programmes, database=database)


def _no_programme(settings: Settings) -> Problem:
    place = ", ".join(str(path) for path in settings.programmes)
    return Problem(
        file=place, line=0, place="programmes", what="there is no programme file here", mend="run `nearpeer init` first"
    )


def _open(file: ProgrammeFile, settings: Settings, *, alone: bool) -> Programme:
    own = dict(suite_settings(file, settings))
    if file.suite == "local" and not alone:
        own["base_url"] = f"{settings.base_url}/p/{file.policy.key}"
    return open_programme(
        file.policy, suite=file.suite, settings=own, base_url=settings.base_url, secret=settings.secret
    )


def lay_out_all(programmes: Sequence[Programme]) -> bool:
    """Make each programme's forms and tabs exist; one that cannot be reached now is laid out by a later tick.

    Returns whether all were reached.
    """
    all_well = True
    for programme in programmes:
        _, error = guarded(partial(lay_out, programme))
        if error is not None:
            all_well = False
            log.warning("not laid out", action="try again", programme=programme.key, error=type(error).__name__)
    return all_well


class EmbeddedProcess:
    """`serve`: the pages, the engine's thread and the scheduler in one process."""

    def __init__(self, site: Site, once_at_work: Callable[[], None] = lambda: None) -> None:
        self.site, self._once_at_work = site, once_at_work
        self.caller = EmbeddedCaller(site.engine("pump"), SWEEP)
        self._inbox = Inbox(site.database)
        self._opening = Thread(target=self._open, name="opening", daemon=True)
        self.ending = Event()  # set once it has been told to stop
        self._ticking = site.engine("ticks")
        self._ticker = Ticker(site.database, site.clock, self._ticks())
        self.house = RunningHouse(
            programmes={programme.key: programme for programme in site.programmes},
            database=site.database,
            inbox=self._inbox,
            base_url=site.settings.base_url,
            secret=site.settings.secret,
            wake_up=self._wake,
            last_beat=self._ticker.beat_at,
            clock=site.clock,
        )

    def start(self) -> None:
        """Begin to work. Returns before the suppliers answer, so that the doors are open at once."""
        self.site.begin()
        self._opening.start()

    def stop(self) -> None:
        """Finish what is being done and let go of everything."""
        self.ending.set()
        self._opening.join()
        self._ticker.stop()
        self.caller.stop()
        self._inbox.close()
        self.site.database.close()

    def _open(self) -> None:
        # Links and promises to be notified need the forms: nothing works and nothing is renewed before they are made.
        if lay_out_all(self.site.programmes):
            # Done for this hour; the scheduler, which begins with every beat at once, would do it again.
            claim(self.site.database, LAY_OUT, occurrence(self.site.clock.now(), LAY_OUT_EVERY))
        if not self.ending.is_set():
            self.caller.start()
            self._ticker.start()
        self._once_at_work()

    def _wake(self, programme: str, source: str) -> None:
        if source:
            self.caller.look(programme, source)
        self.caller.wake()

    def _ticks(self) -> tuple[Tick, ...]:
        return (
            Tick("sweep", SWEEP, lambda now: self.caller.wake(), everywhere=True),
            *housekeeping(self._ticking, self.site.programmes),
        )


def pull_all(engine: Engine, programmes: Sequence[Programme], now: datetime) -> None:
    """Fetch the notifications of suites that cannot reach us; each is a look, and only then done with."""
    del now  # every tick is called with the time
    for programme in programmes:
        if programme.suite.puller is not None:
            found, error = guarded(programme.suite.puller.pull)
            if found:
                engine.hear(programme.key, found)
                _, error = guarded(partial(programme.suite.puller.acknowledge, found))
            if error is not None:
                log.warning("not pulled", action="try again", programme=programme.key, error=type(error).__name__)


def housekeeping(engine: Engine, programmes: Sequence[Programme]) -> tuple[Tick, ...]:
    """What must happen now and then, once among all processes."""

    def tidy(now: datetime) -> None:
        del now
        lay_out_all(programmes)

    return (
        Tick("pull", PULL_EVERY, partial(pull_all, engine, programmes)),
        Tick(LAY_OUT, LAY_OUT_EVERY, tidy),
        Tick("renew", RENEW_EVERY, engine.renew),
        Tick("purge", PURGE_EVERY, engine.purge),
        Tick("compact", COMPACT_EVERY, engine.compact),
    )

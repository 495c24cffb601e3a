"""What a district's processes are made of: `web` only answers, `worker` only works. Needs the `postgres` extra."""

from __future__ import annotations

from dataclasses import replace
from os import getpid
from socket import gethostname

from service.config import ConfigError
from service.district import DistrictWorker, install, waking
from service.house import RunningHouse
from service.intake.inbox import Inbox
from service.processes import Site, housekeeping, lay_out_all
from service.scheduler.ticks import Ticker
from service.settings.problems import Problem


class WebProcess:
    """`web`: only answers. Workers do the work; what must be looked at is said in the database."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._engine = site.engine("web")
        self.house = RunningHouse(
            programmes={programme.key: programme for programme in site.programmes},
            database=site.database,
            inbox=Inbox(site.database),
            base_url=site.settings.base_url,
            secret=site.settings.secret,
            wake_up=self._wake,
            last_beat=site.clock.now,  # the beats are the workers': `/readyz` judges them by the queues' age
            clock=site.clock,
        )

    def _wake(self, programme: str, source: str) -> None:
        if source:
            self._engine.look(programme, source)


class WorkerProcess:
    """`worker`: takes jobs, with a scheduler beside it. Any number may run."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._worker = DistrictWorker(site.engine(_name()))
        self._ticker = Ticker(site.database, site.clock, housekeeping(site.engine("ticks"), site.programmes))

    def start(self) -> None:
        """Begin to work."""
        self.site.begin()
        lay_out_all(self.site.programmes)
        self._worker.start()
        self._ticker.start()

    def stop(self) -> None:
        """Finish the jobs in hand and let go of everything."""
        self._ticker.stop()
        self._worker.stop()
        self.site.database.close()


def _name() -> str:
    """A name no other worker has: leases are held under it."""
    return f"{gethostname()}-{getpid()}"


def as_district(site: Site) -> Site:
    """The site with workers woken through PostgreSQL. Raises `ConfigError` on any other database."""
    if site.database.is_sqlite:
        raise ConfigError([_needs_postgres()])
    install(site.database)
    return replace(site, database=waking(site.database))


def _needs_postgres() -> Problem:
    return Problem(
        file="environment",
        line=0,
        place="NEARPEER_DATABASE_URL",
        what="web and worker are several processes, and SQLite serves one",
        mend="name a PostgreSQL database, or run `nearpeer serve`",
    )

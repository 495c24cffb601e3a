"""Many processes on one PostgreSQL: procrastinate wakes workers and lets each part of a programme run once at a time.

A job says only "there may be work in this part of this programme"; the work itself stands in our own tables, so
losing a job costs seconds until the sweep, never work. Jobs are deferred in the transaction that makes the work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Any

import structlog
from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.schema import SchemaManager
from procrastinate.tasks import Task
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, text

from service.edge import guarded, place
from service.engine import Engine
from service.storage.database import Database

log = structlog.get_logger(__name__)

SWEEP = timedelta(seconds=5)
HEARTBEAT = timedelta(seconds=3)
STALLED_AFTER = timedelta(seconds=15)
"""A worker silent for so long is taken for dead and its jobs go to others."""
CONCURRENCY = 4
TASK = "nearpeer.work"
_LOCK = 726432


def install(database: Database) -> None:
    """Make procrastinate's own tables, unless they are there. Two processes may call it at once."""
    with database.write() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar() is None:
            _raw(connection).execute(SchemaManager.get_schema())


def waking(database: Database) -> Database:
    """The same database, whose transactions wake workers for the work they make."""
    app = App(connector=SyncPsycopgConnector())
    task = _task(app, _nowhere)

    def wake(connection: Connection, programme: str, parts: Collection[str]) -> None:
        if _raw(connection).info.transaction_status == TransactionStatus.IDLE:
            # The first statement begins the transaction; without one the savepoint below would commit on its own.
            connection.execute(text("SELECT 1"))
        for part in sorted(parts):
            _defer(_raw(connection), task, programme, part)

    return replace(database, wake=wake)


def _nowhere(programme: str, part: str) -> None:
    """Only named here: it runs in a worker."""
    del programme, part


def _task(app: App, act: Callable[[str, str], None]) -> Task[Any, Any, Any]:
    task: Task[Any, Any, Any] = app.task(name=TASK)(act)
    return task


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _defer(raw: Any, task: Task[Any, Any, Any], programme: str, part: str) -> None:
    """Ask for a run of that part, unless one is waiting already."""
    # `queueing_lock` keeps one waiting, `lock` one running: a wake-up during a run is kept for afterwards.
    name = f"{programme}/{part}"
    try:
        # The savepoint is psycopg's own, on the raw connection: without it a refused job would leave the whole
        # transaction in error and its COMMIT would quietly take everything back.
        with raw.transaction():
            task.configure(lock=name, queueing_lock=name, connection=raw).defer(programme=programme, part=part)
    except AlreadyEnqueued:
        return


class DistrictWorker:
    """Runs jobs in one process, as many parts at once as it has threads. Any number of processes may run one."""

    def __init__(self, engine: Engine, *, sweep: timedelta = SWEEP, stalled_after: timedelta = STALLED_AFTER) -> None:
        self._engine, self._sweep, self._stalled_after = engine, sweep, stalled_after
        self._ready = Event()
        self._thread: Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to take jobs, in a thread of its own."""
        self._thread = Thread(target=lambda: asyncio.run(self._main()), name="district", daemon=True)
        self._thread.start()
        self._ready.wait(30)

    def stop(self) -> None:
        """Finish the jobs in hand and end."""
        if self._thread is None or self._loop is None or self._running is None:
            return
        self._loop.call_soon_threadsafe(self._running.cancel)
        self._thread.join()
        self._thread = None

    def wake(self, programme: str) -> None:
        """Ask for a run of every part of the programme that has something to do."""
        now = self._engine.clock.now()
        parts = self._engine.parts_due(programme, now)
        if parts:
            with self._engine.database.write() as connection:
                self._engine.database.woken(connection, programme, parts)

    def _work(self, programme: str, part: str) -> None:
        _, error = guarded(lambda: self._engine.run_part(programme, part, self._engine.clock.now()))
        if error is not None:
            log.error(
                "part failed",
                action="sweep",
                programme=programme,
                part=part,
                error=type(error).__name__,
                place=place(error),
            )

    def _sweep_once(self) -> None:
        found, error = guarded(lambda: self._engine.waiting(self._engine.clock.now()))
        if error is not None:
            log.warning("sweep failed", action="sweep again", error=type(error).__name__, place=place(error))
        for programme in found or ():
            _, error = guarded(partial(self.wake, programme))
            if error is not None:
                log.warning(
                    "sweep failed",
                    action="sweep again",
                    programme=programme,
                    error=type(error).__name__,
                    place=place(error),
                )

    # --- the loop that procrastinate lives in -------------------------------------------------------

    async def _main(self) -> None:
        url = self._engine.database.engine.url.set(drivername="postgresql")
        app = App(connector=PsycopgConnector(conninfo=url.render_as_string(hide_password=False)))
        _task(app, self._work)
        self._loop, self._running = asyncio.get_running_loop(), asyncio.current_task()
        async with app.open_async():
            # Beside the jobs, not as one of them: it must go on while every job is stuck.
            keeping = asyncio.create_task(self._keep(app))
            self._ready.set()
            try:
                await app.run_worker_async(
                    concurrency=CONCURRENCY,
                    install_signal_handlers=False,
                    delete_jobs="always",
                    fetch_job_polling_interval=self._sweep.total_seconds(),
                    update_heartbeat_interval=HEARTBEAT.total_seconds(),
                    stalled_worker_timeout=self._stalled_after.total_seconds(),
                )
            except asyncio.CancelledError:
                log.info("worker ends", action="stop")
            finally:
                keeping.cancel()

    async def _keep(self, app: App) -> None:
        """Wake what is due, and give the jobs of dead workers to the living."""
        while True:
            await asyncio.to_thread(self._sweep_once)
            await self._recover(app)
            await asyncio.sleep(self._sweep.total_seconds())

    async def _recover(self, app: App) -> None:
        try:
            silent = self._stalled_after.total_seconds()
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent):
                await self._take_over(app, job)
        except ConnectorException as error:
            log.warning("recovery failed", action="try again", error=type(error).__name__, place=place(error))

    async def _take_over(self, app: App, job: Job) -> None:
        # The part has been woken anew or will be by the sweep: the dead worker's job only has to make way.
        log.warning("worker died", action="take over", job=job.id)
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)

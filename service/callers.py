"""Who calls the engine. Here: one thread in one process, woken by an event, and by itself every few seconds."""

from __future__ import annotations

from datetime import timedelta
from queue import SimpleQueue
from threading import Event, Thread

import structlog

from service.edge import guarded, place
from service.engine import Engine

log = structlog.get_logger(__name__)

SWEEP = timedelta(seconds=5)
"""The longest it sleeps: a lost wake-up costs so much, never work."""
AFTER_TROUBLE = timedelta(seconds=1)
BREATH_SECONDS = 0.25
"""From the end of one run to the start of the next at least: a flood of notifications is a few looks, not thousands."""


class EmbeddedCaller:
    """Drives one engine in a thread of its own."""

    def __init__(self, engine: Engine, sweep: timedelta = SWEEP) -> None:
        self._engine, self._sweep = engine, sweep
        self._woken = Event()
        self._told: SimpleQueue[tuple[str, str]] = SimpleQueue()
        self._ending = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._ending.clear()
        self._thread = Thread(target=self._run, name="pump", daemon=True)
        self._thread.start()

    def look(self, programme: str, source: str) -> None:
        """Look at the source now, whatever its next look was. Returns at once; any thread may call."""
        self._told.put((programme, source))
        self._woken.set()

    def wake(self) -> None:
        """There may be something to do. Returns at once; any thread may call."""
        self._woken.set()

    def stop(self) -> None:
        """Finish what is being done and end."""
        self._ending.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while not self._ending.is_set():
            # Cleared before the work: a wake-up while working must not be slept over.
            self._woken.clear()
            pause = self._work().total_seconds()
            self._ending.wait(BREATH_SECONDS)
            self._woken.wait(max(0.0, pause - BREATH_SECONDS))

    def _work(self) -> timedelta:
        """Do what is due; how long to sleep then."""
        pause, error = guarded(self._look_and_work)
        if error is not None:
            log.error("engine stopped", action="go on shortly", error=type(error).__name__, place=place(error))
        return AFTER_TROUBLE if pause is None else min(pause, self._sweep)

    def _look_and_work(self) -> timedelta:
        told = {self._told.get() for _ in range(self._told.qsize())}
        for programme, source in sorted(told):
            self._engine.look(programme, source)
        return self._engine.work()

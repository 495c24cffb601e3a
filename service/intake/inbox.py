"""Notifications, kept before they are answered.

One writer thread commits whatever is waiting in one transaction, and each caller waits for the commit that holds
its own delivery: many doors share one disk flush, and SQLite never sees two writers fight.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread

from connectors.ports import Delivery
from service.edge import guarded
from service.storage import deliveries
from service.storage.database import Database
from service.storage.due import INTAKE
from service.storage.errors import StorageUnavailable

MOST_TOGETHER = 500
TOGETHER_SECONDS = 0.004
"""How long the first delivery of a batch waits for company: fewer flushes, and fewer changes of thread for each."""
WAIT_SECONDS = 10.0
"""Senders give up soon after; better an honest 503 that they repeat."""

_Waiting = tuple[str, Sequence[Delivery], "Future[None]"]


class Inbox:
    """Records deliveries durably. The writer thread starts with the first one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._starting = Lock()
        self._closing = Event()
        self._writer: Thread | None = None

    def record(self, programme: str, brought: Sequence[Delivery]) -> None:
        """Return once the deliveries are on disk; known ones are no-ops.

        Raises `StorageUnavailable` when they could not be stored, or not in time: then the sender must repeat them.
        """
        if not brought:
            return
        self._start()
        stored: Future[None] = Future()
        self._queue.put((programme, brought, stored))
        try:
            stored.result(WAIT_SECONDS)
        except TimeoutError as error:
            raise StorageUnavailable("the inbox did not answer in time") from error

    def close(self) -> None:
        """Write what is waiting and end the thread."""
        with self._starting:
            if self._writer is not None:
                self._closing.set()
                self._queue.put(None)
                self._writer.join()
                self._writer = None
                self._closing.clear()

    def _start(self) -> None:
        with self._starting:
            if self._writer is None:
                self._writer = Thread(target=self._run, name="inbox", daemon=True)
                self._writer.start()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, more = self._gather(first)
            self._settle(batch)
            if not more:
                return

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """What is waiting now, and whether there is more to come after it."""
        batch = [first]
        self._closing.wait(TOGETHER_SECONDS)
        while len(batch) < MOST_TOGETHER:
            try:
                item = self._queue.get_nowait()
            except Empty:
                return batch, True
            if item is None:
                return batch, False
            batch.append(item)
        return batch, True

    def _settle(self, batch: Sequence[_Waiting]) -> None:
        _, error = guarded(lambda: self._write(batch))
        # All or none: they shared one transaction.
        for _, _, stored in batch:
            if error is None:
                stored.set_result(None)
            else:
                stored.set_exception(error)

    def _write(self, batch: Sequence[_Waiting]) -> None:
        found = [(programme, delivery) for programme, brought, _ in batch for delivery in brought]
        with self._database.write() as connection:
            deliveries.add(connection, found)
            for programme in {programme for programme, _, _ in batch}:
                self._database.woken(connection, programme, (INTAKE,))

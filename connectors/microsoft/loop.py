"""The one event loop of this process, on a thread of its own, for a client library that is asynchronous only.

An HTTP client belongs to the loop on which it was made: `asyncio.run` per call ends with "Event loop is closed" on the
second one (msgraph-sdk-python#366). So every client is made, used and closed on this loop, from any thread.
"""

from __future__ import annotations

import asyncio
import atexit
import os
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from itertools import count
from threading import Lock, Thread
from typing import Any, TypeVar

Result = TypeVar("Result")
Close = Callable[[], Awaitable[object]]
CLOSING_SECONDS = 5.0


class LoopThread:
    """A daemon thread that runs coroutines for the others, and knows what must be closed on it in the end."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._loop = asyncio.new_event_loop()
        self._open: dict[int, Close] = {}
        self._tickets = count()
        self._thread = Thread(target=self._loop.run_forever, name="microsoft", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Result], seconds: float) -> Result:
        """The coroutine's result. Raises what it raises, and `TimeoutError` (it is then cancelled) when time is up."""
        future: Future[Result] = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        except TimeoutError:
            future.cancel()
            raise

    def owe(self, close: Close) -> int:
        """Something was opened on this loop that `close` closes; a ticket for closing it before the end."""
        ticket = next(self._tickets)
        self._open[ticket] = close
        return ticket

    def settle(self, ticket: int) -> None:
        """Close what the ticket stands for, soon; waits for nothing. After the loop's end it is closed already."""
        close = self._open.pop(ticket, None)
        if close is not None and not self._loop.is_closed():
            asyncio.run_coroutine_threadsafe(_done(close), self._loop)

    def end(self) -> None:
        """Close everything, then end the thread and the loop. A forked copy of the thread has nothing to end."""
        if self.pid == os.getpid() and self._thread.is_alive():
            self.run(self._close_all(), CLOSING_SECONDS)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(CLOSING_SECONDS)
            self._loop.close()

    async def _close_all(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=CLOSING_SECONDS / 2)
        while self._open:
            _, close = self._open.popitem()
            await _done(close)
        # One more turn, in which the transports that were just closed let go of their sockets.
        await asyncio.sleep(0)


async def _done(close: Close) -> None:
    await close()


_lock = Lock()
_threads: list[LoopThread] = []


def the_loop() -> LoopThread:
    """This process's loop. A process that was forked gets its own, for threads do not survive the fork."""
    with _lock:
        if not _threads or _threads[-1].pid != os.getpid():
            _threads[:] = [LoopThread()]
        return _threads[-1]


@atexit.register
def end_loop() -> None:
    """End this process's loop if there is one; the next use starts another."""
    with _lock:
        for thread in _threads:
            thread.end()
        _threads.clear()

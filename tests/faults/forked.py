"""The service in a forked process whose system calls go wrong on purpose.

Forking a process that has everything imported costs milliseconds where starting Python costs a second; that is what
makes thousands of crash points affordable. The tracer (strace) stands outside: the product knows nothing of it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from typing import IO

from service.edge import guarded
from service.log import configure_log
from service.simulate.driver import (
    ServiceDiedError,
    Step,
    Stepped,
    decode_step,
    decode_stepped,
    encode_step,
    encode_stepped,
)
from service.simulate.inside import Inside

AGAIN = timedelta(seconds=5)
"""What the service's own caller sleeps at most after trouble (`service.callers.SWEEP`)."""
ATTACHED = "attached"


@dataclass(frozen=True, slots=True)
class Trap:
    """What happens to the `when`-th of these system calls, as strace words it."""

    calls: str  # "fsync,fdatasync"
    what: str  # "signal=SIGKILL" or "error=ENOSPC"
    when: str  # "7", or "7+" for that one and all later ones

    @property
    def arguments(self) -> list[str]:
        """The tracer's arguments."""
        return ["-f", "-e", f"trace={self.calls}", "-e", f"inject={self.calls}:{self.what}:when={self.when}"]


@dataclass
class ForkedService:
    """A driver over a forked process. `open_service` runs in the child. A trap serves one life only."""

    open_service: Callable[[], Inside]
    traps: list[Trap] = field(default_factory=list)  # one for each life, in order; later lives go well
    lives: int = 0
    _pid: int = 0
    _pipe: IO[str] | None = None
    _tracer: subprocess.Popen[str] | None = None

    def step(self, step: Step) -> Stepped:
        """See `Driver.step`."""
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        try:
            self._pipe.write(encode_step(step) + "\n")
            self._pipe.flush()
            line = self._pipe.readline()
        except OSError as error:
            raise ServiceDiedError from error
        if not line.endswith("\n"):
            raise ServiceDiedError
        return decode_stepped(line)

    def close(self) -> None:
        """End the process, however it stands."""
        if self._pipe is None:
            return
        _kill(self._pid)
        os.waitpid(self._pid, 0)
        if self._tracer is not None:
            self._tracer.communicate()
        self._pipe.close()
        self._pipe = self._tracer = None

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        trap = self.traps[self.lives] if self.lives < len(self.traps) else None
        self.lives += 1
        self._pid = os.fork()
        if self._pid == 0:
            ours.close()
            self._live(theirs, trapped=trap is not None)
        theirs.close()
        self._pipe = ours.makefile("rw", encoding="utf-8", newline="\n")
        ours.close()
        if trap is not None:
            self._trace(trap)

    def _trace(self, trap: Trap) -> None:
        os.waitpid(self._pid, os.WUNTRACED)
        command = ["strace", "-o", os.devnull, *trap.arguments, "-p", str(self._pid)]
        self._tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        if self._tracer.stderr is None or ATTACHED not in self._tracer.stderr.readline():
            raise RuntimeError("strace could not attach: is it installed, and may this user trace?")
        os.kill(self._pid, signal.SIGCONT)

    def _live(self, pipe: socket.socket, *, trapped: bool) -> None:
        """The child's whole life; it never returns."""
        if trapped:
            os.kill(os.getpid(), signal.SIGSTOP)  # until the tracer watches
        try:
            # Into memory: a trapped write to a log file would be a fault nobody asked for.
            configure_log("json", stream=StringIO())
            with pipe.makefile("rw", encoding="utf-8", newline="\n") as lines:
                self._answer(lines)
        finally:
            os._exit(0)

    def _answer(self, lines: IO[str]) -> None:
        inside: Inside | None = None
        for line in lines:
            step = decode_step(line)
            if inside is None:
                inside, _ = guarded(self.open_service)
            stepped = guarded(lambda i=inside, s=step: i.step(s))[0] if inside is not None else None  # type: ignore[misc]  # bound in the loop on purpose
            lines.write(encode_stepped(stepped or Stepped(next_due=step.now + AGAIN)) + "\n")
            lines.flush()


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return

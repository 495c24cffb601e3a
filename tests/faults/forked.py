"""The service in a forked process whose system calls go wrong on purpose.

Forking a process that has everything imported costs milliseconds where starting Python costs a second; that is what
makes thousands of crash points affordable. The tracer (strace) stands outside: the product knows nothing of it.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from pathlib import Path
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """What happens to the `when`-th of these system calls after the life's step `first`, as strace words it.

    A traced process is several times slower, so that it is traced from that step on and let go after step `last`.
    """

    calls: str  # "fsync,fdatasync"
    what: str  # "signal=SIGKILL" or "error=ENOSPC"
    when: str  # "7", or "7..10" for that one and the next three
    first: int = 0
    last: int | None = None

    @property
    def arguments(self) -> list[str]:
        """The tracer's arguments."""
        return ["-e", f"trace={self.calls}", "-e", f"inject={self.calls}:{self.what}:when={self.when}"]


@dataclass
class ForkedService:
    """A driver over a forked process. `open_service` runs in the child. A trap serves one life only."""

    open_service: Callable[[], Inside]
    traps: list[Trap] = field(default_factory=list)  # one for each life, in order; later lives go well
    counted: str = ""  # system calls to count instead, which the tracer writes down in `notes`
    notes: Path = Path(os.devnull)
    counts: list[int] = field(default_factory=list)  # how many of them there had been after each step
    lives: int = 0
    _steps: int = 0  # of this life
    _pid: int = 0
    _pipe: IO[str] | None = None
    _tracer: subprocess.Popen[str] | None = None

    def step(self, step: Step) -> Stepped:
        """See `Driver.step`."""
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        self._trace_or_let_go()
        try:
            self._pipe.write(encode_step(step) + "\n")
            self._pipe.flush()
            line = self._pipe.readline()
        except OSError as error:
            raise ServiceDiedError from error
        if not line.endswith("\n"):
            raise ServiceDiedError
        self._steps += 1
        if self.counted:
            self.counts.append(_calls_in(self.notes.read_text()))
        return decode_stepped(line)

    def close(self) -> None:
        """End the process, however it stands."""
        if self._pipe is None:
            return
        _kill(self._pid)
        os.waitpid(self._pid, 0)
        self._let_go()
        self._pipe.close()
        self._pipe = None

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self.lives += 1
        self._steps = 0
        self._pid = os.fork()
        if self._pid == 0:
            ours.close()
            self._live(theirs)
        theirs.close()
        self._pipe = ours.makefile("rw", encoding="utf-8", newline="\n")
        ours.close()

    def _trace_or_let_go(self) -> None:
        """The service waits for its next step, so that nothing happens while a tracer comes or goes."""
        trap = self.traps[self.lives - 1] if self.lives <= len(self.traps) else None
        if trap is not None and self._steps == trap.first:
            self._trace(trap.arguments, os.devnull)
        elif trap is not None and self._steps - 1 == trap.last:
            self._let_go()
        elif self.counted and self._tracer is None:
            self._trace(["-e", f"trace={self.counted}"], str(self.notes))

    def _trace(self, arguments: list[str], out: str) -> None:
        command = ["strace", "-f", "-o", out, *arguments, "-p", str(self._pid)]
        self._tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        if self._tracer.stderr is None or ATTACHED not in self._tracer.stderr.readline():
            raise RuntimeError("strace could not attach: is it installed, and may this user trace?")

    def _let_go(self) -> None:
        if self._tracer is not None:
            self._tracer.send_signal(signal.SIGINT)
            self._tracer.communicate()
            self._tracer = None

    def _live(self, pipe: socket.socket) -> None:
        """The child's whole life; it never returns."""
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
            # A step that failed midway may have sent mail to anybody before.
            lines.write(encode_stepped(stepped or Stepped(next_due=step.now + AGAIN, mailed=None)) + "\n")
            lines.flush()


def _calls_in(said: str) -> int:
    """How many calls a tracer wrote down: one that others interrupt has a second line, which begins in brackets."""
    return sum(1 for line in said.splitlines() if re.match(r"\d+ +\w+\(", line))


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return

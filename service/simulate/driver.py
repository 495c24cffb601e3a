"""How the simulated world moves the service: one step at a time, in this process or in one that may be killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the world tells the service at one instant.

    `look_at` are notifications that got through: `source`, or `source:what it names`. `clicked` are one-time tokens of
    links staff followed. `told` are events from the office's own commands: identity, class name, JSON.
    """

    now: datetime
    look_at: tuple[str, ...] = ()
    clicked: tuple[str, ...] = ()
    told: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """What the service answers: when it wants to be woken and who may have new mail (None: anybody).

    `cpu` are the CPU seconds it used; `took` the simulated seconds that slow suppliers made it wait.
    """

    next_due: datetime | None
    mailed: tuple[str, ...] | None = ()
    cpu: float = 0.0
    took: float = 0.0


class ServiceDiedError(Exception):
    """The service's process ended before it answered."""


class Driver(Protocol):
    """Moves the service."""

    def step(self, step: Step) -> Stepped:
        """Let the service do everything that is due. Raises `ServiceDiedError`."""

    def close(self) -> None:
        """Let go of the service."""


class ChildDriver:
    """The service in a process of its own, so that it can be killed. Speaks JSON lines over pipes."""

    def __init__(self, plan: Mapping[str, object], out: Path) -> None:
        self._command = [sys.executable, "-m", "service.simulate.child", json.dumps(plan), str(out)]
        self.process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 -- our own module, our own arguments
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def restart(self) -> None:
        """Start the process again after it died."""
        self.close()
        self.process = self._start()

    def step(self, step: Step) -> Stepped:
        """See `Driver.step`."""
        if self.process.stdin is None or self.process.stdout is None:
            raise ServiceDiedError
        try:
            self.process.stdin.write(encode_step(step) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise ServiceDiedError from error
        line = self.process.stdout.readline()
        if not line.endswith("\n"):
            raise ServiceDiedError
        return decode_stepped(line)

    def close(self) -> None:
        """See `Driver.close`."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None and not pipe.closed:
                _close_quietly(pipe)


def _close_quietly(pipe: IO[str]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


def encode_step(step: Step) -> str:
    """One line of JSON."""
    return json.dumps(asdict(step), default=_iso)


def decode_step(line: str) -> Step:
    """The step in a line that `encode_step` wrote."""
    raw = json.loads(line)
    return Step(
        now=datetime.fromisoformat(raw["now"]),
        look_at=tuple(raw["look_at"]),
        clicked=tuple(raw["clicked"]),
        told=tuple((identity, kind, payload) for identity, kind, payload in raw["told"]),
    )


def encode_stepped(stepped: Stepped) -> str:
    """One line of JSON."""
    return json.dumps(asdict(stepped), default=_iso)


def decode_stepped(line: str) -> Stepped:
    """The answer in a line that `encode_stepped` wrote."""
    raw = json.loads(line)
    due, mailed = raw["next_due"], raw["mailed"]
    return Stepped(
        next_due=datetime.fromisoformat(due) if due else None,
        mailed=None if mailed is None else tuple(mailed),
        cpu=float(raw["cpu"]),
        took=float(raw["took"]),
    )


def _iso(value: object) -> str | Sequence[object]:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"cannot send {type(value).__name__}")

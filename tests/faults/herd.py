"""The processes of a district: web processes and workers, killed and started at random."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random

from service.commands.district import GUNICORN
from tests.faults.district_child import Place

HERE = Path(__file__).parent
OWN = HERE.parents[1]
START_SECONDS = 240.0
OF_WEB = 0.3
"""The share of kills that meet a web process."""


@dataclass(kw_only=True)
class Herd:
    """So many web processes and workers over one district; `codes` are the checkouts they run, in turn."""

    place: Place
    webs: int
    workers: int
    random: Random
    codes: Sequence[Path] = (OWN,)
    log: Path = Path(os.devnull)
    ports: list[int] = field(default_factory=list)
    starts: int = 0
    _doors: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _working: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start them all, and wait until every web process listens."""
        self.ports.extend(_free_ports(self.webs))
        for number, port in enumerate(self.ports):
            command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
            # Its own folder is where gunicorn looks for the module.
            command += ["--threads", "4", *GUNICORN, "district_child:load_app()"]
            self._doors.append(self._spawn(command, number))
        while len(self._working) < self.workers:
            self.add_worker()
        for port in self.ports:
            _wait_for(port)

    @property
    def alive(self) -> int:
        """How many workers live."""
        return len(self._working)

    def add_worker(self) -> None:
        """One worker more."""
        self._working.append(self._spawn([sys.executable, str(HERE / "district_child.py")], self.starts))

    def kill_one(self) -> str:
        """Kill a process at random; which one that was. A web process is started anew by gunicorn itself."""
        if self.random.random() < OF_WEB or not self._working:
            found = [child for door in self._doors for child in _children(door.pid)]
            if not found:
                return "nobody: every web process is starting"
            victim = self.random.choice(found)
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
            self.starts += 1
            return f"web process {victim}"
        worker = self._working.pop(self.random.randrange(len(self._working)))
        worker.kill()
        worker.wait()
        return f"worker {worker.pid}"

    def stop(self) -> None:
        """End them all."""
        for process in (*self._working, *self._doors):
            process.terminate()
        for process in (*self._working, *self._doors):
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _spawn(self, command: list[str], number: int) -> subprocess.Popen[bytes]:
        self.starts += 1
        code = self.codes[number % len(self.codes)]
        # The first port stands for the district: people find any web process by themselves.
        extra = {**self.place.environment(f"http://127.0.0.1:{self.ports[0]}"), "PYTHONPATH": str(code)}
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=HERE, env={**os.environ, **extra}, stdout=log, stderr=log)


def _children(pid: int) -> Iterator[int]:
    with suppress(FileNotFoundError):
        yield from (int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _free_ports(count: int) -> list[int]:
    holders = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [holder.getsockname()[1] for holder in holders]
    for holder in holders:
        holder.close()
    return ports


def _wait_for(port: int) -> None:
    end_at = time.monotonic() + START_SECONDS
    while not _answers(port):
        if time.monotonic() > end_at:
            raise TimeoutError(f"nobody answers at port {port}")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        line.close()

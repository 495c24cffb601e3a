"""Fault 35: a thousand connections that send a byte now and then, against `nearpeer serve` in a process of its own.

See docs/faults.md.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import pytest

from service.app import create_app
from service.web.server import make_server
from tests.service.web.conftest import database, empty_database, house
from tests.service.web.houses import SmallHouse

__all__ = ["database", "empty_database", "house"]

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "shortest.yaml"
SLOW = 1_000
ROUNDS = 40
MOST_GROWTH = 64 * 1024  # KiB
HALF_WAY, HALF_A_BODY = 200, 450_000
PATIENCE = 20.0
HEAD = b"POST /forms/concern HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\nX-Slow: "
WORRY = urlencode({"text": "A friend is hurt.", "about": "a friend", "category": "Bullying"})


@dataclass(frozen=True, slots=True)
class Serving:
    """A running service."""

    pid: int
    port: int

    def resident(self) -> int:
        """KiB of memory that it holds."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])

    def ask(self, verb: str, path: str, body: str = "") -> int:
        """An honest request on a connection of its own; its status."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(verb, path, body, {"Content-Type": "application/x-www-form-urlencoded"} if body else {})
            return line.getresponse().status
        finally:
            line.close()


@contextmanager
def serving(folder: Path) -> Iterator[Serving]:
    """`nearpeer serve` over that folder, once it says so."""
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = int(holder.getsockname()[1])
    named = {"DATA": str(folder), "PROGRAMMES": str(EXAMPLE), "LISTEN": f"127.0.0.1:{port}"}
    named |= {"BASE_URL": f"http://127.0.0.1:{port}", "SECRET": "a key of at least thirty-two bytes"}
    extra = {f"NEARPEER_{name}": text for name, text in named.items()}
    command = [sys.executable, "-c", "from service.cli import main; main()", "serve"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, env={**os.environ, **extra}, stdout=subprocess.PIPE, stderr=log) as process,
    ):
        try:
            assert process.stdout is not None
            assert b"Serving" in process.stdout.readline(), (folder / "log").read_text()
            yield Serving(process.pid, port)
        finally:
            process.terminate()


def honest(service: Serving) -> list[int]:
    """What people get who come now: pages, and one who sends a form."""
    return [
        *(service.ask("GET", path) for path in ("/healthz", "/", "/forms/concern")),
        service.ask("POST", "/forms/concern", WORRY),
    ]


@contextmanager
def dripping(slow: list[socket.socket]) -> Iterator[None]:
    """Meanwhile each of these connections sends one more byte every second, as long as it is let."""
    ended = Event()

    def drip() -> None:
        while not ended.wait(1):
            for line in slow:
                with suppress(OSError):
                    line.send(b"x")

    thread = Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def test_fault_35_thousand_slow_senders_keep_nobody_out(tmp_path: Path) -> None:
    with serving(tmp_path) as service, ExitStack() as opened:
        usual, before = honest(service), service.resident()
        slow = [opened.enter_context(socket.create_connection(("127.0.0.1", service.port))) for _ in range(SLOW)]
        for line in slow:
            line.sendall(HEAD)
        with dripping(slow):
            answers = [honest(service) for _ in range(ROUNDS)]
        assert (usual, answers) == ([200, 200, 200, 303], [usual] * ROUNDS)
        assert service.resident() - before < MOST_GROWTH


def test_fault_35_bodies_that_stop_half_way_wait_on_disk(tmp_path: Path) -> None:
    head = HEAD.replace(b"1000", b"900000").replace(b"X-Slow: ", b"\r\n")
    with serving(tmp_path) as service, ExitStack() as opened:
        usual, before = honest(service), service.resident()
        for _ in range(HALF_WAY):
            line = opened.enter_context(socket.create_connection(("127.0.0.1", service.port)))
            line.sendall(head + b"x" * HALF_A_BODY)
        assert honest(service) == usual
        assert service.resident() - before < HALF_WAY * HALF_A_BODY // 1024 // 2


@pytest.fixture
def impatient(house: SmallHouse) -> Iterator[int]:
    """The port of a server that waits for a second at most."""
    server = make_server(create_app(house), "127.0.0.1", 0, idle_seconds=1)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield int(server.effective_port)
    server.close()
    thread.join(5)


def test_fault_35_bytes_that_trickle_in_keep_no_connection_alive(impatient: int) -> None:
    with socket.create_connection(("127.0.0.1", impatient)) as line:
        line.sendall(HEAD)
        line.settimeout(0.1)
        for _ in range(600):
            try:
                line.send(b"x")
                assert line.recv(1) == b""
                return
            except TimeoutError:
                continue
            except ConnectionError:
                return
    pytest.fail("A request without an end was waited for during a minute.")


def test_fault_35_one_who_asks_again_and_again_stays_connected(impatient: int) -> None:
    line = HTTPConnection("127.0.0.1", impatient, timeout=PATIENCE)
    line.connect()
    held = line.sock
    end_at = time.monotonic() + 3
    while time.monotonic() < end_at:
        line.request("GET", "/healthz")
        assert line.getresponse().read()
    assert line.sock is held
    line.close()

"""Measure the signed webhook door against a bare Flask route on the same server, over loopback.

Both run as processes of their own on waitress; a third process of requests made beforehand knocks on 16 kept-open
connections. Every stored row is counted afterwards. Run it with `python bench/door.py [--json]`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import selectors
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import IO, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from connectors.signatures import read_secret, sign  # noqa: E402 -- the checkout must be on the path first

CONNECTIONS = 16
WARM_UP = 300
SETTLE_SECONDS = 2.0
BODY = json.dumps({"type": "form.answered", "data": {"form": "check_in", "note": "n" * 150}}).encode()
TARGETS = {"share": 0.60, "p99_ms": 40.0, "lost": 0, "idle_rss_mb": 90.0, "ready_s": 1.5}


class Answer(NamedTuple):
    """One answered request."""

    status: int
    seconds: float


class Started(NamedTuple):
    """A running server."""

    process: subprocess.Popen[bytes]
    ready_s: float


@dataclass(frozen=True)
class Run:
    """One run of requests: how fast, and how long answers took."""

    per_second: float
    p50_ms: float
    p99_ms: float
    accepted: int


@dataclass(frozen=True)
class Result:
    """The figures of the whole bench. `share` is the door's rate over the bare route's."""

    bare: Run
    door: Run
    share: float
    accepted: int
    lost: int
    idle_rss_mb: float
    busy_rss_mb: float
    ready_s: float


# --- the servers ------------------------------------------------------------------------------------


def serve_bare(port: int) -> None:
    """A Flask app with one route that does nothing, on our server."""
    from flask import Flask

    from service.web.server import make_server

    app = Flask("bare")
    app.add_url_rule("/hooks/signed/forms", "bare", lambda: ("", 202), methods=["POST"])
    app.add_url_rule("/healthz", "alive", lambda: ("", 202))
    make_server(app, "127.0.0.1", port).run()


def bare_command(port: int) -> list[str]:
    """The command that starts the bare route."""
    return [sys.executable, __file__, "--bare", str(port)]


def door_command() -> list[str]:
    """The command that starts the service: `nearpeer serve`, as a school runs it."""
    return [sys.executable, "-c", "from service.cli import main; main()", "serve"]


def door_settings(folder: Path, port: int, secret: str) -> dict[str, str]:
    """The environment of the service: one programme on the local suite over SQLite."""
    return {
        **os.environ,
        "NEARPEER_DATA": str(folder),
        "NEARPEER_PROGRAMMES": str(ROOT / "docs" / "examples" / "shortest.yaml"),
        "NEARPEER_LISTEN": f"127.0.0.1:{port}",
        "NEARPEER_SECRET": secrets.token_urlsafe(32),
        "NEARPEER_WEBHOOK_SECRETS": secret,
        "NEARPEER_LOG": "json",
    }


@contextmanager
def running(command: Sequence[str], port: int, settings: Mapping[str, str]) -> Iterator[Started]:
    """A server in a process of its own, and the seconds until it answered."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=said, stderr=said)
        try:
            _wait_until_alive(port, process, said)
            yield Started(process, time.perf_counter() - started)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _wait_until_alive(port: int, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    while process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(request)
                if connection.recv(12).startswith(b"HTTP/1.1 20"):
                    return
        except OSError:
            time.sleep(0.005)
    said.seek(0)
    raise SystemExit(f"The server ended before it answered:\n{said.read().decode()}")


def rss_mb(process: subprocess.Popen[bytes]) -> float:
    """Resident memory of the process."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


# --- the client -------------------------------------------------------------------------------------


def signed_requests(secret: str, count: int, run: str) -> list[bytes]:
    """Requests with an id each, signed beforehand."""
    key, now = read_secret(secret), datetime.now(UTC)
    return [_request(sign(key, delivery_id=f"{run}-{n}", sent_at=now, body=BODY)) for n in range(count)]


def _request(headers: Mapping[str, str]) -> bytes:
    lines = [f"{name}: {value}" for name, value in headers.items()]
    head = ["POST /hooks/signed/forms HTTP/1.1", "Host: localhost", "Content-Type: application/json", *lines]
    return "\r\n".join([*head, f"Content-Length: {len(BODY)}", "", ""]).encode() + BODY


class Knocker:
    """Keeps every connection busy with one request at a time and notes how long each took."""

    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        self._selector = selectors.DefaultSelector()
        self._waiting = iter(requests)
        self._sent_at: dict[socket.socket, float] = {}
        self.answers: list[Answer] = []
        for _ in range(CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(connection, selectors.EVENT_READ)
            self._send(connection)

    def run(self) -> float:
        """Knock until every request is answered; the seconds it took."""
        started = time.perf_counter()
        while self._sent_at:
            for key, _ in self._selector.select():
                connection = key.fileobj
                if isinstance(connection, socket.socket):
                    self._receive(connection)
        return time.perf_counter() - started

    def _receive(self, connection: socket.socket) -> None:
        answer = _whole_answer(connection)
        self.answers.append(Answer(int(answer[9:12]), time.perf_counter() - self._sent_at.pop(connection)))
        self._send(connection)

    def _send(self, connection: socket.socket) -> None:
        request = next(self._waiting, None)
        if request is None:
            self._selector.unregister(connection)
            connection.close()
            return
        self._sent_at[connection] = time.perf_counter()
        connection.sendall(request)


def _whole_answer(connection: socket.socket) -> bytes:
    """The bytes of one answer: its head, and as much body as the head says."""
    answer = b""
    while True:
        head, _, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\ncontent-length: (\d+)", head)
        if length is not None and len(body) >= int(length[1]):
            return answer
        more = connection.recv(4096)
        if not more:
            raise SystemExit(f"The server closed a connection after {answer[:200]!r}.")
        answer += more


def measure(port: int, requests: Sequence[bytes]) -> Run:
    """Knock with all the requests."""
    knocker = Knocker(port, requests)
    seconds = knocker.run()
    taken = sorted(answer.seconds * 1000 for answer in knocker.answers)
    return Run(
        per_second=len(taken) / seconds,
        p50_ms=taken[len(taken) // 2],
        p99_ms=taken[len(taken) * 99 // 100],
        accepted=sum(answer.status == 202 for answer in knocker.answers),
    )


# --- the bench --------------------------------------------------------------------------------------


def bench(count: int, rounds: int) -> Result:
    """Bare route and door in turns, so that a change of the machine's mood hits both alike."""
    secret = "whsec_" + b64encode(secrets.token_bytes(32)).decode()
    bare_port, door_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            running(bare_command(bare_port), bare_port, os.environ),
            running(door_command(), door_port, door_settings(folder, door_port, secret)) as door,
        ):
            time.sleep(SETTLE_SECONDS)
            idle = rss_mb(door.process)
            bare, doors = _rounds(bare_port, door_port, secret, count=count, rounds=rounds)
            after = rss_mb(door.process)
        stored = _rows(folder)
    return Result(
        bare=_middle(bare[1:]),
        door=_middle(doors[1:]),
        share=_middle(doors[1:]).per_second / _middle(bare[1:]).per_second,
        accepted=sum(run.accepted for run in doors),
        lost=WARM_UP + rounds * count - stored,
        idle_rss_mb=idle,
        busy_rss_mb=after,
        ready_s=door.ready_s,
    )


def _rounds(bare_port: int, door_port: int, secret: str, *, count: int, rounds: int) -> tuple[list[Run], list[Run]]:
    """The warm-up, then the rounds."""
    bare: list[Run] = []
    doors: list[Run] = []
    for turn in range(rounds + 1):
        most = count if turn else WARM_UP
        bare.append(measure(bare_port, signed_requests(secret, most, f"bare{turn}")))
        doors.append(measure(door_port, signed_requests(secret, most, f"door{turn}")))
    return bare, doors


def _middle(runs: Sequence[Run]) -> Run:
    rate = median(run.per_second for run in runs)
    return min(runs, key=lambda run: abs(run.per_second - rate))


def _rows(folder: Path) -> int:
    with sqlite3.connect(folder / "nearpeer.db") as connection:
        return int(connection.execute("SELECT count(*) FROM inbox").fetchone()[0])


def report(result: Result) -> str:
    """The figures in lines."""
    lines = [f"{CONNECTIONS} connections, median round of each:"]
    for name, run in (("bare Flask route", result.bare), ("signed door", result.door)):
        lines.append(f"  {name:<17} {run.per_second:7.0f}/s   p50 {run.p50_ms:5.1f} ms   p99 {run.p99_ms:5.1f} ms")
    lines += [
        f"  share of the bare route {result.share:.0%} (target: at least {TARGETS['share']:.0%})",
        f"  {result.accepted} accepted, {result.lost} lost",
        f"  {result.idle_rss_mb:.0f} MB idle, {result.busy_rss_mb:.0f} MB after the load",
        f"  answering {result.ready_s:.2f} s after the start",
    ]
    return "\n".join(lines)


def main() -> None:
    """Run the bench, or one of its servers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--count", type=int, default=6_000, help="requests in a round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds for each route")
    parser.add_argument("--bare", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.bare:
        serve_bare(asked.bare)
    result = bench(asked.count, asked.rounds)
    print(json.dumps(asdict(result)) if asked.json else report(result))


if __name__ == "__main__":
    main()

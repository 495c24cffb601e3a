"""The signed webhook door against a bare Flask route on the same server and a bare insert into the same database.

python -m bench.door [--quick] [--json]

Door and route run as processes of their own on waitress; a third process of requests made beforehand knocks on 16
kept-open connections. Every stored row is counted afterwards.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import selectors
import socket
import sqlite3
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from sqlalchemy import insert

from bench.figures import Figure, options, show
from bench.installed import SERVE, alone
from bench.machine import rss_mb
from bench.serving import free_port, running, settings_of
from connectors.signatures import read_secret, sign
from service.storage.database import migrate, open_database
from service.storage.tables import inbox

CONNECTIONS = 16
WARM_UP = 300
SETTLE_SECONDS = 2.0
BODY = json.dumps({"type": "form.answered", "data": {"form": "check_in", "note": "n" * 150}}).encode()
INSERTS = 500


class Answer(NamedTuple):
    """One answered request."""

    status: int
    seconds: float


@dataclass(frozen=True)
class Run:
    """One run of requests: how fast, and how long answers took."""

    per_second: float
    p50_ms: float
    p99_ms: float
    accepted: int


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
    return [sys.executable, "-m", "bench.door", "--bare", str(port)]


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


def knock(port: int, requests: Sequence[bytes]) -> Run:
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


def bare_inserts(folder: Path) -> float:
    """Rows a second into the same table, each in a durable transaction of its own, by one process that does no more."""
    database = open_database(f"sqlite:///{folder / 'bare.db'}")
    migrate(database)
    row = {"programme": "oakfield", "source": "forms", "received_at": datetime.now(UTC), "body": None}
    began = time.perf_counter()
    for number in range(INSERTS):
        with database.write() as connection:
            connection.execute(insert(inbox), {**row, "delivery_id": f"d{number}"})
    took = time.perf_counter() - began
    database.close()
    return INSERTS / took


def measure(count: int, rounds: int) -> Iterator[Figure]:
    """Bare route and door in turns, so that a change of the machine's mood hits both alike."""
    secret = "whsec_" + b64encode(secrets.token_bytes(32)).decode()
    bare_port, door_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inserts = bare_inserts(folder)
        settings = settings_of(folder, door_port, webhook_secret=secret)
        with (
            running(bare_command(bare_port), bare_port, os.environ),
            alone("runtime.txt") as packages,
            running(SERVE, door_port, {**settings, **packages}) as door,
        ):
            time.sleep(SETTLE_SECONDS)
            idle = rss_mb(door.process.pid)
            bare, doors = _rounds(bare_port, door_port, secret, count=count, rounds=rounds)
            after = rss_mb(door.process.pid)
        lost = WARM_UP + rounds * count - _rows(folder)
    yield from _told(_middle(bare[1:]), _middle(doors[1:]), inserts)
    yield Figure(name="accepted and not stored", value=lost, most=0)
    yield Figure(name="memory, idle", value=idle, unit="MB", most=90)
    yield Figure(name="memory after the load", value=after, unit="MB")
    yield Figure(name="answering after the start", value=door.ready_s, unit="s", most=1.5)


def _told(bare: Run, door: Run, inserts: float) -> Iterator[Figure]:
    yield Figure(name="bare Flask route", value=bare.per_second, unit="/s")
    yield Figure(name="bare insert, one transaction each", value=inserts, unit="/s")
    yield Figure(name="signed door, durably stored", value=door.per_second, unit="/s")
    yield Figure(name="share of the bare route", value=door.per_second / bare.per_second, least=0.6)
    yield Figure(name="times the bare insert", value=door.per_second / inserts)
    yield Figure(name="bare Flask route, p99", value=bare.p99_ms, unit="ms", beside=f"p50 {bare.p50_ms:.1f} ms")
    yield Figure(name="signed door, p99", value=door.p99_ms, unit="ms", most=40, beside=f"p50 {door.p50_ms:.1f} ms")


def _rounds(bare_port: int, door_port: int, secret: str, *, count: int, rounds: int) -> tuple[list[Run], list[Run]]:
    """The warm-up, then the rounds."""
    bare: list[Run] = []
    doors: list[Run] = []
    for turn in range(rounds + 1):
        most = count if turn else WARM_UP
        bare.append(knock(bare_port, signed_requests(secret, most, f"bare{turn}")))
        doors.append(knock(door_port, signed_requests(secret, most, f"door{turn}")))
    return bare, doors


def _middle(runs: Sequence[Run]) -> Run:
    rate = median(run.per_second for run in runs)
    return min(runs, key=lambda run: abs(run.per_second - rate))


def _rows(folder: Path) -> int:
    with sqlite3.connect(folder / "nearpeer.db") as connection:
        return int(connection.execute("SELECT count(*) FROM inbox").fetchone()[0])


def main() -> int:
    """Run the bench, or one of its servers."""
    parser = options(__doc__)
    parser.add_argument("--count", type=int, default=0, help="requests in a round")
    parser.add_argument("--rounds", type=int, default=0, help="rounds for each route")
    parser.add_argument("--bare", type=int, default=0, help="be the bare route at this port")
    asked = parser.parse_args()
    if asked.bare:
        serve_bare(asked.bare)
    count, rounds = (1_000, 2) if asked.quick else (6_000, 5)
    return show(measure(asked.count or count, asked.rounds or rounds), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())

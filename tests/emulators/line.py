"""The line to an emulated supplier: `GATEWAY/HOST/PATH`, as a school's own gateway would forward it."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Protocol

from tests.emulators.faults import Fault, Kind


class Dropped(Exception):  # noqa: N818 -- what happens to the line, not an error of the emulator
    """The connection closes without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What goes back over the line."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class World(Protocol):
    """What the line needs of a world: its clock, and a place for what went wrong in the emulator itself."""

    now: datetime
    crashes: list[str]


class Supplier(Protocol):
    """Answers requests in one world."""

    @property
    def world(self) -> World:
        """The world."""

    def answer(self, verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Sent:
        """The answer to one request. Raises `Dropped`."""


def before_executing(fault: Fault[Any] | None, usual: Exception) -> None:
    """What a fault does before the call is carried out. Raises `Dropped`, or its refusal, else `usual`."""
    if fault is None:
        return
    if fault.kind is Kind.DELAY:
        time.sleep(fault.seconds)
    if fault.kind is Kind.DROP_BEFORE:
        raise Dropped
    if fault.kind is Kind.REFUSE:
        raise fault.refusal or usual


@contextmanager
def serving(supplier: Supplier) -> Iterator[str]:
    """The supplier behind a port of this machine; gives the gateway's address."""

    class Handler(_Handler):
        at_the_end = supplier

    server = _Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    """Keeps what went wrong in the emulator itself, so that a test can see it."""

    daemon_threads = True
    RequestHandlerClass: type[_Handler]

    def handle_error(self, request: object, client_address: object) -> None:
        """Note the error; lines that the client closed are none."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, ConnectionError):
            self.RequestHandlerClass.at_the_end.world.crashes.append(repr(fault))


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    at_the_end: Supplier

    def _do(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        headers = {name.lower(): text for name, text in self.headers.items()}
        try:
            answer = self.at_the_end.answer(self.command, self.path, headers, body)
        except Dropped:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response_only(answer.status)
        self.send_header("Date", format_datetime(self.at_the_end.world.now, usegmt=True))
        for name, text in answer.headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _do  # noqa: N815 -- the base class names them so

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

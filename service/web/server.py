"""The embedded web server: waitress with every limit set."""

from __future__ import annotations

import resource
from contextlib import suppress
from typing import Any, Protocol, cast

from flask import Flask
from waitress import create_server  # type: ignore[import-untyped]  # waitress ships no types
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]  # as above
from waitress.server import BaseWSGIServer  # type: ignore[import-untyped]  # as above

MAX_BODY = 16 * 1024 * 1024
"""Bytes the server takes in before it answers 413 by itself. Routes refuse far earlier (see `service.web.bodies`);
between the two, the visitor gets our page instead of a cut line."""
IN_MEMORY = 64 * 1024
"""Bytes of a body that wait in memory for the rest; more wait on disk, where senders who stop half way hurt less."""

THREADS = 16
"""A delivery waits for its disk flush in a thread: as many wait together as there are threads, and share one flush."""
IDLE_SECONDS = 30
"""How long a connection may be silent, and how long one request may take to come in."""
CONNECTIONS = 4_000
"""More wait outside. Each of them costs some kilobytes, a thousand slow ones a few megabytes."""
FILES = 2
"""What a connection may hold open: its line, and a body on disk."""
OTHER_FILES = 256
"""What the process has open besides: the database, the log."""


class WebServer(Protocol):
    """A bound server."""

    effective_host: str
    effective_port: int

    def run(self) -> None:
        """Serve until closed."""

    def close(self) -> None:
        """Stop listening and let `run` return."""


class PromptChannel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """A connection whose request must be whole in time: bytes that trickle in keep nothing alive.

    waitress takes each byte for life, so that a thousand senders of a byte a second shut everybody else out for good.
    """

    last_activity: float

    def handle_read(self) -> None:
        """As waitress does it, but the clock of an unfinished request runs on."""
        unfinished, since = self.request, self.last_activity
        super().handle_read()
        if unfinished is not None and self.request is unfinished:
            self.last_activity = since


def make_server(app: Flask, host: str, port: int, *, idle_seconds: int = IDLE_SECONDS) -> WebServer:
    """A server bound to the address, not yet running. Port 0 takes a free one. Raises `OSError` when it is taken."""
    sockets: dict[int, Any] = {}
    server = create_server(
        app,
        map=sockets,
        host=host,
        port=port,
        threads=THREADS,
        ident="",  # no server banner
        max_request_body_size=MAX_BODY,
        max_request_header_size=32 * 1024,
        inbuf_overflow=IN_MEMORY,
        channel_timeout=idle_seconds,
        cleanup_interval=min(5, idle_seconds),
        connection_limit=_most_connections(),
        asyncore_use_poll=True,  # select() cannot watch file descriptors past 1,023
        backlog=1_024,
    )
    # One listener for each address that the host's name stands for.
    for listener in sockets.values():
        if isinstance(listener, BaseWSGIServer):
            listener.channel_class = PromptChannel
    return cast("WebServer", server)


def _most_connections() -> int:
    """As many as the system lets this process have files open, for which more are asked for where they are few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS * FILES + OTHER_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # some systems name a limit that they do not grant
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(1, min(CONNECTIONS, (soft - OTHER_FILES) // FILES))

"""The embedded web server: waitress with every limit set."""

from __future__ import annotations

from typing import Protocol, cast

from flask import Flask
from waitress import create_server  # type: ignore[import-untyped]  # waitress ships no types

MAX_BODY = 16 * 1024 * 1024
"""Bytes the server takes in before it answers 413 by itself. Routes refuse far earlier (see `service.web.bodies`);
between the two, the visitor gets our page instead of a cut line. Bodies past 512 KiB wait on disk, not in memory."""

THREADS = 16
"""A delivery waits for its disk flush in a thread: as many wait together as there are threads, and share one flush."""
IDLE_SECONDS = 30


class WebServer(Protocol):
    """A bound server."""

    effective_host: str
    effective_port: int

    def run(self) -> None:
        """Serve until closed."""

    def close(self) -> None:
        """Stop listening and let `run` return."""


def make_server(app: Flask, host: str, port: int) -> WebServer:
    """A server bound to the address, not yet running. Port 0 takes a free one. Raises `OSError` when it is taken."""
    server = create_server(
        app,
        host=host,
        port=port,
        threads=THREADS,
        ident="",  # no server banner
        max_request_body_size=MAX_BODY,
        max_request_header_size=32 * 1024,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=5,
        connection_limit=1_000,
        asyncore_use_poll=True,  # select() cannot watch file descriptors past 1,023
        backlog=1_024,
    )
    return cast("WebServer", server)

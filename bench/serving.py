"""`nearpeer serve` and other servers as processes of their own, on loopback."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SHORTEST = ROOT / "docs" / "examples" / "shortest.yaml"


class Started(NamedTuple):
    """A running server, when its start began (`time.perf_counter`), and the seconds until it answered."""

    process: subprocess.Popen[bytes]
    began_at: float
    ready_s: float


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def settings_of(folder: Path, port: int, *, programme: Path = SHORTEST, webhook_secret: str = "") -> dict[str, str]:
    """The environment of the service: one programme over SQLite in that folder."""
    return {
        **os.environ,
        "NEARPEER_DATA": str(folder),
        "NEARPEER_PROGRAMMES": str(programme),
        "NEARPEER_LISTEN": f"127.0.0.1:{port}",
        "NEARPEER_SECRET": secrets.token_urlsafe(32),
        "NEARPEER_WEBHOOK_SECRETS": webhook_secret,
        "NEARPEER_LOG": "json",
    }


def programme_on(suite: str, settings: Mapping[str, str], folder: Path) -> Path:
    """The shortest programme's file on that suite; settings named `section.setting` stand in sections."""
    nested: dict[str, object] = {"name": suite}
    for name, words in settings.items():
        *sections, last = name.split(".")
        place = nested
        for section in sections:
            inner = place.setdefault(section, {})
            if isinstance(inner, dict):
                place = inner
        place[last] = words
    path = folder / "programme.yaml"
    path.write_text(f"{SHORTEST.read_text()}\nsuite: {json.dumps(nested)}\n")  # JSON is YAML too
    return path


@contextmanager
def running(command: Sequence[str], port: int, settings: Mapping[str, str]) -> Iterator[Started]:
    """A server in a process of its own, once it answers at `/healthz`."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=said, stderr=said)
        try:
            if not wait_until_good(port, "/healthz", process):
                said.seek(0)
                raise SystemExit(f"The server ended before it answered:\n{said.read().decode()}")
            yield Started(process, started, time.perf_counter() - started)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def wait_until_good(port: int, path: str, process: subprocess.Popen[bytes], said: bytes = b"") -> bool:
    """Ask until the answer is good and says that; False when the process ended before."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    while process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(request)
                answer = b"".join(iter(partial(connection.recv, 4096), b""))
                if answer.startswith(b"HTTP/1.1 20") and said in answer:
                    return True
        except OSError:
            pass  # nobody listens yet
        time.sleep(0.005)  # what a process is not ready for yet can not be waited for
    return False

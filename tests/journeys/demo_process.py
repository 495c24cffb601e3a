"""`nearpeer demo` in a process of its own, as a newcomer starts it."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from urllib.request import urlopen

from tests.journeys.school_folder import SchoolFolder

START_WITHIN = 180.0  # seconds; the demo lives through its first weeks before it answers


@dataclass(frozen=True, slots=True)
class RunningDemo(SchoolFolder):
    """Where the demo's pages and files are."""

    base: str


@contextmanager
def running_demo(folder: Path, pupils: int = 24) -> Iterator[RunningDemo]:
    """The demo, once it says that it can be opened and answers that it is alive."""
    port = _free_port()
    options = ("--port", str(port), "--pupils", str(pupils), "--folder", str(folder))
    command = [sys.executable, "-c", "from service.cli import main; main()", "demo", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield RunningDemo(folder, _opened(process, port))
        finally:
            process.terminate()


def _opened(process: subprocess.Popen[str], port: int) -> str:
    base = f"http://127.0.0.1:{port}"
    late = Timer(START_WITHIN, process.kill)
    late.start()
    said = next((line for line in process.stdout or () if base in line), "")
    late.cancel()
    if not said:
        raise AssertionError("The demo ended, or took too long, before it said where to open it.")
    with urlopen(f"{base}/healthz", timeout=10) as answer:
        assert answer.status == 200
    return base


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

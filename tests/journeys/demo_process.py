"""`nearpeer demo` in a process of its own, as a newcomer starts it."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Timer
from urllib.request import urlopen

from tests.connectors.local.staff import Staff

START_WITHIN = 180.0  # seconds; the demo lives through its first weeks before it answers


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """Where the demo's pages and files are."""

    base: str
    folder: Path

    @property
    def workbook(self) -> Staff:
        """Staff at the workbook, with a program that is not ours."""
        return Staff(self.folder / "workbook.xlsx")

    def subjects(self, address: str) -> list[str]:
        """The subjects of somebody's mails, read or not."""
        return [str(mail["Subject"]) for mail in self.mails(address)]

    def mails(self, address: str) -> list[EmailMessage]:
        """Somebody's mails, read or not."""
        paths = sorted((self.folder / "mail" / address).glob("[nc]*/*"))
        return [message_from_bytes(path.read_bytes(), policy=default) for path in paths]

    def calendar(self, address: str) -> str:
        """Somebody's calendar file with its folded lines joined; "" when there is none."""
        path = self.folder / "calendars" / f"{address}.ics"
        return path.read_text("utf-8").replace("\n ", "").replace("\r", "") if path.exists() else ""


@contextmanager
def running_demo(folder: Path, pupils: int = 24) -> Iterator[RunningDemo]:
    """The demo, once it says that it can be opened and answers that it is alive."""
    port = _free_port()
    options = ("--port", str(port), "--pupils", str(pupils), "--folder", str(folder))
    command = [sys.executable, "-c", "from service.cli import main; main()", "demo", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield RunningDemo(_opened(process, port), folder)
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

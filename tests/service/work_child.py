"""A service process for the callers' contract: works until it is killed, and writes each act to a file.

Arguments: the caller (`embedded` or `district`), the database's address, the file that is the outside world.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as wall_time
from pathlib import Path
from typing import Protocol

from connectors.ports import BouncePage, MailState, OutgoingMail, RowWrite, Suite
from service import district
from service.callers import EmbeddedCaller
from service.clock import SystemClock
from service.engine import Engine
from service.programme import Programme
from service.storage.database import Database, open_database
from tests.builders import policy
from tests.service.engine_school import mail
from tests.service.memory_suite import MemoryTable, World, memory_suite
from workflows.decision import NOTHING, Decision
from workflows.effects import PutRow
from workflows.events import DraftRequested, Event
from workflows.policy import MessagePolicy, Policy
from workflows.view import View

# This process runs on the real clock, and a test may run at night.
AWAKE = policy(messages=MessagePolicy(quiet_from=wall_time(0), quiet_until=wall_time(0)))


class Caller(Protocol):
    """What both callers can do."""

    def start(self) -> None:
        """Begin."""


class FileMailer:
    """See `Mailer`: drafts and sent mails are files, so that they outlive the process."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def draft(self, mail: OutgoingMail) -> str:
        draft_id = f"{mail.key.replace('/', '_')}.{os.getpid()}.{time.monotonic_ns()}"
        (self.home / "drafts" / draft_id).write_text(mail.key)
        return draft_id

    def send(self, draft_id: str) -> None:
        time.sleep(0.002)  # a supplier takes its time: the kill must find work in progress
        os.link(self.home / "drafts" / draft_id, self.home / "sent" / draft_id)  # in one step, however it ends
        time.sleep(0.002)

    def state(self, draft_id: str) -> MailState:
        if (self.home / "sent" / draft_id).exists():
            return MailState.SENT
        return MailState.DRAFTED if (self.home / "drafts" / draft_id).exists() else MailState.ABSENT

    def bounces(self, cursor: str | None) -> BouncePage:
        return BouncePage(bounces=(), cursor=cursor or "0")


class FileTable(MemoryTable):
    """See `Table`: one file per row."""

    def __init__(self, home: Path) -> None:
        super().__init__(World())
        self.home = home

    def write(self, batch: Sequence[RowWrite]) -> None:
        for row in batch:
            cells: Mapping[str, str] = row.cells or {}
            (self.home / "rows" / row.key).write_text(cells["name"])


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """One mail and one row for each event."""
    del view, now, policy
    if not isinstance(event, DraftRequested):
        return NOTHING
    return Decision(effects=(mail(f"oak/{event.by}"), PutRow(tab="people", key=event.by, cells={"name": event.by})))


def build(database: Database, home: Path, who: str) -> Engine:
    """An engine over files."""
    suite: Suite = replace(memory_suite(World()), mailer=FileMailer(home), table=FileTable(home))
    programme = Programme(policy=AWAKE, suite=suite, base_url="https://peer.example", secret=b"k" * 32)
    return Engine(database, [programme], SystemClock(), who=who, decide=decide)


def embedded(database: Database, home: Path) -> tuple[Engine, Caller]:
    """One thread in one process."""
    engine = build(database, home, "embedded")
    return engine, EmbeddedCaller(engine, sweep=timedelta(milliseconds=200))


def in_district(database: Database, home: Path) -> tuple[Engine, Caller]:
    """One of many workers, each with its own name."""
    engine = build(district.waking(database), home, f"w{os.getpid()}")
    return engine, district.DistrictWorker(
        engine, sweep=timedelta(milliseconds=500), stalled_after=timedelta(seconds=4)
    )


def main(kind: str, database_url: str, home: Path) -> None:
    """Work until killed."""
    database = open_database(database_url)
    engine, caller = embedded(database, home) if kind == "embedded" else in_district(database, home)
    engine.prepare(engine.clock.now())
    caller.start()
    print("working", flush=True)
    signal.pause()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

"""Stands between the service and its suite and notes when a submission becomes an event, a row and a mail."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Condition
from typing import NamedTuple

from connectors.ports import (
    BouncePage,
    Mailer,
    MailState,
    OutgoingMail,
    RowWrite,
    Suite,
    TabLayout,
    Table,
    TableReading,
)
from workflows.decision import Decision
from workflows.events import Event, FormAnswered
from workflows.policy import Policy
from workflows.router import decide
from workflows.tabs import APPLICATIONS
from workflows.view import View

PATIENCE = 120.0
KINDS = ("event", "row", "mail")


class Noted(NamedTuple):
    """When something happened, in this machine's seconds, and how many calls suppliers had taken by then."""

    at: float
    calls: int


@dataclass
class Watch:
    """Notes the first of each kind since it was last cleared. `calls` counts the supplier's calls so far."""

    calls: Callable[[], int] = lambda: 0
    seen: dict[str, Noted] = field(default_factory=dict)
    changed: Condition = field(default_factory=Condition)

    def note(self, kind: str) -> None:
        """It happened now."""
        with self.changed:
            self.seen.setdefault(kind, Noted(time.perf_counter(), self.calls()))
            self.changed.notify_all()

    def clear(self) -> Noted:
        """Forget what was noted; now."""
        with self.changed:
            self.seen.clear()
            return Noted(time.perf_counter(), self.calls())

    def all(self) -> dict[str, Noted]:
        """Wait until everything was noted. Raises `TimeoutError`."""
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.seen) == len(KINDS), PATIENCE):
                raise TimeoutError(f"after {PATIENCE:g} s there was only {sorted(self.seen)}")
            return dict(self.seen)

    def over(self, suite: Suite) -> Suite:
        """The suite, whose rows and mails are noted."""
        return replace(suite, table=_NotedTable(suite.table, self), mailer=_NotedMailer(suite.mailer, self))

    def decide(self, event: Event, view: View, now: datetime, policy: Policy) -> Decision:
        """See `workflows.router.decide`; answers to forms are noted."""
        if isinstance(event, FormAnswered):
            self.note("event")
        return decide(event, view, now, policy)


@dataclass
class _NotedTable:
    inner: Table
    watch: Watch

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        self.inner.ensure(tabs)

    def write(self, batch: Sequence[RowWrite]) -> None:
        self.inner.write(batch)
        if any(row.tab == APPLICATIONS for row in batch):
            self.watch.note("row")

    def read(self, since: str | None) -> TableReading | None:
        return self.inner.read(since)


@dataclass
class _NotedMailer:
    inner: Mailer
    watch: Watch

    def draft(self, mail: OutgoingMail) -> str:
        return self.inner.draft(mail)

    def send(self, draft_id: str) -> None:
        self.inner.send(draft_id)
        self.watch.note("mail")

    def state(self, draft_id: str) -> MailState:
        return self.inner.state(draft_id)

    def bounces(self, cursor: str | None) -> BouncePage:
        return self.inner.bounces(cursor)


@dataclass
class RunningClock:
    """A clock that runs on from `start`, and that can be moved ahead."""

    start: datetime
    began: float = field(default_factory=time.perf_counter)

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self.start + timedelta(seconds=time.perf_counter() - self.began)

    def skip(self, span: timedelta) -> None:
        """So much time passes at once."""
        self.start += span

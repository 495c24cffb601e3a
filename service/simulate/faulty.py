"""A suite that misbehaves at a given rate: refuses, acts but loses the answer, or is slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from connectors.errors import ConnectorError, Retryable, Unclear
from connectors.ports import (
    BouncePage,
    Calendar,
    Entry,
    FormDefinition,
    FormSource,
    GuestAnswerPage,
    Interval,
    Mailer,
    MailState,
    OutgoingMail,
    ResponsePage,
    RowWrite,
    Suite,
    TabLayout,
    Table,
    TableReading,
)

T = TypeVar("T")
UNKNOWN = ""
"""Whom a draft is for that an earlier life of the service made."""


@dataclass(kw_only=True)
class Faults:
    """When to misbehave. `rate` is the share of calls that do; `pause` lets time pass for a slow call."""

    rate: float
    random: Random
    pause: Callable[[timedelta], None]
    seen: Counter[str] = field(default_factory=Counter)

    def read(self, act: Callable[[], T]) -> T:
        """A call without effect: may be refused or slow."""
        return self._call(act, ("refused", "slow"))

    def write(self, act: Callable[[], T]) -> T:
        """A call with an effect: may also act and lose the answer."""
        return self._call(act, ("refused", "answer lost", "slow"))

    def _call(self, act: Callable[[], T], kinds: tuple[str, ...]) -> T:
        kind = self.random.choice(kinds) if self.random.random() < self.rate else "well"
        self.seen[kind] += 1
        if kind == "refused":
            raise Retryable(
                "injected: refused before acting", after=timedelta(seconds=self.random.choice((1, 30, 300)))
            )
        if kind == "slow":
            self.pause(timedelta(seconds=self.random.uniform(1, 20)))
        result = act()
        if kind == "answer lost":
            raise Unclear("injected: acted, but the answer was lost")
        return result


@dataclass(frozen=True, slots=True)
class FaultyForms:
    """Forms whose reads may fail."""

    inner: FormSource
    faults: Faults

    def ensure(self, forms: Sequence[FormDefinition]) -> Mapping[str, str]:
        """See `FormSource.ensure`."""
        return self.inner.ensure(forms)

    def link(self, form: str, prefill: Mapping[str, str]) -> str:
        """See `FormSource.link`."""
        return self.inner.link(form, prefill)

    def changes(self, cursor: str | None, about: AbstractSet[str] = frozenset()) -> ResponsePage:
        """See `FormSource.changes`."""
        return self.faults.read(lambda: self.inner.changes(cursor, about))


@dataclass(frozen=True, slots=True)
class FaultyTable:
    """A workbook whose reads and writes may fail."""

    inner: Table
    faults: Faults

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        """See `Table.ensure`."""
        self.inner.ensure(tabs)

    def write(self, batch: Sequence[RowWrite]) -> None:
        """See `Table.write`."""
        self.faults.write(lambda: self.inner.write(batch))

    def read(self, since: str | None) -> TableReading | None:
        """See `Table.read`."""
        return self.faults.read(lambda: self.inner.read(since))


@dataclass(frozen=True, slots=True)
class FaultyCalendar:
    """Calendars whose reads and writes may fail."""

    inner: Calendar
    faults: Faults

    def put(self, entries: Sequence[Entry]) -> Sequence[ConnectorError | None]:
        """See `Calendar.put`."""
        return self.faults.write(lambda: self.inner.put(entries))

    def busy(
        self, addresses: Sequence[str], starts_at: datetime, ends_at: datetime
    ) -> Mapping[str, tuple[Interval, ...] | None]:
        """See `Calendar.busy`."""
        return self.faults.read(lambda: self.inner.busy(addresses, starts_at, ends_at))

    def guest_answers(self, cursor: str | None) -> GuestAnswerPage:
        """See `Calendar.guest_answers`."""
        return self.faults.read(lambda: self.inner.guest_answers(cursor))


@dataclass(frozen=True, slots=True)
class FaultyMailer:
    """Mail whose every step may fail; `sent_to` hears of each address that may have new mail, or `UNKNOWN`."""

    inner: Mailer
    faults: Faults
    sent_to: Callable[[str], None]
    drafts: dict[str, str] = field(default_factory=dict)

    def draft(self, mail: OutgoingMail) -> str:
        """See `Mailer.draft`."""
        return self.faults.write(lambda: self._draft(mail))

    def _draft(self, mail: OutgoingMail) -> str:
        draft_id = self.inner.draft(mail)
        self.drafts[draft_id] = mail.to
        return draft_id

    def send(self, draft_id: str) -> None:
        """See `Mailer.send`."""
        self.faults.write(lambda: self._send(draft_id))

    def _send(self, draft_id: str) -> None:
        self.inner.send(draft_id)
        self.sent_to(self.drafts.pop(draft_id, UNKNOWN))

    def state(self, draft_id: str) -> MailState:
        """See `Mailer.state`."""
        return self.faults.read(lambda: self.inner.state(draft_id))

    def bounces(self, cursor: str | None) -> BouncePage:
        """See `Mailer.bounces`."""
        return self.faults.read(lambda: self.inner.bounces(cursor))


def faulty(suite: Suite, faults: Faults, sent_to: Callable[[str], None]) -> Suite:
    """The suite with every port behind `faults`."""
    return replace(
        suite,
        forms=FaultyForms(suite.forms, faults),
        table=FaultyTable(suite.table, faults),
        calendar=FaultyCalendar(suite.calendar, faults),
        mailer=FaultyMailer(suite.mailer, faults, sent_to),
    )

"""A suite in memory that keeps a ledger of every act and misbehaves on command.

`faults` name what goes wrong with the next calls of an act: refuse before doing, do it and lose the answer, or stop
the process in either place. What the ledger holds is what the outside world saw.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from connectors.errors import ConnectorError, Permanent, Unclear
from connectors.offers import Offers
from connectors.ports import (
    Bounce,
    BouncePage,
    Entry,
    Finding,
    FormDefinition,
    GuestAnswer,
    GuestAnswerPage,
    Interval,
    MailState,
    OutgoingMail,
    Response,
    ResponsePage,
    RowWrite,
    Subscription,
    Suite,
    TabLayout,
    TableReading,
)

T = TypeVar("T")
BROUGHT_AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
Fault = Exception | tuple[Exception]
"""An exception is raised before the act; one in a tuple after it."""


class Crash(BaseException):
    """The process ends here."""


def after(error: Exception | None = None) -> Fault:
    """The act is done, then this is raised."""
    return (error or Unclear("the answer was lost"),)


@dataclass
class World:
    """What the outside world holds, and what goes wrong next."""

    laid_out: list[str] = field(default_factory=list)
    rows: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    staff_cells: dict[tuple[str, str, str], str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    notices: Counter[tuple[str, int]] = field(default_factory=Counter)
    drafts: dict[str, OutgoingMail] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    letters: list[OutgoingMail] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    answers: list[GuestAnswer] = field(default_factory=list)
    bounced: list[Bounce] = field(default_factory=list)
    busy: dict[str, tuple[Interval, ...] | None] = field(default_factory=dict)
    faults: dict[str, deque[Fault | None]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    expected: dict[str, int] = field(default_factory=dict)
    looks: list[AbstractSet[str]] = field(default_factory=list)  # what each look at the forms was about
    crash_at: int = -1
    acts: int = 0

    def fail(self, act: str, *faults: Fault | None) -> None:
        """The next calls of `act` go wrong so; None means that one goes right."""
        self.faults.setdefault(act, deque()).extend(faults)

    def do(self, act: str, work: Callable[[], T]) -> T:
        """Do the work, or not, as the faults say."""
        self.calls[act] += 1
        waiting = self.faults.get(act)
        fault = waiting.popleft() if waiting else None
        self._step()
        if isinstance(fault, Exception):
            raise fault
        result = work()
        self._step()
        if isinstance(fault, tuple):
            raise fault[0]
        return result

    def _step(self) -> None:
        """A place where the process may end."""
        self.acts += 1
        if self.acts == self.crash_at:
            raise Crash

    def mailed(self) -> Counter[str]:
        """How often each key reached its reader."""
        return Counter(mail.key for mail in self.letters)


@dataclass
class MemoryForms:
    """See `FormSource`."""

    world: World

    def ensure(self, forms: Sequence[FormDefinition]) -> Mapping[str, str]:
        return {form.kind: self.link(form.kind, {}) for form in forms}

    def link(self, form: str, prefill: Mapping[str, str]) -> str:
        return f"https://forms.example/{form}" + "".join(f"?{k}={v}" for k, v in prefill.items())

    def changes(self, cursor: str | None, about: AbstractSet[str] = frozenset()) -> ResponsePage:
        self.world.looks.append(about)
        start = int(cursor or 0)
        found = self.world.do("changes", lambda: self.world.responses[start : start + 100])
        end = start + len(found)
        return ResponsePage(responses=tuple(found), cursor=str(end), more=end < len(self.world.responses))


@dataclass
class MemoryTable:
    """See `Table`. Its revision is the content of the staff columns."""

    world: World

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        self.world.laid_out += [tab.key for tab in tabs]

    def write(self, batch: Sequence[RowWrite]) -> None:
        self.world.do("write", lambda: self._write(batch))

    def _write(self, batch: Sequence[RowWrite]) -> None:
        for row in batch:
            self._write_row(row)

    def _write_row(self, row: RowWrite) -> None:
        place = (row.tab, row.key)
        if row.cells is None:
            self.world.rows.pop(place, None)
        else:
            self.world.rows[place] = {**self.world.rows.get(place, {}), **row.cells}

    def read(self, since: str | None) -> TableReading | None:
        rows: dict[str, dict[str, dict[str, str]]] = {}
        for tab, key in self.world.rows:
            rows.setdefault(tab, {}).setdefault(key, {})
        for (tab, key, column), value in self.world.staff_cells.items():
            if (tab, key) in self.world.rows:
                rows[tab][key][column] = value
        revision = str(
            hash(repr(sorted((t, r, sorted(c.items())) for t, held in rows.items() for r, c in held.items())))
        )
        reading = TableReading(revision=revision, rows=rows)
        return self.world.do("read", lambda: None if revision == since else reading)


@dataclass
class MemoryCalendar:
    """See `Calendar`."""

    world: World

    def put(self, entries: Sequence[Entry]) -> Sequence[ConnectorError | None]:
        return self.world.do("put", lambda: [self._put(entry) for entry in entries])

    def _put(self, entry: Entry) -> ConnectorError | None:
        waiting = self.world.faults.get(f"put {entry.key}")
        fault = waiting.popleft() if waiting else None
        if isinstance(fault, ConnectorError):
            return fault
        stands = self.world.entries.get(entry.key)
        if stands is None or entry.version > stands.version:
            self.world.entries[entry.key] = entry
            self.world.notices[entry.key, entry.version] += 1
        return None

    def busy(
        self, addresses: Sequence[str], starts_at: datetime, ends_at: datetime
    ) -> Mapping[str, tuple[Interval, ...] | None]:
        return self.world.do("busy", lambda: {address: self.world.busy.get(address, ()) for address in addresses})

    def guest_answers(self, cursor: str | None) -> GuestAnswerPage:
        start = int(cursor or 0)
        found = self.world.do("guest_answers", lambda: self.world.answers[start:])
        return GuestAnswerPage(answers=tuple(found), cursor=str(start + len(found)))


@dataclass
class MemoryMailer:
    """See `Mailer`."""

    world: World

    def draft(self, mail: OutgoingMail) -> str:
        return self.world.do("draft", lambda: self._draft(mail))

    def _draft(self, mail: OutgoingMail) -> str:
        draft_id = f"d{len(self.world.drafts)}"
        self.world.drafts[draft_id] = mail
        return draft_id

    def send(self, draft_id: str) -> None:
        self.world.do(f"send {self.world.drafts[draft_id].to}", lambda: None)
        self.world.do("send", lambda: self._send(draft_id))

    def _send(self, draft_id: str) -> None:
        self.world.sent.append(draft_id)
        self.world.letters.append(self.world.drafts[draft_id])

    def state(self, draft_id: str) -> MailState:
        if draft_id not in self.world.drafts:
            return MailState.ABSENT
        known = MailState.SENT if draft_id in self.world.sent else MailState.DRAFTED
        return self.world.do("state", lambda: known)

    def bounces(self, cursor: str | None) -> BouncePage:
        start = int(cursor or 0)
        found = self.world.do("bounces", lambda: self.world.bounced[start:])
        return BouncePage(bounces=tuple(found), cursor=str(start + len(found)))


@dataclass
class MemoryPromises:
    """See `Subscriptions` and `Probe`."""

    world: World

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        self.world.calls["keep_alive"] += 1
        return [Subscription(name="all", state=f"kept at {now.astimezone(UTC):%H:%M}", renew_at=None, expires_at=None)]

    def findings(self) -> Sequence[Finding]:
        return [Finding(check="memory", ok=True)]


class MemoryPosted:
    """Takes a body's text for an answer to the concern form; "unknown" is for a form that the settings do not name."""

    def responses(self, body: bytes) -> Sequence[Response]:
        text = body.decode()
        if text == "unknown":
            raise Permanent("No form has this id.", mend="Set forms.concern.id.")
        return [
            Response(
                form="concern",
                response_id=text,
                revision="1",
                submitted_at=BROUGHT_AT,
                respondent=None,
                answers={"text": (text,)},
            )
        ]


def memory_suite(world: World) -> Suite:
    """The suite over that world."""
    promises = MemoryPromises(world)
    return Suite(
        name="memory",
        forms=MemoryForms(world),
        table=MemoryTable(world),
        calendar=MemoryCalendar(world),
        mailer=MemoryMailer(world),
        subscriptions=promises,
        probe=promises,
        posted=MemoryPosted(),
        offers=Offers(expected=world.expected),
    )

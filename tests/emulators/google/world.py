"""One school's Google Workspace: its clock, its files, calendars and mailboxes, and a ledger of every call."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import Any

from tests.emulators.google.calendar_model import Calendars
from tests.emulators.google.faults import Faults, faults
from tests.emulators.google.forms_model import FormFiles
from tests.emulators.google.gmail_model import Mailboxes
from tests.emulators.google.identity import Identities
from tests.emulators.google.pubsub_model import Queues
from tests.emulators.google.refused import Refused
from tests.emulators.google.sheets_model import Workbooks

ROBOT = "mentoring@school.example"
START = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

# Per minute and user: Google's pages "Usage limits" of each API. Gmail counts units by method.
LIMITS = {"sheets read": 60, "sheets write": 60, "forms list": 180, "forms": 390, "calendar": 600, "gmail": 15_000}
GMAIL_UNITS = {"drafts.send": 100, "messages.send": 100, "drafts.create": 10, "getProfile": 1, "history.list": 2}
SHEETS_READS = ("sheets.spreadsheets.get", "sheets.spreadsheets.values.get", "sheets.spreadsheets.values.batchGet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as the ledger keeps it. `executed` counts how often it was carried out."""

    at: datetime
    method: str
    status: int
    executed: int
    fault: str = ""


@dataclass(slots=True)
class World:
    """Everything the emulated Google holds."""

    now: datetime = START
    forms: FormFiles = field(default_factory=FormFiles)
    workbooks: Workbooks = field(default_factory=Workbooks)
    calendars: Calendars = field(default_factory=Calendars)
    mail: Mailboxes = field(default_factory=Mailboxes)
    queues: Queues = field(default_factory=Queues)
    identities: Identities = field(default_factory=Identities)
    faults: Faults = field(default_factory=faults)
    ledger: list[Call] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    meanwhile: dict[str, list[Callable[[], object]]] = field(default_factory=dict)
    lock: Any = field(default_factory=RLock)
    _spent: dict[str, deque[tuple[datetime, int]]] = field(default_factory=dict)

    def calls(self, prefix: str = "") -> int:
        """How many calls came in whose method starts so."""
        return sum(call.method.startswith(prefix) for call in self.ledger)

    def by_method(self) -> Counter[str]:
        """How many calls of each method came in."""
        return Counter(call.method for call in self.ledger)

    def tell(self) -> None:
        """Send the notifications that waited for their time."""
        for form in self.forms.files.values():
            self.forms.tell(form, self.now, self.publish)

    def publish(self, topic: str, attributes: Mapping[str, str]) -> None:
        """A message arrives at a topic now."""
        self.queues.publish(topic, attributes, self.now)

    def advance(self, span: timedelta) -> None:
        """Time passes."""
        self.now += span

    def just_before(self, method: str, act: Callable[[], object]) -> None:
        """Somebody does this between the call before and the next call of this method."""
        self.meanwhile.setdefault(method, []).append(act)

    def spend(self, method: str) -> None:
        """Count a call against its minute's budget. Raises 429 when that is used up."""
        name, units = _budget(method)
        if name not in LIMITS:
            return
        spent = self._spent.setdefault(name, deque())
        while spent and spent[0][0] <= self.now - MINUTE:
            spent.popleft()
        if sum(part for _, part in spent) + units > LIMITS[name]:
            raise Refused(429, "RATE_LIMIT_EXCEEDED", f"Quota exceeded for {name} requests per minute per user.")
        spent.append((self.now, units))


def _budget(method: str) -> tuple[str, int]:
    api, _, rest = method.partition(".")
    if api == "sheets":
        return ("sheets read" if method.startswith(SHEETS_READS) else "sheets write"), 1
    if api == "forms":
        return ("forms list" if rest.endswith("responses.list") else "forms"), 1
    if api == "gmail":
        return "gmail", GMAIL_UNITS.get(rest.removeprefix("users."), 5)
    return api, 3 if rest == "events.patch" else 1

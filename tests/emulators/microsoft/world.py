"""One school's Microsoft 365: its clock, what its parts hold, and a ledger of every call."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import RLock
from typing import Any, TypeVar

from tests.emulators.microsoft.faults import Faults, faults
from tests.emulators.microsoft.identity import Identities
from tests.emulators.microsoft.refused import Refused

MAILBOX = "mentoring@school.example"
START = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as the ledger keeps it. `executed` counts how often it was carried out."""

    at: datetime
    method: str
    status: int
    executed: int
    fault: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something changed that subscriptions may be told of. `resource` as subscriptions name it, without a slash."""

    resource: str
    kind: str  # created, updated or deleted
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    """Everything the emulated Microsoft 365 holds. Each part of the emulator keeps its own model in `part(Model)`."""

    now: datetime = START
    identities: Identities = field(default_factory=Identities)
    faults: Faults = field(default_factory=faults)
    ledger: list[Call] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    meanwhile: dict[str, list[Callable[[], object]]] = field(default_factory=dict)
    listeners: list[Callable[[Change], object]] = field(default_factory=list)
    lock: Any = field(default_factory=RLock)
    numbers: Any = field(default_factory=lambda: count(1))
    _parts: dict[type, Any] = field(default_factory=dict)
    _spent: dict[str, deque[tuple[datetime, int]]] = field(default_factory=dict)

    def part(self, kind: Callable[[], Part]) -> Part:
        """The one model of this class in this world, made when first asked for."""
        key: Any = kind
        if key not in self._parts:
            self._parts[key] = kind()
        found: Part = self._parts[key]
        return found

    def calls(self, prefix: str = "") -> int:
        """How many calls came in whose method starts so."""
        return sum(call.method.startswith(prefix) for call in self.ledger)

    def by_method(self) -> Counter[str]:
        """How many calls of each method came in."""
        return Counter(call.method for call in self.ledger)

    def advance(self, span: timedelta) -> None:
        """Time passes."""
        self.now += span

    def just_before(self, method: str, act: Callable[[], object]) -> None:
        """Somebody does this between the call before and the next call of this method."""
        self.meanwhile.setdefault(method, []).append(act)

    def changed(self, resource: str, kind: str = "updated", **data: Any) -> None:
        """Tell whoever listens that `users/a@b/events` or `drives/D/root` changed."""
        for listener in self.listeners:
            listener(Change(resource=resource.strip("/"), kind=kind, data=data))

    def spend(self, budget: str, units: int, *, most: int, within: timedelta) -> None:
        """Count a call against a budget (for example `excel`). Raises 429 when that is used up."""
        spent = self._spent.setdefault(budget, deque())
        while spent and spent[0][0] <= self.now - within:
            spent.popleft()
        if sum(part for _, part in spent) + units > most:
            wait = spent[0][0] + within - self.now if spent else within
            seconds = str(max(1, int(wait.total_seconds())))
            raise Refused(429, "tooManyRequests", f"The budget {budget} is used up.", {"Retry-After": seconds})
        spent.append((self.now, units))

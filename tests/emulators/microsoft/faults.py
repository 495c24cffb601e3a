"""Faults by plan: which call is refused, delayed, dropped before or after it was executed, or executed twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from tests.emulators.microsoft.refused import Refused


class Kind(StrEnum):
    """What goes wrong."""

    REFUSE = "refuse"
    DELAY = "delay"
    DROP_BEFORE = "drop before executing"
    DROP_AFTER = "drop after executing"
    DUPLICATE = "duplicate"
    LATE = "504 after executing"


@dataclass(slots=True, kw_only=True)
class Fault:
    """One planned fault for a method (`POST /users/{user-id}/sendMail`), or for all that start so before a `*`.

    `left` None means for ever.
    """

    method: str
    kind: Kind
    left: int | None = 1
    refusal: Refused | None = None
    seconds: float = 0.0

    def strikes(self, method: str) -> bool:
        """Whether this fault takes this call."""
        named = method.startswith(self.method[:-1]) if self.method.endswith("*") else method == self.method
        return named and self.left != 0


RANDOM_REFUSALS = (
    Refused(503, "serviceNotAvailable", "The service is unavailable.", {"Retry-After": "20"}),
    Refused(429, "activityLimitReached", "Too many requests.", {"Retry-After": "20"}),
    Refused(500, "generalException", "An error occurred."),
)
GATEWAY_TIMEOUT = Refused(504, "timeout", "The upstream did not answer in time.")


@dataclass(slots=True)
class Faults:
    """The plan, and at what rate faults by chance come on top."""

    planned: list[Fault] = field(default_factory=list)
    rate: float = 0.0
    kinds: Sequence[Kind] = tuple(Kind)
    random: Random = field(default_factory=lambda: Random(1))

    def plan(self, method: str, kind: Kind, *, times: int | None = 1, refusal: Refused | None = None) -> None:
        """The next calls of this method go wrong so."""
        self.planned.append(Fault(method=method, kind=kind, left=times, refusal=refusal, seconds=1.0))

    def by_chance(self, rate: float, seed: int, kinds: Sequence[Kind] = tuple(Kind)) -> None:
        """From now on this share of all calls goes wrong."""
        self.rate, self.random, self.kinds = rate, Random(seed), kinds

    def take(self, method: str) -> Fault | None:
        """The fault for this call, if there is one."""
        for fault in self.planned:
            if fault.strikes(method):
                fault.left = None if fault.left is None else fault.left - 1
                return fault
        if self.random.random() >= self.rate:
            return None
        refusal = self.random.choice(RANDOM_REFUSALS)
        return Fault(method=method, kind=self.random.choice(list(self.kinds)), refusal=refusal, seconds=0.05)

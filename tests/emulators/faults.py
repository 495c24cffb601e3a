"""Faults by plan or by chance, for every emulated supplier: what goes wrong with which call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Generic, TypeVar

RefusalT = TypeVar("RefusalT", bound=Exception)


class Kind(StrEnum):
    """What goes wrong."""

    REFUSE = "refuse"
    DELAY = "delay"
    DROP_BEFORE = "drop before executing"
    DROP_AFTER = "drop after executing"
    DUPLICATE = "duplicate"
    LATE = "504 after executing"


@dataclass(slots=True, kw_only=True)
class Fault(Generic[RefusalT]):
    """One planned fault for a method, or for all that start so before a `*`; `left` None means for ever."""

    method: str
    kind: Kind
    left: int | None = 1
    refusal: RefusalT | None = None
    seconds: float = 0.0

    def strikes(self, method: str) -> bool:
        """Whether this fault takes this call."""
        named = method.startswith(self.method[:-1]) if self.method.endswith("*") else method == self.method
        return named and self.left != 0


@dataclass(slots=True, kw_only=True)
class Faults(Generic[RefusalT]):
    """The plan, and at what rate faults by chance come on top. `refusals` are those that come by chance."""

    refusals: Sequence[RefusalT]
    kinds: Sequence[Kind] = tuple(Kind)
    planned: list[Fault[RefusalT]] = field(default_factory=list)
    rate: float = 0.0
    random: Random = field(default_factory=lambda: Random(1))
    delay_seconds: float = 0.05

    def plan(self, method: str, kind: Kind, *, times: int | None = 1, refusal: RefusalT | None = None) -> None:
        """The next calls of this method go wrong so."""
        self.planned.append(Fault(method=method, kind=kind, left=times, refusal=refusal, seconds=1.0))

    def by_chance(self, rate: float, seed: int, kinds: Sequence[Kind] = ()) -> None:
        """From now on this share of all calls goes wrong, in these ways or in all there are."""
        self.rate, self.random, self.kinds = rate, Random(seed), kinds or self.kinds

    def take(self, method: str) -> Fault[RefusalT] | None:
        """The fault for this call, if there is one."""
        for fault in self.planned:
            if fault.strikes(method):
                fault.left = None if fault.left is None else fault.left - 1
                return fault
        if self.random.random() >= self.rate:
            return None
        refusal, kind = self.random.choice(list(self.refusals)), self.random.choice(list(self.kinds))
        return Fault(method=method, kind=kind, refusal=refusal, seconds=self.delay_seconds)

"""How fast a destination may be used: a token bucket in its row, so that it holds across processes. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.storage.destinations import Destination

WHOLE = 1_000
"""Tokens are counted in thousandths, so that whole numbers are exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """`burst` acts at once, then `per_minute`. After each batch the destination rests for `write_every`."""

    per_minute: int = 6_000
    burst: int = 1_000
    write_every: timedelta = timedelta(0)


def refill(destination: Destination, budget: Budget, now: datetime) -> Destination:
    """The destination with the tokens that time has brought. A clock set back brings none and takes none."""
    full = budget.burst * WHOLE
    if destination.refilled_at is None:
        return replace(destination, tokens=full, refilled_at=now)
    # The clock of another machine may lag behind the one that wrote the row.
    elapsed = max(now - destination.refilled_at, timedelta(0))
    gained = int(elapsed.total_seconds() * budget.per_minute * WHOLE / 60)
    return replace(destination, tokens=min(full, destination.tokens + gained), refilled_at=now)


def room(destination: Destination) -> int:
    """How many acts may be done now."""
    return max(0, destination.tokens // WHOLE)


def spend(destination: Destination, acts: int, budget: Budget, now: datetime) -> Destination:
    """The destination after so many acts: with fewer tokens, and at rest when it must be."""
    tokens = destination.tokens - acts * WHOLE
    # Resting after each batch lets wishes gather, so that the next write carries many.
    rest = budget.write_every if acts else timedelta(0)
    if tokens < WHOLE:
        rest = max(rest, timedelta(seconds=(WHOLE - tokens) * 60 / (budget.per_minute * WHOLE)))
    return replace(destination, tokens=tokens, resume_at=now + rest if rest else None)

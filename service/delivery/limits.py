"""How fast a destination may be used: a token bucket in its row, so that it holds across processes. Pure.

A day's allowance is counted instead, from the mails that went: a bucket that lasts a day would let twice as many
through on the day it starts full.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from connectors.offers import Pace
from service.storage.destinations import Destination
from workflows.effects import Urgency

DAY = timedelta(hours=24)
"""Suppliers count the mails of any twenty-four hours, not those of a date."""
LOOK_AGAIN = timedelta(minutes=5)
"""How long mail rests once the day's allowance is used; urgent mail passes the rest."""
DAY_IS_FULL = (
    "Today's allowance of mails is used up. Urgent mail still goes; the rest follows by itself as the day's mails age."
)
SHARES = {Urgency.PROMPT: 1, Urgency.ROUTINE: 2}
"""How many times the reserve each kind of mail leaves to those before it."""
WHOLE = 1_000
"""Tokens are counted in thousandths, so that whole numbers are exact."""
THOUSANDTH = 60_000
"""Microseconds that a thousandth of a token takes at one act a minute."""
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """`burst` acts at once, then `per_minute`. After each batch the destination rests for `write_every`.

    `per_day` mails in any twenty-four hours (0: no such limit), with a `reserve` as `connectors.offers.Pace` says.
    """

    per_minute: int = 6_000
    burst: int = 1_000
    write_every: timedelta = timedelta(0)
    per_day: int = 0
    reserve: int = 0


def budget_of(pace: Pace) -> Budget:
    """What a suite asks for, as the pump keeps to it."""
    return Budget(
        per_minute=pace.per_minute,
        burst=pace.burst,
        write_every=pace.rest,
        per_day=pace.per_day,
        reserve=pace.reserve,
    )


def refill(destination: Destination, budget: Budget, now: datetime) -> Destination:
    """The destination with the tokens that time has brought. A clock set back brings none and takes none."""
    full = budget.burst * WHOLE
    if destination.refilled_at is None:
        return replace(destination, tokens=full, refilled_at=now)
    # The clock of another machine may lag behind the one that wrote the row.
    elapsed = max(now - destination.refilled_at, timedelta(0))
    gained = elapsed // _MICROSECOND * budget.per_minute // THOUSANDTH
    tokens = min(full, destination.tokens + gained)
    # Time that has not made up a thousandth yet still counts, or asking often would bring nothing for ever.
    left = elapsed - _time_of(gained, budget) if tokens < full else timedelta(0)
    return replace(destination, tokens=tokens, refilled_at=now - max(left, timedelta(0)))


def _time_of(thousandths: int, budget: Budget) -> timedelta:
    """How long so much of a token takes, rounded up: what rests for so long has it."""
    return timedelta(microseconds=-(-thousandths * THOUSANDTH // budget.per_minute))


def room(destination: Destination) -> int:
    """How many acts may be done now."""
    return max(0, destination.tokens // WHOLE)


def spend(destination: Destination, acts: int, budget: Budget, now: datetime) -> Destination:
    """The destination after so many acts: with fewer tokens, and at rest when it must be."""
    # Resting after each batch lets wishes gather, so that the next write carries many.
    rested_at = now + budget.write_every if acts and budget.write_every else None
    spent = replace(destination, tokens=destination.tokens - acts * WHOLE, resume_at=rested_at)
    return until_a_token(spent, budget, now)


def until_a_token(destination: Destination, budget: Budget, now: datetime) -> Destination:
    """The destination at rest until it may act at all; unchanged when it may now."""
    if room(destination):
        return destination
    earliest = now + _time_of(WHOLE - destination.tokens, budget)
    return replace(destination, resume_at=max(destination.resume_at or earliest, earliest))


def fits_day(budget: Budget, gone: int, urgency: str) -> bool:
    """Whether one more mail may go after so many in twenty-four hours. Urgent mail always may."""
    if not budget.per_day or urgency == Urgency.URGENT:
        return True
    # A school with a small allowance would else reserve all of it.
    reserve = min(budget.reserve, budget.per_day // 4)
    return gone < budget.per_day - reserve * SHARES[Urgency(urgency)]


def day_is_full(destination: Destination, now: datetime) -> Destination:
    """The destination at rest until mails of the last twenty-four hours have aged, and why."""
    return replace(destination, resume_at=now + LOOK_AGAIN, paused_reason=DAY_IS_FULL)

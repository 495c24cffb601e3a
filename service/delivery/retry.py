"""When to try again: the only place that knows. Pure; jitter is an argument.

A supplier's own wait is always obeyed. Otherwise waits double from two seconds up to ten minutes, so that a queue
that built up over hours begins to drain within minutes of the supplier's return. What is urgent never waits longer
than a quarter of a minute, so that several tries fit into the minute in which a concern is to be in front of somebody.
"""

from __future__ import annotations

from datetime import timedelta

from connectors.errors import Permanent, Retryable

FIRST = timedelta(seconds=2)
LONGEST = timedelta(minutes=10)
LONGEST_URGENT = timedelta(seconds=15)
AUTH_PROBE = timedelta(minutes=5)
"""How often a connection whose permission is gone is tried again."""
MOST_ATTEMPTS = 200
"""After about a day and a half of failing, a person should look."""
JITTER = 0.25


def wait(error: Exception, attempts: int, jitter: float, *, urgent: bool = False) -> timedelta:
    """How long to wait after failure number `attempts` (from 1). `jitter` in [0, 1) lengthens it a little."""
    longest = LONGEST_URGENT if urgent else LONGEST
    # The exponent is bounded because two to the two-hundredth is no timedelta.
    doubled = min(FIRST * int(2 ** min(attempts - 1, 20)), longest) * (1 + JITTER * jitter)
    if isinstance(error, Retryable) and error.after is not None:
        # Some suppliers answer "after 0 seconds"; that would be a storm.
        return max(error.after, FIRST)
    return doubled


def gives_up(error: Exception, attempts: int, *, urgent: bool = False) -> bool:
    """Whether failure number `attempts` is the last: the item is parked for a person."""
    # What is urgent is tried more often, and for as long.
    most = MOST_ATTEMPTS * (LONGEST // LONGEST_URGENT) if urgent else MOST_ATTEMPTS
    return isinstance(error, Permanent) or attempts >= most


def in_words(error: Exception) -> str:
    """The reason for staff: what was wrong and the mend, never a traceback, never an answer's text."""
    mend = getattr(error, "mend", "")
    if not hasattr(error, "mend"):
        return f"Something unexpected went wrong ({type(error).__name__}); the log has the place."
    return f"{error} {mend}".strip()

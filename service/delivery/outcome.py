"""What came of using a destination: done, a rest after trouble, or a pause because permission is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from connectors.errors import AuthExpired, Permanent, Retryable
from service.delivery import retry
from service.storage.destinations import Destination


def after_trouble(destination: Destination, error: Exception, now: datetime, jitter: float) -> Destination:
    """The destination at rest, for as long as the supplier or the policy says."""
    failures = destination.failures + 1
    if isinstance(error, AuthExpired):
        return replace(
            destination,
            failures=failures,
            paused_reason=retry.in_words(error),
            resume_at=now + retry.AUTH_PROBE,
        )
    # A destination that refuses for good waits for a person; asking it often would not help.
    rest = retry.LONGEST if isinstance(error, Permanent) else retry.wait(error, failures, jitter)
    reason = retry.in_words(error) if isinstance(error, Permanent) else destination.paused_reason
    return replace(destination, failures=failures, paused_reason=reason, resume_at=now + rest)


def after_success(destination: Destination) -> Destination:
    """The destination works: earlier trouble is over."""
    return replace(destination, failures=0, paused_reason=None)


def stops_all(error: Exception | None) -> bool:
    """Whether the error is about the destination rather than one item: nobody else's turn either."""
    return isinstance(error, AuthExpired) or (isinstance(error, Retryable) and error.after is not None)

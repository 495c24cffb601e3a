"""What suppliers' refusals have in common, whatever their words for them: outcomes to choose from, waits and dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from connectors.errors import AuthExpired, Conflict, ConnectorError, CursorExpired, Permanent, Retryable

AGAIN = "Nothing to do: nearpeer tries again by itself."
OUR_FAULT = "This is a fault in nearpeer or in the school's settings; run nearpeer doctor."
EXECUTED_PERHAPS = frozenset({408, 500, 502, 503, 504})
"""Statuses after which nobody knows whether the call was carried out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One answer that is not a success. `after` is the wait that it named, if any."""

    status: int
    message: str = ""
    after: timedelta | None = None


Outcome = Callable[[Refused, str], ConnectorError]


def wait(refusal: Refused, text: str) -> ConnectorError:
    """Try again, not before the wait that was named."""
    return Retryable(text, after=refusal.after, mend=AGAIN)


def wait_at_least(span: timedelta, mend: str) -> Outcome:
    """Try again, not before this span is over either."""
    return lambda refusal, text: Retryable(text, after=max(refusal.after or span, span), mend=mend)


def sign_in(mend: str) -> Outcome:
    """A permission is missing; a person grants it so."""
    return lambda _refusal, text: AuthExpired(text, mend=mend)


def never(mend: str) -> Outcome:
    """It will not do, unless a person mends it so."""
    return lambda _refusal, text: Permanent(text, mend=mend)


def conflict(_refusal: Refused, text: str) -> ConnectorError:
    """Somebody else changed the same thing."""
    return Conflict(text)


def from_start(_refusal: Refused, text: str) -> ConnectorError:
    """The place to go on from is forgotten."""
    return CursorExpired(text)


def unlisted(refusal: Refused, text: str) -> ConnectorError:
    """What no table names: a wait where the supplier itself is in trouble."""
    return wait(refusal, text) if refusal.status >= 500 else Permanent(text)


def error_part(content: bytes) -> Mapping[str, Any]:
    """The `error` of a refusal's JSON; only a message where it is one word; empty for any other bytes."""
    try:
        error = json.loads(content)["error"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return error if isinstance(error, dict) else {"message": str(error)}


def named_wait(headers: Mapping[str, str]) -> timedelta | None:
    """The wait that `Retry-After` names, in seconds or as a date. Names of header lines are in lower case."""
    named = headers.get("retry-after", "").strip()
    if named.isdigit():
        return timedelta(seconds=int(named))
    until, here = read_date(named), read_date(headers.get("date", ""))
    return max(until - here, timedelta(0)) if until and here else None


def read_date(text: str) -> datetime | None:
    """An HTTP date as aware UTC, or None for any other text."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (TypeError, ValueError, IndexError):
        return None

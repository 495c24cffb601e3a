"""What Google says when it says no, and what that means for the caller: one table of status and reason.

Sources of the pairs: Google's pages "Handle API errors" (Calendar), "Resolve errors" (Gmail), "Usage limits" (Forms,
Sheets) and "Troubleshoot API errors" (Sheets). Calendar, Gmail and Drive name a `reason` in `errors[]`; Forms, Sheets
and Pub/Sub name a `status` and may add a `reason` in `details[]`. Bodies of 5xx may be HTML or empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from connectors.errors import AuthExpired, Conflict, ConnectorError, CursorExpired, Permanent, Retryable, Unclear

ADMIN = "Ask the administrator to open admin.google.com, Security, API controls"
DELEGATE = (
    f"{ADMIN}, Manage domain-wide delegation, and add the missing scope to this client id (nearpeer doctor lists them)."
)
TRUST = f"{ADMIN}, Manage app access, and mark this client id as trusted."
ENABLE = "Open console.cloud.google.com, APIs and services, Library, and enable this API for the project."
GUEST = "Google accepts no such address: correct share_with in the programme's file."
SHARE = "Share the file with the account that nearpeer acts as, as an editor."
AGAIN = "Nothing to do: nearpeer tries again by itself."
LONG_WAIT = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One answer that is not a success. `reason` is Google's own word; `after` the wait it named, if any."""

    status: int
    reason: str = ""
    message: str = ""
    after: timedelta | None = None


Outcome = Callable[[Refusal, str], ConnectorError]


def _wait(refusal: Refusal, text: str) -> ConnectorError:
    return Retryable(text, after=refusal.after, mend=AGAIN)


def _wait_long(refusal: Refusal, text: str) -> ConnectorError:
    longest = max(refusal.after or LONG_WAIT, LONG_WAIT)
    mend = "Google holds this account back; fewer invitations to outside addresses help. We try again by ourselves."
    return Retryable(text, after=longest, mend=mend)


def _sign_in(mend: str) -> Outcome:
    return lambda _refusal, text: AuthExpired(text, mend=mend)


def _never(mend: str) -> Outcome:
    return lambda _refusal, text: Permanent(text, mend=mend)


def _conflict(_refusal: Refusal, text: str) -> ConnectorError:
    return Conflict(text)


def _from_start(_refusal: Refusal, text: str) -> ConnectorError:
    return CursorExpired(text)


# Looked up by (status, reason) first, then by (status, ""). A 5xx that is not listed is a wait.
TABLE: Mapping[tuple[int, str], Outcome] = {
    (400, ""): _never("This is a fault in nearpeer or in the school's settings; run nearpeer doctor."),
    (400, "failedPrecondition"): _sign_in("Set subject to the real mail address of an account with Gmail switched on."),
    (400, "invalidSharingRequest"): _never(GUEST),
    (403, "invalidSharingRequest"): _never(GUEST),
    (401, ""): _sign_in("Sign in again with nearpeer forms sign-in, or renew the service account's key."),
    (403, ""): _sign_in(SHARE),
    (403, "rateLimitExceeded"): _wait,
    (403, "userRateLimitExceeded"): _wait,
    (403, "RATE_LIMIT_EXCEEDED"): _wait,
    (403, "RESOURCE_EXHAUSTED"): _wait,
    (403, "quotaExceeded"): _wait_long,
    (403, "dailyLimitExceeded"): _wait_long,
    (403, "sharingRateLimitExceeded"): _wait_long,
    (403, "domainPolicy"): _sign_in(TRUST),
    (403, "admin_policy_enforced"): _sign_in(TRUST),
    (403, "access_not_configured"): _sign_in(TRUST),
    (403, "accessNotConfigured"): _sign_in(ENABLE),
    (403, "SERVICE_DISABLED"): _sign_in(ENABLE),
    (403, "insufficientPermissions"): _sign_in(DELEGATE),
    (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"): _sign_in(DELEGATE),
    (403, "forbiddenForServiceAccounts"): _sign_in("Set subject, so that a person's account sends the invitations."),
    (403, "storageQuotaExceeded"): _never("A service account owns no storage: let staff create the file and share it."),
    (403, "forbiddenForNonOrganizer"): _never("Another account owns this event; nearpeer only changes its own."),
    (404, ""): _never(
        "It is gone, or not shared with the account that nearpeer acts as: restore it or share it again."
    ),
    (408, ""): _wait,
    (409, ""): _conflict,
    (410, ""): _conflict,
    (410, "fullSyncRequired"): _from_start,
    (410, "updatedMinTooLongAgo"): _from_start,
    (412, ""): _conflict,
    (429, ""): _wait,
}
EXECUTED_PERHAPS = frozenset({408, 500, 502, 503, 504})


def to_error(refusal: Refusal, *, repeatable: bool) -> ConnectorError:
    """The error that says what to do next. `repeatable`: acting a second time would change nothing more."""
    text = f"Google answered {refusal.status} {refusal.reason}: {refusal.message}"[:500]
    if not repeatable and refusal.status in EXECUTED_PERHAPS:
        return Unclear(text)
    outcome = TABLE.get((refusal.status, refusal.reason)) or TABLE.get((refusal.status, ""))
    if outcome is not None:
        return outcome(refusal, text)
    return _wait(refusal, text) if refusal.status >= 500 else Permanent(text)


def read_refusal(status: int, headers: Mapping[str, str], content: bytes) -> Refusal:
    """What the bytes of a refused call say, in either of Google's two shapes; never raises."""
    error = _error_part(content)
    message = str(error.get("message") or "")
    lowered = {name.lower(): value for name, value in headers.items()}
    return Refusal(status=status, reason=_reason(error), message=message, after=_after(lowered, message))


def _error_part(content: bytes) -> Mapping[str, Any]:
    try:
        error = json.loads(content)["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return error if isinstance(error, dict) else {"message": str(error)}


def _reason(error: Mapping[str, Any]) -> str:
    for part in ("errors", "details"):
        listed = error.get(part)
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict) and entry.get("reason"):
                return str(entry["reason"])
    return str(error.get("status") or "")


STATED = re.compile(r"[Rr]etry after (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)")


def _after(headers: Mapping[str, str], message: str) -> timedelta | None:
    """The longest wait that the header or the text names. Gmail writes the time into its message."""
    named = headers.get("retry-after", "").strip()
    waits = [timedelta(seconds=int(named))] if named.isdigit() else []
    here = read_date(headers.get("date", ""))
    if (until := read_date(named)) and here:
        waits.append(until - here)
    if here and (stated := STATED.search(message)):
        waits.append(datetime.fromisoformat(stated[1]) - here)
    return max(waits, default=None)


def read_date(text: str) -> datetime | None:
    """An HTTP date as aware UTC, or None for any other text."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (TypeError, ValueError, IndexError):
        return None

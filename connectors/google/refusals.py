"""What Google says when it says no, and what that means for the caller: one table of status and reason.

Sources of the pairs: Google's pages "Handle API errors" (Calendar), "Resolve errors" (Gmail), "Usage limits" (Forms,
Sheets) and "Troubleshoot API errors" (Sheets). Calendar, Gmail and Drive name a `reason` in `errors[]`; Forms, Sheets
and Pub/Sub name a `status` and may add a `reason` in `details[]`. Bodies of 5xx may be HTML or empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import ConnectorError, Unclear
from connectors.refusals import (
    EXECUTED_PERHAPS,
    OUR_FAULT,
    Outcome,
    Refused,
    conflict,
    error_part,
    from_start,
    named_wait,
    never,
    read_date,
    sign_in,
    unlisted,
    wait,
    wait_at_least,
)

ADMIN = "Ask the administrator to open admin.google.com, Security, API controls"
DELEGATE = (
    f"{ADMIN}, Manage domain-wide delegation, and add the missing scope to this client id (nearpeer doctor lists them)."
)
TRUST = f"{ADMIN}, Manage app access, and mark this client id as trusted."
ENABLE = "Open console.cloud.google.com, APIs and services, Library, and enable this API for the project."
GUEST = "Google accepts no such address: correct share_with in the programme's file."
SHARE = "Share the file with the account that nearpeer acts as, as an editor."
HELD_BACK = "Google holds this account back; fewer invitations to outside addresses help. We try again by ourselves."
LONG_WAIT = timedelta(hours=12)
LONG = wait_at_least(LONG_WAIT, HELD_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Refused):
    """One answer that is not a success. `reason` is Google's own word; `after` the wait it named, if any."""

    reason: str = ""


# Looked up by (status, reason) first, then by (status, ""). A 5xx that is not listed is a wait.
TABLE: Mapping[tuple[int, str], Outcome] = {
    (400, ""): never(OUR_FAULT),
    (400, "failedPrecondition"): sign_in("Set subject to the real mail address of an account with Gmail switched on."),
    (400, "invalidSharingRequest"): never(GUEST),
    (403, "invalidSharingRequest"): never(GUEST),
    (401, ""): sign_in("Sign in again with nearpeer forms sign-in, or renew the service account's key."),
    (403, ""): sign_in(SHARE),
    (403, "rateLimitExceeded"): wait,
    (403, "userRateLimitExceeded"): wait,
    (403, "RATE_LIMIT_EXCEEDED"): wait,
    (403, "RESOURCE_EXHAUSTED"): wait,
    (403, "quotaExceeded"): LONG,
    (403, "dailyLimitExceeded"): LONG,
    (403, "sharingRateLimitExceeded"): LONG,
    (403, "domainPolicy"): sign_in(TRUST),
    (403, "admin_policy_enforced"): sign_in(TRUST),
    (403, "access_not_configured"): sign_in(TRUST),
    (403, "accessNotConfigured"): sign_in(ENABLE),
    (403, "SERVICE_DISABLED"): sign_in(ENABLE),
    (403, "insufficientPermissions"): sign_in(DELEGATE),
    (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"): sign_in(DELEGATE),
    (403, "forbiddenForServiceAccounts"): sign_in("Set subject, so that a person's account sends the invitations."),
    (403, "storageQuotaExceeded"): never("A service account owns no storage: let staff create the file and share it."),
    (403, "forbiddenForNonOrganizer"): never("Another account owns this event; nearpeer only changes its own."),
    (404, ""): never("It is gone, or not shared with the account that nearpeer acts as: restore it or share it again."),
    (408, ""): wait,
    (409, ""): conflict,
    (410, ""): conflict,
    (410, "fullSyncRequired"): from_start,
    (410, "updatedMinTooLongAgo"): from_start,
    (412, ""): conflict,
    (429, ""): wait,
}


def to_error(refusal: Refusal, *, repeatable: bool) -> ConnectorError:
    """The error that says what to do next. `repeatable`: acting a second time would change nothing more."""
    text = f"Google answered {refusal.status} {refusal.reason}: {refusal.message}"[:500]
    if not repeatable and refusal.status in EXECUTED_PERHAPS:
        return Unclear(text)
    outcome = TABLE.get((refusal.status, refusal.reason)) or TABLE.get((refusal.status, ""))
    if outcome is not None:
        return outcome(refusal, text)
    return unlisted(refusal, text)


def read_refusal(status: int, headers: Mapping[str, str], content: bytes) -> Refusal:
    """What the bytes of a refused call say, in either of Google's two shapes; never raises."""
    error = error_part(content)
    message = str(error.get("message") or "")
    lowered = {name.lower(): value for name, value in headers.items()}
    return Refusal(status=status, reason=_reason(error), message=message, after=_after(lowered, message))


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
    waits = [named] if (named := named_wait(headers)) is not None else []
    if (here := read_date(headers.get("date", ""))) and (stated := STATED.search(message)):
        waits.append(datetime.fromisoformat(stated[1]) - here)
    return max(waits, default=None)

"""What Graph says when it says no, and what that means for the caller: one table of status and code.

Decisions hang on `code`, never on `message`, which is translated (microsoft-graph-docs#4392). Workbooks name a second
code in `innerError`, which is the one that counts (Graph's page "Error handling for Excel APIs"). Bodies of 5xx may be
HTML or empty. Sources of the pairs: that page, "Microsoft Graph error responses", "driveItem: delta", "Microsoft Graph
throttling guidance".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from connectors.errors import AuthExpired, Conflict, ConnectorError, CursorExpired, Permanent, Retryable, Unclear

DOCTOR = "Run nearpeer doctor: it names the permission and the exact line that grants it."
MAILBOX = "Grant the application this mailbox in Exchange (docs/microsoft-admin.md, RBAC for Applications)."
USE_LISTS = "This tenant keeps applications out of workbooks: set table: list (docs/microsoft-admin.md)."
AGAIN = "Nothing to do: nearpeer tries again by itself."
HELD = "Somebody has the file open or checked out; ask them to close it. nearpeer tries again by itself."
HELD_WAIT = timedelta(minutes=3)
DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One answer that is not a success. `codes` are Graph's own words, the outer one first; `after` its named wait."""

    status: int
    codes: tuple[str, ...] = ()
    message: str = ""
    after: timedelta | None = None

    @property
    def code(self) -> str:
        """The word that decides: the innermost one."""
        return self.codes[-1] if self.codes else ""


Outcome = Callable[[Refusal, str], ConnectorError]


def _wait(refusal: Refusal, text: str) -> ConnectorError:
    return Retryable(text, after=refusal.after, mend=AGAIN)


def _held(refusal: Refusal, text: str) -> ConnectorError:
    return Retryable(text, after=max(refusal.after or HELD_WAIT, HELD_WAIT), mend=HELD)


def _sign_in(mend: str) -> Outcome:
    return lambda _refusal, text: AuthExpired(text, mend=mend)


def _never(mend: str) -> Outcome:
    return lambda _refusal, text: Permanent(text, mend=mend)


def _conflict(_refusal: Refusal, text: str) -> ConnectorError:
    return Conflict(text)


def _from_start(_refusal: Refusal, text: str) -> ConnectorError:
    return CursorExpired(text)


# Looked up by (status, code) from the innermost code outwards, then by (status, ""). An unlisted 5xx is a wait.
TABLE: Mapping[tuple[int, str], Outcome] = {
    (400, ""): _never("This is a fault in nearpeer or in the school's settings; run nearpeer doctor."),
    (400, "invalidSessionAccessConflict"): _held,
    (401, ""): _sign_in(DOCTOR),
    (403, ""): _sign_in(DOCTOR),
    (403, "ErrorAccessDenied"): _sign_in(MAILBOX),
    (403, "EditModeAccessDenied"): _sign_in(USE_LISTS),
    (403, "OpenWorkbookAccessDenied"): _sign_in("Take the sensitivity label off the workbook, or set table: list."),
    (403, "FileOpenUserUnauthorized"): _sign_in(USE_LISTS),
    (404, ""): _never("It is gone, or not granted to the application: restore it or grant it again."),
    (404, "MailboxNotEnabledForRESTAPI"): _sign_in("Set mailbox to an account with an Exchange Online mailbox."),
    (404, "ErrorInvalidUser"): _sign_in("Set mailbox to the real address of an account of this tenant."),
    (408, ""): _wait,
    (409, ""): _conflict,
    (409, "accessConflict"): _held,
    (409, "conflictUncategorized"): _held,
    (409, "invalidSessionAccessConflict"): _held,
    (410, ""): _from_start,
    (412, ""): _conflict,
    (423, ""): _held,
    (429, ""): _wait,
    (507, ""): _never("The drive or mailbox is full: make room."),
}
EXECUTED_PERHAPS = frozenset({408, 500, 502, 503, 504})


def to_error(refusal: Refusal, *, repeatable: bool) -> ConnectorError:
    """The error that says what to do next. `repeatable`: acting a second time would change nothing more."""
    text = f"Microsoft answered {refusal.status} {'/'.join(refusal.codes)}: {refusal.message}"[:500]
    if not repeatable and _perhaps_done(refusal):
        return Unclear(text)
    known = (TABLE.get((refusal.status, code)) for code in (*reversed(refusal.codes), ""))
    outcome = next((outcome for outcome in known if outcome is not None), None)
    if outcome is not None:
        return outcome(refusal, text)
    return _wait(refusal, text) if refusal.status >= 500 else Permanent(text)


def _perhaps_done(refusal: Refusal) -> bool:
    # A 503 that names a wait is the throttle speaking, and the throttle turns requests away at the door.
    throttled = refusal.status == 503 and refusal.after is not None
    return refusal.status in EXECUTED_PERHAPS and not throttled


def read_refusal(status: int, headers: Mapping[str, str], content: bytes) -> Refusal:
    """What the bytes of a refused call say; never raises."""
    error = _error_part(content)
    lowered = {name.lower(): value for name, value in headers.items()}
    return Refusal(status=status, codes=_codes(error), message=str(error.get("message") or ""), after=_after(lowered))


def _error_part(content: bytes) -> Mapping[str, Any]:
    try:
        error = json.loads(content)["error"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return error if isinstance(error, dict) else {"message": str(error)}


def _codes(error: Mapping[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    part: object = error
    while isinstance(part, dict) and len(found) < DEEPEST:
        found += [str(part["code"])] if part.get("code") else []
        # Both spellings are seen in answers.
        part = part.get("innerError") or part.get("innererror")
    return tuple(found)


def _after(headers: Mapping[str, str]) -> timedelta | None:
    """The wait that the header names, in seconds or as a date."""
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

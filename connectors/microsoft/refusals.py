"""What Graph says when it says no, and what that means for the caller: one table of status and code.

Decisions hang on `code`, never on `message`, which is translated (microsoft-graph-docs#4392). Workbooks name a second
code in `innerError`, which is the one that counts (Graph's page "Error handling for Excel APIs"). Bodies of 5xx may be
HTML or empty. Sources of the pairs: that page, "Microsoft Graph error responses", "driveItem: delta", "Microsoft Graph
throttling guidance".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
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
    sign_in,
    unlisted,
    wait,
    wait_at_least,
)

DOCTOR = "Run nearpeer doctor: it names the permission and the exact line that grants it."
MAILBOX = "Grant the application this mailbox in Exchange (docs/microsoft-admin.md, RBAC for Applications)."
USE_LISTS = (
    "This tenant keeps applications out of workbooks: set table: list, and for forms that come by route: workbook "
    "another route (docs/microsoft-admin.md)."
)
HELD = "Somebody has the file open or checked out; ask them to close it. nearpeer tries again by itself."
HELD_WAIT = timedelta(minutes=3)
HELD_UP = wait_at_least(HELD_WAIT, HELD)
DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Refused):
    """One answer that is not a success. `codes` are Graph's own words, the outer one first; `after` its named wait."""

    codes: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The word that decides: the innermost one."""
        return self.codes[-1] if self.codes else ""


# Looked up by (status, code) from the innermost code outwards, then by (status, ""). An unlisted 5xx is a wait.
TABLE: Mapping[tuple[int, str], Outcome] = {
    (400, ""): never(OUR_FAULT),
    (400, "invalidSessionAccessConflict"): HELD_UP,
    (401, ""): sign_in(DOCTOR),
    (403, ""): sign_in(DOCTOR),
    (403, "ErrorAccessDenied"): sign_in(MAILBOX),
    (403, "EditModeAccessDenied"): sign_in(USE_LISTS),
    (403, "OpenWorkbookAccessDenied"): sign_in("Take the sensitivity label off the workbook, or set table: list."),
    (403, "FileOpenUserUnauthorized"): sign_in(USE_LISTS),
    (404, ""): never("It is gone, or not granted to the application: restore it or grant it again."),
    (404, "MailboxNotEnabledForRESTAPI"): sign_in("Set mailbox to an account with an Exchange Online mailbox."),
    (404, "ErrorInvalidUser"): sign_in("Set mailbox to the real address of an account of this tenant."),
    (408, ""): wait,
    (409, ""): conflict,
    (409, "accessConflict"): HELD_UP,
    (409, "conflictUncategorized"): HELD_UP,
    (409, "invalidSessionAccessConflict"): HELD_UP,
    (410, ""): from_start,
    (412, ""): conflict,
    (423, ""): HELD_UP,
    (429, ""): wait,
    (507, ""): never("The drive or mailbox is full: make room."),
}


def to_error(refusal: Refusal, *, repeatable: bool) -> ConnectorError:
    """The error that says what to do next. `repeatable`: acting a second time would change nothing more."""
    text = f"Microsoft answered {refusal.status} {'/'.join(refusal.codes)}: {refusal.message}"[:500]
    if not repeatable and _perhaps_done(refusal):
        return Unclear(text)
    known = (TABLE.get((refusal.status, code)) for code in (*reversed(refusal.codes), ""))
    outcome = next((outcome for outcome in known if outcome is not None), None)
    if outcome is not None:
        return outcome(refusal, text)
    return unlisted(refusal, text)


def _perhaps_done(refusal: Refusal) -> bool:
    # A 503 that names a wait is the throttle speaking, and the throttle turns requests away at the door.
    throttled = refusal.status == 503 and refusal.after is not None
    return refusal.status in EXECUTED_PERHAPS and not throttled


def read_refusal(status: int, headers: Mapping[str, str], content: bytes) -> Refusal:
    """What the bytes of a refused call say; never raises."""
    error = error_part(content)
    lowered = {name.lower(): value for name, value in headers.items()}
    return Refusal(
        status=status, codes=_codes(error), message=str(error.get("message") or ""), after=named_wait(lowered)
    )


def _codes(error: Mapping[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    part: object = error
    while isinstance(part, dict) and len(found) < DEEPEST:
        found += [str(part["code"])] if part.get("code") else []
        # Both spellings are seen in answers.
        part = part.get("innerError") or part.get("innererror")
    return tuple(found)

"""How the emulated APIs say no, in the two shapes of Google's error bodies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

NEW_SHAPE = frozenset({"forms.googleapis.com", "sheets.googleapis.com", "pubsub.googleapis.com"})
STATUS_WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
REASONS = {400: "invalidArgument", 403: "forbidden", 404: "notFound", 429: "rateLimitExceeded"}


@dataclass(slots=True)
class Refused(Exception):  # noqa: N818 -- Google's answer, not a fault of the emulator
    """An answer that is not a success."""

    status: int
    reason: str = ""
    message: str = "Refused."
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, host: str) -> bytes:
        """The bytes of the answer; Forms, Sheets and Pub/Sub name a status, the older APIs a reason."""
        if host in NEW_SHAPE:
            error: dict[str, object] = {"code": self.status, "message": self.message}
            error["status"] = STATUS_WORDS.get(self.status, "UNKNOWN")
            if self.reason:
                error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": self.reason}]
        else:
            entry = {
                "domain": "global",
                "reason": self.reason or REASONS.get(self.status, "backendError"),
                "message": self.message,
            }
            error = {"code": self.status, "message": self.message, "errors": [entry]}
        return json.dumps({"error": error}).encode()


def invalid(message: str) -> Refused:
    """400 with this message."""
    return Refused(400, "", message)


def missing(what: str) -> Refused:
    """404 for this thing."""
    return Refused(404, "notFound", f"Requested entity was not found: {what}")

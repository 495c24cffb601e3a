"""How the emulated Graph says no: one shape, with a second code inside for workbooks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

STATUS_CODES = {
    400: "BadRequest",
    401: "InvalidAuthenticationToken",
    403: "accessDenied",
    404: "itemNotFound",
    409: "nameAlreadyExists",
    410: "resyncRequired",
    412: "notAllowed",
    423: "resourceLocked",
    429: "activityLimitReached",
    500: "generalException",
    501: "notSupported",
    503: "serviceNotAvailable",
    504: "timeout",
}


@dataclass(slots=True)
class Refused(Exception):  # noqa: N818 -- Graph's answer, not a fault of the emulator
    """An answer that is not a success. `inner` is the second-level code, where there is one."""

    status: int
    code: str = ""
    message: str = "Refused."
    headers: Mapping[str, str] = field(default_factory=dict)
    inner: str = ""

    def body(self) -> bytes:
        """The bytes of the answer."""
        inner: dict[str, object] = {"request-id": "00000000-0000-0000-0000-000000000000"}
        if self.inner:
            inner["code"] = self.inner
        code = self.code or STATUS_CODES.get(self.status, "generalException")
        return json.dumps({"error": {"code": code, "message": self.message, "innerError": inner}}).encode()


def invalid(message: str, code: str = "invalidRequest") -> Refused:
    """400 with this message."""
    return Refused(400, code, message)


def missing(what: str, code: str = "itemNotFound") -> Refused:
    """404 for this thing."""
    return Refused(404, code, f"The resource could not be found: {what}")

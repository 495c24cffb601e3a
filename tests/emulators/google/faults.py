"""What goes wrong with calls of the emulated Google."""

from __future__ import annotations

from tests.emulators.faults import Fault as Fault
from tests.emulators.faults import Faults as AnyFaults
from tests.emulators.faults import Kind as Kind
from tests.emulators.google.refused import Refused

RANDOM_REFUSALS = (
    Refused(503, "backendError", "The service is currently unavailable."),
    Refused(429, "rateLimitExceeded", "Rate limit exceeded.", {"Retry-After": "20"}),
    Refused(500, "backendError", "Internal error."),
)
KINDS = tuple(kind for kind in Kind if kind is not Kind.LATE)


class Faults(AnyFaults[Refused]):
    """Google's methods have names in parts: a plan for `sheets` is one for all of them."""

    def plan(self, method: str, kind: Kind, *, times: int | None = 1, refusal: Refused | None = None) -> None:
        """See `tests.emulators.faults.Faults.plan`."""
        super().plan(f"{method}*", kind, times=times, refusal=refusal)


def faults() -> Faults:
    """Nothing goes wrong yet."""
    return Faults(refusals=RANDOM_REFUSALS, kinds=KINDS)

"""What goes wrong with calls of the emulated Graph."""

from __future__ import annotations

from tests.emulators.faults import Fault as Fault
from tests.emulators.faults import Faults as AnyFaults
from tests.emulators.faults import Kind as Kind
from tests.emulators.microsoft.refused import Refused

RANDOM_REFUSALS = (
    Refused(503, "serviceNotAvailable", "The service is unavailable.", {"Retry-After": "20"}),
    Refused(429, "activityLimitReached", "Too many requests.", {"Retry-After": "20"}),
    Refused(500, "generalException", "An error occurred."),
)
GATEWAY_TIMEOUT = Refused(504, "timeout", "The upstream did not answer in time.")
Faults = AnyFaults[Refused]


def faults() -> Faults:
    """Nothing goes wrong yet."""
    return AnyFaults(refusals=RANDOM_REFUSALS)

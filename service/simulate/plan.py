"""What a simulation is asked to do, and when its school year opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from service.simulate.school import FIRST_DAY, School


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to simulate. `days` are school days; `faults` is the share of connector calls that go wrong, 0 to 1."""

    pupils: int
    days: int
    seed: int
    faults: float


def opening(school: School) -> datetime:
    """The instant a simulation begins: seven o'clock on the first day."""
    return school.policy.school.at(FIRST_DAY, time(7, 0))

"""What a suite's subscriptions may be beside their port: the ones who mend a promise that the supplier gave up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from connectors.ports import Subscription

PROMISES = "promises"
"""The source of a delivery that speaks of a promise to notify, not of anything that can be read."""


@runtime_checkable
class Mendable(Protocol):
    """Subscriptions of a supplier that says when one of them broke or wants to be authorised anew."""

    def mend(self, now: datetime) -> Sequence[Subscription]:
        """Look at all promises and renew them, due or not; say how each stands. Repeating is harmless."""

"""Which workflows hear of an event, and in which order. The only place that knows them all."""

from __future__ import annotations

from datetime import datetime

from workflows.decision import NOTHING, Decision
from workflows.events import Event
from workflows.policy import Policy
from workflows.view import View


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows from one event. Pure: the same arguments always give the same decision."""
    del event, view, now, policy
    return NOTHING

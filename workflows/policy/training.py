"""What mentors learn before they start, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """A training session. Sessions with the same topics are each other's alternates."""

    id: str
    """A short name that never changes, for example `autumn-1`."""
    on: date
    """The day."""
    starts: time
    """When it begins."""
    minutes: int = 60
    """How long it lasts."""
    room: str = ""
    """Where; empty for the first of the school's rooms."""
    trainer: str = ""
    """Staff id of the adult who trains; empty for the programme lead."""
    capacity: int = 20
    """How many mentors fit in."""
    topics: tuple[str, ...] = ()
    """Topics it covers; empty for all of `training.topics`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPolicy:
    """Topics a mentor must complete before being matched. Empty: no training is required."""

    topics: tuple[str, ...] = ()
    """Names of the topics, in the order they are taught."""
    sessions: tuple[SessionPlan, ...] = ()
    """Training sessions that the service fills and puts into calendars; empty when staff only tick topics off."""
    preread: str = ""
    """What to read before the training: a sentence or an address, sent with the invitation."""
    group_size: int = 4
    """Mentors in a small group for role-play."""
    quiz: str = ""
    """Name of the topic that passing the quiz "How to raise a concern" completes; empty for no quiz."""
    scenarios: str = ""
    """Name of the topic that the scenario self-check completes; empty for none."""
    issue_topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Topics that a focus issue adds: `Online safety: [Safe online]`."""
    focus: str = ""
    """The focus issue of this year, as `issue_topics` names it."""

"""The tabs of training and of the pairs' life; each is made only while its part of the programme is on."""

from __future__ import annotations

from workflows import tabs
from workflows.policy import Policy
from workflows.rules import required_topics, short_hash
from workflows.tabs import ANSWER, Tab, machine, staff, tab

SESSIONS, COVERAGE = "sessions", "coverage"
ALL_CAME = "all came"

SESSIONS_TAB = tab(
    SESSIONS,
    "Training sessions",
    machine("when", "When", 32),
    machine("room", "Room", 14),
    machine("trainer", "Trainer", 20),
    machine("topics", "Topics", 36),
    machine("places", "Places", 12),
    machine("roster", "Who comes", 50),
    machine("came", "Came", 8),
    machine("status", "Status", 14),
    staff("action", "Action", ALL_CAME, tabs.CANCEL),
    ANSWER,
)


def staffed() -> frozenset[str]:
    """Tabs of this module in which staff decide."""
    return frozenset({SESSIONS})


def pair_tabs(policy: Policy) -> tuple[Tab, ...]:
    """The tabs of what the school has switched on."""
    return (SESSIONS_TAB, _coverage(policy)) if policy.training.sessions else ()


def topic_column(topic: str) -> str:
    """The key of a topic's column in the coverage matrix."""
    return f"t{short_hash(topic, length=8)}"


def _coverage(policy: Policy) -> Tab:
    columns = (machine(topic_column(t), t, 18) for t in required_topics(policy))
    return tab(COVERAGE, "Training coverage", machine("name", "Mentor", 24), *columns)

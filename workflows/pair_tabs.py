"""The tabs of training and of the pairs' life; each is made only while its part of the programme is on."""

from __future__ import annotations

from workflows import tabs
from workflows.policy import Policy
from workflows.rules import possible_topics, short_hash
from workflows.tabs import ANSWER, Tab, machine, staff, tab

SESSIONS, COVERAGE = "sessions", "coverage"
ACTIVITIES, GOALS, SUPPORT, REPAIRS = "activities", "goals", "support", "repairs"
EVENTS, OPPORTUNITIES, REFERRALS, CLASSES = "events", "opportunities", "referrals", "classes"
TASTERS, ADULTS = "tasters", "adults"
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

ACTIVITIES_TAB = tab(
    ACTIVITIES,
    "Activities",
    machine("text", "Activity", 60),
    machine("need", "Good for", 18),
    machine("grades", "Grades", 10),
    machine("minutes", "Minutes", 10),
    machine("place", "Place", 12),
    machine("suggested", "Suggested", 12),
    machine("used", "Used", 8),
    machine("rating", "Rated", 8),
)
GOALS_TAB = tab(
    GOALS,
    "Goals",
    machine("pair", "Pair", 36),
    machine("goal", "Goal", 40),
    machine("measure", "Reached when", 40),
    machine("due", "Due", 12),
    machine("progress", "Progress", 10),
    machine("status", "Status", 12),
)
SUPPORT_TAB = tab(
    SUPPORT,
    "Mentor support",
    machine("mentor", "Mentor", 24),
    machine("date", "Date", 12),
    machine("issue", "What was hard", 30),
    machine("done", "What we did", 30),
    staff("note", "Note", width=40),
)
REPAIRS_TAB = tab(
    REPAIRS,
    "Mending",
    machine("pair", "Pair", 36),
    machine("since", "Since", 12),
    machine("stage", "Stage", 18),
    staff("step", "Step", "talked", "mended", "rematch"),
    ANSWER,
)
EVENTS_TAB = tab(
    EVENTS,
    "Events",
    machine("title", "Event", 30),
    machine("on", "Day", 12),
    machine("place", "Place", 20),
    machine("text", "What happens", 50),
    staff("agreed", "Agreed", "yes"),
    ANSWER,
)
OPPORTUNITIES_TAB = tab(
    OPPORTUNITIES,
    "Opportunities",
    machine("title", "What", 40),
    machine("field", "Field", 18),
    machine("until", "Until", 12),
    machine("text", "More", 60),
)
REFERRALS_TAB = tab(
    REFERRALS,
    "Referrals",
    machine("name", "Pupil", 24),
    machine("since", "Since", 12),
    machine("kind", "Which help", 18),
    machine("status", "Status", 18),
    machine("outcome", "Outcome", 30),
    staff("decision", "Decision", "mentor", "tutor", "counsellor", "paper: yes"),
    ANSWER,
)
CLASSES_TAB = tab(
    CLASSES,
    "Class pairs",
    machine("on", "Day", 12),
    machine("teachers", "Teachers", 40),
    machine("group", "Who works together", 50),
)
ADULTS_TAB = tab(
    ADULTS,
    "Teachers and families",
    machine("month", "Month", 10),
    machine("who", "Who", 18),
    machine("pupil", "Pupil", 24),
    machine("reached", "Reached", 14),
    machine("answered", "Answered", 14),
    machine("going", "How it goes", 14),
    machine("words", "In their words", 60),
)
TASTERS_TAB = tab(
    TASTERS,
    "Tasters",
    machine("what", "What", 20),
    machine("when", "When", 32),
    machine("room", "Room", 14),
    machine("host", "Adult", 18),
    machine("mentor", "Mentor", 24),
    machine("mentees", "Mentees", 50),
    machine("status", "Status", 12),
    staff("decision", "Decision", "plan", "book", tabs.CANCEL),
    ANSWER,
)


def staffed() -> frozenset[str]:
    """Tabs of this module in which staff decide."""
    return frozenset({SESSIONS, TASTERS, SUPPORT, REPAIRS, EVENTS, REFERRALS})


def pair_tabs(policy: Policy) -> tuple[Tab, ...]:
    """The tabs of what the school has switched on."""
    switches: tuple[tuple[bool, tuple[Tab, ...]], ...] = (
        (bool(policy.training.sessions), (SESSIONS_TAB, _coverage(policy))),
        (bool(policy.tasters.slot), (TASTERS_TAB,)),
        (policy.activities.on, (ACTIVITIES_TAB,)),
        (policy.goals.on, (GOALS_TAB,)),
        (policy.supervision.on, (SUPPORT_TAB, REPAIRS_TAB)),
        (policy.coordinators.on, (EVENTS_TAB,)),
        (policy.futures.on, (OPPORTUNITIES_TAB,)),
        (policy.referrals.on, (REFERRALS_TAB,)),
        (policy.class_pairs.on, (CLASSES_TAB,)),
        (policy.adults.on, (ADULTS_TAB,)),
    )
    return tuple(one for on, found in switches if on for one in found)


def topic_column(topic: str) -> str:
    """The key of a topic's column in the coverage matrix."""
    return f"t{short_hash(topic, length=8)}"


def _coverage(policy: Policy) -> Tab:
    columns = (machine(topic_column(t), t, 18) for t in possible_topics(policy))
    return tab(COVERAGE, "Training coverage", machine("name", "Mentor", 24), *columns)

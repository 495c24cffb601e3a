"""The tabs of the shared workbook: columns we write (machine) and columns staff decide in (staff)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TabColumn:
    """One column; `options` become a drop-down."""

    key: str
    title: str
    staff: bool = False
    options: tuple[str, ...] = ()
    width: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab of the workbook."""

    key: str
    title: str
    columns: tuple[TabColumn, ...]


PROGRAMME, PEOPLE, APPLICATIONS, PAIRS = "programme", "people", "applications", "pairs"
MATCHING = "matching"
MEETINGS, TRAINING, CHECK_INS, CONSENTS = "meetings", "training", "check_ins", "consents"
ACTIVITY, HEALTH = "activity", "health"

ACCEPT, WAIT, DECLINE = "accept", "waiting list", "decline"
APPROVE, LOCK, FORBID, END = "approve", "lock", "forbid", "end"
HELD, MISSED, CANCEL = "held", "missed", "cancel"
PAPER_YES, PAPER_NO, ASK_AGAIN = "paper: yes", "paper: no", "ask again"

ANSWER = TabColumn(key="answer", title="What happened", width=44)


def tab(key: str, title: str, *columns: TabColumn) -> Tab:
    """A tab with these columns."""
    return Tab(key=key, title=title, columns=columns)


def machine(key: str, title: str, width: int = 16) -> TabColumn:
    """A column we write."""
    return TabColumn(key=key, title=title, width=width)


def staff(key: str, title: str, *options: str, width: int = 16) -> TabColumn:
    """A column staff write."""
    return TabColumn(key=key, title=title, staff=True, options=options, width=width)


TABS: tuple[Tab, ...] = (
    tab(PROGRAMME, "Programme", machine("item", "Item", 28), machine("value", "Value", 60)),
    tab(
        PEOPLE,
        "People",
        machine("name", "Name", 24),
        machine("email", "Mail", 30),
        machine("grade", "Grade", 8),
        machine("roles", "Takes part as", 18),
        machine("status", "Status", 24),
        machine("guardian", "Guardian", 30),
        staff("action", "Action", "withdraw"),
        ANSWER,
    ),
    tab(
        APPLICATIONS,
        "Applications",
        machine("name", "Name", 24),
        machine("role", "Role", 10),
        machine("grade", "Grade", 8),
        machine("submitted", "Submitted", 18),
        machine("slots", "Slots", 30),
        machine("topics", "Topics", 30),
        machine("interests", "Interests", 30),
        machine("why", "Why", 40),
        machine("status", "Status", 14),
        staff("decision", "Decision", ACCEPT, WAIT, DECLINE),
        staff("note", "Words to the applicant", width=30),
        ANSWER,
    ),
    tab(
        PAIRS,
        "Pairs",
        machine("mentor", "Mentor", 24),
        machine("mentee", "Mentee", 24),
        machine("status", "Status", 12),
        machine("score", "Points", 8),
        machine("why", "Why", 50),
        machine("alternatives", "Alternatives", 50),
        staff("decision", "Decision", APPROVE, LOCK, FORBID, END),
        ANSWER,
    ),
    tab(
        MATCHING,
        "Matching",
        machine("item", "Item", 28),
        machine("meaning", "What it does", 60),
        machine("value", "Now", 40),
        staff("change", "Try instead", width=14),
        ANSWER,
    ),
    tab(
        MEETINGS,
        "Meetings",
        machine("pair", "Pair", 36),
        machine("number", "No.", 6),
        machine("date", "Date", 12),
        machine("time", "Time", 14),
        machine("room", "Room", 14),
        machine("host", "Host", 18),
        machine("status", "Status", 14),
        machine("why", "Why", 40),
        staff("outcome", "Outcome", HELD, MISSED, CANCEL),
        ANSWER,
    ),
    tab(
        TRAINING,
        "Training",
        machine("name", "Mentor", 24),
        machine("topic", "Topic", 24),
        machine("status", "Status", 16),
        staff("done", "Done", "yes"),
        ANSWER,
    ),
    tab(
        CHECK_INS,
        "Check-ins",
        machine("pair", "Pair", 36),
        machine("date", "Meeting", 12),
        machine("who", "Who", 20),
        machine("outcome", "Outcome", 12),
        machine("mood", "Mood", 8),
        machine("hard", "Hard", 8),
        machine("note", "Note", 44),
    ),
    tab(
        CONSENTS,
        "Consents",
        machine("name", "Pupil", 24),
        machine("guardian", "Guardian", 30),
        machine("status", "Status", 14),
        machine("requested", "Asked on", 14),
        machine("expires", "Valid until", 14),
        staff("paper", "Paper form", PAPER_YES, PAPER_NO, ASK_AGAIN),
        ANSWER,
    ),
    tab(ACTIVITY, "Activity", machine("at", "When", 18), machine("what", "What was done and why", 100)),
    tab(HEALTH, "Health", machine("item", "Item", 30), machine("state", "State", 60)),
)

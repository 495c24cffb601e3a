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
STAFF, NEEDS, RECRUITING, SELECTION = "staff", "needs", "recruiting", "selection"
CLOSURES, FEEDBACK, HISTORY, RECOGNITION = "closures", "feedback", "history", "recognition"
LETTER, RELEASE = "letter", "release"
SCORECARD, LEARNING, CHANGES = "scorecard", "learning", "changes"
UNMATCHED = "unmatched:"
"""Begins the keys of rows in Pairs that stand for a pupil without a partner."""

ACCEPT, WAIT, DECLINE = "accept", "waiting list", "decline"
APPROVE, LOCK, FORBID, END = "approve", "lock", "forbid", "end"
HELD, MISSED, CANCEL = "held", "missed", "cancel"
INTERVIEW, CHOOSE = "interview", "choose"
PAPER_YES, PAPER_NEWER, PAPER_NO, ASK_AGAIN = "paper: yes", "newer paper: yes", "paper: no", "ask again"

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
    tab(
        PROGRAMME,
        "Programme",
        machine("item", "Item", 28),
        machine("value", "Value", 60),
        staff("change", "Change to", width=30),
        ANSWER,
    ),
    tab(
        STAFF,
        "Staff",
        machine("name", "Name", 24),
        machine("role", "Duty", 30),
        machine("backup", "Steps in", 24),
        machine("status", "Status", 14),
        machine("hours", "Hours a week", 12),
        staff("said", "Said in person", "accepted", "declined"),
        ANSWER,
    ),
    tab(
        NEEDS,
        "Needs",
        machine("issue", "Issue", 28),
        machine("rank", "Rank", 8),
        machine("count", "Say it troubles them", 20),
        machine("severity", "How bad (1 to 5)", 16),
        machine("points", "Count x severity", 16),
        machine("first", "Would begin here", 16),
        staff("decision", "Decision", CHOOSE),
        ANSWER,
    ),
    tab(
        RECRUITING,
        "Recruiting",
        machine("group", "Who", 28),
        machine("invited", "Invited", 10),
        machine("signed_up", "Came to hear more", 18),
        machine("nominated", "Nominated", 12),
        machine("applied", "Applied", 10),
        machine("accepted", "Accepted", 10),
        machine("days", "Days to an answer", 18),
    ),
    tab(
        SELECTION,
        "Selection",
        machine("name", "Name", 24),
        machine("nominated", "Nominated by", 30),
        machine("attendance", "Attendance", 12),
        machine("reference", "Reference", 40),
        machine("interview", "Interview", 30),
        machine("scores", "Scores (mean, spread)", 20),
        machine("reasons", "Speaks for and against", 60),
        staff("step", "Next step", INTERVIEW),
        ANSWER,
    ),
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
        staff("paper", "Paper form", PAPER_YES, PAPER_NEWER, PAPER_NO, ASK_AGAIN),
        ANSWER,
    ),
    tab(
        CLOSURES,
        "Closures",
        machine("pair", "Pair", 36),
        machine("ended", "Ended", 12),
        machine("why", "Why", 30),
        machine("held", "Meetings", 10),
        machine("goodbye", "Goodbye", 24),
        machine("answered", "Answers", 10),
        machine("status", "Status", 26),
    ),
    tab(
        FEEDBACK,
        "Feedback",
        machine("when", "When", 28),
        machine("who", "Who", 14),
        machine("asked", "Asked", 8),
        machine("answered", "Answered", 10),
        machine("rate", "Rate", 8),
        machine("rating", "Mean, 1 to 5", 22),
        machine("helped", "What helped", 50),
        machine("hard", "What was hard", 50),
    ),
    tab(
        RECOGNITION,
        "Recognition",
        machine("name", "Name", 24),
        machine("held", "Meetings", 10),
        machine("hours", "Hours", 8),
        machine("awards", "Awards", 40),
        machine("letter", "Draft of the letter", 50),
        staff("words", "Your words in the letter", width=50),
        staff("action", "Action", LETTER, RELEASE),
        ANSWER,
    ),
    tab(
        SCORECARD,
        "Scorecard",
        machine("code", "Code", 8),
        machine("what", "What good programmes do", 50),
        machine("measured", "Now", 20),
        machine("met", "Met?", 20),
    ),
    tab(
        LEARNING,
        "Learning",
        machine("measure", "Measure", 18),
        machine("group", "Who", 26),
        machine("before", "Before", 10),
        machine("after", "After", 10),
        machine("change", "Change", 10),
        machine("n", "How many", 28),
        machine("caveat", "What it does not show", 70),
    ),
    tab(
        CHANGES,
        "Changes",
        machine("stage", "Stage to", 12),
        machine("what", "What to change", 50),
        machine("why", "Why", 20),
        staff("owner", "Who sees to it", width=20),
        staff("done", "Until when, and notes", width=40),
    ),
    tab(
        HISTORY,
        "Past years",
        machine("year", "Year to", 12),
        machine("name", "Name", 24),
        machine("role", "Role", 10),
        machine("grade", "Grade then", 10),
        machine("outcome", "Application", 14),
        machine("held", "Meetings", 10),
        machine("hours", "Hours", 8),
        machine("completed", "Completed", 10),
    ),
    tab(ACTIVITY, "Activity", machine("at", "When", 18), machine("what", "What was done and why", 100)),
    tab(HEALTH, "Health", machine("item", "Item", 30), machine("state", "State", 60)),
)

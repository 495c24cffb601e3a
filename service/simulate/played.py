"""Which of the programme's capabilities happened in a run: the marks they leave in what the service wrote down.

A mark is a word for something that happened: `event:<kind>`, `form:<kind>` answered, `cell:<tab>/<column>` edited,
`timer:<kind>` fired, `mail:<workflow>/<step>` sent, `row:<tab>` or `row:<tab>/<row>` written, `meeting:<kind>` put
into calendars, `watch:<rule>` noted. The rows are those of `docs/programme.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from service.storage import tables
from service.storage.aggregate_tables import AGGREGATE_TABLES
from service.storage.database import Database
from service.storage.projections import CALENDAR
from workflows.state import Watch

ALWAYS = frozenset({53})
"""Shown by the run itself: one process and an embedded database did all the rest."""
ELSEWHERE = frozenset({44})
"""Played by a run of its own (`--mode co-mentoring`): in it nobody is older, so it excludes the other rows."""

MARKS: Mapping[int, tuple[str, ...]] = {
    1: ("form:setup", "row:programme/goal", "mail:charter/launch"),
    2: ("mail:needs/ask", "form:needs_survey", "row:needs"),
    3: ("cell:needs/decision", "mail:needs/chosen"),
    4: ("form:duty", "event:ProgrammeLaunched"),
    5: ("mail:expect/pupil", "mail:expect/guardian"),
    6: ("mail:recruiting/invite", "form:info_session", "meeting:info"),
    7: ("form:mentor_application", "mail:applications/receipt"),
    8: ("form:nomination", "mail:recruiting/nominated"),
    9: ("cell:selection/step", "meeting:interview", "form:rubric"),
    10: ("event:RosterImported", "mail:recruiting/invite", "row:recruiting"),
    11: ("form:reference", "event:AttendanceImported", "row:selection"),
    12: ("cell:applications/decision", "mail:applications/decision"),
    13: ("form:mentee_application", "event:ApplicantAccepted"),
    14: ("mail:consent/request", "form:consent", "event:ConsentGiven"),
    15: ("meeting:training", "form:training_attendance", "row:sessions"),
    16: ("row:sessions", "event:TrainingRecorded", "mail:training/complete"),
    17: ("form:training_scenarios",),
    18: ("row:programme/training/focus", "event:TrainingRecorded"),
    19: ("form:concern_quiz",),
    20: ("timer:matching.draft", "cell:pairs/decision"),
    21: ("event:PairApproved", "row:matching/capacity"),
    22: ("cell:tasters/decision", "meeting:taster", "mail:tasters/vote", "form:taster_votes"),
    23: ("mail:life/repair", "row:repairs"),
    24: ("meeting:meeting", "mail:meetings/welcome"),
    25: ("form:agreement", "mail:agreements/copy"),
    26: ("timer:meetings.extend", "form:check_in", "event:MeetingSettled"),
    27: ("mail:life/ideas", "row:activities"),
    28: ("mail:life/tip", "meeting:drop-in", "row:support"),
    29: ("mail:adults/teacher", "form:teacher_pulse", "row:adults"),
    30: ("mail:adults/guardian", "form:guardian_insight"),
    31: ("form:concern", "mail:concerns/alert", "event:ConcernAcknowledged"),
    32: ("mail:watch", "watch:attendance"),
    33: ("form:goal", "mail:life/goal", "row:goals"),
    34: ("event:AttendanceImported", "row:learning/attendance"),
    35: ("form:review_agenda", "meeting:review"),
    36: ("form:feedback_mentor", "form:feedback_mentee", "form:feedback_adult"),
    37: ("mail:learning/report", "row:scorecard", "row:changes"),
    38: ("mail:measures/ask", "row:learning/scale"),
    39: ("form:reward_poll", "mail:recognition/certificate"),
    40: ("cell:recognition/action", "mail:recognition/letter"),
    41: ("meeting:celebration", "mail:celebration/lead"),
    42: ("timer:rollover.roll", "row:history", "row:programme/next"),
    43: ("mail:reports/site", "row:matching/fairness:site"),
    45: ("form:class_pairs", "row:classes"),
    46: ("form:support_needs", "form:check_in_pictures"),
    47: ("form:activity_idea", "form:school_event", "cell:events/agreed"),
    48: ("form:opportunity", "mail:life/opportunities"),
    49: ("form:referral_consent", "mail:life/referral_made"),
    50: ("form:help_request", "cell:referrals/decision"),
    51: ("cell:programme/change",),
    52: ("row:programme/effort",),
}
"""What has to be among the marks for a row to have been played: all of them."""


def unplayed(marks: frozenset[str]) -> Mapping[int, tuple[str, ...]]:
    """The rows that did not happen, each with the marks it lacks."""
    lacking = {row: tuple(m for m in wanted if m not in marks) for row, wanted in MARKS.items()}
    return {row: missing for row, missing in lacking.items() if missing}


def marks_of(database: Database) -> frozenset[str]:
    """Everything that happened in this database's programmes."""
    with database.read() as connection:
        return frozenset((*_heard(connection), *_mailed(connection), *_projected(connection), *_noted(connection)))


def _heard(connection: Connection) -> Iterator[str]:
    """By identities and the journal: what an event brought is not kept for long."""
    yield from (f"event:{kind}" for kind in connection.execute(select(tables.journal.c.event_kind)).scalars())
    for kind, identity in connection.execute(select(tables.events.c.kind, tables.events.c.identity)):
        yield f"event:{kind}"
        match identity.split("/"):
            case ["form", form, *_]:
                yield f"form:{form}"
            case ["cell", tab, *_, column, _]:
                yield f"cell:{tab}/{column}"
            case ["timer", timer, *_]:
                yield f"timer:{timer}"


def _mailed(connection: Connection) -> Iterator[str]:
    """Each part of a key after the workflow: which of them is the step differs from workflow to workflow."""
    c = tables.messages.c
    for key in connection.execute(select(c.key).where(c.state.in_(("sent", "folded")))).scalars():
        _, workflow, *steps = key.split("/")
        yield f"mail:{workflow}"
        # A step that comes again has its day or number behind a dash.
        yield from (f"mail:{workflow}/{step.partition('-')[0]}" for step in steps)


def _projected(connection: Connection) -> Iterator[str]:
    c = tables.projections.c
    for where, key in connection.execute(select(c.destination, c.key)):
        if where == CALENDAR:
            yield f"meeting:{key.split('/')[1]}"
            continue
        tab, _, row = key.partition("/")
        yield from (f"row:{tab}", f"row:{tab}/{row}", f"row:{tab}/{row.partition('-')[0]}")


def _noted(connection: Connection) -> Iterator[str]:
    table = AGGREGATE_TABLES[Watch]
    yield from (f"watch:{rule}" for rule in connection.execute(select(table.c.rule)).scalars())

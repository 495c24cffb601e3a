"""The weekly report: on time, true in its numbers, and short."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    FIRST_AT,
    MENTEE,
    MENTOR,
    NOW,
    PAIR,
    POLICY,
    application,
    calendar,
    consent,
    couple,
    meeting,
    policy,
)
from workflows import reports
from workflows.decision import Timer
from workflows.effects import SendMail
from workflows.events import ProgrammeStarted, ReportRequested, TimerFired
from workflows.policy import Policy, ReportPolicy
from workflows.reports import MOST_LINES, WEEKLY, next_report
from workflows.state import Entity, MeetingStatus, Role, Unmatched, Watch
from workflows.text.blocks import Bars, Heading, Items, Paragraph, Table
from workflows.view import Snapshot

DUE = TimerFired(kind=WEEKLY, subject="oak", due_at=NOW)
AFTER = FIRST_AT + timedelta(days=5)


def report(*values: Entity, now: datetime = AFTER) -> SendMail:
    (mail,) = reports.decide(DUE, Snapshot(values), now, POLICY).effects
    assert isinstance(mail, SendMail)
    return mail


def watched(number: int) -> Watch:
    return Watch(
        id=f"x{number:02}:hard",
        pair_id=PAIR,
        mentor_id=MENTOR,
        mentee_id=MENTEE,
        rule="hard",
        reason=f"Reason {number}.",
        since=NOW,
    )


# --- when -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 9, 8, 9, 0, tzinfo=UTC), datetime(2026, 9, 14, 6, 0, tzinfo=UTC)),
        (datetime(2026, 9, 14, 5, 59, tzinfo=UTC), datetime(2026, 9, 14, 6, 0, tzinfo=UTC)),
        (datetime(2026, 9, 14, 6, 0, tzinfo=UTC), datetime(2026, 9, 21, 6, 0, tzinfo=UTC)),
        (
            datetime(2026, 10, 20, 9, 0, tzinfo=UTC),
            datetime(2026, 10, 27, 7, 0, tzinfo=UTC),
        ),  # Monday closed, winter time
        (datetime(2026, 12, 15, 9, 0, tzinfo=UTC), datetime(2027, 1, 5, 7, 0, tzinfo=UTC)),  # the break
        (datetime(2027, 6, 28, 6, 0, tzinfo=UTC), None),  # the year is over
    ],
)
def test_report_comes_on_its_day_in_weeks_with_school(now: datetime, due: datetime | None) -> None:
    assert next_report(now, POLICY) == due


def test_report_day_after_the_last_school_day_of_a_week_moves_forward() -> None:
    friday = policy(reports=ReportPolicy(weekday="Fri"), school=calendar(closed=frozenset({date(2026, 9, 11)})))
    assert next_report(NOW, friday) == datetime(2026, 9, 10, 6, 0, tzinfo=UTC)


@settings(max_examples=40)
@given(
    hours=st.integers(0, 8_000),
    weekday=st.sampled_from(("Mon", "Wed", "Fri", "Sun")),
    wall=st.sampled_from((time(1, 30), time(7, 0), time(23, 0))),
)
def test_report_is_always_ahead_and_on_a_school_day(hours: int, weekday: str, wall: time) -> None:
    by = policy(reports=ReportPolicy(weekday=weekday, at=wall))
    now = datetime(2026, 8, 1, tzinfo=UTC) + timedelta(hours=hours)
    due = next_report(now, by)
    if due is not None:
        assert due > now
        assert by.school.is_school_day(by.school.local_date(due))
        assert by.school.local(due).time() == wall


def test_start_sets_the_timer_and_the_report_sets_the_next() -> None:
    timer = Timer(kind=WEEKLY, subject="oak", due_at=datetime(2026, 9, 14, 6, 0, tzinfo=UTC))
    assert reports.decide(ProgrammeStarted(fingerprint="1"), Snapshot(), NOW, POLICY).timers == (timer,)
    assert reports.decide(DUE, Snapshot(), NOW, POLICY).timers == (timer,)


def test_report_asked_for_comes_now_and_leaves_the_timer() -> None:
    decision = reports.decide(ReportRequested(by="lead"), Snapshot(), NOW, POLICY)
    (mail,) = decision.effects
    assert isinstance(mail, SendMail)
    assert (mail.key, decision.timers) == ("oak/reports/asked/20260908T090000", ())


# --- what -------------------------------------------------------------------------------------------


def test_report_goes_to_the_lead_with_one_key_a_day() -> None:
    mail = report()
    assert (mail.to.person_id, mail.subject) == ("lead", "Oak mentoring: your week, Mon 14 September 2026")
    assert mail.key == report(now=AFTER + timedelta(hours=1)).key == "oak/reports/weekly/2026-09-14"


def test_empty_report_says_that_nothing_waits() -> None:
    texts = [b.text for b in report().blocks if isinstance(b, Paragraph)]
    assert texts[1:] == ["Nothing waits for a decision.", "No pair is on the watch-list."]


def test_report_counts_what_needs_a_decision() -> None:
    values: list[Entity] = [
        *couple(),
        application(id="x:mentor", person_id="x"),
        consent(id="x", person_id="x"),
        meeting(status=MeetingStatus.UNCONFIRMED),
        meeting(2, status=MeetingStatus.HELD),
        Unmatched(id="u", person_id="u", role=Role.MENTEE, reasons=(), drafted_at=NOW),
    ]
    lines = next(b for b in report(*values).blocks if isinstance(b, Items)).lines
    assert lines == (
        "Applications that wait for a decision: 1",
        "Guardians who have not answered yet: 1",
        "Meetings nobody has confirmed: 1",
        "Pairs that have met but not agreed yet: 1",
        "Pupils without a partner: 1",
    )


def test_report_draws_last_week_only() -> None:
    old = FIRST_AT - timedelta(days=7)
    values = [
        meeting(1, status=MeetingStatus.HELD),
        meeting(2, status=MeetingStatus.HELD, starts_at=old),
        meeting(3, status=MeetingStatus.MISSED),
    ]
    chart = next(b for b in report(*values).blocks if isinstance(b, Bars))
    assert chart.bars == (("Held", 1.0, "1"), ("Missed", 1.0, "1"), ("Cancelled", 0.0, "0"), ("Unconfirmed", 0.0, "0"))


def test_report_tells_the_dosage_of_each_pair() -> None:
    values = [*couple(), *couple("a", "b"), meeting(1, status=MeetingStatus.HELD)]
    table = next(b for b in report(*values).blocks if isinstance(b, Table))
    assert table.rows == (
        ("Mentors accepted", "2"),
        ("Mentees accepted", "2"),
        ("Consents given", "4"),
        ("Active pairs", "2"),
        ("Meetings held so far", "1"),
        ("Meetings held for each active pair, on average", "0.5"),
        ("Fewest for one pair", "0"),
    )


def test_report_lists_the_watch_list_and_stays_short() -> None:
    mail = report(*couple(), *(watched(n) for n in range(12)), replace(watched(20), cleared_at=NOW))
    lines = next(b for b in mail.blocks if isinstance(b, Items) and "Reason" in b.lines[0]).lines
    assert lines[0] == "Ana and Ben: Reason 0."
    assert (len(lines), lines[-1]) == (MOST_LINES + 1, "and 2 more in the workbook")


def test_report_looks_ahead_at_meetings_and_closed_days() -> None:
    monday = datetime(2026, 10, 23, 6, 0, tzinfo=UTC)
    ahead = meeting(starts_at=monday + timedelta(days=4), ends_at=monday + timedelta(days=4, hours=1))
    lines = report(*couple(), ahead, now=monday).blocks[-1]
    assert lines == Items(
        lines=(
            "Meetings planned until Thu 29 October 2026: 1",
            "First meetings: Ana & Ben",
            "School is closed on Mon 26 October 2026",
        )
    )


def test_report_has_a_heading_for_each_part() -> None:
    found = [b.text for b in report().blocks if isinstance(b, Heading)]
    assert found == ["What needs you", "Pairs to look at", "The week ahead"]


def test_policy_of_the_report_is_the_lead() -> None:
    other: Policy = replace(POLICY, roles=replace(POLICY.roles, lead="head"))
    (mail,) = reports.decide(DUE, Snapshot(), NOW, other).effects
    assert isinstance(mail, SendMail)
    assert mail.to.person_id == "head"

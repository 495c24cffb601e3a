"""Rollover: pairs end in time, the year is archived and purged, and everybody is invited anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import MENTEE, MENTOR, NOW, PAIR, check_in, couple, meeting, pair, person, policy
from tests.workflows.world import World
from workflows import rollover, tabs
from workflows.decision import Decision, Gone, Timer
from workflows.effects import PutRow, RemoveRow, SendMail
from workflows.events import DraftRequested, Event, PairEnded, ProgrammeStarted, TimerFired
from workflows.policy import ClosurePolicy, Policy, RolloverPolicy
from workflows.router import decide as route
from workflows.state import (
    Application,
    ApplicationStatus,
    CheckIn,
    Entity,
    History,
    MeetingStatus,
    PairStatus,
    Person,
    Role,
)
from workflows.text.blocks import FormLink
from workflows.view import Snapshot

END = date(2026, 12, 18)
YEAR = policy(rollover=RolloverPolicy(year_ends=(END,), completed_meetings=2), closure=ClosurePolicy(on=True))
EVENING = datetime(2026, 12, 18, 18, 0, tzinfo=UTC)
ROLL = TimerFired(kind="rollover.roll", subject=END.isoformat(), due_at=EVENING)
PAST = tuple(meeting(n, status=MeetingStatus.HELD) for n in (1, 2))


def decide(event: Event, *values: Entity, programme: Policy = YEAR) -> Decision:
    return rollover.decide(event, Snapshot([*couple(status=PairStatus.ENDED), *values]), EVENING, programme)


def rolled(*values: Entity) -> tuple[Decision, dict[str, SendMail]]:
    decision = decide(ROLL, *values)
    return decision, {e.to.person_id: e for e in decision.effects if isinstance(e, SendMail)}


def test_years_still_to_end_get_both_timers() -> None:
    decision = rollover.decide(ProgrammeStarted(fingerprint="f"), Snapshot(), NOW, YEAR)
    assert decision.timers == (
        Timer(kind="rollover.wind_down", subject="2026-12-18", due_at=datetime(2026, 12, 4, 6, 0, tzinfo=UTC)),
        Timer(kind="rollover.roll", subject="2026-12-18", due_at=EVENING),
    )
    assert decide(ProgrammeStarted(fingerprint="f")).timers == ()


def test_wind_down_ends_active_pairs_and_drops_drafts() -> None:
    fired = TimerFired(kind="rollover.wind_down", subject=END.isoformat(), due_at=NOW)
    draft = pair("p-x", "p-y", status=PairStatus.DRAFT)
    active = pair(MENTOR, MENTEE)
    decision = decide(fired, draft, active)
    assert decision.events == (PairEnded(pair_id=PAIR, why="the school year ends", planned=True),)
    assert decision.changes == (Gone(kind="Pair", id="p-x~p-y"),)
    assert decision.effects == (RemoveRow(tab=tabs.PAIRS, key="p-x~p-y"),)


def test_nothing_is_drafted_in_the_last_days() -> None:
    late = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
    assert route(DraftRequested(by="lead"), Snapshot(couple()), late, YEAR).changes == ()


def test_year_is_kept_as_one_line_for_each_role() -> None:
    decision, _ = rolled(*PAST)
    kept = [c for c in decision.changes if isinstance(c, History)]
    assert [(h.person_id, h.role, h.held, h.minutes, h.completed) for h in kept] == [
        (MENTEE, Role.MENTEE, 2, 80, True),
        (MENTOR, Role.MENTOR, 2, 80, True),
    ]


def test_applications_end_and_words_are_purged() -> None:
    said = check_in(note="We talked about home.")
    decision, _ = rolled(*PAST, said)
    gone = {c.id for c in decision.changes if isinstance(c, Gone) and c.kind == Application.__name__}
    assert gone == {f"{MENTOR}:mentor", f"{MENTEE}:mentee"}
    assert [c.note for c in decision.changes if isinstance(c, CheckIn)] == [""]


def test_rows_of_the_year_leave_the_working_tabs() -> None:
    decision, _ = rolled(*PAST, check_in())
    removed = {(e.tab, e.key) for e in decision.effects if isinstance(e, RemoveRow)}
    assert {(tabs.MEETINGS, f"{PAIR}/1"), (tabs.CHECK_INS, f"{PAIR}/1:{MENTOR}"), (tabs.PAIRS, PAIR)} <= removed


def test_everybody_is_a_grade_higher_but_those_on_the_schools_list() -> None:
    listed = person(id=MENTEE, name="Ben", email="p-mentee@oak.example", grade=7, rostered=True)
    decision, _ = rolled(listed)
    assert [(p.id, p.grade) for p in decision.changes if isinstance(p, Person)] == [(MENTOR, 11)]


@pytest.mark.parametrize(
    ("grade", "subject", "form"),
    [
        (8, "Ben, be a mentor next year", "mentor_application"),
        (6, "Ben, come back next year", "mentee_application"),
        (11, "Thank you, Ben", ""),
    ],
)
def test_mentees_are_invited_by_the_grade_they_will_be_in(grade: int, subject: str, form: str) -> None:
    _, mails = rolled(*PAST, person(id=MENTEE, name="Ben", email="p-mentee@oak.example", grade=grade))
    links = [b.form for b in mails[MENTEE].blocks if isinstance(b, FormLink)]
    assert (mails[MENTEE].subject, links) == (subject, [form] if form else [])


def test_mentee_who_met_too_rarely_is_no_mentor_yet() -> None:
    _, mails = rolled(PAST[0], person(id=MENTEE, name="Ben", email="p-mentee@oak.example", grade=8))
    assert mails[MENTEE].subject == "Thank you, Ben"


def test_somebody_who_left_hears_nothing() -> None:
    _, mails = rolled(person(id=MENTEE, name="Ben", email="p-mentee@oak.example", grade=6, withdrawn_at=NOW))
    assert MENTEE not in mails


def test_applicant_without_a_place_gets_an_answer() -> None:
    waiting = next(v for v in couple() if isinstance(v, Application) and v.role is Role.MENTEE)
    _, mails = rolled(replace(waiting, status=ApplicationStatus.WAITING))
    assert mails[MENTEE].subject == "No place this year. Try again, Ben"


def test_pipeline_is_counted_in_the_programme_tab() -> None:
    decision, mails = rolled(*PAST, person(id=MENTEE, name="Ben", email="p-mentee@oak.example", grade=8))
    (row,) = [e for e in decision.effects if isinstance(e, PutRow) and e.tab == tabs.PROGRAMME]
    assert row.cells["value"].startswith("Invited: 1 mentees as mentors, 1 mentors again")
    assert mails["lead"].subject == "The year is archived, the next one begins"


def test_old_meetings_go_and_the_bare_pair_stays() -> None:
    old = pair(MENTOR, MENTEE, status=PairStatus.ENDED, ended_at=EVENING - timedelta(days=500))
    decision, _ = rolled(old, *PAST)
    gone = [c.id for c in decision.changes if isinstance(c, Gone) and c.kind == "Meeting"]
    assert (gone, [c for c in decision.changes if isinstance(c, Gone) and c.kind == "Pair"]) == (
        [f"{PAIR}/1", f"{PAIR}/2"],
        [],
    )


def test_year_without_a_last_day_never_rolls() -> None:
    world = World(*couple(), policy=policy())
    world.hear(ProgrammeStarted(fingerprint="f"), NOW)
    assert not [kind for kind, _ in world.timers if kind.startswith("rollover")]

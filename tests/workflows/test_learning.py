"""Attendance, scorecard and the report: counted from state, groups too small left out, missed benchmarks to change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.builders import MENTEE, MENTOR, NOW, PAIR, check_in, couple, meeting, policy
from workflows import learning, tabs
from workflows.attendance import attendance_rows, compared
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutRow, SendMail
from workflows.events import Event, ProgrammeStarted, TimerFired
from workflows.policy import LearningPolicy
from workflows.scorecard import BENCHMARKS, Score, scores
from workflows.state import Attendance, Closure, Entity, Meeting, MeetingStatus, PairStatus
from workflows.text.blocks import Bars, Table
from workflows.text.papers import Document
from workflows.view import Snapshot

STAGE = date(2026, 12, 1)
LEARN = policy(learning=LearningPolicy(on=True, stages=(STAGE,)))
LATER = NOW + timedelta(days=60)
HELD = meeting(status=MeetingStatus.HELD, outcome_by="check-ins")


def decide(event: Event, *values: Entity) -> Decision:
    return learning.decide(event, Snapshot([*couple(), HELD, *values]), LATER, LEARN)


def there(person: str, *, before: int, after: int) -> tuple[Attendance, Attendance]:
    autumn = (date(2026, 9, 1), date(2026, 9, 8)), (date(2026, 9, 10), date(2026, 10, 20))
    counts = zip(autumn, (before, after), strict=True)
    first, second = (
        Attendance(id=f"{person}:{a}", person_id=person, first=a, last=b, present=n, possible=20)
        for (a, b), n in counts
    )
    return first, second


def met(count: int) -> list[Meeting]:
    return [
        meeting(n, id=f"x{n}/1", pair_id=f"x{n}", mentee_id=f"m{n}", status=MeetingStatus.HELD) for n in range(count)
    ]


def groups(mentees: int, others: int) -> Snapshot:
    inside = [r for n in range(mentees) for r in there(f"m{n}", before=15, after=18)]
    outside = [r for n in range(others) for r in there(f"o{n}", before=18, after=18)]
    return Snapshot([*met(mentees), *inside, *outside])


def test_attendance_is_compared_with_the_others() -> None:
    found = {g.group: (g.n, g.before, g.after, g.change) for g in compared(groups(5, 6), LATER, LEARN)}
    assert (found["mentees"], found["others"]) == ((5, 75.0, 90.0, 15.0), (6, 90.0, 90.0, 0.0))


@pytest.mark.parametrize(("mentees", "others", "caveat"), [(4, 6, "Not shown"), (5, 3, "no group to compare")])
def test_small_groups_are_refused_and_the_caveat_says_so(mentees: int, others: int, caveat: str) -> None:
    rows = {row.key: row.cells for row in attendance_rows(groups(mentees, others), LATER, LEARN)}
    assert caveat in rows["attendance-mentees"]["caveat"]
    assert (rows["attendance-mentees"]["before"] == "–") is (mentees < 5)


def test_nothing_imported_shows_nothing() -> None:
    assert compared(Snapshot(met(6)), LATER, LEARN) == ()


def test_every_benchmark_has_a_row_and_words() -> None:
    decision = decide(TimerFired(kind="learning.week", subject="oak", due_at=LATER))
    rows = [e for e in decision.effects if isinstance(e, PutRow) and e.tab == tabs.SCORECARD]
    assert ([row.key for row in rows], all(row.cells["what"] for row in rows)) == (list(BENCHMARKS), True)


def scored(*values: Entity) -> dict[str, tuple[int, int]]:
    return {s.code: (s.part, s.whole) for s in scores(Snapshot([*couple(), *values]), LATER, LEARN)}


def test_benchmarks_count_what_happened() -> None:
    found = scored(HELD, check_in(), check_in(submitted_at=NOW + timedelta(days=9), number=2))
    assert (found["B.2.9"], found["B.4.2"], found["B.4.4"], found["B.5.1"], found["B.5.8"]) == (
        (2, 2),
        (1, 1),
        (0, 1),
        (1, 1),
        (1, 1),
    )


@pytest.mark.parametrize(("closed", "part"), [(None, 0), (NOW, 1)])
def test_ended_pair_counts_when_it_is_closed(closed: None, part: int) -> None:
    over = couple(status=PairStatus.ENDED)
    closure = Closure(
        id=PAIR, pair_id=PAIR, mentor_id=MENTOR, mentee_id=MENTEE, why="", opened_at=NOW, closed_at=closed
    )
    assert scored(*over, closure)["B.6.1"] == (part, 1)


def test_nothing_to_count_is_no_pass() -> None:
    assert Score(code="B.6.1", part=0, whole=0).met is None


def test_stage_reports_with_a_paper_and_names_what_to_change() -> None:
    decision = decide(TimerFired(kind="learning.stage", subject=STAGE.isoformat(), due_at=LATER))
    (mail,) = [e for e in decision.effects if isinstance(e, SendMail)]
    paper = mail.attachments[0].paper
    assert isinstance(paper, Document)
    assert [type(b) for b in paper.blocks if isinstance(b, Bars | Table)] == [Bars, Bars, Table]
    changes = [e.key for e in decision.effects if isinstance(e, PutRow) and e.tab == tabs.CHANGES]
    assert f"{STAGE}:B.4.4" in changes


def test_start_sets_the_stages_and_the_next_count() -> None:
    timers = learning.decide(ProgrammeStarted(fingerprint="f"), Snapshot(), NOW, LEARN).timers
    assert [t.kind for t in timers if isinstance(t, Timer)] == ["learning.stage", "learning.week"]
    assert learning.decide(ProgrammeStarted(fingerprint="f"), Snapshot(), NOW, policy()) == NOTHING


def test_start_sets_the_days_of_the_scales_too() -> None:
    rules = policy(learning=LearningPolicy(on=True, baseline_on=(STAGE,)))
    timers = learning.decide(ProgrammeStarted(fingerprint="f"), Snapshot(), NOW, rules).timers
    assert {t.kind for t in timers} == {"learning.week", "measures.wave", "measures.again"}

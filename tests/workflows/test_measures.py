"""Scales are asked under a pseudonym, paired before and after, and shown from five people on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import MENTEE, MENTOR, NOW, answered, couple, policy
from workflows import measures
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutRow, SendMail
from workflows.events import Event, ProgrammeStarted, TimerFired
from workflows.policy import LearningPolicy, ScaleUse
from workflows.state import Entity, Role, ScaleAnswer
from workflows.text.blocks import FormLink
from workflows.view import Snapshot

MSOR = ScaleUse(id="msor", items=tuple(f"item {n}" for n in range(14)), who=("mentor",))
RULES = LearningPolicy(on=True, scales=(MSOR,), baseline_on=(date(2026, 9, 21),), follow_up_on=(date(2027, 5, 3),))
ASKING = policy(learning=RULES)
WAVE = "baseline-2026-09-21"


def decide(event: Event, *values: Entity) -> Decision:
    return measures.decide(event, Snapshot([*couple(), *values]), NOW, ASKING)


def said(number: int, wave: str, score: int) -> ScaleAnswer:
    key = f"msor:{wave}:{number}"
    return ScaleAnswer(id=key, scale="msor", wave=wave, pseudonym=str(number), role="mentor", score=score, at=NOW)


def test_each_day_has_a_question_and_one_reminder() -> None:
    timers = decide(ProgrammeStarted(fingerprint="f")).timers
    assert [(t.kind, t.subject, t.due_at.date()) for t in timers if isinstance(t, Timer)] == [
        ("measures.wave", WAVE, date(2026, 9, 21)),
        ("measures.again", WAVE, date(2026, 9, 25)),
        ("measures.wave", "follow_up-2027-05-03", date(2027, 5, 3)),
        ("measures.again", "follow_up-2027-05-03", date(2027, 5, 7)),
    ]


@pytest.mark.parametrize("kind", ["measures.wave", "measures.again"])
def test_only_the_roles_of_the_scale_are_asked_under_a_pseudonym(kind: str) -> None:
    decision = decide(TimerFired(kind=kind, subject=WAVE, due_at=NOW))
    mails = [e for e in decision.effects if isinstance(e, SendMail)]
    links = [b for m in mails for b in m.blocks if isinstance(b, FormLink)]
    assert ([m.to.person_id for m in mails], [link.pseudonymous for link in links]) == ([MENTOR], [True])


def test_answer_is_kept_without_a_person() -> None:
    answers = {f"q{n}": "4" for n in range(1, 15)}
    proved = {"pseudonym": "x7", "role": "mentor", "wave": WAVE}
    decision = decide(answered("scale_msor", answers, personal=proved))
    kept = replace(said(0, WAVE, 4000), id=f"msor:{WAVE}:x7", pseudonym="x7")
    assert (decision.changes, decision.about) == ((kept,), ())


@pytest.mark.parametrize("proved", [{}, {"person": MENTEE, "wave": WAVE}])
def test_answer_without_a_pseudonym_is_left_out(proved: dict[str, str]) -> None:
    assert decide(answered("scale_msor", {"q1": "4"}, personal=proved)).changes == ()


@pytest.mark.parametrize(("both", "change", "few"), [(4, "–", True), (5, "+0.50", False)])
def test_change_is_that_of_those_who_answered_twice(both: int, change: str, few: bool) -> None:
    before = [said(n, WAVE, 3000) for n in range(6)]
    after = [said(n, "follow_up-2027-05-03", 3500) for n in range(6 - both, 6)]
    (row,) = measures.scale_rows(MSOR, Snapshot([*couple(), *before, *after]), ASKING)
    assert isinstance(row, PutRow)
    assert (row.cells["change"], row.cells["n"]) == (change, f"6 before, {both} after, {both} both")
    assert ("Shown from 5" in row.cells["caveat"]) is few


def test_mentors_under_seventeen_are_warned_about() -> None:
    (row,) = measures.scale_rows(MSOR, Snapshot([*couple(), said(1, WAVE, 3000)]), ASKING)
    assert "mentors of 17 and older" in row.cells["caveat"]
    assert row.cells["group"] == {Role.MENTOR: "Mentors"}[Role.MENTOR]


def test_switched_off_asks_nobody() -> None:
    fired = TimerFired(kind="measures.wave", subject=WAVE, due_at=NOW + timedelta(days=1))
    assert measures.decide(fired, Snapshot(couple()), NOW, policy()) == NOTHING

from __future__ import annotations

from typing import get_args

from tests.builders import AMIRA, EMAIL, NOW, POLICY, accepted, answered, applied, decided, person
from workflows import concerns, events, forms
from workflows.effects import PutRow, SendMail
from workflows.events import ApplicantAccepted, ConcernSuspected
from workflows.router import RESTRICTED, WORKFLOWS, decide
from workflows.safety.alarm import alarm
from workflows.state import Application, Concern, Role
from workflows.view import Snapshot

SECRET = "Somebody hurts my friend."
WORRIED = applied(answers={"worried": "Yes, please contact me", "why": SECRET})


def test_every_event_is_heard_by_somebody() -> None:
    heard = {*WORKFLOWS, *RESTRICTED, events.ProgrammeLaunched, events.AttendanceImported, events.GoalReached}
    assert {kind.__name__ for kind in get_args(events.Event)} == {kind.__name__ for kind in heard}


def test_decide_adds_the_rows_that_changed() -> None:
    decision = decide(decided("accept"), Snapshot([person()]), NOW, POLICY)
    assert decision.effects == ()
    decision = decide(applied(), Snapshot(), NOW, POLICY)
    assert [(e.tab, e.key) for e in decision.effects if isinstance(e, PutRow)] == [
        ("people", AMIRA),
        ("applications", f"{AMIRA}:mentor"),
    ]


def test_decide_is_the_same_every_time() -> None:
    view = Snapshot([person(), accepted()])
    event = ApplicantAccepted(person_id=AMIRA, role=Role.MENTOR)
    assert decide(event, view, NOW, POLICY) == decide(event, view, NOW, POLICY)


def test_concern_form_is_decided_by_concerns_alone() -> None:
    event = answered(forms.CONCERN, {"text": SECRET})
    assert decide(event, Snapshot(), NOW, POLICY) == concerns.decide(event, Snapshot(), NOW, POLICY)
    assert decide(event, Snapshot(), NOW, POLICY).restricted


def test_alarm_takes_the_words_out_of_an_application() -> None:
    raised = ConcernSuspected(source="mentor_application/r1", raised_by=EMAIL, text=SECRET)
    assert alarm(WORRIED, POLICY) == raised
    decision = decide(WORRIED, Snapshot(), NOW, POLICY)
    assert decision.events[0] == raised
    assert [change.why for change in decision.changes if isinstance(change, Application)] == [""]


def test_alarm_words_reach_no_row_and_no_mail() -> None:
    decision = decide(WORRIED, Snapshot(), NOW, POLICY)
    assert SECRET not in repr((decision.changes, decision.effects, decision.reason))
    assert any(isinstance(effect, SendMail) for effect in decision.effects)


def test_alarm_raised_twice_alerts_once() -> None:
    raised = alarm(WORRIED, POLICY)
    assert raised is not None
    first = decide(raised, Snapshot(), NOW, POLICY)
    (concern,) = first.changes
    assert isinstance(concern, Concern)
    second = decide(raised, Snapshot([concern]), NOW, POLICY)
    assert (second.changes, second.effects) == ((), ())

from __future__ import annotations

from datetime import UTC, datetime

from tests.builders import AMIRA, NOW, accepted, answered, couple, person, policy
from workflows import forms, self_checks
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import SendMail
from workflows.events import Event, ProgrammeStarted, TimerFired, TrainingRecorded
from workflows.forms.training import QUIZ_RIGHT, SCENARIO_QUESTIONS, UNSAFE
from workflows.policy import TrainingPolicy
from workflows.rules import required_topics
from workflows.state import Entity, SelfCheck
from workflows.view import Snapshot

RULES = TrainingPolicy(
    topics=("Listening",),
    quiz="Raising a concern",
    scenarios="What would you do",
    focus="Online safety",
    issue_topics={"Online safety": ("Safe online",), "Bullying": ("Standing up",)},
)
POLICY = policy(training=RULES)
SAFE = {
    key: next(o for o in options if o not in UNSAFE.get(key, ())) for key, (_, options) in SCENARIO_QUESTIONS.items()
}


def hear(event: Event, *values: Entity) -> Decision:
    return self_checks.decide(event, Snapshot([person(), accepted(), *values]), NOW, POLICY)


def sent(form: str, answers: dict[str, str]) -> Event:
    return answered(form, answers, personal={"person": AMIRA})


def mails(decision: Decision) -> list[tuple[str, str]]:
    return [(e.to.person_id, e.subject) for e in decision.effects if isinstance(e, SendMail)]


def test_quiz_all_right_completes_its_topic() -> None:
    decision = hear(sent(forms.QUIZ, dict(QUIZ_RIGHT)))
    assert decision.events == (TrainingRecorded(person_id=AMIRA, topic="Raising a concern", completed_on=NOW.date()),)


def test_quiz_with_one_mistake_is_tried_again() -> None:
    decision = hear(sent(forms.QUIZ, {**QUIZ_RIGHT, "who": "Nobody"}))
    assert (decision.events, mails(decision)) == ((), [(AMIRA, "Nearly: Raising a concern")])
    assert decision.changes[0] == SelfCheck(
        id=f"concern_quiz:{AMIRA}", person_id=AMIRA, form=forms.QUIZ, tries=1, passed=False, at=NOW, unsafe=("who",)
    )


def test_quiz_failed_three_times_reaches_the_lead() -> None:
    twice = SelfCheck(id=f"concern_quiz:{AMIRA}", person_id=AMIRA, form=forms.QUIZ, tries=2, passed=False, at=NOW)
    assert [to for to, _ in mails(hear(sent(forms.QUIZ, {}), twice))] == [AMIRA, "lead"]


def test_passed_once_is_passed() -> None:
    done = SelfCheck(id=f"concern_quiz:{AMIRA}", person_id=AMIRA, form=forms.QUIZ, tries=1, passed=True, at=NOW)
    assert hear(sent(forms.QUIZ, {}), done) == NOTHING


def test_unsafe_scenario_answer_is_flagged_to_the_lead() -> None:
    decision = hear(sent(forms.SCENARIOS, {**SAFE, "cut": "I keep quiet, it is private"}))
    assert decision.events == ()
    assert mails(decision)[1] == ("lead", "Amira Khan: answers to talk about (What would you do)")
    assert "You see cuts" in repr(decision.effects[1])


def test_safe_scenarios_complete_the_topic() -> None:
    assert len(hear(sent(forms.SCENARIOS, SAFE)).events) == 1


def test_every_scenario_has_a_safe_choice_and_every_quiz_answer_stands_there() -> None:
    assert [k for k, (_, options) in SCENARIO_QUESTIONS.items() if not {*options} - UNSAFE.get(k, frozenset())] == []
    assert [k for k, right in QUIZ_RIGHT.items() if right not in forms.QUIZ_QUESTIONS[k][1]] == []


def test_focus_issue_adds_its_module() -> None:
    assert required_topics(POLICY) == ("Listening", "Safe online", "Raising a concern", "What would you do")


def test_new_term_reminds_mentors_of_how_to_raise_a_concern() -> None:
    spring = datetime(2027, 1, 7, 6, 0, tzinfo=UTC)
    started = hear(ProgrammeStarted(fingerprint="f"))
    assert started.timers == (Timer(kind="self_checks.term", subject="oak", due_at=spring),)
    view = Snapshot(couple())
    decision = self_checks.decide(
        TimerFired(kind="self_checks.term", subject="oak", due_at=spring), view, spring, POLICY
    )
    assert mails(decision) == [("p-mentor", "A new term: if you are worried about somebody")]

"""The concern inside another form: asked for, or found in the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import AMIRA, NOW, POLICY, answered, applied, person, policy
from workflows import concerns, forms
from workflows.effects import SendMail
from workflows.events import ConcernSuspected, FormAnswered
from workflows.forms.shape import Kind
from workflows.policy import ConcernPolicy, GoalPolicy, NeedsPolicy
from workflows.router import decide
from workflows.safety.alarm import alarm, without_worry
from workflows.state import Concern
from workflows.view import Snapshot

CRY = "I feel so alone, I want to dye and kill myslef"


@pytest.mark.parametrize("word", ["No", "no", "", " "])
def test_alarm_stays_quiet_at_a_no(word: str) -> None:
    assert alarm(applied(answers={"worried": word}), POLICY) is None


@pytest.mark.parametrize("word", ["Oui", "YES", "yes please", "?"])
def test_alarm_takes_anything_else_as_a_call(word: str) -> None:
    assert alarm(applied(answers={"worried": word}), POLICY) is not None


def test_alarm_names_who_a_personal_link_proves() -> None:
    event = answered(forms.CHECK_IN, {"worried": "Yes"}, personal={"person": AMIRA})
    assert alarm(event, POLICY) == ConcernSuspected(source="check_in/r1", raised_by=AMIRA, text="")


@given(st.dictionaries(st.sampled_from(["worried", "why", "note", "email", "name"]), st.lists(st.text()).map(tuple)))
def test_alarm_never_fails(answers: dict[str, tuple[str, ...]]) -> None:
    event = FormAnswered(
        form=forms.CHECK_IN, response_id="r", revision="1", submitted_at=NOW, respondent="", answers=answers
    )
    flag = "".join(answers.get("worried", ())[:1]).strip().lower()
    raised = alarm(event, POLICY)
    assert flag in ("", "no") or raised is not None


def test_alarm_hears_danger_in_a_note_that_ticked_nothing() -> None:
    event = answered(forms.CHECK_IN, {"outcome": "Yes", "note": CRY}, personal={"person": AMIRA})
    raised = ConcernSuspected(source="check_in/r1", raised_by=AMIRA, text=CRY, risk="self_harm")
    assert alarm(event, POLICY) == raised
    assert dict(without_worry(event, POLICY).answers) == {"outcome": ("Yes",)}


def test_alarm_listens_to_every_text_of_every_form() -> None:
    for form in forms.standard_forms(policy(goals=GoalPolicy(on=True), needs=NeedsPolicy(on=True))):
        for field in form.fields:
            if form.kind != forms.CONCERN and field.kind in (Kind.TEXT, Kind.PARAGRAPH):
                by = policy(goals=GoalPolicy(on=True), needs=NeedsPolicy(on=True))
                assert alarm(answered(form.kind, {field.key: CRY}), by) is not None, (form.kind, field.key)


def test_alarm_does_not_read_what_was_chosen_from_a_list() -> None:
    assert alarm(applied(answers={"topics": ("Bullied pupils",)}), POLICY) is None


def test_alarm_listens_to_forms_it_no_longer_knows() -> None:
    assert alarm(answered("old_form", {"anything": CRY}), POLICY) is not None


def test_alarm_keeps_a_name_that_sounds_like_danger() -> None:
    event = applied(answers={"name": "Nude Rape", "why": CRY})
    assert without_worry(event, POLICY).answers["name"] == ("Nude Rape",)
    assert "why" not in without_worry(event, POLICY).answers


def test_alarm_can_be_told_the_schools_own_words_or_to_stay_out() -> None:
    event = applied(answers={"why": "Ich will nicht mehr leben"})
    own = policy(concerns=ConcernPolicy(own_risk_words=("nicht mehr leben",)))
    raised = alarm(event, own)
    assert raised is not None
    assert raised.risk == "own"
    assert alarm(applied(answers={"why": CRY}), policy(concerns=ConcernPolicy(risk_words=False))) is None


def test_words_of_danger_alert_the_safeguarding_lead_and_reach_no_row() -> None:
    event = applied(answers={"why": CRY})
    decision = decide(event, Snapshot(), NOW, POLICY)
    assert CRY not in repr((decision.changes, decision.effects, decision.reason))
    alert = decide(decision.events[0], Snapshot(), NOW, POLICY)
    assert [mail.to.person_id for mail in alert.effects if isinstance(mail, SendMail)] == ["safe"]
    assert CRY not in repr(alert.effects)


def test_suspected_concern_passes_by_the_adult_it_names() -> None:
    event = ConcernSuspected(source="check_in/r9", raised_by=AMIRA, text="Ms Safe hits me", risk="violence")
    decision = concerns.decide(event, Snapshot([person()]), NOW, POLICY)
    (concern,) = decision.changes
    assert isinstance(concern, Concern)
    assert (concern.excluded, concern.category) == (("safe",), "Words in a form: they may speak of violence")
    assert [mail.to.person_id for mail in decision.effects if isinstance(mail, SendMail)] == ["deputy"]

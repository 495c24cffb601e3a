"""Equals are each other's partners, in every letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import POLICY
from workflows.forms.feedback import FEEDBACK_MENTEE, FEEDBACK_MENTOR, feedback
from workflows.letters import role_word, side
from workflows.state import Role
from workflows.text.say import CATALOGUE, words_for

EQUALS = replace(POLICY, matching=replace(POLICY.matching, mode="co-mentoring"))


@pytest.mark.parametrize("role", Role)
def test_equals_are_partners_and_others_keep_their_role(role: Role) -> None:
    assert (side(role, EQUALS), side(role, POLICY)) == ("partner", role.value)
    assert role_word("en", role, EQUALS) == "partner"


@pytest.mark.parametrize("key", [key for key in CATALOGUE["en"] if ".partner" in key])
def test_words_for_equals_name_no_mentor(key: str) -> None:
    assert "ment" not in words_for("en", key).replace("mentoring", "").lower()


def test_forms_of_equals_ask_about_the_partner() -> None:
    titles = [form.title for kind in (FEEDBACK_MENTOR, FEEDBACK_MENTEE) for form in (feedback(kind, equals=True),)]
    assert titles == ["How is it going with your partner?"] * 2

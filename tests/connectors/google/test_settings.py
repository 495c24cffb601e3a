from __future__ import annotations

from dataclasses import replace

import pytest

from connectors.errors import Permanent
from connectors.google.settings import FormSettings, GoogleSettings, PubSubSettings, read_settings

GOOD = {"credentials_file": "key.json", "subject": "Robot@School.example ", "spreadsheet_id": "1Book"}


def problems(**changed: str) -> str:
    with pytest.raises(Permanent) as caught:
        read_settings({**GOOD, **changed})
    return caught.value.mend


def test_shortest_settings_are_enough() -> None:
    expected = GoogleSettings(credentials_file="key.json", subject="robot@school.example", spreadsheet_id="1Book")
    assert read_settings(GOOD) == expected


def test_forms_are_read_with_questions_and_identity() -> None:
    forms = {"forms.consent.id": "1FAI", "forms.consent.questions.1a2b": "code", "forms.consent.identity": "code, x"}
    expected = {"consent": FormSettings(form_id="1FAI", questions={"1a2b": "code"}, identity=("code", "x"))}
    assert read_settings({**GOOD, **forms}).forms == expected


def test_notifications_are_read() -> None:
    named = {
        "pubsub_topic": "t",
        "pubsub_subscription": "s",
        "push_endpoint": "https://x",
        "push_service_account": "a@b",
    }
    expected = PubSubSettings(topic="t", subscription="s", push_endpoint="https://x", sender="a@b")
    assert read_settings({**GOOD, **named}).pubsub == expected


def test_blank_settings_count_as_absent() -> None:
    blank = {"pubsub_topic": " ", "create_forms": "", "timeout_seconds": ""}
    assert read_settings({**GOOD, **blank}) == replace(read_settings(GOOD))


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(Permanent) as caught:
        read_settings({"create_forms": "perhaps", "timeout_seconds": "soon", "colour": "red"})
    words = str(caught.value)
    for part in ("identity", "subject", "spreadsheet_id", "share_with", "create_forms", "timeout_seconds", "colour"):
        assert part in words


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("token_file", "t.json", "one identity only"),
        ("push_endpoint", "https://x", "push_service_account"),
        ("pubsub_topic", "t", "pubsub_subscription"),
        ("subject", "robot", "subject"),
    ],
)
def test_settings_that_do_not_fit_are_told(name: str, text: str, told: str) -> None:
    assert told in problems(**{name: text})


@pytest.mark.parametrize("name", ["forms.consent.colour", "forms.consent.questions.1a2b"])
def test_form_without_id_or_with_strange_parts_is_told(name: str) -> None:
    assert "forms.consent.id" in problems(**{name: "x"})


def test_short_way_to_name_a_form_is_enough() -> None:
    assert read_settings({**GOOD, "forms.consent": "1F"}).forms == {"consent": FormSettings(form_id="1F")}

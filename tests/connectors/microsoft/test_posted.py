from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from connectors.errors import Permanent, WebhookRejected
from connectors.microsoft.flow import body, flow_steps
from connectors.microsoft.form_reading import Plan
from connectors.microsoft.posted import MicrosoftPosted
from connectors.microsoft.settings import FormSettings, MicrosoftSettings, Route
from connectors.microsoft.webhook import SECRET_HEADER, FlowVerifier
from tests.connectors.contracts import PostedFormsContract
from tests.emulators.microsoft.forms_part import details, posted
from tests.emulators.microsoft.school import FLOW_SECRET

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
FORM = FormSettings(kind="concern", route=Route.FLOW, form_id="F1", questions={"r1": "text"})
READER = MicrosoftPosted(lambda: {"concern": Plan(FORM)})
JUDGE = FlowVerifier(secrets=(FLOW_SECRET,))
ADDRESS = "https://peer.example/hooks/microsoft-flow/oak"


def sent(**changed: Any) -> bytes:
    """What the flow posts, with these changes."""
    return json.dumps({**json.loads(posted("F1", 17, details({"r1": "x"}, at=AT), at=AT)), **changed}).encode()


def name(content: bytes) -> str:
    """The name under which the door keeps it."""
    [delivery] = JUDGE.verify({SECRET_HEADER: FLOW_SECRET}, content, AT)
    return delivery.delivery_id


class TestPosted(PostedFormsContract):
    def open(self) -> MicrosoftPosted:
        return READER

    def open_unfitting(self) -> MicrosoftPosted:
        return MicrosoftPosted(dict)

    def body(self) -> bytes:
        return sent()


def test_posted_answer_is_read() -> None:
    [read] = READER.responses(sent())
    assert (read.form, read.response_id, read.submitted_at, read.answers) == ("concern", "17", AT, {"text": ("x",)})


@pytest.mark.parametrize("where", ["answers", "response"])
def test_posted_answer_of_a_flow_built_by_hand_is_read(where: str) -> None:
    content = {
        "form_id": "F1",
        "response_id": 17,
        "submitted_at": "2026-09-07T08:00:00Z",
        "responder": "A@b.example",
        where: {"r1": "x"},
    }
    [read] = READER.responses(json.dumps(content).encode())
    assert (read.respondent, read.submitted_at, read.answers["text"]) == ("a@b.example", AT, ("x",))


def test_posted_answer_to_an_unknown_form_waits_for_the_settings() -> None:
    with pytest.raises(Permanent) as caught:
        READER.responses(sent(form_id="F2"))
    assert "F2" in caught.value.mend


@pytest.mark.parametrize("changed", [{"response": [1], "sent_at": ""}, {"response": {"r1": "x"}, "sent_at": "never"}])
def test_posted_answer_that_cannot_be_read_names_the_step(changed: dict[str, Any]) -> None:
    with pytest.raises(Permanent) as caught:
        READER.responses(sent(**changed))
    assert "Get response details" in caught.value.mend


def test_flow_that_repeats_itself_brings_one_answer() -> None:
    assert name(sent()) == name(sent(flow_run="another", sent_at="2026-09-07T09:00:00Z"))


def test_edited_answer_is_another_version_of_the_same() -> None:
    assert name(sent()) != name(sent(response={"r1": "y"}))
    [first], [second] = READER.responses(sent()), READER.responses(sent(response={"r1": "y"}))
    assert (first.response_id, first.revision == second.revision) == (second.response_id, False)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", sent(form_id=""), sent(response_id=None), '{"form_id":"F1"'.encode("utf-16")]
)
def test_body_that_names_no_answer_is_rejected(content: bytes) -> None:
    with pytest.raises(WebhookRejected):
        JUDGE.verify({SECRET_HEADER: FLOW_SECRET}, content, AT)


@pytest.mark.parametrize("secret", ["", FLOW_SECRET + " ", "ключ", FLOW_SECRET[:-1]])
def test_wrong_secret_is_rejected(secret: str) -> None:
    with pytest.raises(WebhookRejected):
        JUDGE.verify({SECRET_HEADER: secret}, sent(), AT)


def test_both_secrets_count_while_they_are_changed() -> None:
    judge = FlowVerifier(secrets=("old" * 12, FLOW_SECRET))
    assert judge.verify({SECRET_HEADER: "old" * 12}, sent(), AT) == judge.verify(
        {SECRET_HEADER: FLOW_SECRET}, sent(), AT
    )


# --- the steps -----------------------------------------------------------------------------------


def steps(form: FormSettings) -> str:
    settings = MicrosoftSettings(forms={form.kind: form}, flow_secret=f"{FLOW_SECRET} old")
    return flow_steps(settings, form.kind, ADDRESS)


def test_steps_hold_everything_that_must_be_pasted() -> None:
    text = steps(FORM)
    for part in (ADDRESS, FLOW_SECRET, SECRET_HEADER, "Get response details", "Secure Inputs", "nearpeer trial"):
        assert part in text
    assert "old" not in text.split()


def test_steps_of_a_list_need_no_premium_and_no_secret() -> None:
    text = steps(FormSettings(kind="concern", route=Route.LIST, form_id="F1", list_id="L"))
    assert "Create item" in text
    assert FLOW_SECRET not in text


def test_steps_of_a_results_workbook_are_two() -> None:
    assert "needs no flow" in steps(FormSettings(kind="concern", route=Route.WORKBOOK))


def test_steps_of_an_unknown_form_name_the_known_ones() -> None:
    with pytest.raises(Permanent) as caught:
        flow_steps(MicrosoftSettings(forms={"concern": FORM}), "apply", ADDRESS)
    assert "concern" in caught.value.mend


def test_pasted_body_is_json_once_the_flow_has_filled_it() -> None:
    filled = body('F"1').replace("@{body('Get_response_details')}", '{"r1":"x"}')
    assert json.loads(filled)["response"] == {"r1": "x"}
    assert json.loads(filled)["form_id"] == 'F"1'

"""The generated Apps Script, run by Node with stand-ins for Google's services, proves itself to our verifier."""

from __future__ import annotations

import base64
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from connectors.errors import Permanent
from connectors.google.script import TRIGGER_LIMIT, script
from connectors.google.webhook import ScriptVerifier
from connectors.signatures import read_secret

ADDRESS = "https://mentoring.school.example/hooks/google-script/oak"
SECRET = "whsec_" + base64.b64encode(bytes(range(200, 232))).decode()
STAND_INS = Path(__file__).with_name("apps_script.js")
pytestmark = pytest.mark.slow


def run(tail: str, forms: dict[str, list[int]], answers: list[int]) -> dict[str, Any]:
    """Run the script, then `tail`, with these forms (answers' times) and these HTTP answers in turn."""
    text = script(ADDRESS, {kind: f"1F{kind}" for kind in forms})
    world = json.dumps(
        {"forms": {f"1F{kind}": times for kind, times in forms.items()}, "answers": answers, "secret": SECRET}
    )
    source = f"const WORLD = {world};\n{STAND_INS.read_text(encoding='utf-8')}\n{text}\n{tail}\nreport();"
    ran = subprocess.run(["node", "-e", source], capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def test_submission_is_sent_signed() -> None:
    [sent] = run("onSubmit(submission('1Fconsent', 1000));", {"consent": [1000]}, [204])["sent"]
    now = datetime.fromtimestamp(int(sent["headers"]["webhook-timestamp"]), UTC)
    door = ScriptVerifier(keys=(read_secret(SECRET),))
    [delivery] = door.verify(sent["headers"], sent["payload"].encode(), now)
    assert delivery.delivery_id == "1Fconsent.response-1000.1000"
    assert json.loads(sent["payload"]) == {"formId": "1Fconsent", "responseId": "response-1000"}


def test_signature_satisfies_the_schemes_own_library() -> None:
    [sent] = run("onSubmit(submission('1Fconsent', 1000));", {"consent": [1000]}, [204])["sent"]
    assert Webhook(SECRET).verify(sent["payload"], sent["headers"])


def test_trigger_without_an_answer_sends_nothing() -> None:
    assert run("onSubmit(undefined); onSubmit({});", {"consent": []}, [])["sent"] == []


def test_catch_up_sends_what_was_not_taken_in_order() -> None:
    forms = {"consent": [3_000, 1_000, 2_000]}
    report = run("start(0); catchUp(); catchUp();", forms, [204, 503, 204, 204])
    assert [name(sent) for sent in report["sent"]] == ["1000", "2000", "2000", "3000"]


def test_catch_up_sends_nothing_twice_once_taken() -> None:
    report = run("start(0); catchUp(); catchUp();", {"consent": [1_000]}, [204])
    assert len(report["sent"]) == 1


def test_install_makes_one_trigger_a_form_and_the_timer() -> None:
    report = run("install(); install();", {"consent": [], "concern": []}, [])
    assert report["triggers"] == ["onSubmit", "onSubmit", "catchUp"]


def test_more_forms_than_triggers_are_served_by_the_timer() -> None:
    forms = {f"form{number}": [1_000] for number in range(TRIGGER_LIMIT + 2)}
    report = run("install(); start(0); catchUp();", forms, [204] * len(forms))
    assert (len(report["triggers"]), len(report["sent"])) == (TRIGGER_LIMIT + 1, len(forms))


def test_secret_is_not_in_the_script() -> None:
    assert SECRET.removeprefix("whsec_") not in script(ADDRESS, {"consent": "1F"})


@pytest.mark.parametrize(("address", "count"), [("http://mentoring.school.example", 1), (ADDRESS, 0)])
def test_what_google_would_refuse_is_told(address: str, count: int) -> None:
    with pytest.raises(Permanent) as caught:
        script(address, {str(number): f"1F{number}" for number in range(count)})
    assert caught.value.mend


def name(sent: dict[str, Any]) -> str:
    """The time in a delivery's name."""
    return str(sent["headers"]["webhook-id"]).rpartition(".")[2]

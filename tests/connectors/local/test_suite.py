"""The local suite as a whole: settings judged all at once, opened by name, probed, and its doors."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from connectors.errors import Permanent, WebhookRejected
from connectors.local.suite import SIGNED, LocalProbe, NoSubscriptions, open_suite
from connectors.local.webhook import SignedWebhookVerifier
from connectors.ports import Probe
from connectors.registry import open_suite as open_by_name
from connectors.signatures import read_secret, sign
from tests.connectors.contracts import (
    MAIL,
    MINUTE,
    NOW,
    PEOPLE,
    ProbeContract,
    SubscriptionsContract,
    WebhookVerifierContract,
)

SECRET, NEXT = (f"whsec_{base64.b64encode(bytes([number] * 32)).decode()}" for number in (1, 2))


def settings(folder: Path, **more: str) -> dict[str, str]:
    return {"folder": str(folder), "base_url": "http://localhost:8080", "durable": "no", **more}


class TestLocalSubscriptions(SubscriptionsContract):
    def open(self) -> NoSubscriptions:
        return NoSubscriptions()


class TestLocalProbe(ProbeContract):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path

    def open(self) -> Probe:
        suite = open_suite(settings(self.path / "good"))
        suite.table.ensure((PEOPLE,))
        return suite.probe

    def open_broken(self) -> Probe:
        suite = open_suite(settings(self.path / "bad", smtp_host="127.0.0.1", smtp_port="1", smtp_starttls="no"))
        (self.path / "bad" / "forms").mkdir(parents=True)
        (self.path / "bad" / "workbook.xlsx").write_bytes(b"PK half")
        (self.path / "bad" / ".~lock.workbook.xlsx#").write_text("Ms Hill,x,y;")
        (self.path / "bad" / "forms" / "concern.bad").write_text("{}\n")
        (self.path / "bad" / "forms" / "definitions.json.unreadable-20260907T080000Z").touch()
        return suite.probe


def test_probe_finds_every_problem_at_once(tmp_path: Path) -> None:
    contract = TestLocalProbe()
    contract.path = tmp_path
    bad = [finding.check for finding in contract.open_broken().findings() if not finding.ok]
    assert bad == [
        "workbook can be read",
        "workbook is not open elsewhere",
        "no form answers set aside",
        "no files set aside",
        "mail server takes our sign-in",
    ]


class TestSignedWebhookVerifier(WebhookVerifierContract):
    def open(self) -> SignedWebhookVerifier:
        return SignedWebhookVerifier("forms", [SECRET, NEXT])

    def notification(self, *, now: datetime) -> tuple[Mapping[str, str], bytes]:
        return sign(read_secret(SECRET), delivery_id="msg_1", sent_at=now, body=b'{"any":1}'), b'{"any":1}'

    def source(self) -> str:
        return "forms"


def test_five_minutes_of_tolerance() -> None:
    contract = TestSignedWebhookVerifier()
    headers, body = contract.notification(now=NOW)
    good = [minutes for minutes in range(-8, 9) if contract.judge(headers, body, NOW + minutes * MINUTE)]
    assert good == list(range(-5, 6))


@pytest.mark.parametrize("secret", [SECRET, NEXT])
def test_what_the_reference_library_signs_is_let_in(secret: str) -> None:
    body = '{"name":"Zoë"}'
    signature = Webhook(secret).sign("msg_2", NOW, body)
    headers = {
        "webhook-id": "msg_2",
        "webhook-timestamp": str(int(NOW.timestamp())),
        "webhook-signature": f"v1a,other v1,bm9wZQ== {signature}",
    }
    [delivery] = SignedWebhookVerifier("forms", [SECRET, NEXT]).verify(headers, body.encode(), NOW)
    assert delivery.delivery_id == "msg_2"


def test_the_reference_library_lets_in_what_we_sign() -> None:
    reference = Webhook(SECRET)
    headers = dict(sign(read_secret(SECRET), delivery_id="msg_3", sent_at=NOW, body=b"{}"))
    assert headers["webhook-signature"] == reference.sign("msg_3", NOW, "{}")


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64!"])
def test_a_weak_secret_is_refused(secret: str) -> None:
    with pytest.raises(Permanent) as caught:
        SignedWebhookVerifier("forms", [secret])
    assert caught.value.mend


def test_without_secrets_nobody_is_let_in(tmp_path: Path) -> None:
    suite = open_suite(settings(tmp_path))
    assert set(suite.verifiers) == {SIGNED}
    with pytest.raises(WebhookRejected):
        suite.verifiers[SIGNED].verify(*TestSignedWebhookVerifier().notification(now=NOW), NOW)


def test_settings_are_judged_all_at_once() -> None:
    wrong = {"smtp_host": "mail.example", "smtp_port": "x", "smtp_starttls": "no", "durable": "maybe", "colour": "red"}
    with pytest.raises(Permanent) as caught:
        open_suite({**wrong, "webhook_secrets": "whsec_x", "mail_from": "nobody"})
    named = ("folder", "base_url", "smtp_port", "smtp_starttls", "durable", "colour", "webhook_secrets", "mail_from")
    assert [name for name in named if name not in str(caught.value)] == []


def test_opened_by_name_with_its_own_clock(tmp_path: Path) -> None:
    suite = open_by_name("local", settings(tmp_path, mail_from="m@school.example"), now=lambda: NOW)
    suite.mailer.send(suite.mailer.draft(MAIL))
    [path] = (tmp_path / "mail" / MAIL.to / "new").iterdir()
    assert b"\nDate: Mon, 07 Sep 2026 08:00:00 +0000\n" in path.read_bytes()
    assert isinstance(open_by_name("local", settings(tmp_path)).probe, LocalProbe)


def test_unknown_suite_names_those_there_are() -> None:
    with pytest.raises(Permanent) as caught:
        open_by_name("lotus", {})
    assert ("lotus" in str(caught.value), "local" in caught.value.mend) == (True, True)

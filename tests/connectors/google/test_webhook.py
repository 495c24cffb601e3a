"""Only Google's own word passes: every forgery of a push's token is refused, every genuine one through a rotation."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.errors import WebhookRejected
from connectors.google.keys import TOKEN_LIFE, KeyRing
from connectors.google.webhook import PushVerifier, ScriptVerifier, deliveries
from connectors.ports import Delivery
from connectors.signatures import read_secret, sign
from tests.connectors import contracts
from tests.connectors.contracts import MINUTE, NOW
from tests.emulators.google.identity import PUSH_ACCOUNT, Identities, certificate_pem, private_pem
from tests.emulators.google.school import PUSH_URL, School

BODY = json.dumps({"message": {"messageId": "7", "attributes": {"eventType": "RESPONSES", "formId": "F"}}}).encode()
SEEN = Delivery(source="forms", delivery_id="7", received_at=NOW, about="F")
RING = KeyRing({"google-2": certificate_pem("google-2")})
VERIFIER = PushVerifier(keys=RING, audience=PUSH_URL, sender=PUSH_ACCOUNT)


def token(**changed: Any) -> str:
    return Identities().push_token(PUSH_URL, PUSH_ACCOUNT, NOW, **changed)


def passes(text: str, body: bytes = BODY) -> bool:
    try:
        VERIFIER.verify({"Authorization": f"Bearer {text}"}, body, NOW)
    except WebhookRejected:
        return False
    return True


def made(head: Mapping[str, Any], claims: Mapping[str, Any], signature: bytes = b"x") -> str:
    parts = (json.dumps(head).encode(), json.dumps(claims).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


CLAIMS = {
    "iss": "https://accounts.google.com",
    "aud": PUSH_URL,
    "email": PUSH_ACCOUNT,
    "email_verified": True,
    "iat": int(NOW.timestamp()),
    "exp": int(NOW.timestamp()) + 3_600,
}


def test_genuine_push_is_a_delivery() -> None:
    assert VERIFIER.verify({"authorization": f"bearer {token()}"}, BODY, NOW) == (SEEN,)


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://evil.example"},
        {"iss": "accounts.google.com.evil.example"},
        {"aud": "https://other.example"},
        {"aud": [PUSH_URL]},
        {"aud": None},
        {"email": "someone@else.example"},
        {"email": PUSH_ACCOUNT.upper()},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": 1},
        {"exp": int(NOW.timestamp()) - 60},
        {"exp": "9999999999"},
        {"exp": True},
        {"exp": 10**18},
        {"exp": None},
        {"iat": int(NOW.timestamp()) + 600},
        {"iat": None},
    ],
)
def test_genuine_signature_over_wrong_claims_is_refused(changed: dict[str, Any]) -> None:
    assert not passes(token(**changed))


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "RS384", "ES256", "PS256", "", None, 5])
def test_other_algorithm_is_refused(algorithm: object) -> None:
    assert not passes(made({"alg": algorithm, "kid": "google-2"}, CLAIMS))


def test_public_key_as_shared_secret_is_refused() -> None:
    head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": "google-2"}).encode()).rstrip(b"=")
    claims = base64.urlsafe_b64encode(json.dumps(CLAIMS).encode()).rstrip(b"=")
    mac = hmac.new(certificate_pem("google-2").encode(), head + b"." + claims, hashlib.sha256).digest()
    assert not passes((head + b"." + claims + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode())


@pytest.mark.parametrize("name", ["../../etc/passwd", "' OR 1=1 --", "google-9", "", None, 7, ["google-2"]])
def test_unknown_key_is_refused(name: object) -> None:
    forged = jwt.encode(CLAIMS, private_pem("evil"), algorithm="RS256", headers={"x": "y"})
    _, claims, signature = forged.split(".")
    head = base64.urlsafe_b64encode(json.dumps({"alg": "RS256", "kid": name}).encode()).decode().rstrip("=")
    assert not passes(f"{head}.{claims}.{signature}")


@pytest.mark.parametrize("pointer", ["jku", "x5u", "jwk", "x5c"])
def test_key_that_the_token_brings_along_is_not_used(pointer: str) -> None:
    heads = {"kid": "google-2", pointer: "https://evil.example/keys"}
    assert not passes(jwt.encode(CLAIMS, private_pem("evil"), algorithm="RS256", headers=heads))


@pytest.mark.slow
@given(place=st.integers(0, 10_000), letter=st.sampled_from("ABCxyz019-_.=+/ \n"))
def test_any_changed_letter_is_refused(place: int, letter: str) -> None:
    good = token()
    place %= len(good)
    forged = good[:place] + letter + good[place + 1 :]
    assert forged == good or not passes(forged)


@pytest.mark.parametrize("extra", ["=", "==", "A", ".", ".x", "\n", " "])
def test_anything_added_is_refused(extra: str) -> None:
    assert not passes(token() + extra)


@pytest.mark.parametrize(
    "body", [b"", b"junk", b"[]", b"null", b"{}", b'{"message": 5}', b'{"message": {"attributes": []}}', b"[" * 9_000]
)
def test_authentic_junk_is_answered_and_changes_nothing(body: bytes) -> None:
    assert VERIFIER.verify({"Authorization": f"Bearer {token()}"}, body, NOW) == ()


def test_retired_key_serves_for_the_life_of_its_tokens(house: School) -> None:
    house.extra = house.pushed()
    suite = house.open()
    suite.subscriptions.keep_alive(NOW)
    old = {"Authorization": f"Bearer {house.world.identities.push_token(PUSH_URL, PUSH_ACCOUNT, NOW)}"}
    house.world.identities.signing = ["google-3"]
    later = NOW + timedelta(minutes=59)
    suite.subscriptions.keep_alive(NOW + timedelta(hours=1))
    new = {"Authorization": f"Bearer {house.world.identities.push_token(PUSH_URL, PUSH_ACCOUNT, later)}"}
    door = suite.verifiers["google-forms"]
    assert [delivery.delivery_id for way in (old, new) for delivery in door.verify(way, BODY, later)] == ["7", "7"]


def test_retired_key_is_not_believed_for_ever(house: School) -> None:
    house.extra = house.pushed()
    suite = house.open()
    suite.subscriptions.keep_alive(NOW)
    house.world.identities.signing = ["google-3"]
    suite.subscriptions.keep_alive(NOW + timedelta(hours=1))
    after = NOW + timedelta(hours=1) + TOKEN_LIFE + MINUTE
    signed = replace_key(house, "google-2", PUSH_URL, after)
    with pytest.raises(WebhookRejected):
        suite.verifiers["google-forms"].verify({"Authorization": f"Bearer {signed}"}, BODY, after)


def replace_key(house: School, name: str, audience: str, now: Any) -> str:
    """A token that a retired key signs."""
    house.world.identities.signing = [name]
    return house.world.identities.push_token(audience, PUSH_ACCOUNT, now)


def test_unreachable_key_list_leaves_the_old_keys(house: School) -> None:
    house.extra = {
        **house.pushed(),
        "api_endpoint": "http://127.0.0.1:9",
        "pubsub_topic": "",
        "pubsub_subscription": "",
    }
    suite = house.open()
    door = suite.verifiers["google-forms"]
    assert isinstance(door, PushVerifier)
    known = replace(door, keys=RING)
    suite.subscriptions.keep_alive(NOW)
    assert known.verify({"Authorization": f"Bearer {token()}"}, BODY, NOW) == (SEEN,)


SECRET = read_secret("whsec_" + base64.b64encode(b"s" * 32).decode())
OLDER = read_secret("whsec_" + base64.b64encode(b"o" * 32).decode())


class TestScriptVerifier(contracts.WebhookVerifierContract):
    def open(self) -> ScriptVerifier:
        return ScriptVerifier(keys=(SECRET, OLDER))

    def notification(self, *, now: Any) -> tuple[Mapping[str, str], bytes]:
        body = b'{"formId":"F","responseId":"R"}'
        return sign(OLDER, delivery_id="F.R.1", sent_at=now, body=body), body

    def source(self) -> str:
        return "forms"


@pytest.mark.parametrize("body", [b'{"responseId":"R"}', b"not JSON", b'{"formId":["F"]}', b'{"formId":"F\\u0000"}'])
def test_script_that_names_no_form_leads_to_a_look_at_all(body: bytes) -> None:
    headers = sign(SECRET, delivery_id="F.R.1", sent_at=NOW, body=body)
    [delivery] = ScriptVerifier(keys=(SECRET,)).verify(headers, body, NOW)
    assert delivery.about == ""


def test_script_names_the_form_that_was_answered() -> None:
    body = b'{"formId":"1FAI-x_9","responseId":"R"}'
    headers = sign(SECRET, delivery_id="F.R.1", sent_at=NOW, body=body)
    [delivery] = ScriptVerifier(keys=(SECRET,)).verify(headers, body, NOW)
    assert delivery.about == "1FAI-x_9"


@pytest.mark.parametrize(
    ("attributes", "about"),
    [
        ({"eventType": "RESPONSES", "formId": "F"}, ["F"]),
        ({"eventType": "SCHEMA", "formId": "F"}, ["F/questions"]),
        ({"eventType": "RESPONSES", "formId": 7}, [""]),
        ({"eventType": "RESPONSES", "formId": "F\u0000"}, [""]),
        ({"eventType": ["RESPONSES"], "formId": "F"}, []),
        ({"eventType": "OTHER", "formId": "F"}, []),
    ],
)
def test_message_says_which_form_to_look_at(attributes: dict[str, Any], about: list[str]) -> None:
    message = {"messageId": "7", "attributes": attributes}
    assert [delivery.about for delivery in deliveries(message, NOW)] == about


def test_unknown_key_starts_one_refresh_beside_the_judging() -> None:
    asked, arrived = list[int](), Event()

    def fetch() -> dict[str, str]:
        asked.append(1)
        arrived.set()
        return {"google-2": certificate_pem("google-2")}

    door = replace(VERIFIER, keys=KeyRing(fetch=fetch))
    way = {"Authorization": f"Bearer {token()}"}
    for _ in range(20):
        with suppress(WebhookRejected):
            door.verify(way, BODY, NOW)
    assert arrived.wait(5)
    assert asked == [1]


def test_push_after_a_restart_is_taken_once_the_keys_have_come() -> None:
    ring = KeyRing(fetch=lambda: {"google-2": certificate_pem("google-2")})
    ring.refresh(NOW)
    door = replace(VERIFIER, keys=ring)
    assert door.verify({"Authorization": f"Bearer {token()}"}, BODY, NOW) == (SEEN,)

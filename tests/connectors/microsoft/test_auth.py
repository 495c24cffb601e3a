from __future__ import annotations

import pytest

from connectors.errors import AuthExpired, Permanent, Retryable
from connectors.microsoft.auth import sign_in_fault
from connectors.microsoft.settings import CLOUDS
from tests.emulators.microsoft.identity import (
    FEDERATED,
    IDENTITY_HEADER,
    TokenRefused,
    certificate_file,
)
from tests.emulators.microsoft.school import School

pytestmark = pytest.mark.slow


def reach(house: School) -> int:
    """Whether Graph lets this identity in."""
    return house.door().request("GET", "/subscriptions").status


def instead(house: School, **named: str) -> None:
    """Another identity in the place of the secret."""
    house.extra |= {"client_secret": "", **named}


def test_secret_signs_in(house: School) -> None:
    assert reach(house) == 200


def test_certificate_signs_in(house: School) -> None:
    (house.folder / "app.pem").write_bytes(certificate_file())
    instead(house, certificate_file=str(house.folder / "app.pem"))
    assert reach(house) == 200
    assert "client_secret" not in house.world.identities.asked[0]


def test_trusted_token_signs_in(house: School) -> None:
    (house.folder / "token").write_text(FEDERATED, encoding="utf-8")
    instead(house, federated_token_file=str(house.folder / "token"))
    assert (reach(house), house.world.identities.asked[0]["client_assertion"]) == (200, FEDERATED)


def test_machines_own_identity_signs_in(house: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{house.gateway}/machine/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", IDENTITY_HEADER)
    instead(house, managed_identity="yes")
    assert reach(house) == 200


@pytest.mark.parametrize("cloud", CLOUDS)
def test_each_cloud_has_hosts_of_its_own(house: School, cloud: str) -> None:
    house.extra |= {"cloud": cloud, "table": "list"}
    known = house.world.identities
    known.graph, known.login = CLOUDS[cloud].graph, CLOUDS[cloud].authority
    assert reach(house) == 200


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"client_secret": "wrong"}, "secret"),
        ({"client_id": "another"}, "client_id"),
        ({"tenant_id": "another"}, "tenant_id"),
    ],
)
def test_refused_identity_names_the_mend(house: School, changed: dict[str, str], word: str) -> None:
    house.extra |= changed
    with pytest.raises(AuthExpired) as caught:
        reach(house)
    assert word in caught.value.mend


def test_expired_secret_names_the_mend(house: School) -> None:
    house.world.identities.refused = TokenRefused("AADSTS7000222", "The provided client secret keys are expired.")
    with pytest.raises(AuthExpired) as caught:
        reach(house)
    assert "expired" in caught.value.mend


def test_unreachable_sign_in_is_tried_again(house: School) -> None:
    house.extra["api_endpoint"] = "http://127.0.0.1:9"
    with pytest.raises(Retryable):
        reach(house)


@pytest.mark.parametrize("content", [b"", b"no certificate"])
def test_certificate_that_cannot_be_used_is_named(house: School, content: bytes) -> None:
    (house.folder / "app.pem").write_bytes(content)
    instead(house, certificate_file=str(house.folder / "app.pem"))
    with pytest.raises(Permanent) as caught:
        reach(house)
    assert caught.value.mend


def test_certificate_that_is_missing_is_named(house: School) -> None:
    instead(house, certificate_file=str(house.folder / "none.pem"))
    with pytest.raises(Permanent, match="cannot be read"):
        reach(house)


def test_unknown_refusal_still_has_a_mend() -> None:
    assert sign_in_fault(ValueError("AADSTS99999: New.")).mend == "Run nearpeer doctor and compare the identity."

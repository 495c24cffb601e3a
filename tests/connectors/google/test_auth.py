"""Three kinds of identity, each asking for the least."""

from __future__ import annotations

import json
import stat
import webbrowser
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from connectors.errors import AuthExpired, Permanent
from connectors.google.auth import SCOPE, missing_scopes, scopes, sign_in, store_token
from connectors.google.settings import read_settings
from tests.emulators.google.identity import SERVICE_ACCOUNT
from tests.emulators.google.school import School

pytestmark = pytest.mark.slow
CONSENT = {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "refresh"}


def consenting(house: School) -> dict[str, str]:
    """Settings of a school whose teacher consented."""
    path = house.folder / "token.json"
    store_token(path, json.dumps({**CONSENT, "token_uri": "https://oauth2.googleapis.com/token"}))
    asked = scopes(read_settings({"token_file": str(path), "spreadsheet_id": "b"}))
    house.world.identities.consents["refresh"] = frozenset(asked)
    return {"token_file": str(path), "credentials_file": ""}


def short(given: tuple[str, ...]) -> set[str]:
    return {scope.removeprefix(SCOPE) for scope in given}


def test_scopes_are_no_more_than_needed(house: School) -> None:
    least = {"forms.body.readonly", "forms.responses.readonly", "spreadsheets", "calendar.events", "calendar.freebusy"}
    settings = {**house.settings(), "create_forms": "no"}
    assert short(scopes(read_settings(settings))) == least | {"gmail.compose", "gmail.readonly"}


def test_making_forms_adds_two_scopes(house: School) -> None:
    few, more = ({**house.settings(), "create_forms": answer} for answer in ("no", "yes"))
    added = short(scopes(read_settings(more))) - short(scopes(read_settings(few)))
    assert added == {"forms.body", "drive.file"}


def test_delegated_account_acts_as_the_robot(house: School) -> None:
    house.open().mailer.bounces(None)
    assert {grant.subject for grant in house.world.identities.tokens.values()} == {"mentoring@school.example"}


def test_keyless_account_acts_as_the_robot(house: School) -> None:
    house.extra = {"impersonate": SERVICE_ACCOUNT}
    house.open().mailer.bounces(None)
    assert "mentoring@school.example" in {grant.subject for grant in house.world.identities.tokens.values()}


def test_pubsub_is_asked_for_as_the_account_itself(house: School) -> None:
    house.extra = house.pulled()
    suite = house.open()
    suite.subscriptions.keep_alive(house.world.now)
    [grant] = house.world.identities.tokens.values()
    assert (grant.subject, short(tuple(grant.scopes))) == (SERVICE_ACCOUNT, {"pubsub"})


def test_keyless_pubsub_works_too(house: School) -> None:
    house.extra = {**house.pulled(), "impersonate": SERVICE_ACCOUNT}
    [queue] = house.open().subscriptions.keep_alive(house.world.now)
    assert queue.state == "active"


def test_consent_of_a_teacher_is_refreshed(house: School) -> None:
    house.extra = consenting(house)
    house.open().mailer.bounces(None)
    assert house.world.identities.token_calls == 1


def test_consent_that_was_withdrawn_is_noticed(house: School) -> None:
    house.extra = consenting(house)
    house.world.identities.consents.clear()
    with pytest.raises(AuthExpired) as caught:
        house.open().mailer.bounces(None)
    assert "nearpeer forms sign-in" in caught.value.mend


def test_robot_that_does_not_exist_is_told(house: School) -> None:
    house.extra = {"subject": "nobody@school.example"}
    with pytest.raises(AuthExpired) as caught:
        house.open().mailer.bounces(None)
    assert "subject" in caught.value.mend


def test_stored_token_is_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "token.json"
    path.write_text("old", encoding="utf-8")
    store_token(path, "{}")
    assert (path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)) == ("{}", 0o600)
    assert [file.name for file in tmp_path.iterdir()] == ["token.json"]


def test_scopes_left_out_are_found() -> None:
    assert missing_scopes(("a", "b", "c"), ["c", "a"]) == ("b",)


@pytest.mark.parametrize("content", [None, "junk", "[]", '{"type": "service_account"}'])
def test_key_that_cannot_be_used_is_told_with_the_mend(house: School, content: str | None) -> None:
    path = house.folder / "other.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    house.extra = {"credentials_file": str(path)}
    with pytest.raises(Permanent) as caught:
        house.open().mailer.bounces(None)
    assert caught.value.mend


class Visitor(webbrowser.BaseBrowser):
    """A person at the browser: grants all that is asked but what is left out, and is sent back to us."""

    def __init__(self, left_out: frozenset[str]) -> None:
        super().__init__()
        self.left_out = left_out

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        """Answer Google's page a moment later, from another thread, as a browser does."""
        del new, autoraise
        asked = parse_qs(urlsplit(url).query)
        granted = [scope.removeprefix(SCOPE) for scope in asked["scope"][0].split() if scope not in self.left_out]
        back = f"{asked['redirect_uri'][0]}?{urlencode({'code': ' '.join(granted), 'state': asked['state'][0]})}"
        Thread(target=requests.get, args=(back,), kwargs={"timeout": 5}, daemon=True).start()
        return True


def sign_in_with(house: School, monkeypatch: pytest.MonkeyPatch, left_out: frozenset[str] = frozenset()) -> None:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the emulator speaks plain HTTP on this machine
    webbrowser.register("visitor", None, Visitor(left_out))
    token_uri = f"{house.gateway}/oauth2.googleapis.com/token"
    client = {"client_id": "c", "client_secret": "s", "auth_uri": "http://localhost/auth", "token_uri": token_uri}
    (house.folder / "client.json").write_text(json.dumps({"installed": client}), encoding="utf-8")
    house.extra = {"credentials_file": "", "token_file": str(house.folder / "token.json")}
    house.extra["client_file"] = str(house.folder / "client.json")
    sign_in(read_settings(house.settings()), browser="visitor")


def test_teacher_signs_in_and_the_consent_works(house: School, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_with(house, monkeypatch)
    assert stat.S_IMODE((house.folder / "token.json").stat().st_mode) == 0o600
    assert house.open().mailer.bounces(None).bounces == ()


def test_permission_that_was_left_out_is_told_and_nothing_stored(
    house: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AuthExpired) as caught:
        sign_in_with(house, monkeypatch, frozenset({SCOPE + "gmail.compose"}))
    assert "gmail.compose" in str(caught.value)
    assert not (house.folder / "token.json").exists()


def test_renewed_consent_is_used_without_a_restart(house: School) -> None:
    house.extra = consenting(house)
    suite = house.open()
    house.world.identities.consents.clear()
    with pytest.raises(AuthExpired):
        suite.mailer.bounces(None)
    house.extra = consenting(house)
    assert suite.mailer.bounces(None).bounces == ()

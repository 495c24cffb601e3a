from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from service.storage.links import LASTS
from service.storage.tables import sessions as table
from service.web.sessions import ABSOLUTE, IDLE
from tests.service.web.houses import SmallHouse, press, sign_in_link, signed_in_client

REFUSED = "This link has been used or is too old."


def open_sessions(house: SmallHouse) -> int:
    with house.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_link_is_exchanged_for_a_session(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"token": sign_in_link(house, "lead")})
    assert (answer.status_code, answer.location) == (303, "/status")
    assert client.get("/status").status_code == 200


def test_opening_the_link_changes_nothing(house: SmallHouse, client: FlaskClient) -> None:
    token = sign_in_link(house, "lead")
    for _ in range(5):  # mail scanners open links, also with HEAD
        assert (
            client.get(f"/sign-in?token={token}").status_code,
            client.head(f"/sign-in?token={token}").status_code,
        ) == (200, 200)
    assert open_sessions(house) == 0
    assert client.post("/sign-in", data={"token": token}).status_code == 303


def test_page_of_a_link_is_the_same_for_good_and_bad(house: SmallHouse, client: FlaskClient) -> None:
    token = sign_in_link(house, "lead")
    good, bad = (client.get(f"/sign-in?token={t}").text.replace(t, "T") for t in (token, "x" * len(token)))
    assert good == bad


def test_link_works_once(house: SmallHouse, client: FlaskClient) -> None:
    token = sign_in_link(house, "lead")
    client.post("/sign-in", data={"token": token})
    again = house.client().post("/sign-in", data={"token": token})
    assert (again.status_code, REFUSED in again.text) == (403, True)


def test_link_is_not_spent_when_no_session_could_be_opened(house: SmallHouse, client: FlaskClient) -> None:
    token = sign_in_link(house, "lead")
    with house.database.write() as connection:
        connection.execute(text("ALTER TABLE sessions RENAME TO away"))
    assert client.post("/sign-in", data={"token": token}).status_code >= 500
    with house.database.write() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO sessions"))
    assert client.post("/sign-in", data={"token": token}).status_code == 303


def test_link_grows_too_old(house: SmallHouse, client: FlaskClient) -> None:
    token = sign_in_link(house, "lead")
    house.clock.move_to(house.clock.now() + LASTS)
    assert client.post("/sign-in", data={"token": token}).status_code == 403


def test_wrong_links_all_get_the_same_answer(house: SmallHouse, client: FlaskClient) -> None:
    used = sign_in_link(house, "lead")
    client.post("/sign-in", data={"token": used})
    pages = {client.post("/sign-in", data={"token": token}).text for token in (used, "guess", "", "\u0000")}
    assert len(pages) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_no_guess_signs_in(house: SmallHouse, guess: str) -> None:
    answer = house.client().post("/sign-in", data={"token": guess.encode("utf-8", "replace")})
    assert (answer.status_code, open_sessions(house)) == (403, 0)


def test_guessing_is_slowed_down(house: SmallHouse, client: FlaskClient) -> None:
    answers = [client.post("/sign-in", data={"token": f"guess{n}"}).status_code for n in range(30)]
    assert answers == [403] * 20 + [429] * 10


def test_sign_in_is_refused_from_another_site(house: SmallHouse, client: FlaskClient) -> None:
    token = sign_in_link(house, "lead")
    answer = client.post("/sign-in", data={"token": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, open_sessions(house)) == (403, 0)


def test_sign_in_changes_the_session(house: SmallHouse, client: FlaskClient) -> None:
    client.set_cookie("nearpeer", "planted by somebody else")
    client.post("/sign-in", data={"token": sign_in_link(house, "lead")})
    first = client.get_cookie("nearpeer")
    client.post("/sign-in", data={"token": sign_in_link(house, "head")})
    second = client.get_cookie("nearpeer")
    assert first is not None
    assert second is not None
    assert len({first.value, second.value, "planted by somebody else"}) == 3
    assert open_sessions(house) == 1


@pytest.mark.parametrize("path", ["//evil.example/x", "https://evil.example", "/\\evil.example", "status", "/a\nb"])
def test_link_never_leads_to_another_site(house: SmallHouse, client: FlaskClient, path: str) -> None:
    answer = client.post("/sign-in", data={"token": sign_in_link(house, "lead", path=path)})
    assert (answer.status_code, answer.location) == (303, "/status")


def test_cookie_is_hardened(house: SmallHouse, client: FlaskClient) -> None:
    house.base_url = "https://school.example"
    answer = house.client().post("/sign-in", data={"token": sign_in_link(house, "lead")})
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-nearpeer"
    assert set(rest.split("; ")[1:]) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


@pytest.mark.parametrize("wait", [IDLE, ABSOLUTE])
def test_session_ends_by_itself(house: SmallHouse, wait: timedelta) -> None:
    client = signed_in_client(house, "lead")
    house.pass_time(wait)
    assert client.get("/status").status_code == 401


def test_sign_out_ends_the_session_on_both_sides(house: SmallHouse) -> None:
    client = signed_in_client(house, "lead")
    answer = press(client, house, "/sign-out")
    assert (answer.status_code, answer.location, open_sessions(house)) == (303, "/sign-in", 0)
    assert client.get_cookie("nearpeer") is None


@pytest.mark.parametrize("path", ["/sign-out", "/status/replay", "/status/drop", "/status/release", "/concerns/c-1"])
def test_no_button_works_without_its_token(house: SmallHouse, path: str) -> None:
    client = signed_in_client(house, "lead")
    answers = [client.post(path, data=data).status_code for data in ({}, {"csrf": "guess"}, {"csrf": ""})]
    assert answers == [403] * 3
    assert (house.client().post(path).status_code, open_sessions(house)) == (401, 1)


@pytest.mark.parametrize("path", ["/sign-out", "/status/replay", "/status/drop", "/status/release", "/concerns/c-1"])
def test_no_button_works_from_another_site(house: SmallHouse, path: str) -> None:
    client = signed_in_client(house, "lead")
    page = client.get("/status").text
    token = page.split('name="csrf" value="')[1].split('"')[0]
    answer = client.post(path, data={"csrf": token, "item": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, open_sessions(house)) == (403, 1)

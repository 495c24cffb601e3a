from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.local.forms import LocalForms
from service import codes
from service.storage.database import Database
from service.web.bodies import FORM_BYTES
from service.web.forms import form_limit
from tests.service.web.houses import NOW, SmallHouse, small_programme
from tests.service.web.pages import elements, parsed, values
from workflows.forms import CHECK_IN, CONCERN, CONSENT, MENTOR

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "'; DROP TABLE people; --",
    "=HYPERLINK(1)",
    "a\r\nBcc: all@school.example",
    "‮txet",
    "</textarea><form action=//evil.example>",
    "javascript:alert(1)",
)
GOOD: Mapping[str, Sequence[str]] = {
    "name": ["Ada Łukasz"],
    "email": ["ada@oak.example"],
    "grade": ["10"],
    "guardian_name": ["Eve"],
    "guardian_email": ["eve@home.example"],
    "slots": ["Tue/Lunch", "Thu/Lunch"],
}


def responses(house: SmallHouse, programme: str = "oak") -> list[tuple[str, Mapping[str, tuple[str, ...]]]]:
    desk = house.programmes[programme].suite.forms
    return [(response.form, response.answers) for response in desk.changes(None).responses]


def code_for(house: SmallHouse, form: str) -> str:
    return codes.sign(house.programmes["oak"].secret, form, {"person": "p-1"})


def test_form_is_stored_and_thanked_for(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(f"/forms/{MENTOR}", data=GOOD)
    assert (answer.status_code, answer.location) == (303, f"/forms/{MENTOR}/sent")
    assert responses(house) == [(MENTOR, {key: tuple(values) for key, values in GOOD.items()})]
    assert house.woken == [("oak", "forms")]


def test_thanks_say_what_happens_next(client: FlaskClient) -> None:
    assert "Your parent or guardian is asked for permission." in client.get(f"/forms/{MENTOR}/sent").text


def test_thanks_for_a_concern_give_the_schools_emergency_words(house: SmallHouse, client: FlaskClient) -> None:
    words = house.programmes["oak"].policy.concerns.emergency_text
    assert words in client.get(f"/forms/{CONCERN}/sent").text


def test_form_is_filled_from_its_link(client: FlaskClient) -> None:
    page = parsed(client.get(f"/forms/{MENTOR}?name=Ada&slots=Tue/Lunch&nonsense=1").text)
    assert page.get_element_by_id("q-name").get("value") == "Ada"
    assert values(page, "//input[@checked]", "value") == ["Tue/Lunch"]


def test_form_with_mistakes_keeps_every_answer(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(f"/forms/{MENTOR}", data={**GOOD, "email": ["nonsense"], "why": ["Because.\nYes."]})
    page = parsed(answer.text)
    assert (answer.status_code, responses(house)) == (422, [])
    assert page.get_element_by_id("q-name").get("value") == "Ada Łukasz"
    assert page.get_element_by_id("q-why").text == "Because.\nYes."
    assert len(elements(page, "//input[@checked]")) == 2


def test_mistakes_are_named_beside_the_field_and_in_a_summary(client: FlaskClient) -> None:
    page = parsed(client.post(f"/forms/{MENTOR}", data={**GOOD, "email": ["nonsense"], "slots": []}).text)
    field = page.get_element_by_id("q-email")
    assert (field.get("aria-invalid"), field.get("aria-describedby")) == ("true", "e-email")
    assert "Please write a mail address" in page.get_element_by_id("e-email").text_content()
    links = values(page, "//*[@role='alert']//a", "href")
    assert links == ["#q-email", "#q-slots-0"]
    assert elements(page, "//title")[0].text_content().startswith("Please check")


@pytest.mark.parametrize("kind", [MENTOR, CONCERN, CHECK_IN, CONSENT])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_control_has_a_name_that_is_read_aloud(house: SmallHouse, kind: str, method: str) -> None:
    sent = {"code": code_for(house, kind)}
    client = house.client()
    answer = (
        client.get(f"/forms/{kind}", query_string=sent) if method == "get" else client.post(f"/forms/{kind}", data=sent)
    )
    page = parsed(answer.text)
    ids = values(page, "//*[@id]", "id")
    labelled = set(values(page, "//label", "for"))
    controls = values(page, "//main//input[@type!='hidden'] | //main//textarea", "id")
    assert len(ids) == len(set(ids))
    assert controls
    assert set(controls) <= labelled
    assert all(
        box.xpath("ancestor::fieldset/legend") for box in elements(page, "//input[@type='radio' or @type='checkbox']")
    )
    described = " ".join(values(page, "//*[@aria-describedby]", "aria-describedby")).split()
    assert set(described) <= set(ids)
    assert set(values(page, "//*[@role='alert']//a", "href")) <= {f"#{each}" for each in ids}


def test_form_speaks_its_own_language(tmp_path: Path, database: Database) -> None:
    programme = small_programme(tmp_path)
    desk = programme.suite.forms
    assert isinstance(desk, LocalForms)
    arabic = desk.definition(CONCERN)
    assert arabic is not None
    desk.ensure(
        [type(arabic)(kind="arabic", title="استمارة", description="", questions=arabic.questions, language="ar")]
    )
    page = parsed(SmallHouse(programmes={"oak": programme}, database=database).client().get("/forms/arabic").text)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


def test_forms_use_no_script_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    text = client.get(f"/forms/{MENTOR}").text
    assert not re.search(r"<script|javascript:|https?://|\son\w+=|style=", text)


# --- personal links ---------------------------------------------------------------------------------


def test_personal_form_opens_with_its_code(house: SmallHouse, client: FlaskClient) -> None:
    page = parsed(client.get(f"/forms/{CONSENT}", query_string={"code": code_for(house, CONSENT)}).text)
    assert elements(page, "//input[@name='code']")[0].get("value") == code_for(house, CONSENT)


@pytest.mark.parametrize("code", ["", "guess", "person:p-1.AAAA", "é", "." * 500])
def test_personal_form_refuses_other_codes_kindly(client: FlaskClient, code: str) -> None:
    shown = client.get(f"/forms/{CONSENT}", query_string={"code": code})
    sent = client.post(f"/forms/{CONSENT}", data={"code": code, "decision": "Yes, I agree"})
    assert (shown.status_code, sent.status_code) == (403, 403)
    assert "Open the link in your newest mail" in shown.text


def test_code_opens_only_its_own_form(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.get(f"/forms/{CONSENT}", query_string={"code": code_for(house, CHECK_IN)})
    assert (answer.status_code, responses(house)) == (403, [])


# --- several programmes -----------------------------------------------------------------------------


def test_forms_of_several_programmes_stay_apart(tmp_path: Path, database: Database) -> None:
    both = {key: small_programme(tmp_path, key) for key in ("oak", "elm")}
    house = SmallHouse(programmes=both, database=database)
    assert house.client().post(f"/p/elm/forms/{MENTOR}", data=GOOD).location == f"/p/elm/forms/{MENTOR}/sent"
    assert (responses(house, "oak"), len(responses(house, "elm"))) == ([], 1)
    assert house.client().get(f"/forms/{MENTOR}").status_code == 404


@pytest.mark.parametrize("path", ["/forms/none", f"/p/none/forms/{MENTOR}", "/forms/..%2fdefinitions", "/forms/%00"])
def test_unknown_forms_get_a_page_with_the_mend(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, "nearpeer" in answer.text) == (404, True)


def test_suite_with_its_own_forms_has_no_pages_here(house: SmallHouse, client: FlaskClient) -> None:
    object.__setattr__(house.programmes["oak"].suite, "forms", None)
    assert client.get(f"/forms/{MENTOR}").status_code == 404
    assert "Your school sends you the forms" in client.get("/").text


# --- bad input --------------------------------------------------------------------------------------


def test_answer_of_ten_megabytes_gets_a_page_that_names_the_limit(house: SmallHouse, client: FlaskClient) -> None:
    answer = client.post(f"/forms/{CONCERN}", data={"text": "x" * 10_000_000})
    assert (answer.status_code, responses(house)) == (413, [])
    assert f"{FORM_BYTES // 1024} KiB" in answer.text


def test_answer_that_cannot_be_stored_is_asked_for_again(
    house: SmallHouse, client: FlaskClient, tmp_path: Path
) -> None:
    (tmp_path / "oak" / "forms" / f"{CONCERN}.jsonl").mkdir()  # nobody can write into a folder as a file
    answer = client.post(f"/forms/{CONCERN}", data={"text": "help"})
    assert (answer.status_code, answer.headers["Retry-After"], house.woken) == (503, "60", [])
    assert "Nothing you wrote was lost" in answer.text
    assert str(tmp_path) not in answer.text


def test_one_network_may_not_crowd_out_the_others(house: SmallHouse, client: FlaskClient) -> None:
    answers = [client.post(f"/forms/{CONCERN}", data={"text": "x"}).status_code for _ in range(61)]
    elsewhere = client.post(f"/forms/{CONCERN}", data={"text": "x"}, environ_overrides={"REMOTE_ADDR": "10.0.0.9"})
    assert answers == [303] * 60 + [429]
    assert elsewhere.status_code == 303
    house.pass_time(timedelta(minutes=2))
    assert client.post(f"/forms/{CONCERN}", data={"text": "x"}).status_code == 303


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_comes_back_as_text(client: FlaskClient, payload: str) -> None:
    sent = dict.fromkeys((*GOOD, "why", "language"), payload)
    page = parsed(client.post(f"/forms/{MENTOR}", data=sent).text)
    assert page.get_element_by_id("q-name").get("value") == payload.replace("\r\n", "\n")
    assert page.get_element_by_id("q-why").text == payload.replace("\r\n", "\n")
    assert [elements(page, f"//{tag}") for tag in ("script", "img")] == [[], []]
    assert len(elements(page, "//form")) == 1


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([MENTOR, CONCERN, CONSENT, "x"]),
    st.dictionaries(st.sampled_from(["name", "email", "slots", "code", "text", "😀", "urgent"]), st.text(max_size=200)),
    st.sampled_from(
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "", "a/b;c=é"]
    ),
    st.binary(max_size=200),
)
def test_forms_never_fail_on_hostile_input(
    house: SmallHouse, client: FlaskClient, kind: str, answers: dict[str, str], content: str, noise: bytes
) -> None:
    readable = {key: value.encode("utf-8", "replace") for key, value in answers.items()}
    client.application.extensions["form_limit"] = form_limit()
    statuses = {
        client.get(f"/forms/{kind}", query_string={k: v.decode() for k, v in readable.items()}).status_code,
        client.post(f"/forms/{kind}", data=readable).status_code,
        client.post(f"/forms/{kind}", data=noise, headers={"Content-Type": content}).status_code,
    }
    assert statuses <= {200, 303, 400, 403, 404, 413, 422}
    assert all(response.submitted_at == NOW for response in house.programmes["oak"].suite.forms.changes(None).responses)


def test_form_that_is_sent_twice_from_one_page_is_taken_once(house: SmallHouse, client: FlaskClient) -> None:
    page = parsed(client.get(f"/forms/{MENTOR}").text)
    (once,) = values(page, "//input[@name='_page']", "value")
    for _ in range(2):
        assert client.post(f"/forms/{MENTOR}", data={**GOOD, "_page": [once]}).status_code == 303
    assert len(responses(house)) == 1


def test_every_page_is_told_from_every_other(client: FlaskClient) -> None:
    pages = [parsed(client.get(f"/forms/{MENTOR}").text) for _ in range(2)]
    assert len({values(page, "//input[@name='_page']", "value")[0] for page in pages}) == 2


def test_page_with_mistakes_is_the_same_page_once_they_are_mended(client: FlaskClient) -> None:
    answer = client.post(f"/forms/{MENTOR}", data={**GOOD, "email": ["nonsense"], "_page": ["a page"]})
    assert values(parsed(answer.text), "//input[@name='_page']", "value") == ["a page"]

"""What a person pastes or types about Microsoft 365 is read, or refused with the mend."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from connectors.microsoft.settings import Route, Store, read_settings
from connectors.microsoft.setup import (
    CERTIFICATE,
    CODE,
    FEDERATED,
    FORM_QUESTIONS,
    IDENTITY,
    QUESTIONS,
    SECRET,
    as_code_question,
    as_days,
    as_form_id,
    as_needed,
    as_web_address,
    known,
    to_form,
)
from connectors.setup import NOTHING, SetupQuestion, or_nothing, setup_of

ID = "DQSIkWdsW0yxEjajBLZtrQAAAAAAAAAAAAN"
GIVEN = {"tenant_id": "t", "client_id": "c", "mailbox": "mentoring@school.example", "drive_id": "d", "workbook_id": "w"}
OPEN = "https://forms.office.com/Pages/ResponsePage.aspx"


def answered(questions: tuple[SetupQuestion, ...], said: Mapping[str, str]) -> dict[str, str]:
    """The answers when each is as given, or else as offered."""
    found: dict[str, str] = {}
    for one in questions:
        fits = one.when is None or found.get(one.when[0]) == one.when[1]
        found[one.name] = one.read(said.get(one.name, one.known)) if fits else ""
    return found


@pytest.mark.parametrize(
    "text", [ID, f" {OPEN}?id={ID} ", f"https://forms.office.com/Pages/DesignPageV2.aspx?FormId={ID}&a=b"]
)
def test_form_id_is_found_in_what_people_paste(text: str) -> None:
    assert as_form_id(text) == ID


def test_code_is_found_in_a_pre_filled_address() -> None:
    assert as_code_question(f"{OPEN}?id={ID}&r1a2b3c4d=X") == as_code_question(" r1a2b3c4d ") == "r1a2b3c4d"


@pytest.mark.parametrize(
    ("read", "text", "mend"),
    [
        (as_form_id, "https://forms.office.com/r/abc", "paste its address"),
        (as_form_id, "", "paste its address"),
        (as_code_question, f"{OPEN}?id={ID}", "no single question"),
        (as_code_question, f"{OPEN}?r1a2b3=X&r4d5e6=X", "no single question"),
        (as_web_address, "http://forms.office.com/r/abc", "starts with https"),
        (as_needed("tenant id"), " ", "tenant id is needed"),
        (as_needed("tenant id"), "my tenant", "tenant id is needed"),
        (as_days, "ten", "no number of days"),
    ],
)
def test_anything_else_is_refused_with_the_mend(read: Callable[[str], str], text: str, mend: str) -> None:
    with pytest.raises(ValueError, match=mend):
        read(text)


def test_nothing_means_nothing() -> None:
    assert [or_nothing(as_days)(text) for text in ("", NOTHING, " - ", "7")] == ["", "", "", "7"]


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({}, CERTIFICATE),
        ({"client_secret_file": "s"}, SECRET),
        ({"client_secret": "s"}, SECRET),
        ({"federated_token_file": "f"}, FEDERATED),
    ],
)
def test_identity_that_stands_is_offered_again(settings: dict[str, str], kind: str) -> None:
    assert known(settings, "")[IDENTITY] == kind


@pytest.mark.parametrize("identity", [CERTIFICATE, SECRET, FEDERATED, "managed"])
@pytest.mark.parametrize("store", Store)
def test_every_answer_is_a_setting_that_is_known(identity: str, store: Store, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("s" * 40)
    own = {IDENTITY: identity, "managed_identity": "yes" if identity == "managed" else "no", "table": store}
    files = {"client_secret_file": f"{tmp_path}/s", "site_id": "s"}
    said = answered(QUESTIONS, {**known({}, ""), **GIVEN, **files, **own})
    read = read_settings({name: text for name, text in said.items() if not name.startswith("_")})
    assert (read.store, len(read.identities)) == (store, 1)


@pytest.mark.parametrize("route", Route)
def test_every_answer_about_a_form_is_a_setting_that_is_known(route: Route, tmp_path: Path) -> None:
    (tmp_path / "s").write_text("s" * 40)
    ids = dict.fromkeys(("site_id", "list_id", "drive_id", "file_id"), "x")
    said = {"route": route, "address": f"{OPEN}?id={ID}", "id": ID, CODE: "r1a2b3c4d", **ids}
    form = {f"forms.consent.{name}": text for name, text in to_form(answered(FORM_QUESTIONS, said)).items()}
    secrets = {"certificate_file": "c.pem", "flow_secret_file": f"{tmp_path}/s"}
    read = read_settings({**GIVEN, **secrets, **form}).forms["consent"]
    assert (read.route, read.form_id, dict(read.questions)) == (route, ID, {"r1a2b3c4d": "code"})


def test_form_without_a_personal_link_has_no_code() -> None:
    assert to_form({"route": "flow", CODE: ""}) == {"route": "flow"}


def test_questions_load_nothing_of_microsofts() -> None:
    assert setup_of("microsoft")
    loaded = "[name for name in sys.modules if name.startswith(('msgraph', 'kiota', 'azure', 'httpx'))]"
    code = f"import sys, connectors.microsoft.setup; print({loaded})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

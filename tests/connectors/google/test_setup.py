"""What a person pastes or types about Google Workspace is read, or refused with the mend."""

from __future__ import annotations

import subprocess
import sys

import pytest

from connectors.google.settings import read_settings
from connectors.google.setup import CONSENT, IDENTITY, KEY, KEYLESS, QUESTIONS, as_id, known
from connectors.setup import as_address, as_file, setup_of

LONG = "1AbCdEfGhIjKlMnOpQrStUvWxYz"


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"https://docs.google.com/forms/d/{LONG}/edit",
        f" https://docs.google.com/spreadsheets/d/{LONG}/edit#gid=0 ",
        f"https://docs.google.com/spreadsheets/u/0/d/{LONG}",
    ],
)
def test_id_is_found_in_what_people_paste(text: str) -> None:
    assert as_id("form")(text) == LONG


@pytest.mark.parametrize(
    "text", [f"https://docs.google.com/forms/d/e/{LONG}/viewform", "our form", "https://forms.gle/x"]
)
def test_address_for_those_who_answer_is_refused_with_the_mend(text: str) -> None:
    with pytest.raises(ValueError, match="while you edit it"):
        as_id("form")(text)


@pytest.mark.parametrize("text", ["", "-", " - "])
def test_nothing_means_nothing(text: str) -> None:
    assert as_id("spreadsheet")(text) == ""


def test_mail_address_and_file_are_needed() -> None:
    assert (as_address(" Robot@School.example "), as_file(" key.json ")) == ("robot@school.example", "key.json")
    with pytest.raises(ValueError, match="no mail address"):
        as_address("robot")
    with pytest.raises(ValueError, match="a file is needed"):
        as_file(" ")


@pytest.mark.parametrize(
    ("settings", "kind"),
    [({}, KEY), ({"credentials_file": "k"}, KEY), ({"impersonate": "a@b"}, KEYLESS), ({"token_file": "t"}, CONSENT)],
)
def test_identity_that_stands_is_offered_again(settings: dict[str, str], kind: str) -> None:
    assert known(settings, "lead@school.example")[IDENTITY] == kind


def test_every_answer_is_a_setting_that_is_known() -> None:
    usual = {
        "subject": "robot@school.example",
        **known({}, "lead@school.example"),
        "token_file": "",
        "spreadsheet_id": "",
    }
    answers = {question.name: usual.get(question.name, "") for question in QUESTIONS if question.name != IDENTITY}
    assert read_settings(answers).share_with == ("lead@school.example",)


def test_local_suite_asks_nothing() -> None:
    assert setup_of("local") is None


def test_questions_load_nothing_of_googles() -> None:
    loaded = "[name for name in sys.modules if name.startswith(('google', 'gspread'))]"
    code = f"import sys, connectors.google.setup; print({loaded})"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

"""The form pages in the reader's language: everything on them is said, and what is sent stays the form's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from connectors.local import answers
from connectors.ports import FormDefinition
from service.simulate.everything import everything_on
from service.web import speech
from service.web.thanks import EMERGENCY, THANKS
from tests.builders import policy
from tests.service.web.houses import SmallHouse
from tests.service.web.pages import parsed, values
from tests.service.web.test_forms import GOOD, code_for, responses
from workflows.forms import (
    AGREEMENT,
    CHECK_IN,
    CONCERN,
    CONSENT,
    MENTEE,
    MENTOR,
    WITHDRAWAL,
    Form,
    Kind,
    standard_forms,
)
from workflows.text import pages
from workflows.text.pages import NAMES, shown

SPOKEN = (MENTOR, MENTEE, CONSENT, CHECK_IN, AGREEMENT, CONCERN, WITHDRAWAL)
FOREIGN = sorted(set(NAMES) - {"en"})
OWN_WORDS = {"slots", "languages", "staff_involved"}  # questions whose answers are the school's own words
SAID = re.compile(r"""say\(["']([^"']+)["']\)""")
MESSAGES = re.compile(r'"((?:Please|This question|Your answers)[^"{]*)"')


def texts_of(form: Form) -> Iterator[str]:
    yield from (form.title, form.description.removeprefix(policy().name + ". "))
    for field in (field for field in form.fields if field.kind is not Kind.HIDDEN):
        yield from (field.title, field.help)
        yield from (option for option in field.options if field.key not in OWN_WORDS and not option.isdigit())


def untold(language: str, texts: Iterable[str]) -> list[str]:
    """Texts that nobody translated, neither as a whole nor by sentences nor by items."""
    words = getattr(pages, language).WORDS

    def told(text: str, *cuts: str) -> bool:
        known = any(re.sub(r"\d+", "#", each) in words for each in (text, text.rstrip(".;")))
        return known or (bool(cuts) and all(told(piece, *cuts[1:]) for piece in re.split(cuts[0], text)))

    return [text for text in texts if not told(text, r"(?<=[.?!])\s+", r"(?<=[:;])\s+")]


@pytest.mark.parametrize("language", FOREIGN)
def test_forms_that_everybody_meets_are_said_in_every_language(language: str) -> None:
    forms = [form for form in standard_forms(everything_on(policy())) if form.kind in SPOKEN]
    assert untold(language, [text for form in forms for text in texts_of(form) if text]) == []


@pytest.mark.parametrize("language", FOREIGN)
def test_messages_and_thanks_are_said_in_every_language(language: str) -> None:
    messages = MESSAGES.findall(Path(answers.__file__).read_text(encoding="utf-8"))
    thanks = [line for words in THANKS.values() for line in (words.title, *words.next) if line is not EMERGENCY]
    assert untold(language, [*messages, *thanks]) == []
    assert len(messages) > 8


@pytest.mark.parametrize("language", FOREIGN)
def test_every_word_of_a_page_is_said_in_every_language(language: str) -> None:
    templates = Path(speech.__file__).parent / "templates"
    read = [(templates / name).read_text(encoding="utf-8") for name in ("base.html", "form.html", "thanks.html")]
    said = [text for page in read for text in SAID.findall(page)]
    assert untold(language, said) == []
    assert len(said) > 8


@pytest.mark.parametrize("language", FOREIGN)
def test_translations_keep_every_number(language: str) -> None:
    words = getattr(pages, language).WORDS
    assert [english for english, said in words.items() if english.count("#") != said.count("#") or not said] == []
    assert words.keys() == pages.fr.WORDS.keys()


def test_numbers_keep_their_places() -> None:
    said = shown("fr", "Please keep this to 300 characters; you wrote 412.")
    assert re.findall(r"\d+", said) == ["300", "412"]


def test_words_of_the_school_stand_as_they_are() -> None:
    assert shown("ar", "Elm Street. Sending this form again changes your earlier answer.").startswith("Elm Street.")
    assert shown("de", "Send") == "Send"


def test_browser_says_which_language_and_the_answers_stay_the_forms_own(house: SmallHouse, client: FlaskClient) -> None:
    asked = client.get(f"/forms/{MENTOR}", headers={"Accept-Language": "de, ar;q=0.8, en;q=0.5"})
    page = parsed(asked.text)
    assert (page.get("lang"), page.get("dir"), asked.headers["Content-Language"]) == ("ar", "rtl", "ar")
    assert "Accept-Language" in asked.headers["Vary"]
    assert {"Homework", "Yes, please contact me"} <= set(values(page, "//input", "value"))
    assert "Homework" not in page.text_content()


def test_chosen_language_stays_through_mistakes_and_thanks(house: SmallHouse, client: FlaskClient) -> None:
    page = parsed(client.get(f"/forms/{MENTOR}?name=Ada&lang=fr").text)
    [action] = values(page, "//form", "action")
    wrong = client.post(action, data={**GOOD, "email": ["nonsense"]})
    assert (parsed(wrong.text).get("lang"), "Please write" in wrong.text) == ("fr", False)
    sent = client.post(action, data=GOOD)
    assert sent.location == f"/forms/{MENTOR}/sent?lang=fr"
    assert "What happens next" not in client.get(sent.location).text
    assert responses(house) == [(MENTOR, {key: tuple(values) for key, values in GOOD.items()})]


def test_page_offers_the_other_languages_and_keeps_what_the_link_filled_in(
    house: SmallHouse, client: FlaskClient
) -> None:
    code = code_for(house, CONSENT)
    page = parsed(client.get(f"/forms/{CONSENT}?code={code}").text)
    offered = values(page, "//nav[@class='languages']//a", "href")
    assert [address.rpartition("=")[2] for address in offered] == FOREIGN
    again = parsed(client.get(offered[0]).text)
    assert (values(again, "//input[@name='code']", "value"), again.get("lang")) == ([code], FOREIGN[0])


def test_form_that_nobody_translated_speaks_as_it_is_written() -> None:
    own = FormDefinition(kind="own", title="Our own form", description="", questions=(), language="cy")
    with Flask(__name__).test_request_context("/forms/own?lang=fr", headers={"Accept-Language": "fr"}):
        assert speech.speech_of(request, own) == speech.Speech("cy")
        assert speech.other_languages(request, own, speech.Speech("cy")) == []


def test_unknown_language_is_passed_over(client: FlaskClient) -> None:
    assert parsed(client.get(f"/forms/{MENTOR}?lang=<x>").text).get("lang") == "en"

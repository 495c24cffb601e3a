"""In which language a form's page speaks: the one its reader chose, else the browser's, else the school's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Request

from connectors.ports import FormDefinition
from workflows.text.pages import NAMES, shown

CHOICE = "lang"
"""The part of an address that names the language."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One language. `chosen` says that the reader asked for it, so that the next page speaks it too."""

    language: str
    chosen: bool = False

    def say(self, english: str) -> str:
        """The words of a page in this language."""
        return shown(self.language, english)

    @property
    def kept(self) -> dict[str, Any]:
        """What the next address must carry."""
        return {CHOICE: self.language} if self.chosen else {}


def in_english(english: str) -> str:
    """What a page says that has no other language."""
    return english


def languages_of(form: FormDefinition) -> tuple[str, ...]:
    """The languages that the form's page can speak; none for a form whose words nobody translated."""
    translated = tuple(tag for tag in NAMES if shown(tag, form.title) != form.title)
    return ("en", *translated) if translated else ()


def speech_of(asked: Request, form: FormDefinition) -> Speech:
    """The language for this request. A form that nobody translated speaks as it is written."""
    known, school = languages_of(form), _primary(form.language)
    choice = asked.args.get(CHOICE, "")
    if choice in known:
        return Speech(choice, chosen=True)
    browser = asked.accept_languages.best_match(known) if known and asked.accept_languages else None
    return Speech(browser or (school if school in known else form.language))


def other_languages(asked: Request, form: FormDefinition, speech: Speech) -> list[tuple[str, str, str]]:
    """Tag, name and address of this page in each language but this one; what a link filled in stays filled in."""
    filled = [(key, value) for key, value in asked.args.items(multi=True) if key != CHOICE]
    return [
        (tag, NAMES[tag], f"{asked.path}?{urlencode([*filled, (CHOICE, tag)])}")
        for tag in languages_of(form)
        if tag != speech.language
    ]


def _primary(tag: str) -> str:
    return tag.split("-")[0].lower()

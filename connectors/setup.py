"""What `nearpeer init` asks about a suite, in values that no vendor owns. A suite without a setup needs no answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from connectors.form_definitions import FormDefinition as FormDefinition

NOTHING = "-"  # what a person types who means nothing, where just pressing Enter means what is offered
YES = ("yes", "no")


def as_it_is(text: str) -> str:
    """An answer without blanks around it; it may be empty."""
    return text.strip()


def as_one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    """Reads one of these words."""

    def read(text: str) -> str:
        if text.strip().lower() not in choices:
            raise ValueError(f"{text!r} is none of {', '.join(choices)}")
        return text.strip().lower()

    return read


def as_address(text: str) -> str:
    """Reads a mail address."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text.strip()):
        raise ValueError(f"{text!r} is no mail address; write for example mentoring@school.example")
    return text.strip().lower()


def as_file(text: str) -> str:
    """Reads the name of a file, beside the programme's file when it does not begin with a slash."""
    if not text.strip():
        raise ValueError("a file is needed; the suite's pages for the administrator and the teacher say how to get it")
    return text.strip()


def or_nothing(read: Callable[[str], str]) -> Callable[[str], str]:
    """Reads the same, or nothing at all."""
    return lambda text: "" if text.strip() in {"", NOTHING} else read(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupQuestion:
    """One question; its answer is the setting `name`, or only steers later questions when that begins with `_`.

    `when` names an earlier answer that must be so for this to be asked. `read` raises `ValueError` with the mend.
    `secret`: the answer names a file that is made, with a fresh secret in it, where it is missing.
    """

    name: str
    title: str
    known: str = ""
    when: tuple[str, str] | None = None
    read: Callable[[str], str] = as_it_is
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """A suite's questions. `known` gives their answers from the settings that stand and the lead's mail address.

    `form_id` reads the id of a form that the school has already out of what a person pastes. `of_each_form` are asked
    about every form that is to be set up, where the supplier lets no program make forms; `to_form` makes the settings
    below `forms.KIND.` of their answers.
    """

    questions: tuple[SetupQuestion, ...]
    known: Callable[[Mapping[str, str], str], Mapping[str, str]]
    form_id: Callable[[str], str]
    of_each_form: tuple[SetupQuestion, ...] = ()
    to_form: Callable[[Mapping[str, str]], Mapping[str, str]] = dict


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of a form that the school made, and the field it looks like, "" for none."""

    id: str
    title: str
    field: str


SETUPS: Mapping[str, str] = {
    "google": "connectors.google.setup",
    "microsoft": "connectors.microsoft.setup",
}


def setup_of(suite: str) -> Setup | None:
    """The suite's setup, None where nothing is to be asked."""
    return cast("Setup", import_module(SETUPS[suite]).SETUP) if suite in SETUPS else None

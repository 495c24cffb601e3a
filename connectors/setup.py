"""What `nearpeer init` asks about a suite, in values that no vendor owns. A suite without a setup needs no answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from connectors.form_definitions import FormDefinition as FormDefinition


def as_it_is(text: str) -> str:
    """An answer without blanks around it; it may be empty."""
    return text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupQuestion:
    """One question; its answer is the setting `name`, or only steers later questions when that begins with `_`.

    `when` names an earlier answer that must be so for this to be asked. `read` raises `ValueError` with the mend.
    """

    name: str
    title: str
    known: str = ""
    when: tuple[str, str] | None = None
    read: Callable[[str], str] = as_it_is


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """A suite's questions. `known` gives their answers from the settings that stand and the lead's mail address.

    `form_id` reads the id of a form that the school has already out of what a person pastes.
    """

    questions: tuple[SetupQuestion, ...]
    known: Callable[[Mapping[str, str], str], Mapping[str, str]]
    form_id: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of a form that the school made, and the field it looks like, "" for none."""

    id: str
    title: str
    field: str


SETUPS: Mapping[str, str] = {"google": "connectors.google.setup"}


def setup_of(suite: str) -> Setup | None:
    """The suite's setup, None where nothing is to be asked."""
    return cast("Setup", import_module(SETUPS[suite]).SETUP) if suite in SETUPS else None

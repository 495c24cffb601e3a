"""The reference that is made from the settings' classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any, Literal

import pytest

from service.settings.kinds import Days
from tools.docs import DOCUMENTS
from tools.reference import Row, field_notes, plain, rows, shown, word


@dataclass(frozen=True)
class Example:
    """An example."""

    name: str
    """What it is
    called."""
    sizes: tuple[int, ...] = (1, 2)
    """How large."""
    weights: Mapping[str, int] = field(default_factory=lambda: {"a": 3})
    """How heavy."""


@dataclass(frozen=True)
class Unexplained:
    """An example with a key that nobody explained."""

    name: str = ""


def test_rows_tell_kind_default_and_meaning() -> None:
    assert list(rows(Example)) == [
        Row("name", "text", "**needed**", "What it is called."),
        Row("sizes", "list of whole number", "`[1, 2]`", "How large."),
        Row("weights", "lines, each `name: whole number`", "`a: 3`", "How heavy."),
    ]


def test_key_that_nobody_explained_is_refused() -> None:
    assert field_notes(Unexplained) == {}
    with pytest.raises(KeyError, match="name"):
        list(rows(Unexplained))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Literal["a", "b"], "one of `a`, `b`"),
        (str | None, "text"),
        (Days, "day or days"),
        (tuple[Days, ...], "list of day or days"),
        (tuple[tuple[str, str], ...], "list of pairs"),
        (Path, "path"),
        (Example, "section"),
    ],
)
def test_type_is_told_in_the_readers_words(kind: Any, said: str) -> None:
    assert word(kind) == said


@pytest.mark.parametrize(
    ("value", "said"), [("", ""), ((), ""), (None, ""), (True, "`true`"), (0, "`0`"), (time(6, 30), '`"06:30"`')]
)
def test_default_is_shown_as_it_is_written(value: Any, said: str) -> None:
    assert shown(value) == said


def test_section_as_default_leaves_out_what_is_empty() -> None:
    assert plain(Unexplained(name="x")) == "{name: x}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_is_the_same_each_time(name: str) -> None:
    assert DOCUMENTS[name]() == DOCUMENTS[name]()

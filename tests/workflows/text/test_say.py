from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import workflows
from tests.workflows.text.readers import PUPILS_AND_GUARDIANS, STAFF
from workflows.policy import ConsentPolicy, RecruitingPolicy
from workflows.text import en
from workflows.text.say import CATALOGUE, day, direction, own_words, say, words_for

ROOT = Path(workflows.__path__[0])
SOURCES = sorted(path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] != "text")
MODULES = {key.split(".")[0] for key in en.WORDS}
PARTS = (".subject", ".text", ".why")
OTHERS = sorted(set(CATALOGUE) - {"en"})


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def nodes() -> tuple[ast.AST, ...]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES)
    return tuple(node for tree in trees for node in ast.walk(tree))


def kinds() -> set[str]:
    """Literals that name timers: constants in capitals, and patterns of `match`."""
    named = [n.value for n in nodes() if isinstance(n, ast.Assign | ast.MatchValue)]
    named = [v for v in named if not isinstance(v, ast.Dict)]
    return {c.value for v in named for c in ast.walk(v) if isinstance(c, ast.Constant) and isinstance(c.value, str)}


def literals() -> set[str]:
    return {n.value for n in nodes() if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def patterns() -> list[re.Pattern[str]]:
    """f-strings that begin with a known word, as patterns."""
    joined = [n.values for n in nodes() if isinstance(n, ast.JoinedStr)]
    made = [
        "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".*" for v in parts) for parts in joined
    ]
    return [re.compile(text) for text in made if text.split("\\.")[0] in MODULES]


def is_used(key: str, known: set[str], shapes: list[re.Pattern[str]]) -> bool:
    names = {key, *(key.removesuffix(part) for part in PARTS)}
    return bool(names & known) or any(shape.fullmatch(name) for shape in shapes for name in names)


def has_words(text: str) -> bool:
    """Whether this names a word, a letter, or a word of a module that puts its own name before it."""
    return any(name in en.WORDS for name in (text, f"{text}.subject", *(f"{module}.{text}" for module in MODULES)))


def test_every_key_in_the_sources_has_words() -> None:
    keyed = {text for text in literals() - kinds() if re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)+", text)}
    assert {text for text in keyed if text.split(".")[0] in MODULES and not has_words(text)} == set()


def test_every_word_is_used_somewhere() -> None:
    known, shapes = literals(), patterns()
    spoken = [key for key in en.WORDS if not key.startswith(("date.", "default."))]
    assert [key for key in spoken if not is_used(key, known, shapes)] == []


def test_every_letter_has_subject_text_and_reason() -> None:
    letters = {
        key.rpartition(".")[0] for key in en.WORDS if key.endswith(".why") and not key.startswith("meetings.why")
    }
    owned = {name for name in letters if name.split(".")[0] in ("applications", "consent", "people", "training")}
    assert [name + part for name in owned for part in PARTS if name + part not in en.WORDS] == []


def said() -> Iterator[tuple[str, set[str]]]:
    """Calls of `say` with a plain key and plain values."""
    for node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            key = node.args[1]
            if isinstance(key, ast.Constant) and all(k.arg for k in node.keywords):
                yield str(key.value), {str(k.arg) for k in node.keywords}


def test_every_plain_call_fills_every_place() -> None:
    assert [(key, filled) for key, filled in said() if not places(en.WORDS[key]) <= filled] == []


@pytest.mark.parametrize("language", OTHERS)
def test_translation_has_the_same_places(language: str) -> None:
    words = CATALOGUE[language]
    assert [key for key in words if key not in en.WORDS] == []
    assert [key for key in words if places(words[key]) != places(en.WORDS[key])] == []


@pytest.mark.parametrize("language", OTHERS)
def test_translation_speaks_whole_letters(language: str) -> None:
    letters = {key.rpartition(".")[0] for key in CATALOGUE[language] if key.endswith(PARTS)}
    assert [name + part for name in letters for part in PARTS if name + part not in CATALOGUE[language]] == []


def test_say_puts_values_in_as_they_are() -> None:
    assert say("en", "people.left_lead.subject", name="{lead} <b>") == "{lead} <b> has left"


def test_say_falls_back_to_english() -> None:
    assert say("tlh", "role.mentor") == "mentor"


def test_say_refuses_unknown_keys_and_missing_values() -> None:
    with pytest.raises(KeyError):
        say("en", "people.nothing")
    with pytest.raises(KeyError):
        say("en", "people.left_lead.subject")


def test_defaults_of_the_programme_file_are_said_in_the_reader_s_language() -> None:
    defaults = (*ConsentPolicy().items, *RecruitingPolicy().pitch)
    assert {key for key in en.WORDS if own_words("en", en.WORDS[key]) != en.WORDS[key]} == set()
    assert [text for text in defaults for language in OTHERS if own_words(language, text) == text] == []


def test_words_of_the_school_stay_as_they_are() -> None:
    assert own_words("ar", "come along on Fridays") == "come along on Fridays"


def test_day_names_the_weekday() -> None:
    assert day("en", date(2026, 9, 8)) == "Tue 8 September 2026"


@pytest.mark.parametrize("language", sorted(CATALOGUE))
def test_day_has_names_for_the_whole_year(language: str) -> None:
    assert len({day(language, date(2026, month, 1)) for month in range(1, 13)}) == 12
    weekdays, months = (words_for(language, f"date.{name}").split() for name in ("weekdays", "months"))
    assert (len(set(weekdays)), len(set(months))) == (7, 12)


@pytest.mark.parametrize("language", OTHERS)
def test_whatever_pupils_and_guardians_read_is_there_in_every_language(language: str) -> None:
    assert [key for key in PUPILS_AND_GUARDIANS if key not in CATALOGUE[language]] == []


def test_what_only_staff_read_is_named_by_beginnings_that_mean_something() -> None:
    assert [start for start in STAFF if not any(key.startswith(start) for key in en.WORDS)] == []


def test_every_letter_says_why_it_came() -> None:
    letters = {key.removesuffix(".subject") for key in en.WORDS if key.endswith(".subject")}
    # A digest gives the reasons of what it holds; alerts of concerns share one reason, and a report has its own.
    shared = {"concerns.taken", "concerns.open"}
    assert [name for name in sorted(letters - shared) if len(en.WORDS.get(f"{name}.why", "")) < MIN_WHY] == []


MIN_WHY = 12


def test_direction_follows_the_language() -> None:
    assert [direction(tag) for tag in ("ar", "ur-PK", "en", "fr-CA")] == ["rtl", "rtl", "ltr", "ltr"]

"""The questions of `nearpeer init`: what each is called, how its answer is read, and what stands there when nothing is
said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol, TypeVar

import click
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from service.commands.programme_text import ROLES, Adult, Answers
from service.settings.document import Document, Plain
from service.settings.kinds import Key, Words, Zone, address, bell_period, day_range
from service.settings.problems import nearest
from service.settings.sections import SUITES
from workflows.school import WEEKDAYS, Slot

T = TypeVar("T")


class Ask(Protocol):
    """Puts one question and reads the answer; `known` is the answer when nothing is said."""

    def __call__(self, title: str, known: str, read: Callable[[str], T]) -> T:
        """The answer, read."""


TITLES = {
    "lead": "Programme lead, as Name <address>",
    "safeguarding_lead": "Safeguarding lead, as Name <address>",
    "safeguarding_deputy": "Deputy for safeguarding, as Name <address>",
    "head": "Head of school, as Name <address>",
}
NAMED = re.compile(r"\s*(?P<name>[^<>]+?)\s*<(?P<email>[^<>]+)>\s*")


def as_key(text: str) -> str:
    """The programme's key. Raises `ValueError` with the mend."""
    return _checked(Key, text)


def as_words(text: str) -> str:
    """Some text that is not blank. Raises `ValueError` with the mend."""
    return _checked(Words, text)


def as_zone(text: str) -> str:
    """A time zone. Raises `ValueError` with the mend."""
    return _checked(Zone, text)


def as_suite(text: str) -> str:
    """A suite's name. Raises `ValueError` with the mend."""
    if text not in SUITES:
        raise ValueError(f"{text!r} is no suite; {nearest(text, SUITES)}")
    return text


def as_terms(text: str) -> dict[str, str]:
    """`Autumn 2026-09-01..2026-12-18, Spring ...`. Raises `ValueError` with the mend."""
    return _named_list(text, day_range, "Autumn 2026-09-01..2026-12-18")


def as_periods(text: str) -> dict[str, str]:
    """`Lunch 12:30-13:10, Break ...`. Raises `ValueError` with the mend."""
    return _named_list(text, bell_period, "Lunch 12:30-13:10")


def as_slots(periods: Mapping[str, str]) -> Callable[[str], tuple[str, ...]]:
    """Reads `Mon/Lunch, Tue/Lunch`; `Lunch` alone stands for that period on every weekday."""

    def read(text: str) -> tuple[str, ...]:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        slots = [s for p in parts for s in ([p] if "/" in p else [f"{day}/{p}" for day in WEEKDAYS[:5]])]
        unknown = [s for s in slots if Slot.parse(s).period not in periods]
        if unknown or not slots:
            known = ", ".join(f"Mon/{period}" for period in periods)
            raise ValueError(f"{', '.join(unknown) or 'nothing'} is in no bell schedule; write for example {known}")
        return tuple(dict.fromkeys(slots))

    return read


def as_adult(text: str) -> Adult:
    """`Ana Silva <ana@school.example>`. Raises `ValueError` with the mend."""
    found = NAMED.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not Name <address>; write it as Ana Silva <ana@school.example>")
    try:
        return Adult(name=found["name"], email=address(found["email"]))
    except PydanticCustomError as error:
        raise _plain(error) from None


def _checked(kind: type[str], text: str) -> str:
    try:
        return TypeAdapter[str](kind).validate_python(text)
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        raise ValueError(f"{context.get('what', 'is not right')}; {context.get('mend', 'try again')}") from None


def _plain(error: PydanticCustomError) -> ValueError:
    context = error.context or {}
    return ValueError(f"{context.get('what')}; {context.get('mend')}")


def _named_list(text: str, read: Callable[[str], object], example: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, value = part.rpartition(" ")
        if not name:
            raise ValueError(f"{part!r} has no name; write for example {example}")
        try:
            read(value)
        except PydanticCustomError as error:
            raise _plain(error) from None
        named[name.strip().removesuffix(":")] = value
    if not named:
        raise ValueError(f"at least one is needed; write for example {example}")
    return named


def ask_all(ask: Ask, known: Mapping[str, str]) -> Answers:
    """Ask every question in turn; `known` holds what to say when the person just presses Enter."""
    key = ask("Short name of the programme (lower case)", known["key"], as_key)
    name = ask("Name of the programme", known["name"], as_words)
    suite = ask(f"Suite of the school ({', '.join(SUITES)})", known["suite"], as_suite)
    zone = ask("Time zone", known["zone"], as_zone)
    terms = ask("Terms", known["terms"], as_terms)
    periods = ask("Bell schedule, as far as pairs meet in it", known["periods"], as_periods)
    slots = ask("Slots for meetings (a period alone means every weekday)", known["slots"], as_slots(periods))
    adults = {role: ask(TITLES[role], known[role], as_adult) for role in ROLES}
    return Answers(key=key, name=name, suite=suite, zone=zone, terms=terms, periods=periods, slots=slots, adults=adults)


def usual(today: date) -> dict[str, str]:
    """What to suggest when nothing is known yet: the school year that `today` lies in or comes before."""
    year = today.year if today.month >= 7 else today.year - 1
    terms = (
        ("Autumn", year, "09-01", "12-18"),
        ("Spring", year + 1, "01-05", "03-26"),
        ("Summer", year + 1, "04-13", "07-16"),
    )
    return {
        "key": "my-school",
        "name": "Mentoring programme",
        "suite": "local",
        "zone": "Europe/London",
        "terms": ", ".join(f"{name} {y}-{first}..{y}-{last}" for name, y, first, last in terms),
        "periods": "Lunch 12:30-13:10",
        "slots": "Lunch",
        **dict.fromkeys(ROLES, ""),
    }


def told(document: Document) -> dict[str, str]:
    """What an existing file already says, in the words of the questions."""
    suite = document.at("suite", "name") or document.at("suite")
    plain = {"key": document.at("programme"), "name": document.at("name"), "suite": suite}
    plain |= {"zone": document.at("school", "zone")}
    lists = {
        "terms": _joined(document.section("school", "terms")),
        "periods": _joined(document.section("school", "periods")),
        "slots": ", ".join(text for _, text in document.texts("school", "slots")),
        **{role: _adult(document, role) for role in ROLES},
    }
    return {key: value for key, value in {**plain, **lists}.items() if isinstance(value, str) and value}


def _joined(section: Mapping[str, Plain]) -> str:
    return ", ".join(f"{name} {value}" for name, value in section.items())


def _adult(document: Document, role: str) -> str:
    key = document.at("roles", role)
    name, email = document.at("staff", str(key), "name"), document.at("staff", str(key), "email")
    return f"{name} <{email}>" if name and email else ""


def ask_person(title: str, known: str, read: Callable[[str], T]) -> T:
    """Ask on the terminal until the answer can be read."""

    def checked(text: str) -> T:
        try:
            return read(text)
        except ValueError as error:
            raise click.UsageError(str(error)) from None

    answer: T = click.prompt(title, default=known or None, value_proc=checked)
    return answer


def ask_nobody(title: str, known: str, read: Callable[[str], T]) -> T:
    """Take what is known. Raises `click.UsageError` when it is not enough."""
    try:
        return read(known)
    except ValueError as error:
        raise click.UsageError(f"{title}: {error}") from None

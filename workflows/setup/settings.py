"""What staff may change without the programme file: read from the policy as text, and put back into it.

The set-up form and the column "Change to" of the Programme tab are two faces of one truth: both end in a `Setting`,
and every workflow is given the policy with all settings in it (see `settled`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from workflows.policy import Policy
from workflows.state import Setting
from workflows.text.say import say
from workflows.view import View

LONGEST = 500
YES, NO = ("yes", "on", "true"), ("no", "off", "false")


class UnusableValueError(Exception):
    """A text that cannot be the value of this setting. `words` is a key of the words that say why."""

    def __init__(self, words: str, **values: str | int) -> None:
        super().__init__(words)
        self.words, self.values = words, values

    def told(self, language: str) -> str:
        """Why, in plain words."""
        return say(language, self.words, **self.values)


@dataclass(frozen=True, slots=True)
class Adjustable:
    """One setting: how it reads in a cell, and how a text becomes its value. `put` raises `UnusableValueError`."""

    read: Callable[[Policy], str]
    put: Callable[[Policy, str], Policy]


def adjustable(policy: Policy) -> Mapping[str, Adjustable]:
    """Every setting staff may change in this programme, by its place in the programme file, in reading order.

    A step that the file leaves out cannot be switched on here: its forms are made when the file is read.
    """
    switches = {f"{name}/on": _switch(name) for name in switched_on(policy)}
    return {**PLAIN, **({"training/focus": FOCUS} if policy.needs.on else {}), **switches}


def changeable(view: View, policy: Policy) -> Mapping[str, Adjustable]:
    """What `adjustable` names, and the switches of steps that staff switched off here, so that they can go on again."""
    off = (s.id for s in view.find(Setting) if s.id.endswith("/on"))
    return {**adjustable(policy), **{key: _switch(key.partition("/")[0]) for key in off}}


def switched_on(policy: Policy) -> tuple[str, ...]:
    """The sections of the programme file that have a switch and are on."""
    sections = ((f.name, getattr(policy, f.name)) for f in fields(policy))
    return tuple(name for name, section in sections if is_dataclass(section) and getattr(section, "on", False))


def settled(policy: Policy, view: View) -> Policy:
    """The programme file with everything staff changed since. A setting the file no longer knows is left out."""
    known = adjustable(policy)
    for setting in view.find(Setting):
        if setting.id in known:
            try:
                policy = known[setting.id].put(policy, setting.value)
            except UnusableValueError:
                continue  # the file changed and the value fits no longer; the file's own word counts
    return policy


def _within(policy: Policy, section: str, **values: Any) -> Policy:
    return replace(policy, **{section: replace(getattr(policy, section), **values)})


def _switch(section: str) -> Adjustable:
    def put(policy: Policy, text: str) -> Policy:
        word = text.strip().lower()
        if word not in YES + NO:
            raise UnusableValueError("setup.bad.switch")
        return _within(policy, section, on=word in YES)

    return Adjustable(lambda policy: "yes" if getattr(policy, section).on else "no", put)


def _words(name: str) -> Adjustable:
    def put(policy: Policy, text: str) -> Policy:
        words = " ".join(text.split())
        if not words or len(words) > LONGEST:
            raise UnusableValueError("setup.bad.words", most=LONGEST)
        changed: dict[str, Any] = {name: words}
        return replace(policy, **changed)

    return Adjustable(lambda policy: str(getattr(policy, name)), put)


def _number(section: str, name: str, least: int, most: int) -> Adjustable:
    def put(policy: Policy, text: str) -> Policy:
        if not text.strip().isdecimal() or not least <= int(text) <= most:
            raise UnusableValueError("setup.bad.number", least=least, most=most)
        return _within(policy, section, **{name: int(text)})

    return Adjustable(lambda policy: str(getattr(getattr(policy, section), name)), put)


def _grades(name: str) -> Adjustable:
    def put(policy: Policy, text: str) -> Policy:
        parts = [part for part in text.replace(",", " ").split() if part]
        if not parts or not all(part.isdecimal() and int(part) < 100 for part in parts):
            raise UnusableValueError("setup.bad.grades")
        return _within(policy, "applications", **{name: tuple(dict.fromkeys(int(part) for part in parts))})

    return Adjustable(lambda policy: ", ".join(str(g) for g in getattr(policy.applications, name)), put)


def _put_focus(policy: Policy, text: str) -> Policy:
    by_word = {issue.lower(): issue for issue in policy.needs.issues}
    issue = by_word.get(" ".join(text.lower().split()))
    if issue is None:
        raise UnusableValueError("setup.bad.focus", issues=", ".join(policy.needs.issues))
    return _within(policy, "training", focus=issue)


FOCUS = Adjustable(lambda policy: policy.training.focus, _put_focus)
PLAIN: Mapping[str, Adjustable] = {
    "goal": _words("goal"),
    "applications/mentor_grades": _grades("mentor_grades"),
    "applications/mentee_grades": _grades("mentee_grades"),
    "meetings/every_days": _number("meetings", "every_days", 1, 60),
    "meetings/first_within": _number("meetings", "first_within", 2, 60),
    "matching/capacity": _number("matching", "capacity", 1, 20),
}

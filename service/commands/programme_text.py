"""Writes a programme file from a few answers, and changes an existing one without touching what else stands in it."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

ROLES = ("lead", "safeguarding_lead", "safeguarding_deputy", "head")

TEMPLATE = """\
# What the school decides about its mentoring programme. `docs/programme-file.md` explains every key;
# `nearpeer doctor` checks this file and names each mistake with its line.

# Short name in lower case, used in keys and addresses; keep it once the programme runs.
programme: my-school
name: Mentoring
# What the programme is for, in one sentence (optional).
goal: ""
# The suite the school has: local (nothing else needed), google or microsoft.
suite: local

school:
  zone: Europe/London
  # First and last day of each term, in order.
  terms: {}
  # Days without school, single days or ranges: [2026-10-26..2026-10-30, 2027-05-03]
  holidays: []
  # The bell schedule, as far as pairs meet in it.
  periods: {}
  # When pairs may meet: Day/Period.
  slots: []

# The adults, each under a short name that the rest of the file uses.
staff: {}

# Who does what. A concern goes to the safeguarding lead, then the deputy, then the head.
roles: {}

# Where pairs meet, and how many pairs fit in at once.
rooms:
  - name: Library
    pairs: 4

# Everything else has a sensible default. For example:
# meetings:
#   every_days: 14
# matching:
#   grade_gap: 2
# consent:
#   chase_after: [2, 5, 8]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adult:
    """A member of staff, as asked for."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What `nearpeer init` asks. `adults` maps each of `ROLES` to who has it."""

    key: str
    name: str
    suite: str
    zone: str
    terms: Mapping[str, str]
    periods: Mapping[str, str]
    slots: tuple[str, ...]
    adults: Mapping[str, Adult]


def write_programme(answers: Answers, text: str = TEMPLATE) -> str:
    """The text with the answers put in; comments and all other keys stay as they are."""
    yaml = _yaml()
    tree = yaml.load(text)
    tree.update({"programme": answers.key, "name": answers.name})
    if not isinstance(tree.get("suite"), Mapping) or tree["suite"].get("name") != answers.suite:
        tree["suite"] = answers.suite
    school = tree.setdefault("school", CommentedMap())
    school["zone"] = answers.zone
    _set(school, "terms", CommentedMap(answers.terms))
    _set(school, "periods", CommentedMap(answers.periods))
    _set(school, "slots", _flow(CommentedSeq(answers.slots)))
    _set_adults(tree, answers.adults)
    written = io.StringIO()
    yaml.dump(tree, written)
    return written.getvalue()


def write_suite(text: str, name: str, settings: Mapping[str, str]) -> str:
    """The text with these settings of its suite put in; "" takes one out. Others stay as they are."""
    yaml = _yaml()
    tree = yaml.load(text)
    if not isinstance(tree["suite"], CommentedMap):
        tree["suite"] = CommentedMap({"name": name})
    for setting, value in settings.items():
        _set_at(tree["suite"], setting.split("."), value)
    written = io.StringIO()
    yaml.dump(tree, written)
    return written.getvalue()


def _set_at(section: CommentedMap, way: Sequence[str], value: str) -> None:
    if len(way) > 1:
        if value or way[0] in section:
            if not isinstance(section.get(way[0]), CommentedMap):
                section[way[0]] = CommentedMap()
            _set_at(section[way[0]], way[1:], value)
    elif value and str(section.get(way[0], "")) != value:
        section[way[0]] = value
    elif not value:
        section.pop(way[0], None)


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _set(section: CommentedMap, key: str, value: Any) -> None:
    """Put the value in, unless the same stands there already, perhaps with comments of its own."""
    if section.get(key) != value:
        section[key] = value


def _flow(value: Any) -> Any:
    value.fa.set_flow_style()
    return value


def _set_adults(tree: CommentedMap, adults: Mapping[str, Adult]) -> None:
    staff = CommentedMap() if not tree.get("staff") else tree["staff"]
    by_email = {str(entry.get("email", "")).lower(): key for key, entry in staff.items() if isinstance(entry, Mapping)}
    roles = CommentedMap() if not tree.get("roles") else tree["roles"]
    for role, adult in adults.items():
        key = by_email.get(adult.email) or short_name(adult.name, taken=frozenset(staff))
        by_email[adult.email] = key
        entry = staff.setdefault(key, _flow(CommentedMap()))
        entry.update({"name": adult.name, "email": adult.email})
        roles[role] = key
    _set(tree, "staff", staff)
    _set(tree, "roles", roles)


def short_name(name: str, *, taken: frozenset[str]) -> str:
    """A key for an adult: the first name in plain letters, numbered when it is taken."""
    plain = unicodedata.normalize("NFKD", name.split()[0]).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z]", "", plain) or "adult"
    numbered = (base if count == 1 else f"{base}{count}" for count in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)

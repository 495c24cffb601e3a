"""Reads what `nearpeer match` is given: two lists of pupils or a ready score table, as CSV that any program writes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from service.settings.document import read_document
from service.settings.problems import ConfigError, Problem, closest
from service.settings.programme_file import load_programme
from service.settings.sections import Section
from service.settings.shape import check_shape
from workflows.matching.pupil import Pupil
from workflows.policy import MatchingPolicy

_YES, _NO = {"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"}, {"no", "n", "false", "0", "", "nein", "non"}
# other words schools use for a column
_ALIASES = {
    "mail": "email",
    "e_mail": "email",
    "address": "email",
    "year": "grade",
    "class": "grade",
    "school": "site",
    "campus": "site",
    "times": "slots",
    "availability": "slots",
    "needs": "topics",
    "strengths": "topics",
    "language": "languages",
    "jobs": "career",
    "personality": "traits",
    "wish": "wishes",
    "family": "household",
    "pupil": "id",
    "mentor": "id",
    "mentee": "id",
    "student": "id",
}
_LISTS = tuple(f.name for f in fields(Pupil) if f.type == "tuple[str, ...]" and f.name != "missing")
_NUMBERS, _SWITCHES = ("grade", "capacity", "hours"), ("same_gender", "needs_adult")
_STATES = ("consent", "training", "priority")
_TEXTS = ("id", "name", "email", "site", "gender", "household", "kind")
_COLUMNS = (*_TEXTS, *_LISTS, *_NUMBERS, *_SWITCHES, *_STATES)
# hard rules that cannot be judged when neither file has the column
_ASKED = {"slots": "slots", "grade": "grade", "languages": "language"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One list of pupils. `columns` are those the file has, `ignored` those we have no use for."""

    pupils: tuple[Pupil, ...]
    columns: frozenset[str]
    ignored: tuple[str, ...] = ()
    priority: frozenset[str] = field(default_factory=frozenset)


class MatchingFile(Section):
    """A policy file that holds only the rules of matching."""

    matching: MatchingPolicy


def read_policy(path: Path) -> MatchingPolicy:
    """The matching rules of a programme file, or of a file with a `matching:` section alone.

    Raises `ConfigError` with every mistake in it.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError([_problem(path, 0, "the file", f"cannot be read ({error.strerror})", _LOOK)]) from error
    document = read_document(str(path), raw)
    if "programme" in document.tree:
        return load_programme(path).policy.matching
    tree = document.tree if "matching" in document.tree else {"matching": document.tree}
    checked = check_shape(document, MatchingFile, tree)
    problems = [*document.problems, *(checked if isinstance(checked, list) else [])]
    if problems or isinstance(checked, list):
        raise ConfigError(problems)
    return checked.matching


def unasked(mentors: Roster, mentees: Roster) -> frozenset[str]:
    """Hard rules that say nothing because a file lacks their column."""
    return frozenset(rule for column, rule in _ASKED.items() if column not in mentors.columns & mentees.columns)


_LOOK = "check the path and its permissions"


def read_roster(path: Path) -> Roster:
    """Read a list of pupils. Raises `ConfigError` with every mistake, each with its line and column."""
    lines, problems = csv_lines(path), list[Problem]()
    header, columns, ignored = _header(path, lines)
    pupils: list[Pupil] = []
    seen: dict[str, int] = {}
    priority: set[str] = set()
    for number, cells in lines[1:]:
        if len(cells) > len(header):
            what = f"has {len(cells)} cells, the header only {len(header)}"
            problems.append(_problem(path, number, "the line", what, "put cells that hold a comma in quotes"))
            continue
        values = {columns[k]: cell.strip() for k, cell in enumerate(cells) if k in columns}
        pupil = _pupil(values, _reporter(path, number, problems))
        if pupil.id in seen:
            what = f"{pupil.id!r} is on line {seen[pupil.id]} already"
            problems.append(_problem(path, number, "id", what, "give everybody an id or address of their own"))
        seen.setdefault(pupil.id, number)
        pupils.append(pupil)
        priority |= {pupil.id} if values.get("priority", "").lower() in _YES else set()
    if problems:
        raise ConfigError(problems)
    return Roster(
        pupils=tuple(pupils),
        columns=frozenset(columns.values()),
        ignored=ignored,
        priority=frozenset(priority),
    )


def _reporter(path: Path, line: int, problems: list[Problem]) -> Callable[[str, str, str], None]:
    def report(column: str, what: str, mend: str) -> None:
        problems.append(_problem(path, line, column, what, mend))

    return report


def csv_lines(path: Path) -> list[tuple[int, list[str]]]:
    """The lines that hold anything, with their numbers. Raises `ConfigError` when the file is no CSV or empty."""
    lines = list(csv_rows(path))
    if not lines:
        raise ConfigError([_problem(path, 0, "the file", "is empty", "start with a line of column names")])
    return lines


def csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The same, line by line, for files of millions."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError([_problem(path, 0, "the file", f"cannot be read ({error.strerror})", _LOOK)]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError([_problem(path, line, "the line", "is not UTF-8", "save the file as CSV UTF-8")]) from error
    if "\0" in text:
        raise ConfigError([_problem(path, 0, "the file", "is not a text file", "save the sheet as CSV UTF-8")])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        yield from ((reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells))
    except csv.Error as error:
        raise ConfigError([_problem(path, reader.line_num, "the line", str(error), "save it again as CSV")]) from error


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _header(path: Path, lines: list[tuple[int, list[str]]]) -> tuple[list[str], Mapping[int, str], tuple[str, ...]]:
    number, header = lines[0]
    known: dict[int, str] = {}
    ignored: list[str] = []
    for k, title in enumerate(header):
        key = re.sub(r"[^\w]+", "_", title.strip().lower()).strip("_")
        key = key if key in _COLUMNS else _ALIASES.get(key, "")
        if key and key not in known.values():
            known[k] = key
        elif title.strip():
            ignored.append(title.strip())
    if not {"id", "email", "name"} & set(known.values()):
        what = "has no column that says who it is"
        raise ConfigError([_problem(path, number, "the header", what, "add a column `id`, `email` or `name`")])
    return header, known, tuple(ignored)


def _pupil(values: Mapping[str, str], report: Callable[[str, str, str], None]) -> Pupil:
    given: dict[str, Any] = {name: values.get(name, "") for name in _TEXTS}
    given["id"] = given["id"] or given["email"].lower() or given["name"]
    if not given["id"]:
        report("id", "is empty", "say who it is")
    given |= {name: _listed(values.get(name, "")) for name in _LISTS}
    for name in _NUMBERS:
        text = values.get(name, "")
        if text and not (text.isdecimal() and len(text) < 5):
            report(name, f"{text!r} is not a whole number", "write digits only, for example 5")
        elif text:
            given[name] = int(text)
    for name in (*_SWITCHES, *_STATES):
        text = values.get(name, "").lower()
        if text not in _YES | _NO:
            report(name, f"{text!r} is neither yes nor no", "write yes or no")
        if name in _SWITCHES:
            given[name] = text in _YES
    given["missing"] = tuple(_missing(values))
    return Pupil(**given)


def _missing(values: Mapping[str, str]) -> Iterator[str]:
    if values.get("consent", "yes").lower() not in _YES:
        yield "no consent from a guardian"
    if values.get("training", "yes").lower() not in _YES:
        yield "training still to do"


def _listed(text: str) -> tuple[str, ...]:
    separator = ";" if ";" in text else "|" if "|" in text else ","
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def find_pupil(who: str, pupils: Iterable[Pupil], option: str) -> Pupil:
    """The pupil of that id, address or full name. Raises `ConfigError` when nobody or more than one is."""
    word, everyone = who.strip().lower(), list(pupils)
    found = [p for p in everyone if word in p.handles] or [p for p in everyone if word == p.name.strip().lower()]
    if len(found) == 1:
        return found[0]
    if found:
        what, mend = f"{len(found)} pupils are called {who.strip()!r}", "use the id or address"
    else:
        close = closest(word, (h for p in everyone for h in p.handles))
        what = f"nobody is called {who.strip()!r}"
        mend = f"did you mean {close!r}?" if close else "use the id or address as it stands in the file"
    raise ConfigError([Problem(file="", line=0, place=option, what=what, mend=mend)])


def split_pair(text: str, option: str, mentors: list[Pupil], mentees: list[Pupil]) -> tuple[str, str]:
    """`MENTOR:MENTEE` as ids; names may hold a colon themselves. Raises `ConfigError` when it names no two pupils."""
    cuts = [k for k, char in enumerate(text) if char == ":"]
    if not cuts:
        raise ConfigError(
            [Problem(file="", line=0, place=option, what=f"{text!r} has no colon", mend="write MENTOR:MENTEE")]
        )
    for cut in cuts[:-1]:
        try:
            return (
                find_pupil(text[:cut], mentors, option).id,
                find_pupil(text[cut + 1 :], mentees, option).id,
            )
        except ConfigError:
            continue
    return find_pupil(text[: cuts[-1]], mentors, option).id, find_pupil(text[cuts[-1] + 1 :], mentees, option).id


def _problem(path: Path, line: int, place: str, what: str, mend: str) -> Problem:
    return Problem(file=str(path), line=line, place=place, what=what, mend=mend)

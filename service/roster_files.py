"""Reads what a school exports: its list of pupils and guardians, and its attendance records.

A list is a CSV file with one line for each pupil, or a OneRoster CSV export (1EdTech OneRoster 1.1 or 1.2) as a folder
or a ZIP file, of which `users.csv`, `roles.csv`, `orgs.csv` and `demographics.csv` are read.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from service.settings.problems import ConfigError, Problem, nearest
from workflows.events import AttendanceImported, RosterImported
from workflows.rules import is_address, normal_address

Line = Mapping[str, str]
E = TypeVar("E")

ROSTER_COLUMNS = (
    *("email", "name", "grade", "site", "language", "gender", "household"),
    *("guardian_name", "guardian_email", "guardian_language", "homeroom_email"),
)
ATTENDANCE_COLUMNS = ("email", "first", "last", "present", "possible")
GUARDIANS = frozenset({"guardian", "parent", "relative"})
STUDENT = "student"


@dataclass(frozen=True, slots=True)
class MistakeError(Exception):
    """What is wrong with one line and how to mend it."""

    place: str
    what: str
    mend: str


def read_roster(path: Path) -> tuple[list[RosterImported], list[Problem]]:
    """Every pupil of the list, and what is wrong with lines that were left out.

    Raises `ConfigError` when nothing of it can be read.
    """
    if path.is_dir() or zipfile.is_zipfile(path):
        return _parsed(str(path / "users.csv"), one_roster(_tables(path)), _roster_line)
    return _parsed(str(path), _lines(str(path), _bytes(path), ("email", "name", "grade"), ROSTER_COLUMNS), _roster_line)


def read_attendance(path: Path) -> tuple[list[AttendanceImported], list[Problem]]:
    """Every record of the file, and what is wrong with lines that were left out. Raises `ConfigError` as above."""
    lines = _lines(str(path), _bytes(path), ATTENDANCE_COLUMNS, ATTENDANCE_COLUMNS)
    return _parsed(str(path), lines, _attendance_line)


def _parsed(name: str, lines: Iterator[tuple[int, Line]], parse: Callable[[Line], E]) -> tuple[list[E], list[Problem]]:
    read: list[E] = []
    problems: list[Problem] = []
    for number, line in lines:
        try:
            read.append(parse(line))
        except MistakeError as m:
            problems.append(Problem(file=name, line=number, place=m.place, what=m.what, mend=m.mend))
    return read, problems


# --- files ------------------------------------------------------------------------------------------


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(str(path), f"cannot be read ({error.strerror})", "check the path") from error


def _unreadable(name: str, what: str, mend: str) -> ConfigError:
    return ConfigError([Problem(file=name, line=0, place="the file", what=what, mend=mend)])


def _rows(name: str, raw: bytes) -> list[dict[str, str]]:
    """The lines of a CSV file by column; commas, semicolons or tabs, in UTF-8 or as Excel in the West writes it."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    comma = max((",", ";", "\t"), key=first.count)
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=comma, strict=True)
        return [{(k or "").strip(): (v or "").strip() for k, v in row.items() if isinstance(v, str)} for row in reader]
    except csv.Error as error:
        raise _unreadable(name, f"is no CSV file ({error})", "export it again as CSV") from error


def _lines(name: str, raw: bytes, needed: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, Line]]:
    """The lines of our own CSV format, with their numbers in the file. A column we do not know is left alone."""
    rows = [{column.lower().replace(" ", "_"): text for column, text in row.items()} for row in _rows(name, raw)]
    columns = set(rows[0]) if rows else set()
    missing = [column for column in needed if column not in columns]
    if missing:
        unknown = sorted(columns - set(known))
        mend = f"add it{'; ' + nearest(missing[0], unknown) if unknown else ''}"
        raise _unreadable(name, f"has no column `{'`, `'.join(missing)}`", mend)
    return ((number, row) for number, row in enumerate(rows, 2) if any(row.values()))


# --- OneRoster --------------------------------------------------------------------------------------


def _tables(path: Path) -> Mapping[str, list[dict[str, str]]]:
    wanted = ("users", "roles", "orgs", "demographics")
    if path.is_dir():
        raw = {name: (path / f"{name}.csv").read_bytes() for name in wanted if (path / f"{name}.csv").is_file()}
    else:
        with zipfile.ZipFile(path) as archive:
            inside = {Path(entry).name: entry for entry in archive.namelist()}
            raw = {name: archive.read(inside[f"{name}.csv"]) for name in wanted if f"{name}.csv" in inside}
    if "users" not in raw:
        raise _unreadable(str(path), "holds no users.csv", "export the school's OneRoster CSV files again")
    return {name: _rows(f"{path}/{name}.csv", content) for name, content in raw.items()}


def one_roster(tables: Mapping[str, list[dict[str, str]]]) -> Iterator[tuple[int, Line]]:
    """The pupils of a OneRoster export as lines of our own format, with their line in `users.csv`."""
    users = {user["sourcedId"]: user for user in tables["users"] if user.get("sourcedId")}
    roles = _roles(tables)
    names = {org.get("sourcedId", ""): org.get("name", "") for org in tables.get("orgs", ())}
    sexes = {line.get("sourcedId", ""): line.get("sex", "") for line in tables.get("demographics", ())}
    for number, user in enumerate(tables["users"], 2):
        key = user.get("sourcedId", "")
        if STUDENT not in roles.get(key, {}) or not _stands(user):
            continue
        guardian = _guardian(user, users, roles)
        org = user.get("primaryOrgSourcedId") or roles[key][STUDENT] or _listed(user.get("orgSourcedIds", ""))[0]
        yield (
            number,
            {
                "email": user.get("email", ""),
                "name": _name(user),
                "grade": _listed(user.get("grades", ""))[0],
                "site": names.get(org, ""),
                "gender": {"unspecified": ""}.get(sexes.get(key, ""), sexes.get(key, "")),
                "guardian_name": _name(guardian) if guardian else "",
                "guardian_email": guardian.get("email", "") if guardian else "",
            },
        )


def _stands(user: Line) -> bool:
    return user.get("status", "").lower() != "tobedeleted" and user.get("enabledUser", "true").lower() != "false"


def _roles(tables: Mapping[str, list[dict[str, str]]]) -> Mapping[str, Mapping[str, str]]:
    """Each user's roles with the organisation; version 1.1 writes the role beside the user, 1.2 into `roles.csv`."""
    found: dict[str, dict[str, str]] = {}
    for user in tables["users"]:
        if user.get("role"):
            found.setdefault(user.get("sourcedId", ""), {})[user["role"].lower()] = ""
    for line in tables.get("roles", ()):
        if line.get("status", "").lower() != "tobedeleted":
            role = line.get("role", "").lower()
            found.setdefault(line.get("userSourcedId", ""), {})[role] = line.get("orgSourcedId", "")
    return found


def _guardian(user: Line, users: Mapping[str, Line], roles: Mapping[str, Mapping[str, str]]) -> Line | None:
    """The first of the pupil's agents who is a parent or guardian and can be written to."""
    agents = [agent for agent in _listed(user.get("agentSourcedIds", "")) if GUARDIANS & set(roles.get(agent, ()))]
    return next((users[a] for a in agents if a in users and users[a].get("email")), None)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def _name(user: Line) -> str:
    given = user.get("preferredGivenName") or user.get("givenName", "")
    family = user.get("preferredFamilyName") or user.get("familyName", "")
    return f"{given} {family}".strip()


# --- lines ------------------------------------------------------------------------------------------


def _address(line: Line, column: str) -> str:
    address = normal_address(line.get(column, ""))
    if not is_address(address):
        raise MistakeError(column, f"{line.get(column, '')!r} is no mail address", "write it as name@school.example")
    return address


def _number(line: Line, column: str) -> int:
    found = re.search(r"\d{1,4}", line.get(column, ""))
    if found is None:
        raise MistakeError(column, f"{line.get(column, '')!r} is no number", "write it in digits")
    return int(found.group())


def _roster_line(line: Line) -> RosterImported:
    if not line.get("name"):
        raise MistakeError("name", "is empty", "write the pupil's full name")
    guardian = _address(line, "guardian_email") if line.get("guardian_email") else ""
    return RosterImported(
        email=_address(line, "email"),
        name=line["name"],
        grade=_number(line, "grade"),
        site=line.get("site", ""),
        language=line.get("language") or "en",
        gender=line.get("gender", ""),
        household=line.get("household", ""),
        guardian_name=line.get("guardian_name", ""),
        guardian_email=guardian,
        guardian_language=line.get("guardian_language") or line.get("language") or "en",
        homeroom_email=_teacher(line),
    )


def _teacher(line: Line) -> str:
    """The homeroom teacher's address, or "". Raises `MistakeError` for anything else."""
    return _address(line, "homeroom_email") if line.get("homeroom_email") else ""


def _attendance_line(line: Line) -> AttendanceImported:
    first, last = _day(line, "first"), _day(line, "last")
    present, possible = _number(line, "present"), _number(line, "possible")
    if last < first:
        raise MistakeError("last", f"{last} is before {first}", "write the first day first")
    if present > possible or not possible:
        raise MistakeError("present", f"{present} of {possible} days cannot be", "count days present and days possible")
    return AttendanceImported(email=_address(line, "email"), first=first, last=last, present=present, possible=possible)


def _day(line: Line, column: str) -> date:
    try:
        return date.fromisoformat(line.get(column, ""))
    except ValueError as error:
        raise MistakeError(column, f"{line.get(column, '')!r} is no date", "write it as 2026-09-01") from error

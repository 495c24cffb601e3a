"""From a programme file to the policy: read, check everything, build."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from service.settings.checks import DEFAULT_WEIGHTS, check_all
from service.settings.document import Document, Plain, read_document
from service.settings.kinds import DayRange
from service.settings.presets import lay_under
from service.settings.problems import ConfigError, Problem
from service.settings.sections import SUITES, ProgrammeSection, SchoolSection, Section
from service.settings.shape import check_shape
from workflows.policy import Policy, StaffMember
from workflows.school import SchoolCalendar, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFile:
    """A programme file that holds no mistake. `fingerprint` changes with every byte of the file.

    `suite_settings` are plain text, as every suite reads them; settings inside a section are named `section.setting`.
    """

    path: Path
    policy: Policy
    suite: str
    suite_settings: Mapping[str, str]
    fingerprint: str


def load_programme(path: Path) -> ProgrammeFile:
    """Read one programme file. Raises `ConfigError` with every mistake in it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        mend = "check the path and its permissions, or write one with `nearpeer init`"
        raise ConfigError([Problem(file=str(path), line=0, place="the file", what=what, mend=mend)]) from error
    return parse_programme(path, raw)


def parse_programme(path: Path, raw: bytes) -> ProgrammeFile:
    """Read a programme file's bytes. Raises `ConfigError` with every mistake in them."""
    document = read_document(str(path), raw)
    if isinstance(document.tree.get("suite"), str):
        document.tree["suite"] = {"name": document.tree["suite"]}
    lay_under(document)
    whole = check_shape(document, ProgrammeSection, document.tree)
    suite = _suite(document)
    problems = [*document.problems, *_problems(whole), *_problems(suite), *check_all(document)]
    if problems or isinstance(whole, list) or isinstance(suite, list):
        raise ConfigError(problems)
    settings = dict(flat(suite.model_dump(exclude={"name"}, exclude_unset=True)))
    fingerprint = hashlib.sha256(raw).hexdigest()
    name = str(whole.suite["name"])
    return ProgrammeFile(path=path, policy=_policy(whole), suite=name, suite_settings=settings, fingerprint=fingerprint)


def load_programmes(paths: Iterable[Path]) -> tuple[ProgrammeFile, ...]:
    """Read every programme file. Raises `ConfigError` with the mistakes of all of them."""
    loaded: dict[str, ProgrammeFile] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            file = load_programme(path)
        except ConfigError as error:
            problems += error.problems
            continue
        if file.policy.key in loaded:
            what = f"{file.policy.key!r} is the key of {loaded[file.policy.key].path} as well"
            problems.append(Problem(file=str(path), line=1, place="programme", what=what, mend="give each its own key"))
        loaded.setdefault(file.policy.key, file)
    if problems:
        raise ConfigError(problems)
    return tuple(loaded.values())


def _problems(checked: Section | list[Problem]) -> list[Problem]:
    return checked if isinstance(checked, list) else []


def _suite(document: Document) -> Section | list[Problem]:
    """The suite's settings by the suite's own model; an unknown suite is reported by `check_all`."""
    given: dict[str, Plain] = document.section("suite") or {"name": "local"}
    model = SUITES.get(str(given.get("name")))
    return check_shape(document, model, given, ("suite",)) if model else []


def flat(settings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Settings as plain text, those inside a section as `section.setting`."""
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value).lower() if isinstance(value, bool) else str(value)


def _policy(file: ProgrammeSection) -> Policy:
    same = {f.name for f in dataclasses.fields(Policy)} & set(ProgrammeSection.model_fields) - {
        "school",
        "staff",
        "matching",
    }
    staff = (StaffMember(id=key, name=s.name, email=s.email, language=s.language) for key, s in file.staff.items())
    return Policy(
        key=file.programme,
        school=_calendar(file.school),
        staff=tuple(staff),
        matching=dataclasses.replace(file.matching, weights={**DEFAULT_WEIGHTS, **file.matching.weights}),
        **{name: getattr(file, name) for name in same},
    )


def _calendar(school: SchoolSection) -> SchoolCalendar:
    return SchoolCalendar(
        zone=school.zone,
        terms=tuple(Term(name=n, starts_on=days.first, ends_on=days.last) for n, days in school.terms.items()),
        periods=school.periods,
        slots=school.slots,
        closed=_each_day(school.holidays),
        open_days=_each_day(school.open_days),
        rotation=school.rotation,
        early_release=school.early_release,
        weekend=frozenset(school.weekend),
    )


def _each_day(ranges: Iterable[DayRange]) -> frozenset[date]:
    return frozenset(day for days in ranges for day in days.days())

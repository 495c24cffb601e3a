"""What `nearpeer doctor` looks at. Each check gives findings, bad ones with their mend; none stops the rest."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from connectors.errors import ConnectorError
from connectors.ports import Finding, Suite
from service.commands.paper_check import paper_findings
from service.config import ConfigError, ProgrammeFile, Settings, load_programme
from service.settings.environment import secret_file
from service.storage.database import open_database
from service.storage.errors import StorageUnavailable
from service.storage.migrating import alembic_config

OpenSuite = Callable[[ProgrammeFile, Settings], Suite]
BUILT = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right shows an earlier time
LITTLE_SPACE = 200 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Whom the doctor looks at: the environment, a moment by the machine's clock, and how a suite is opened."""

    environ: Mapping[str, str]
    now: datetime
    open_suite: OpenSuite
    files: tuple[Path, ...] = ()


def examine(patient: Patient) -> tuple[Finding, ...]:
    """Every finding about this installation."""
    try:
        settings = Settings.from_env(patient.environ)
    except ConfigError as error:
        of_files = _programme_findings(patient.files) if patient.files else ()
        return (*_problems(error), *of_files, *_clock(patient.now))
    findings = [Finding(check="settings", ok=True, detail="every variable can be read")]
    findings += [
        *_folder(settings),
        *_secret(settings),
        *_addresses(settings),
        *_database(settings),
        *_clock(patient.now),
    ]
    files = patient.files or settings.programme_files()
    findings += _programme_findings(files)
    for file in _loadable(files):
        findings += [*_terms(file, patient.now), *paper_findings(file.policy)]
        findings += _suite(file, settings, patient.open_suite)
    return tuple(findings)


def _problems(error: ConfigError) -> Iterator[Finding]:
    for problem in error.problems:
        where = f"{problem.file}:{problem.line}" if problem.line else problem.file
        yield Finding(check=where, ok=False, detail=f"{problem.place}: {problem.what}", mend=problem.mend)


def _programme_findings(files: Iterable[Path]) -> Iterator[Finding]:
    files = tuple(files)
    if not files:
        mend = "write one with `nearpeer init`, or name its folder in NEARPEER_PROGRAMMES"
        yield Finding(check="programme files", ok=False, detail="there is none", mend=mend)
    keys: dict[str, Path] = {}
    for path in files:
        try:
            policy = load_programme(path).policy
        except ConfigError as error:
            yield from _problems(error)
            continue
        twin = keys.setdefault(policy.key, path)
        if twin is path:
            yield Finding(check=str(path), ok=True, detail=f"{policy.name}, without a mistake, every role filled")
        else:
            detail = f"{policy.key!r} is the key of {twin} as well"
            yield Finding(check=str(path), ok=False, detail=detail, mend="give each programme its own key")


def _loadable(files: Iterable[Path]) -> Iterator[ProgrammeFile]:
    for path in files:
        try:
            yield load_programme(path)
        except ConfigError:
            continue


def _folder(settings: Settings) -> Iterator[Finding]:
    check = f"data folder {settings.data}"
    if not settings.data.is_dir():
        mend = "make it, or set NEARPEER_DATA to a folder that exists"
        yield Finding(check=check, ok=False, detail="does not exist", mend=mend)
        return
    if not os.access(settings.data, os.R_OK | os.W_OK | os.X_OK):
        mend = "give it to the user that runs the service (chown), or set NEARPEER_DATA to another folder"
        yield Finding(check=check, ok=False, detail="cannot be written to by this user", mend=mend)
        return
    free = shutil.disk_usage(settings.data).free
    megabytes = f"{free // 1024**2:,} MiB free"
    yield Finding(
        check=check, ok=free > LITTLE_SPACE, detail=megabytes, mend="" if free > LITTLE_SPACE else "make room"
    )


def _secret(settings: Settings) -> Iterator[Finding]:
    file = secret_file(settings.data)
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Finding(check=f"key file {file}", ok=False, detail="others may read it", mend=f"run: chmod 600 {file}")
    else:
        yield Finding(check="key", ok=True, detail=f"{len(settings.secret)} characters")
    count = len(settings.webhook_secrets)
    detail = f"signing keys: {count}" if count else "no signing key, so the signed webhook door is closed"
    yield Finding(check="webhook door", ok=True, detail=detail)


def _addresses(settings: Settings) -> Iterator[Finding]:
    parts = urlsplit(settings.base_url)
    safe = parts.scheme == "https" or _is_here(parts.hostname or "")
    mend = "" if safe else "put a proxy with TLS in front and set NEARPEER_BASE_URL to its https:// address"
    yield Finding(check=f"address {settings.base_url}", ok=safe, detail="reached by pupils and guardians", mend=mend)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _database(settings: Settings) -> Iterator[Finding]:
    file = make_url(settings.database_url).database
    if settings.database_url.startswith("sqlite") and file and not Path(file).exists():
        detail = f"{file} is not made yet"
        yield Finding(check="database", ok=False, detail=detail, mend="run `nearpeer migrate`")
        return
    database = open_database(settings.database_url)
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    try:
        with database.read() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except StorageUnavailable as error:
        mend = "check NEARPEER_DATABASE_URL, and that the database runs and lets this user in"
        yield Finding(check="database", ok=False, detail=f"cannot be reached: {str(error).splitlines()[0]}", mend=mend)
        return
    finally:
        database.close()
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    if current == head:
        yield Finding(check="database", ok=True, detail=f"{kind}, tables at {head}")
    else:
        detail = f"{kind}, tables at {current or 'nothing'}, this version needs {head}"
        yield Finding(check="database", ok=False, detail=detail, mend="run `nearpeer migrate`")


def _clock(now: datetime) -> Iterator[Finding]:
    right = now >= BUILT
    mend = "" if right else "set the machine's clock and keep it by NTP"
    yield Finding(check="clock", ok=right, detail=f"{now:%Y-%m-%d %H:%M} UTC", mend=mend)
    try:
        yield Finding(check="time zones", ok=True, detail=f"tzdata {version('tzdata')}")
    except PackageNotFoundError:
        yield Finding(check="time zones", ok=False, detail="tzdata is not installed", mend="run: pip install tzdata")


def _terms(file: ProgrammeFile, now: datetime) -> Iterator[Finding]:
    school = file.policy.school
    ended = school.local_date(now) > school.ends_on
    mend = "add the next school year's terms and holidays" if ended else ""
    yield Finding(check=f"{file.policy.key}: terms", ok=not ended, detail=f"last day {school.ends_on}", mend=mend)
    days = len(school.day_names)
    yield Finding(
        check=f"{file.policy.key}: school days",
        ok=days > 0,
        detail=f"{days}, terms: {len(school.terms)}",
        mend="" if days else "check `terms`, `holidays` and `weekend`: no day is left",
    )


def _suite(file: ProgrammeFile, settings: Settings, open_suite: OpenSuite) -> Iterator[Finding]:
    prefix = f"{file.policy.key}: {file.suite}"
    try:
        suite = open_suite(file, settings)
    except ConnectorError as error:
        yield Finding(check=prefix, ok=False, detail=str(error), mend=error.mend or "check the suite's settings")
        return
    for found in suite.probe.findings():
        yield Finding(check=f"{prefix}: {found.check}", ok=found.ok, detail=found.detail, mend=found.mend)

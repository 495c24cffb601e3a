"""The operator's settings, read from environment variables into one frozen object.

Every secret may also come from a file: `NEARPEER_SECRET_FILE` names the file that holds `NEARPEER_SECRET`.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from service.settings.problems import ConfigError, Problem, nearest

PREFIX = "NEARPEER_"
PLAIN = ("DATA", "PROGRAMMES", "BASE_URL", "LISTEN", "LOG")
SECRETS = ("DATABASE_URL", "SECRET", "WEBHOOK_SECRETS", "SMTP_PASSWORD")
KNOWN = frozenset([*PLAIN, *SECRETS, *(f"{name}_FILE" for name in SECRETS)])
SECRET_BYTES = 32  # fewest bytes of the service's own key
WEBHOOK_BYTES = 24  # fewest bytes of a signing key, by the Standard Webhooks specification

SIGNING_MEND = "write one or two keys as whsec_<base64 of 24 bytes or more>, with a blank between them"
MOST_KEYS = 2

LogFormat = Literal["auto", "console", "json"]
LOG_FORMATS: tuple[LogFormat, ...] = ("auto", "console", "json")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are and which secrets open them."""

    data: Path
    """Folder of everything the service writes."""
    programmes: tuple[Path, ...]
    """Programme files, and folders of them."""
    database_url: str = field(repr=False)
    """`sqlite:///...` or `postgresql://...`."""
    base_url: str
    """Where people reach the service, without a slash at the end."""
    secret: bytes = field(repr=False)
    """The service's own key for links and sessions."""
    webhook_secrets: tuple[str, ...] = field(default=(), repr=False)
    """Signing keys of the webhook door; two while one is being replaced."""
    smtp_password: str = field(default="", repr=False)
    """Password for the local suite's `smtp_user`."""
    host: str = "127.0.0.1"
    """Address and port to listen on."""
    port: int = 8080
    log: LogFormat = "auto"
    """`auto` (colours on a terminal, else JSON), `console` or `json`."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read the variables. Raises `ConfigError` with every mistake in them."""
        reader = _Reader(environ)
        data = Path(reader.text("DATA", "data")).absolute()
        host, port = reader.parsed("LISTEN", "127.0.0.1:8080", _listen, "write host:port, for example 0.0.0.0:8080")
        settings = cls(
            data=data,
            programmes=_paths(reader.text("PROGRAMMES", str(data / "programmes"))),
            database_url=reader.parsed(
                "DATABASE_URL",
                f"sqlite:///{data / 'nearpeer.db'}",
                _database,
                "write sqlite:///path or postgresql://...",
            ),
            base_url=reader.parsed(
                "BASE_URL", _own_url(host, port), _url, "write it as https://mentoring.school.example"
            ),
            secret=reader.secret(data),
            webhook_secrets=reader.parsed("WEBHOOK_SECRETS", "", _signing_keys, SIGNING_MEND),
            smtp_password=reader.text("SMTP_PASSWORD", ""),
            host=host,
            port=port,
            log=reader.parsed("LOG", "auto", _log_format, "write auto, console or json"),
        )
        reader.finish()
        return settings

    def programme_files(self) -> tuple[Path, ...]:
        """The programme files that are named, and those in the folders that are named, in order."""
        found: list[Path] = []
        for path in self.programmes:
            found += sorted((*path.glob("*.yaml"), *path.glob("*.yml"))) if path.is_dir() else [path]
        return tuple(found)


def secret_file(data: Path) -> Path:
    """Where the service's own key is kept when the environment gives none."""
    return data / "secret"


def ensure_secret(data: Path) -> bytes:
    """The key in the data folder, made on first use and readable by its owner alone. Raises `OSError`."""
    return kept_secret(secret_file(data))


def kept_secret(path: Path) -> bytes:
    """The secret in this file; a fresh one, readable by its owner alone, where there is no file. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes().strip()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return path.read_bytes().strip()


class _Reader:
    """Takes one variable after the other and keeps what was wrong with each."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._problems = list(_unknown(environ))

    def text(self, name: str, default: str) -> str:
        """The variable's value, or what the file that `..._FILE` names holds."""
        value = self._environ.get(PREFIX + name, "").strip()
        file = self._environ.get(f"{PREFIX}{name}_FILE", "").strip() if name in SECRETS else ""
        if value and file:
            self._wrong(name, f"is given twice, also by {PREFIX}{name}_FILE", "unset one of them")
        if file and not value:
            value = self._from_file(name, Path(file))
        return value or default

    def parsed(self, name: str, default: str, parse: Callable[[str], T], mend: str) -> T:
        """The variable's value as `parse` reads it; when it cannot, a problem is kept and the default stands."""
        try:
            return parse(self.text(name, default))
        except ValueError as error:
            self._wrong(name, str(error), mend)
            return parse(default)

    def secret(self, data: Path) -> bytes:
        """The service's own key, from the environment or from the data folder."""
        key = self.text("SECRET", "").encode()
        file = secret_file(data)
        if not key and file.exists():
            key = self._from_file("SECRET", file).encode()
        if not key:
            self._wrong("SECRET", "is not set and there is no key in the data folder", "run `nearpeer init` once")
        elif len(key) < SECRET_BYTES:
            self._wrong("SECRET", f"is shorter than {SECRET_BYTES} characters", "use a long random text")
        return key

    def finish(self) -> None:
        """Raise `ConfigError` when anything was wrong."""
        if self._problems:
            raise ConfigError(self._problems)

    def _from_file(self, name: str, file: Path) -> str:
        try:
            return file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            self._wrong(name, f"is to be read from {file}, which fails: {reason}", "check the path and its permissions")
            return ""

    def _wrong(self, name: str, what: str, mend: str) -> None:
        self._problems.append(_problem(name, what, mend))


def _problem(name: str, what: str, mend: str) -> Problem:
    return Problem(file="environment", line=0, place=PREFIX + name, what=what, mend=mend)


def _unknown(environ: Mapping[str, str]) -> list[Problem]:
    names = (name.removeprefix(PREFIX) for name in sorted(environ) if name.startswith(PREFIX))
    return [
        _problem(name, "is not known", nearest(PREFIX + name, [PREFIX + k for k in sorted(KNOWN)]))
        for name in names
        if name not in KNOWN
    ]


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(Path(part).absolute() for part in text.split(os.pathsep) if part)


def _listen(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise ValueError(f"{text!r} is no address to listen on")
    return host.strip("[]"), int(port)


def _own_url(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    with contextlib.suppress(ValueError):
        name = "127.0.0.1" if ip_address(host).is_unspecified else name
    return f"http://{name}:{port}"


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{text!r} is no web address")
    return text.rstrip("/")


def _database(text: str) -> str:
    scheme = text.split("://", 1)[0].split("+", 1)[0]
    if scheme not in {"sqlite", "postgresql"} or "://" not in text:
        raise ValueError(f"names a database of kind {scheme[:20]!r}")  # never the whole: it may hold a password
    return text


def _signing_keys(text: str) -> tuple[str, ...]:
    keys = tuple(text.split())
    if len(keys) > MOST_KEYS:
        raise ValueError(f"holds {len(keys)} keys")
    for number, key in enumerate(keys, 1):
        if not key.startswith("whsec_") or _decoded_length(key.removeprefix("whsec_")) < WEBHOOK_BYTES:
            raise ValueError(f"holds no good key in place {number}")
    return keys


def _decoded_length(text: str) -> int:
    try:
        return len(base64.b64decode(text, validate=True))
    except binascii.Error:
        return 0


def _log_format(text: str) -> LogFormat:
    for known in LOG_FORMATS:
        if text == known:
            return known
    raise ValueError(f"{text!r} is no log format")

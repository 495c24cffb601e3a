"""Files that survive a crash: replaced whole or not at all, appended with fsync, never overwritten when unreadable."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from connectors.errors import ConnectorError, Permanent, Retryable

LONGEST_NAME = 120  # characters of a file name kept as they are; file systems take 255 bytes
Identity = tuple[int, int, int]  # inode, mtime in ns, size


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """How files are written. `durable` False leaves flushing to the operating system (for simulations)."""

    durable: bool = True

    def replace(self, path: Path, data: bytes) -> None:
        """Put `data` at `path` whole or not at all."""
        spare = self.prepare(path, data)
        try:
            os.replace(spare, path)
        finally:
            spare.unlink(missing_ok=True)
        self.sync_folder(path.parent)

    def prepare(self, path: Path, data: bytes) -> Path:
        """Write `data` beside `path` under a spare name, ready to be renamed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        spare = path.parent / f".{path.name}.{os.getpid()}-{hashlib.sha256(data).hexdigest()[:12]}.tmp"
        with ExitStack() as undo:
            undo.callback(spare.unlink, missing_ok=True)
            with spare.open("wb") as file:
                file.write(data)
                self.sync(file.fileno())
            undo.pop_all()
        return spare

    def append(self, path: Path, data: bytes) -> None:
        """Add `data` at the end; on the disk when this returns. A part written before an error is taken back."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab", buffering=0) as file:
            end = os.fstat(file.fileno()).st_size
            try:
                _write_all(file.fileno(), data)
                self.sync(file.fileno())
            except OSError:
                with suppress(OSError):
                    os.ftruncate(file.fileno(), end)
                raise

    def sync(self, descriptor: int) -> None:
        """Wait until the file is on the disk."""
        if self.durable:
            os.fsync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's names are on the disk."""
        if not self.durable:
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock beside `path`, against other threads and other processes of ours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.parent / f".{path.name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def disk_errors(place: Path) -> Iterator[None]:
    """Turn what the operating system says into what the caller does next."""
    try:
        yield
    except OSError as error:
        raise to_connector_error(error, place) from error


def to_connector_error(error: OSError, place: Path) -> ConnectorError:
    """A full disk or a busy file passes; a folder we may not write to waits for a person."""
    message = f"{place}: {error.strerror or error}"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Retryable(message, mend=f"Free some space on the disk that holds {place}.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG}:
        return Permanent(message, mend=f"Let the user that runs nearpeer read and write {place}.")
    return Retryable(message, mend=f"Look whether {place} is there and can be read and written.")


def identity(path: Path) -> Identity | None:
    """What tells one state of a file from another, cheaply; None when there is no file."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return (stat.st_ino, stat.st_mtime_ns, stat.st_size)


def modified_at(path: Path) -> datetime:
    """When the file was last written, UTC."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def keep_copy(path: Path) -> Path:
    """Keep a copy of a file we cannot read as `<name>.unreadable-<when it was written>`; repeating changes nothing."""
    kept = path.with_name(f"{path.name}.unreadable-{modified_at(path):%Y%m%dT%H%M%SZ}")
    if not kept.exists():
        Disk().replace(kept, path.read_bytes())
    return kept


def set_aside(path: Path) -> Path:
    """Move a file we cannot read out of the way, to `<name>.unreadable-<when it was written>`."""
    kept = keep_copy(path)
    path.unlink()
    return kept


def safe_name(text: str) -> str:
    """A file name for an address or a key: readable, within one folder, different for different texts."""
    name = quote(text.lower(), safe="@+_-.~=")
    name = f"%2E{name[1:]}" if name.startswith(".") else name
    if 0 < len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 17]}~{digest(text.lower())[:16]}"


def digest(text: str) -> str:
    """32 hexadecimal characters that stand for the text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

"""An append-only file of JSON objects, one a line, read from a byte offset. Bad lines are set aside; the rest flows."""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from connectors.errors import CursorExpired
from connectors.local.files import Disk, locked

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file; `record` is None when it cannot be read. `end` is where the next one starts."""

    start: int
    end: int
    record: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The file at `path`. Lines that cannot be read are copied to `<stem>.bad` with their line number."""

    path: Path
    disk: Disk

    def end(self) -> int:
        """Where the next line will start, once a torn last line is mended."""
        with locked(self.path):
            return self._mend_tail()

    def append(self, record: Record) -> int:
        """Add one record; on the disk when this returns. Returns where it starts."""
        with locked(self.path):
            start = self._mend_tail()
            self.append_at_end(record)
            return start

    def append_at_end(self, record: Record) -> None:
        """Add one record while the caller holds the file's lock and has called `end_held`."""
        self.disk.append(self.path, encode(record))

    def end_held(self) -> int:
        """As `end`, for a caller that holds the lock."""
        return self._mend_tail()

    def read(self, start: int) -> Iterator[Line]:
        """Whole lines from `start`. Raises `CursorExpired` when no line starts there."""
        if not self.path.exists():
            if start:
                raise CursorExpired(f"{self.path} is gone.")
            return
        with self.path.open("rb") as file:
            _seek_to_line(file, start)
            for raw in file:
                if not raw.endswith(b"\n"):
                    return  # still being written, or torn by a crash and mended by the next append
                end = start + len(raw)
                yield Line(start=start, end=end, record=self._record(raw, start))
                start = end

    def find(self, needle: bytes) -> bool:
        """Whether these bytes stand anywhere in the file."""
        if not self.path.exists() or not self.path.stat().st_size:
            return False
        with self.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(needle) >= 0

    def blank(self, line: Line) -> None:
        """Overwrite one line in place, so that no offset after it moves."""
        filler = b'{"erased":true'
        with locked(self.path), self.path.open("r+b") as file:
            file.seek(line.start)
            file.write(filler.ljust(line.end - line.start - 2) + b"}\n")
            file.flush()
            self.disk.sync(file.fileno())

    def _record(self, raw: bytes, start: int) -> Record | None:
        record = decode(raw)
        if record is None:
            self._keep_bad(raw, start)
        return record

    def _keep_bad(self, raw: bytes, start: int) -> None:
        bad = self.path.with_suffix(".bad")
        with locked(bad):
            known = bad.read_bytes() if bad.exists() else b""
            if f'"offset":{start},'.encode() not in known:
                number = self.path.read_bytes()[:start].count(b"\n") + 1
                note = {"line": number, "offset": start, "text": raw.decode("utf-8", "replace")}
                self.disk.append(bad, encode(note))

    def _mend_tail(self) -> int:
        """A last line without its end is finished when it is whole, and set aside when it is torn."""
        if not self.path.exists():
            return 0
        size = self.path.stat().st_size
        with self.path.open("r+b") as file:
            start = _start_of_last_line(file, size)
            file.seek(start)
            tail = file.read()
            if not tail:
                return size
            if decode(tail) is not None:
                file.seek(0, 2)
                file.write(b"\n")
                return size + 1
            self._keep_bad(tail, start)
            file.truncate(start)
            return start


def encode(record: Record) -> bytes:
    """One line of the file."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def decode(raw: bytes) -> Record | None:
    """The line's object, or None when it is none."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def parse_offset(cursor: str) -> int:
    """The offset that a cursor names. Raises `CursorExpired` when it names none."""
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):
        raise CursorExpired("This cursor was not made here.")
    return int(cursor)


def _seek_to_line(file: BinaryIO, start: int) -> None:
    file.seek(max(start - 1, 0))
    if start and file.read(1) != b"\n":
        raise CursorExpired("The file was replaced or shortened since this cursor was made.")


def _start_of_last_line(file: BinaryIO, size: int) -> int:
    """Where the bytes after the last line end start; `size` when nothing stands after it."""
    block, end = 65_536, size
    while end > 0:
        begin = max(0, end - block)
        file.seek(begin)
        found = file.read(end - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        end = begin
    return 0

"""The shared workbook as a file, `workbook.xlsx`: staff may have it open, move things about and save, at any time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from connectors.errors import ConnectorError, Permanent, Retryable, SourceEmptied
from connectors.local import files
from connectors.local.files import Disk, Identity, disk_errors, locked
from connectors.local.tab import Tab, find_tabs
from connectors.ports import RowWrite, TabLayout, TableReading
from connectors.xlsx import fresh
from connectors.xlsx.cells import Texts
from connectors.xlsx.package import Package, UnreadableError, unreadable

ATTEMPTS = 5  # times that staff may save while we write before we wait for the next turn
SAVED_BY_THEN = timedelta(seconds=3)
"""A program without a lock file has written the whole workbook by then, or is still at it."""


class SavedMeanwhileError(Exception):
    """Somebody saved the workbook between our reading and our writing."""


@dataclass(frozen=True, slots=True)
class Echo:
    """Our own write: the file at `now` says in staff columns what it said at `before`."""

    before: Identity | None
    now: Identity | None


class LocalTable:
    """A `Table` over one file. Safe for many threads and processes, and beside people's own programs."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self._path = path
        self._disk = disk
        self._layouts: dict[str, TabLayout] = {}
        self._echo = Echo(None, None)
        self._bad: Identity | None = None  # bytes that were no workbook when we last looked
        self.replacements = 0  # times this object has replaced the file

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        """See `Table.ensure`. A workbook that is not there is made."""
        self._layouts.update({tab.key: tab for tab in tabs})
        self._change([])

    def write(self, batch: Sequence[RowWrite]) -> None:
        """See `Table.write`. One read and at most one replacement of the file, however large the batch.

        A tab that cannot take its rows does not hold up the others: they are written, then `Permanent` names it.
        """
        if batch:
            self._change(batch)

    def read(self, since: str | None) -> TableReading | None:
        """See `Table.read`. The revision holds the file's identity and how many rows it had."""
        before, rows = _parse_revision(since)
        current = files.identity(self._path)
        if before is not None and (current == before or self._echo == Echo(before, current)):
            return None
        with disk_errors(self._path):
            return self._read(rows)

    def holders(self) -> Sequence[str]:
        """Who has the workbook open, in words, with the name of the lock file."""
        folder, name = self._path.parent, self._path.name
        locks = [folder / f".~lock.{name}#", folder / f"~${name}", folder / f"~${name[2:]}"]
        return [f"{_holder(lock)} (lock file {lock.name})" for lock in locks if lock.exists()]

    def check(self) -> None:
        """Raise `Permanent` when there is a workbook that cannot be read."""
        if self._path.exists():
            try:
                Package(self._path.read_bytes()).sheets()
            except UnreadableError as error:
                raise unreadable(self._path, error) from error

    # --- reading

    def _read(self, rows_before: int) -> TableReading:
        package, state = self._load()
        try:
            tabs, problems = find_tabs(package, self._layouts, Texts(package))
            rows = {key: tab.staff_cells(self._staff_columns(key)) for key, tab in tabs.items()}
        except (UnreadableError, ValueError, IndexError) as error:
            raise self._not_whole(state, error) from error
        count = sum(len(found) for found in rows.values())
        if rows_before and not count:
            raise SourceEmptied(
                f"{self._path} had {rows_before} rows and now has none.",
                mend="If this was a mistake, put an earlier copy of the file back. Nothing was deleted by nearpeer.",
            )
        problems += [problem for key, tab in tabs.items() for problem in self._copies(key, tab)]
        problems += self._missing(set(tabs), problems)
        self._echo = Echo(state, state)
        return TableReading(revision=_to_revision(state, count), rows=rows, problems=tuple(problems))

    def _staff_columns(self, tab: str) -> list[str]:
        return [column.key for column in self._layouts[tab].columns if column.staff]

    def _copies(self, key: str, tab: Tab) -> Iterator[str]:
        if tab.twice:
            title = self._layouts[key].title
            yield f"The tab {title} holds {len(tab.twice)} copied rows; only the first of each counts."

    def _missing(self, found: set[str], problems: Sequence[str]) -> list[str]:
        return [
            f"The tab {layout.title} is missing; it will be made anew."
            for key, layout in self._layouts.items()
            if key not in found and not any(layout.title in problem for problem in problems)
        ]

    def _load(self) -> tuple[Package, Identity]:
        """The workbook and the identity of the very bytes that were read."""
        try:
            with self._path.open("rb") as file:
                stat, data = os.fstat(file.fileno()), file.read()
        except FileNotFoundError as error:
            mend = "Put a copy of the workbook back, or start nearpeer again to have a new one made."
            raise Permanent(f"{self._path} is not there.", mend=mend) from error
        state = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        try:
            return Package(data), state
        except UnreadableError as error:
            raise self._not_whole(state, error) from error

    def _not_whole(self, state: Identity, error: Exception) -> ConnectorError:
        """Bytes met for the first time may be half of what a program is writing; met again, they are what there is."""
        if self._bad == state:
            return unreadable(self._path, error)
        self._bad = state
        mend = "Nothing to do if a program is saving it just now; nearpeer looks again in a moment."
        return Retryable(f"{self._path} is not a whole workbook: {error}.", after=SAVED_BY_THEN, mend=mend)

    # --- writing

    def _change(self, batch: Sequence[RowWrite]) -> None:
        with disk_errors(self._path), locked(self._path):
            for _ in range(ATTEMPTS):
                if batch:
                    self._wait_for_holders()  # before the work; `ensure` seldom has any and may find it open
                try:
                    problems = self._attempt(batch)
                except SavedMeanwhileError:
                    continue
                if problems:
                    raise problems[0]
                return
        raise Retryable(f"{self._path} is being saved again and again.", mend="Close the workbook for a moment.")

    def _attempt(self, batch: Sequence[RowWrite]) -> list[ConnectorError]:
        """Patch and replace once; the tabs that could not take their rows. Raises `SavedMeanwhileError`."""
        if not self._path.exists():
            self._create()
        package, state = self._load()
        try:
            problems = self._patch(package, batch)
            data = package.to_bytes() if package.is_changed else b""
        except (UnreadableError, ValueError, IndexError) as error:
            raise self._not_whole(state, error) from error
        if data:
            self._replace(data, state)
        return problems

    def _create(self) -> None:
        if not self._layouts:
            raise Permanent(f"{self._path} is not there.", mend="Start nearpeer again to have a new one made.")
        self._disk.replace(self._path, fresh.workbook(list(self._layouts.values())))
        self.replacements += 1

    def _patch(self, package: Package, batch: Sequence[RowWrite]) -> list[ConnectorError]:
        by_tab: dict[str, list[RowWrite]] = {key: [] for key in self._layouts} if not batch else {}
        for write in batch:
            by_tab.setdefault(write.tab, []).append(write)
        texts, problems = Texts(package), list[ConnectorError]()
        tabs = self._open_tabs(package, by_tab, texts)
        for key, writes in by_tab.items():
            try:
                self._patch_tab(tabs.get(key), key, writes)
            except Permanent as error:
                problems.append(error)
        return problems

    def _patch_tab(self, tab: Tab | None, key: str, writes: Sequence[RowWrite]) -> None:
        title = self._layouts[key].title if key in self._layouts else key
        if tab is None:
            raise Permanent(f"The tab {title} cannot be written.", mend=f"Undo what was done to {title}, or delete it.")
        try:
            tab.ensure_columns(self._layouts[key].columns if key in self._layouts else ())
            tab.write(writes)
        except Permanent as error:
            raise Permanent(f"The tab {title} cannot be written: {error}.", mend=error.mend) from error
        tab.save()

    def _open_tabs(self, package: Package, wanted: Mapping[str, object], texts: Texts) -> Mapping[str, Tab]:
        """The wanted tabs; those that staff deleted are made anew."""
        known = {key: self._layouts.get(key) or TabLayout(key=key, title=key, columns=()) for key in wanted}
        found, problems = find_tabs(package, known, texts)
        missing = [layout for key, layout in known.items() if key not in found and layout.columns]
        unmade = [layout for layout in missing if not any(layout.title in problem for problem in problems)]
        if unmade:
            for layout in unmade:
                fresh.graft(package, layout)
            found, _ = find_tabs(package, known, texts)
        return found

    def _replace(self, data: bytes, state: Identity) -> None:
        spare = self._disk.prepare(self._path, data)
        try:
            with self._untouched(state):
                os.chmod(spare, self._path.stat().st_mode & 0o777)
                os.replace(spare, self._path)
        finally:
            spare.unlink(missing_ok=True)
        self._disk.sync_folder(self._path.parent)
        self.replacements += 1
        before = self._echo.before if self._echo.now == state else state
        self._echo = Echo(before, files.identity(self._path))

    @contextmanager
    def _untouched(self, state: Identity) -> Iterator[None]:
        """Holds the file that we read; if somebody wrote it until the end of the block, theirs is put back."""
        with self._path.open("rb") as held:
            self._wait_for_holders()
            if files.identity(self._path) != state or os.fstat(held.fileno()).st_ino != state[0]:
                raise SavedMeanwhileError
            yield
            stat = os.fstat(held.fileno())
            if (stat.st_mtime_ns, stat.st_size) != state[1:]:
                held.seek(0)
                self._disk.replace(self._path, held.read())
                raise SavedMeanwhileError

    def _wait_for_holders(self) -> None:
        if holders := self.holders():
            raise Retryable(
                f"{self._path.name} is open: {'; '.join(holders)}.",
                mend="Save and close it. If nobody has it open, a program ended badly: delete the lock file.",
            )


def _holder(lock: Path) -> str:
    """The name in a lock file: comma-separated (LibreOffice), or length, then name (Excel)."""
    try:
        data, made = lock.read_bytes(), files.modified_at(lock)
    except OSError:
        return "somebody"
    name = data.split(b",")[0] if lock.name.startswith(".~lock") else data[1 : 1 + (data[0] if data else 0)]
    return f"{name.decode('utf-8', 'replace').strip() or 'somebody'}, since {made:%Y-%m-%d %H:%M} UTC"


def _to_revision(state: Identity, rows: int) -> str:
    return "-".join(map(str, (*state, rows)))


def _parse_revision(revision: str | None) -> tuple[Identity | None, int]:
    parts = (revision or "").split("-")
    if len(parts) != 4 or not all(part.isdigit() for part in parts):
        return None, 0
    inode, modified, size, rows = map(int, parts)
    return (inode, modified, size), rows

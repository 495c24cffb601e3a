"""The shared workbook in Google Sheets, through gspread: one read and one atomic write per flush, however many rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence

from connectors.errors import Conflict, Permanent, Retryable, SourceEmptied
from connectors.google import tab_layout
from connectors.google.grid import Grid, read_grid, tab_id
from connectors.google.http import Door
from connectors.google.row_plan import plan
from connectors.google.tab_layout import WARNING, Protection
from connectors.google.workbook import BAND, WHOLE, Area, Seen, Sheet, Workbook
from connectors.google.workbook_file import WorkbookFile
from connectors.ports import RowWrite, TabLayout, TableReading
from connectors.sheets.changes import Rows, Wanted, astray, merge, misplaced, still_wanted

TRIES = 4
MEND_TAB = (
    "Restore it from the workbook's version history (File, Version history), or restart nearpeer to make it again."
)
MEND_ROWS = "Restore the rows from the workbook's version history (File, Version history)."
MEND_BATCH = (
    "Undo the last change to the workbook's layout (File, Version history), then press retry on the status page."
)
MEND_MOVING = "Nothing to do: we write again when nobody is moving rows. A filter view sorts for one person only."


class GoogleTable:
    """One workbook. Tabs are found by their id, columns by the hidden row, rows by the hidden column."""

    def __init__(self, door: Door, file: WorkbookFile, protection: Protection = WARNING) -> None:
        self._book, self._protection = Workbook(door, file), protection
        self._layouts: tuple[TabLayout, ...] = ()
        self._known: dict[str, Grid] = {}  # where columns stood when last read whole, so that reading can be narrow

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        """Add the tabs and columns that are missing; name columns again whose hidden row was overwritten."""
        self._layouts = tuple(tabs)
        self._book.make()
        standing = self._book.sheets()
        present = [tab.key for tab in tabs if tab_id(tab.key) in standing]
        bands = self._book.cells({tab: [BAND] for tab in present})
        taken = {sheet.title for sheet in standing.values()}
        requests: list[tab_layout.Request] = []
        for tab in tabs:
            if tab.key in bands:
                requests += self._mended(tab, bands[tab.key], standing[tab_id(tab.key)])
            else:
                free = tab.title if tab.title not in taken else f"{tab.title} (nearpeer)"
                requests += tab_layout.new_tab(tab, free, self._protection)
        if requests:
            self._book.send(requests)
        self._known.clear()

    def write(self, batch: Sequence[RowWrite]) -> None:
        """Read the tabs once, write all that differs in one call, and look in the same call where it landed."""
        wanted, lost, refused = merge(batch), dict[str, str](), ""
        for _ in range(TRIES):
            try:
                wanted, refused = self._write_once(wanted, lost), ""
            except Conflict as fault:
                refused = str(fault)
            if not wanted:
                break
        if refused:
            raise Permanent(refused, mend=MEND_BATCH)
        if wanted:
            raise Retryable("The workbook's rows keep moving while we write", mend=MEND_MOVING)
        if lost:
            raise Permanent(" ".join(lost.values()), mend=MEND_TAB)

    def read(self, since: str | None) -> TableReading | None:
        """The staff columns of every tab that has some, in one call that asks for little more than those."""
        rows: dict[str, dict[str, dict[str, str]]] = {}
        problems: list[str] = []
        grids = self._staff_grids()
        for tab, grid in grids.items():
            if grid is None:
                problems.append(f"Tab {self._title(tab)} cannot be read. {MEND_TAB}")
                continue
            rows[tab] = {key: {column: grid.text(key, column) for column in sorted(grid.staff)} for key in grid.rows}
            if grid.copied:
                problems.append(f"Tab {grid.title}: a row was copied; only the upper one of each pair counts.")
        count = sum(len(keyed) for keyed in rows.values())
        if count == 0 and all(grids.values()) and _count(since) > 0:
            raise SourceEmptied("Every row of the workbook is gone", mend=MEND_ROWS)
        revision = f"{count}-{_digest(rows, problems)}"
        return None if revision == since else TableReading(revision=revision, rows=rows, problems=tuple(problems))

    def _write_once(self, wanted: Wanted, lost: dict[str, str]) -> Wanted:
        """One read and one write; what is still wanted afterwards, which is nothing unless rows moved meanwhile."""
        grids = self._writable(wanted, lost)
        plans = {tab: plan(grid, wanted[tab]) for tab, grid in grids.items()}
        touched = {tab: grids[tab] for tab, requests in plans.items() if requests}
        if not touched:
            return {}
        requests = [request for tab in touched for request in plans[tab]]
        after = self._book.send_watching(requests, list(touched.values()))
        return {
            tab: still_wanted(wanted[tab], astray(grid, wanted[tab], after[tab]))
            for tab, grid in touched.items()
            if misplaced(grid, wanted[tab], after[tab])
        }

    def _writable(self, wanted: Wanted, lost: dict[str, str]) -> dict[str, Grid]:
        """The tabs to write to, whole. What staff deleted is made anew where its layout is known, else it is lost."""
        grids = self._whole(wanted)
        lacking = {tab for tab, rows in wanted.items() if _lacks(grids[tab], rows)}
        if lacking & {tab.key for tab in self._layouts}:
            self.ensure(self._layouts)
            grids |= self._whole(lacking)
        lost |= {
            tab: f"Tab {self._title(tab)} or a column of it is gone."
            for tab in wanted
            if _lacks(grids[tab], wanted[tab])
        }
        return {tab: grid for tab, grid in grids.items() if grid and tab not in lost}

    def _whole(self, tabs: Collection[str]) -> dict[str, Grid | None]:
        seen = self._book.cells({tab: [WHOLE] for tab in tabs})
        return {tab: _grid(tab, seen) for tab in tabs}

    def _staff_grids(self) -> dict[str, Grid | None]:
        """The tabs staff decide in; whole when their columns are not known or have moved, narrow otherwise."""
        tabs = [tab.key for tab in self._layouts if any(column.staff for column in tab.columns)] or self._discovered()
        seen = self._book.cells({tab: _narrow(self._known[tab]) if tab in self._known else [WHOLE] for tab in tabs})
        grids = {tab: _grid(tab, seen) for tab in tabs}
        moved = [tab for tab, known in self._known.items() if tab in grids and not _same_columns(grids[tab], known)]
        if moved:
            grids |= self._whole(moved)
        self._known = {tab: grid for tab, grid in grids.items() if grid}
        return grids

    def _discovered(self) -> list[str]:
        """The tabs of ours that staff decide in, for a process that has not laid them out itself."""
        named = self._book.marked()
        return [tab for tab, seen in named.items() if (grid := read_grid(tab, seen.title, seen.cells)) and grid.staff]

    def _mended(self, tab: TabLayout, seen: Seen, sheet: Sheet) -> list[tab_layout.Request]:
        grid, requests = read_grid(tab.key, seen.title, seen.cells), list[tab_layout.Request]()
        if grid is None:
            names = tab_layout.renamed(tab, seen.cells)
            grid, requests = read_grid(tab.key, seen.title, names), tab_layout.name_again(tab, names)
        columns = grid.columns if grid else {}
        missing = [column for column in tab.columns if column.key not in columns]
        protect = tab_layout.protect_again(tab, columns, sheet.protected, self._protection)
        wider = tab_layout.wider(tab, seen.cells, missing, sheet.columns, self._protection)
        return [*requests, *wider, *tab_layout.choices(tab, columns), *protect]

    def _title(self, tab: str) -> str:
        return next((layout.title for layout in self._layouts if layout.key == tab), tab)


def _grid(tab: str, seen: Mapping[str, Seen]) -> Grid | None:
    return read_grid(tab, seen[tab].title, seen[tab].cells) if tab in seen else None


def _narrow(grid: Grid) -> list[Area]:
    """The header, the keys and the staff columns."""
    columns = [grid.key_column, *(grid.columns[column] for column in sorted(grid.staff))]
    return [BAND, *({"startColumnIndex": column, "endColumnIndex": column + 1} for column in columns)]


def _same_columns(grid: Grid | None, known: Grid) -> bool:
    return grid is None or (grid.columns, grid.key_column, grid.top) == (known.columns, known.key_column, known.top)


def _lacks(grid: Grid | None, rows: Rows) -> bool:
    return grid is None or any(grid.place(column) is None for cells in rows.values() for column in cells or ())


def _count(revision: str | None) -> int:
    """How many rows an earlier reading had; 0 for a revision that is not ours."""
    number = (revision or "").partition("-")[0]
    return int(number) if number.isdigit() else 0


def _digest(rows: Mapping[str, object], problems: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([rows, problems], sort_keys=True).encode()).hexdigest()[:24]

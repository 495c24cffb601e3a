"""The shared workbook in Excel, through Graph: one read and one write per tab and flush, however many rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from connectors.clock import utc_now
from connectors.errors import Conflict, Permanent, Retryable, SourceEmptied, Unclear
from connectors.microsoft import workbook_layout as layout
from connectors.microsoft.client import Door
from connectors.microsoft.ranges import QUOTE, SPACE, Area, Places, runs
from connectors.microsoft.row_plan import Plan, is_shaken, kept_as, plan, trampled, unsettled
from connectors.microsoft.workbook import Sheet, Workbook
from connectors.ports import RowWrite, TabLayout, TableReading
from connectors.sheets.changes import Rows, Wanted, astray, merge, misplaced, still_wanted
from connectors.sheets.grid import Cells, Grid, read_grid
from connectors.xlsx.marks import TAB_MARK

TRIES = 4
SETTLED = 2  # readings of one saved version; a reading just after a save may still show the version before
MEND_TAB = "Restore it from the workbook's version history (File, Info), or restart nearpeer to make it again."
MEND_ROWS = "Restore the rows from the workbook's version history (File, Info, Version History)."
MEND_MOVING = "Nothing to do: we write again when nobody is moving rows. A sheet view sorts for one person only."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A tab as it stands in one of the worksheets."""

    sheet: Sheet
    grid: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The saved version of the file that was read last, what it said, and how often it said so."""

    content_tag: str
    revision: str
    readings: int


class MicrosoftTable:
    """One workbook. Tabs are found by the mark in their hidden row, columns by that row, rows by the hidden column."""

    def __init__(self, door: Door, drive_id: str, workbook_id: str, *, now: Callable[[], datetime] = utc_now) -> None:
        self._book = Workbook(door, drive_id=drive_id, item_id=workbook_id, now=now)
        self._layouts: tuple[TabLayout, ...] = ()
        self._sheets: dict[str, Sheet] = {}  # by tab, as last found
        self._rest: Rest | None = None
        self._lost: dict[str, tuple[Grid, Rows]] = {}  # writes by tab of which nobody knows where they landed
        self._marker = QUOTE

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        """Draw the tabs into a workbook that has none of ours; else add the tabs and columns that are missing."""
        self._layouts = tuple(tabs)
        with self._book.held():
            standing, others = self._discover()
            if not standing:
                self._draw(tabs)
                standing, others = self._discover()
            for tab in tabs:
                if tab.key in standing:
                    self._widen(tab, standing[tab.key])
                elif not self._name_again(tab, others):
                    self._make(tab, {sheet.title.casefold() for sheet, _ in others} | _titles(standing))
            self._marker = self._probe(standing)

    def write(self, batch: Sequence[RowWrite]) -> None:
        """Read each tab once, write all of it that differs in one call, and see in its answer where it landed."""
        wanted, lost = merge(batch), dict[str, str]()
        with self._book.held():
            for _ in range(TRIES):
                wanted = self._write_once(wanted, lost)
                if not wanted:
                    break
        if wanted:
            raise Retryable("The workbook's rows keep moving while we write", mend=MEND_MOVING)
        if lost:
            raise Permanent(" ".join(lost.values()), mend=MEND_TAB)

    def read(self, since: str | None) -> TableReading | None:
        """One call while the file is the version that was read before; else one for each tab staff decide in."""
        tag = self._book.item().content_tag
        rest = self._rest
        if rest and (rest.content_tag, rest.revision) == (tag, since) and rest.readings >= SETTLED:
            return None
        rows, problems, whole = self._staff_rows()
        count = sum(len(keyed) for keyed in rows.values())
        if count == 0 and whole and _count(since) > 0:
            raise SourceEmptied("Every row of the workbook is gone", mend=MEND_ROWS)
        revision = f"{count}-{_digest(rows, problems)}"
        again = rest is not None and (rest.content_tag, rest.revision) == (tag, revision)
        self._rest = Rest(content_tag=tag, revision=revision, readings=rest.readings + 1 if rest and again else 1)
        return None if revision == since else TableReading(revision=revision, rows=rows, problems=tuple(problems))

    def close(self) -> None:
        """End the session, so that the file is saved and free at once."""
        self._book.close()

    # --- reading

    def _staff_rows(self) -> tuple[dict[str, dict[str, dict[str, str]]], list[str], bool]:
        """The staff columns by tab and row, sentences about what is wrong, and whether every tab was there."""
        rows: dict[str, dict[str, dict[str, str]]] = {}
        problems: list[str] = []
        places = self._staff_places()
        for tab, place in places.items():
            if place is None:
                problems.append(f"Tab {self._title(tab)} cannot be read. {MEND_TAB}")
                continue
            grid = place.grid
            rows[tab] = {key: {column: grid.text(key, column) for column in sorted(grid.staff)} for key in grid.rows}
            if grid.copied:
                problems.append(f"Tab {place.sheet.title}: a row was copied; only the upper one of each pair counts.")
        return rows, problems, all(places.values())

    def _staff_places(self) -> Mapping[str, Place | None]:
        """The tabs staff decide in; every tab of ours that has such columns, where no layout is known."""
        wanted = [tab.key for tab in self._layouts if any(column.staff for column in tab.columns)]
        if wanted:
            return self._look(wanted)
        standing, _ = self._discover()
        return {tab: place for tab, place in standing.items() if place.grid.staff}

    def _look(self, tabs: Collection[str]) -> dict[str, Place | None]:
        """These tabs as they stand now; None for one that is gone. A tab that was moved elsewhere is found again."""
        found = {tab: self._seen(tab) for tab in tabs}
        if not all(found.values()):
            standing, _ = self._discover()
            found |= {tab: standing.get(tab) for tab, place in found.items() if place is None}
        return found

    def _seen(self, tab: str) -> Place | None:
        sheet = self._sheets.get(tab)
        cells = self._book.cells(sheet.sheet_id) if sheet else None
        return _place(tab, sheet, cells) if sheet and cells is not None else None

    def _discover(self) -> tuple[dict[str, Place], list[tuple[Sheet, Cells]]]:
        """Every tab of ours by its mark, and all other worksheets. One call for the list and one for each of them."""
        standing: dict[str, Place] = {}
        others: list[tuple[Sheet, Cells]] = []
        for sheet in self._book.sheets():
            cells = self._book.cells(sheet.sheet_id) or {}
            marks = [text.removeprefix(TAB_MARK) for text in cells.values() if text.startswith(TAB_MARK)]
            place = _place(marks[0], sheet, cells) if marks and marks[0] not in standing else None
            if place:
                standing[place.grid.tab] = place
            else:
                others.append((sheet, cells))
        self._sheets = {tab: place.sheet for tab, place in standing.items()}
        return standing, others

    # --- writing

    def _write_once(self, wanted: Wanted, lost: dict[str, str]) -> Wanted:
        """Every tab once; what is still wanted afterwards, which is nothing unless rows moved meanwhile."""
        left: dict[str, Rows] = {}
        for tab, place in self._writable(wanted, lost).items():
            try:
                again = self._write_tab(place, kept_as(wanted[tab], self._marker))
            except Conflict:
                again = wanted[tab]
            if again:
                left[tab] = again
        return left

    def _write_tab(self, place: Place, wanted: Rows) -> Rows:
        grid, rows = place.grid, {**wanted}
        if grid.tab in self._lost:
            rows = {**still_wanted(rows, unsettled(*self._lost.pop(grid.tab), grid))}
        kept = {key: cells for key, cells in rows.items() if cells is not None}
        done, after = plan(grid, kept), grid
        if done.places:
            after = self._put(place, kept, done)
            mess = trampled(grid, done, after)
            if mess:
                self._book.put(place.sheet.sheet_id, mess, _around(mess), self._marker)
            if mess or misplaced(grid, kept, after):
                return still_wanted(rows, astray(grid, kept, after))
        gone = {key: None for key, cells in rows.items() if cells is None and key in after.rows}
        return self._take_out(place, after, gone) if gone else {}

    def _put(self, place: Place, rows: Rows, done: Plan) -> Grid:
        """Write, and the tab right afterwards. A write whose answer is lost is looked after with the next one."""
        tab, sheet = place.grid.tab, place.sheet
        try:
            cells = self._book.put(sheet.sheet_id, done.places, done.area, self._marker)
        except (Retryable, Unclear):
            self._lost[tab] = (place.grid, rows)
            raise
        found = _place(tab, sheet, cells)
        # Of a very large tab only part was shown; and where rows were pushed down, they went past what was shown.
        if done.area.top > place.grid.top or (found and is_shaken(place.grid, done, found.grid)):
            found = self._seen(tab)
        if found is None:
            raise Conflict("The hidden row of a tab went away while we wrote")
        return found.grid

    def _take_out(self, place: Place, grid: Grid, gone: Rows) -> Rows:
        """Take rows out from below, then look whether they were the right ones."""
        for first, last in runs(grid.rows[key] for key in gone):
            self._book.take_out(place.sheet.sheet_id, first, last)
        now = self._seen(grid.tab)
        if now is None:
            raise Conflict("A worksheet went away while we wrote")
        return still_wanted(gone, astray(grid, gone, now.grid)) if misplaced(grid, gone, now.grid) else {}

    def _writable(self, wanted: Wanted, lost: dict[str, str]) -> dict[str, Place]:
        """The tabs to write to. What staff deleted is made anew where its layout is known, else it is lost."""
        places = self._look(wanted)
        lacking = {tab for tab, rows in wanted.items() if _lacks(places[tab], rows)}
        if lacking & {tab.key for tab in self._layouts}:
            self.ensure(self._layouts)
            places |= self._look(lacking)
        lost |= {
            tab: f"Tab {self._title(tab)} or a column of it is gone."
            for tab in wanted
            if _lacks(places[tab], wanted[tab])
        }
        return {tab: place for tab, place in places.items() if place and tab not in lost}

    # --- layout

    def _draw(self, tabs: Sequence[TabLayout]) -> None:
        """The first layout goes into the file as it was saved last, and only if nobody saves it meanwhile."""
        self._book.close()
        tag = self._book.item().tag
        self._book.upload(layout.drawn(self._book.download(), tabs), tag)

    def _make(self, tab: TabLayout, taken: Collection[str]) -> None:
        """A tab that a workbook of ours lacks. Its mark goes in first, so that half a tab is found and finished."""
        free = tab.title if tab.title.casefold() not in taken else f"{tab.title} (nearpeer)"
        sheet = self._book.add(free)
        self._sheets[tab.key] = sheet
        self._fill(sheet, layout.heading(tab, tab.columns, first=1))
        self._dress(sheet, [*layout.looks(tab.columns, first=1), *layout.hidden()])

    def _widen(self, tab: TabLayout, place: Place) -> None:
        """The columns that a standing tab lacks, behind the last that holds anything."""
        grid = place.grid
        missing = [column for column in tab.columns if column.key not in grid.columns]
        if missing:
            first = max(column for _, column in grid.cells) + 1
            self._fill(place.sheet, layout.heading(tab, missing, first=max(first, 2), top=grid.top))
            self._dress(place.sheet, layout.looks(missing, first=max(first, 2), top=grid.top))

    def _name_again(self, tab: TabLayout, others: Sequence[tuple[Sheet, Cells]]) -> bool:
        """Whether a worksheet of the tab's title was ours and has its names back."""
        for sheet, cells in others:
            names = layout.renamed(tab, cells) if sheet.title == tab.title else {}
            if names:
                self._fill(sheet, names)
                self._sheets[tab.key] = sheet
                return True
        return False

    def _fill(self, sheet: Sheet, places: Places) -> Cells:
        return self._book.put(sheet.sheet_id, places, _around(places), self._marker)

    def _dress(self, sheet: Sheet, wishes: Iterable[layout.Wish]) -> None:
        for wish in wishes:
            self._book.shape(sheet.sheet_id, wish.span, wish.part, wish.body)

    def _probe(self, standing: Mapping[str, Place]) -> str:
        """How this tenant takes text: we write a mark that stands there anyway and see whether an apostrophe stays."""
        for place in standing.values():
            where = (place.grid.top, place.grid.key_column)
            after = self._book.put(place.sheet.sheet_id, {where: TAB_MARK + place.grid.tab}, _around([where]), QUOTE)
            if after.get(where, "").startswith(QUOTE):
                self._book.put(place.sheet.sheet_id, {where: TAB_MARK + place.grid.tab}, _around([where]), SPACE)
                return SPACE
            break
        return QUOTE

    def _title(self, tab: str) -> str:
        return next((known.title for known in self._layouts if known.key == tab), tab)


def _place(tab: str, sheet: Sheet, cells: Cells) -> Place | None:
    grid = read_grid(tab, sheet.title, cells, mark=TAB_MARK)
    return Place(sheet=sheet, grid=grid) if grid else None


def _titles(standing: Mapping[str, Place]) -> set[str]:
    return {place.sheet.title.casefold() for place in standing.values()}


def _around(places: Iterable[tuple[int, int]]) -> Area:
    """The smallest rectangle that holds these places."""
    rows, columns = zip(*places, strict=True)
    return Area(top=min(rows), left=min(columns), bottom=max(rows), right=max(columns))


def _lacks(place: Place | None, rows: Rows) -> bool:
    named = {column for cells in rows.values() for column in cells or ()}
    return place is None or any(place.grid.place(column) is None for column in named)


def _count(revision: str | None) -> int:
    """How many rows an earlier reading had; 0 for a revision that is not ours."""
    number = (revision or "").partition("-")[0]
    return int(number) if number.isdigit() else 0


def _digest(rows: Mapping[str, object], problems: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([rows, problems], sort_keys=True).encode()).hexdigest()[:24]

"""How tabs get their looks: most of it drawn into the file, the rest through Graph.

Graph's workbook interface knows neither drop-downs, nor frozen rows, nor colours that depend on what a cell holds, nor
words for those who type into our columns. The first layout is therefore drawn into the file itself, as documented for
applications ("driveItem: upload"). A tab or column that a standing workbook lacks comes through Graph without those
four, because replacing a file that staff have open would throw away what they typed; staff may type a choice as well as
pick it. Sheets are not protected: docs/decisions/0012 says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from connectors.errors import Permanent
from connectors.microsoft.ranges import runs
from connectors.ports import Column, TabLayout
from connectors.sheets.grid import HEADER_ROWS, STAFF_MARK, TITLES_MARK, Cells, a1_column
from connectors.xlsx import fresh
from connectors.xlsx.cells import CELL
from connectors.xlsx.marks import TAB_MARK, warn_off
from connectors.xlsx.package import Package, UnreadableError, parse, serialise
from connectors.xlsx.sheet import LAST_ROW

OURS, THEIRS = "#F3F5F7", "#FFFFFF"
OUR_HEAD, THEIR_HEAD, HEAD_TEXT = "#24476B", "#8A4B08", "#FFFFFF"
TEXT_ROWS = 5_000  # rows that are formatted as text; Graph refuses to format whole columns
POINTS_PER_LETTER = 5.6
OURS_TO_WRITE = "nearpeer writes this column: what is typed here is not read, and may be written over."
MEND_FILE = "Open it in Excel and save it as a workbook (.xlsx), or make a new blank one there."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One call that sets how a range looks."""

    span: str
    part: str
    body: Mapping[str, Any]


def drawn(data: bytes, tabs: Sequence[TabLayout]) -> bytes:
    """The file with these tabs added; what is in it stays as it is. Raises `Permanent` when it cannot be read."""
    named = [_marked(tab) for tab in tabs]
    try:
        # A file made through the drive has no bytes until Excel saves it.
        package = Package(data) if data else None
        if package is None or _is_blank(package):
            package = Package(fresh.workbook(named))
        else:
            for tab in named:
                fresh.graft(package, tab)
        for tab in named:
            _warn(package, tab)
        return package.to_bytes()
    except UnreadableError as fault:
        raise Permanent(f"The workbook cannot be read: {fault}", mend=MEND_FILE) from fault


def _warn(package: Package, tab: TabLayout) -> None:
    """Ask back whoever types into our columns. Programs that write cells, ours too, are not asked."""
    ours = [0, *(at for at, column in enumerate(tab.columns, start=1) if not column.staff)]
    spans = [f"{a1_column(first)}{HEADER_ROWS + 1}:{a1_column(last)}{LAST_ROW}" for first, last in reversed(runs(ours))]
    mark = f">{TAB_MARK}{tab.key}<".encode()  # by its mark, for staff may have a tab of the same title
    for part in (part for part in package.sheets().values() if mark in package.part(part)):
        root = parse(package.part(part))
        warn_off(root, spans, OURS_TO_WRITE)
        package.change(part, serialise(root))


def _is_blank(package: Package) -> bool:
    sheets = package.sheets()
    return len(sheets) == 1 and not CELL.search(package.part(*sheets.values()))


def _marked(tab: TabLayout) -> TabLayout:
    """The layout with its staff columns' keys marked, so that a process that knows no layout can tell them."""
    return replace(tab, columns=tuple(replace(column, key=name(column)) for column in tab.columns))


def name(column: Column) -> str:
    """What stands in the hidden row above a column."""
    return STAFF_MARK + column.key if column.staff else column.key


def heading(tab: TabLayout, columns: Sequence[Column], *, first: int, top: int = 0) -> dict[tuple[int, int], str]:
    """The names and words of columns side by side from column `first`, with the tab's own marks where it is new."""
    places = {(top, 0): TAB_MARK + tab.key, (top + 1, 0): TITLES_MARK} if first == 1 else {}
    for index, column in enumerate(columns, start=first):
        places |= {(top, index): name(column), (top + 1, index): column.title}
    return places


def looks(columns: Sequence[Column], *, first: int, top: int = 0) -> Iterator[Wish]:
    """How these columns look: text, tinted where they are ours, words white on blue or brown, as wide as asked."""
    end = top + HEADER_ROWS + TEXT_ROWS
    whole = f"{a1_column(first)}{top + 1}:{a1_column(first + len(columns) - 1)}{end}"
    yield Wish(span=whole, part="", body={"numberFormat": [["@"]]})
    for index, column in enumerate(columns, start=first):
        letters = a1_column(index)
        below, head = f"{letters}{top + 3}:{letters}{end}", f"{letters}{top + 2}"
        yield Wish(span=below, part="/format/fill", body={"color": THEIRS if column.staff else OURS})
        yield Wish(span=head, part="/format/fill", body={"color": THEIR_HEAD if column.staff else OUR_HEAD})
        yield Wish(span=head, part="/format/font", body={"bold": True, "color": HEAD_TEXT})
        width = {"columnWidth": round((column.width + 2) * POINTS_PER_LETTER, 1)}
        yield Wish(span=head, part="/format", body={**width, "wrapText": True, "verticalAlignment": "Center"})


def hidden() -> Iterator[Wish]:
    """A new tab's row of names and column of keys, out of people's sight."""
    yield Wish(span="1:1", part="", body={"rowHidden": True})
    yield Wish(span="A:A", part="", body={"columnHidden": True})


def renamed(tab: TabLayout, cells: Cells) -> dict[tuple[int, int], str]:
    """The names of a tab's columns by their words, for a tab whose hidden row was overwritten; empty when none fits."""
    top = next((row - 1 for (row, column), text in sorted(cells.items()) if (column, text) == (0, TITLES_MARK)), 0)
    if top < 0:
        return {}  # the hidden row was deleted, not overwritten: there is no room above the words
    words = {text.strip().casefold(): at for (row, at), text in sorted(cells.items()) if row == top + 1 and at}
    placed = {words.get(column.title.strip().casefold()): column for column in tab.columns}
    named = {(top, at): name(column) for at, column in placed.items() if at}
    return {(top, 0): TAB_MARK + tab.key, **named} if named else {}

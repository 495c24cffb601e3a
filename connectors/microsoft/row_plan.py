"""What one write puts into a tab, and what it trampled on if staff moved rows at that very moment. Pure.

The write is one range with null wherever a cell stays as it is. Graph answers with the whole range as it stands right
after it, keys and all, so that reading back costs no call and nobody can come between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connectors.microsoft.ranges import SPACE, Area, Places, shown
from connectors.sheets.changes import Rows, changed
from connectors.sheets.grid import Grid

LARGEST = (
    60_000  # cells; beyond, Graph's answer to a write grows to many megabytes and the look back is a call of its own
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Text by place, and in which rows new keys go; `last` is the last row that held anything before."""

    places: Places
    new: Mapping[str, int]
    area: Area
    last: int


def plan(grid: Grid, rows: Rows) -> Plan:
    """Changed cells of standing rows, and new rows below the last one that holds anything, staff's own included."""
    places: dict[tuple[int, int], str] = {}
    for key in rows:
        places |= {(grid.rows[key], column): text for column, text in changed(grid, rows, key).items()}
    last = max((row for row, _ in grid.cells), default=grid.top + 1)
    fresh = [key for key, cells in rows.items() if cells is not None and key not in grid.rows]
    new = {key: last + number for number, key in enumerate(fresh, start=1)}
    for key, row in new.items():
        places[row, grid.key_column] = key
        named = ((grid.place(column), text) for column, text in (rows[key] or {}).items())
        places |= {(row, place): text for place, text in named if place is not None and text}
    return Plan(places=places, new=new, area=_area(grid, places, last), last=last)


def kept_as(rows: Rows, marker: str) -> Rows:
    """The rows as their cells will read, so that what stands already is seen to stand."""
    if marker != SPACE:
        return rows
    return {key: cells and {name: shown(text, marker) for name, text in cells.items()} for key, cells in rows.items()}


def _area(grid: Grid, places: Places, last: int) -> Area:
    """The whole tab, so that the answer shows where everything stands; of a very large one only the rows written to."""
    right = max(column for _, column in (*grid.cells, *places))
    bottom = max(last, *(row for row, _ in places)) if places else last
    whole = Area(top=grid.top, left=0, bottom=bottom, right=right)
    if whole.size <= LARGEST or not places:
        return whole
    return Area(top=min(row for row, _ in places), left=0, bottom=bottom, right=right)


def is_shaken(grid: Grid, done: Plan, after: Grid) -> bool:
    """Whether new rows may have fallen upon others: the last row is not where it was. Then all must be seen anew."""
    return bool(done.new) and not _same_row(grid, done.last, after, done.last)


def trampled(grid: Grid, done: Plan, after: Grid) -> dict[tuple[int, int], str]:
    """What to write where, so that rows which our new ones fell upon stand as they did before.

    `grid` is the tab as read before, `after` as it stands after the write. Staff who insert rows above push the last
    ones down to where new rows were bound for; staff who type a row of their own below the last are in the way too.
    """
    written = {place for place in done.places if place[0] > done.last}
    pushed = _pushed(grid, done.last, after)
    if pushed:
        # From one row further down on, the place was still empty.
        deepest = done.last + pushed
        return {(row, column): grid.cells.get((row - pushed, column), "") for row, column in written if row <= deepest}
    taken = {row for row, column in after.cells if row > done.last and (row, column) not in written}
    return {(row, column): "" for row, column in written if row in taken}


def _pushed(grid: Grid, last: int, after: Grid) -> int:
    """How many rows down the last one went, 0 when it stands or was taken out."""
    if _same_row(grid, last, after, last) or last <= grid.top + 1:
        return 0
    lowest = grid.key_at(last)
    if lowest in after.rows:
        return max(after.rows[lowest] - last, 0)  # further up it was sorted, not pushed
    for by in range(1, last - grid.top - 1):
        if _same_row(grid, last - by, after, last):
            return by
    return 0


def _same_row(grid: Grid, row: int, after: Grid, now: int) -> bool:
    """Whether the row that stood at `row` now stands at `now`: the same key, or the same content for a row of staff."""
    key = grid.key_at(row)
    if key or after.key_at(now):
        return key == after.key_at(now)
    stood = {column: text for (at, column), text in grid.cells.items() if at == row}
    return bool(stood) and stood == {column: text for (at, column), text in after.cells.items() if at == now}


def unsettled(grid: Grid, rows: Rows, now: Grid) -> dict[str, dict[str, str]]:
    """Cells of ours that read otherwise than before and than wanted, after a write whose answer was lost.

    Nobody saw where that write landed, so every row is compared; only machine columns are put right, for staff may
    have typed in theirs meanwhile.
    """
    found: dict[str, dict[str, str]] = {}
    ours = [column for column in grid.columns if column not in grid.staff]
    for key in grid.rows.keys() & now.rows.keys():
        wanted = rows.get(key) or {}
        wrong = {name: grid.text(key, name) for name in ours if now.text(key, name) != grid.text(key, name)}
        wrong = {name: text for name, text in wrong.items() if name not in wanted}
        if wrong:
            found[key] = wrong
    return found

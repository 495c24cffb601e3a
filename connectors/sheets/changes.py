"""What of the rows does not read as it should, and what was hit in error by a write. Pure.

Staff may sort or insert between our reading and our writing. Each write is therefore followed by a look at the keys as
they stand right after it; rows that were hit in error are put right from what we read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connectors.ports import RowWrite
from connectors.sheets.grid import Grid, clean_cell

Rows = Mapping[str, Mapping[str, str] | None]  # row key -> column key -> text; None: there should be no such row
Wanted = Mapping[str, Rows]  # by tab


def merge(batch: Sequence[RowWrite]) -> Wanted:
    """What is wanted of each row once the whole batch is done; of two wishes for one cell the last."""
    wanted: dict[str, dict[str, dict[str, str] | None]] = {}
    for write in batch:
        rows = wanted.setdefault(write.tab, {})
        if write.cells is None:
            rows[write.key] = None
        else:
            cells = {column: clean_cell(text) for column, text in write.cells.items()}
            rows[write.key] = {**(rows.get(write.key) or {}), **cells}
    return wanted


def changed(grid: Grid, rows: Rows, key: str) -> dict[int, str]:
    """The cells of a standing row that do not yet read as they should, by place."""
    cells = rows[key]
    if cells is None or key not in grid.rows:
        return {}
    placed = {column: grid.place(column) for column in cells}
    return {
        place: cells[column]
        for column, place in placed.items()
        if place is not None and grid.text(key, column) != cells[column]
    }


def astray(grid: Grid, rows: Rows, after: Grid) -> dict[str, dict[str, str]]:
    """Cells that the batch hit in error, with what they held before, by row and column. `after`: the tab's keys and
    column names right after the batch, which show whose cell now is where we wrote.
    """
    hurt: dict[str, dict[str, str]] = {}
    for key in rows:
        row = _row_after(grid, rows, key)
        for place in _written(grid, rows, key):
            owner, column = (after.key_at(row) if key in grid.rows else key), after.name_at(place)
            if owner and (owner, column) != (key, grid.name_at(place)):
                hurt.setdefault(owner, {})[column] = grid.text(owner, column)
    taken_out = {key for key, cells in rows.items() if cells is None}
    if taken_out & after.rows.keys():  # another row went in its place; otherwise staff took the missing ones out
        missing = grid.rows.keys() - after.rows.keys() - taken_out
        hurt |= {key: {column: grid.text(key, column) for column in (*grid.columns, *grid.free)} for key in missing}
    return hurt


def misplaced(grid: Grid, rows: Rows, after: Grid) -> bool:
    """Whether anything of the batch did not land where it should have."""
    for key, cells in rows.items():
        if (key in after.rows) != (cells is not None):
            return True
        if changed(grid, rows, key) and after.rows[key] != _row_after(grid, rows, key):
            return True
        if any(after.name_at(place) != grid.name_at(place) for place in _written(grid, rows, key)):
            return True
    return False


def still_wanted(rows: Rows, hurt: Mapping[str, Mapping[str, str]]) -> Rows:
    """What the next batch must do: put right what was hit in error, and what was wanted all along."""
    return {
        key: None if key in rows and rows[key] is None else {**hurt.get(key, {}), **(rows.get(key) or {})}
        for key in (*hurt, *(key for key in rows if key not in hurt))
    }


def _written(grid: Grid, rows: Rows, key: str) -> list[int]:
    """The places in a row that the batch wrote to."""
    if key in grid.rows:
        return list(changed(grid, rows, key))
    return [place for column in rows[key] or () if (place := grid.place(column)) is not None]


def _row_after(grid: Grid, rows: Rows, key: str) -> int:
    """Where a row stands once the batch's own deletions are done; -1 for a new one."""
    row = grid.rows.get(key, -1)
    return row - sum(1 for gone, cells in rows.items() if cells is None and grid.rows.get(gone, row) < row)

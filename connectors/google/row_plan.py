"""Which requests make the rows read as they should, and whether they landed on the right rows. Pure.

Staff may sort or insert between our reading and our writing. Each batch therefore asks to see the key column as it
stands right after the batch, in the same atomic call; rows that were hit in error are put right from what we read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.google.grid import Grid, cell_data, clean_cell, tab_id
from connectors.ports import RowWrite

Rows = Mapping[str, Mapping[str, str] | None]  # row key -> column key -> text; None: there should be no such row
Wanted = Mapping[str, Rows]  # by tab
FIELDS = "userEnteredValue"


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


def plan(grid: Grid, rows: Rows) -> list[Mapping[str, Any]]:
    """The requests for one tab: changed cells, then new rows, then rows to take out, the lowest first."""
    updates = [request for key in rows for request in _updates(grid, key, changed(grid, rows, key))]
    new = {key: cells for key, cells in rows.items() if cells is not None and key not in grid.rows}
    gone = sorted((grid.rows[key] for key, cells in rows.items() if cells is None and key in grid.rows), reverse=True)
    return [*updates, *_append(grid, new), *(_delete(grid, row) for row in gone)]


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


def _updates(grid: Grid, key: str, cells: Mapping[int, str]) -> list[Mapping[str, Any]]:
    """One request for each run of neighbouring columns, so that staff columns in between stay as they are."""
    runs: list[list[int]] = []
    for column in sorted(cells):
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return [
        {
            "updateCells": {
                "start": {"sheetId": tab_id(grid.tab), "rowIndex": grid.rows[key], "columnIndex": run[0]},
                "rows": [{"values": [cell_data(cells[column]) for column in run]}],
                "fields": FIELDS,
            }
        }
        for run in runs
    ]


def _append(grid: Grid, new: Mapping[str, Mapping[str, str]]) -> list[Mapping[str, Any]]:
    """New rows go below the last row that holds anything, staff's own rows included; Google finds it as it writes."""
    if not new:
        return []
    rows = []
    for key, cells in new.items():
        placed = {place: text for column, text in cells.items() if (place := grid.place(column)) is not None}
        placed[grid.key_column] = key
        rows.append({"values": [cell_data(placed.get(column)) for column in range(max(placed) + 1)]})
    return [{"appendCells": {"sheetId": tab_id(grid.tab), "rows": rows, "fields": FIELDS}}]


def _delete(grid: Grid, row: int) -> Mapping[str, Any]:
    span = {"sheetId": tab_id(grid.tab), "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    return {"deleteDimension": {"range": span}}


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

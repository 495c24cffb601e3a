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
    changed = {
        key: {grid.columns[column]: text for column, text in cells.items() if _differs(grid, key, column, text)}
        for key, cells in rows.items()
        if cells is not None and key in grid.rows
    }
    updates = [request for key, cells in changed.items() for request in _updates(grid, key, cells)]
    new = {key: cells for key, cells in rows.items() if cells is not None and key not in grid.rows}
    gone = sorted((grid.rows[key] for key, cells in rows.items() if cells is None and key in grid.rows), reverse=True)
    return [*updates, *_append(grid, new), *(_delete(grid, row) for row in gone)]


def _differs(grid: Grid, key: str, column: str, text: str) -> bool:
    return column in grid.columns and grid.text(key, column) != text


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
        placed = {grid.columns[column]: text for column, text in cells.items() if column in grid.columns}
        placed[grid.key_column] = key
        rows.append({"values": [cell_data(placed.get(column)) for column in range(max(placed) + 1)]})
    return [{"appendCells": {"sheetId": tab_id(grid.tab), "rows": rows, "fields": FIELDS}}]


def _delete(grid: Grid, row: int) -> Mapping[str, Any]:
    span = {"sheetId": tab_id(grid.tab), "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    return {"deleteDimension": {"range": span}}


def astray(grid: Grid, rows: Rows, after: Sequence[str]) -> dict[str, dict[str, str]]:
    """Rows that the batch hit in error, with what they held before. `after`: the key column right after the batch.

    A row that was moved away before our write lands shows by the key that stands in its place.
    """
    hurt: dict[str, dict[str, str]] = {}
    for key, cells in rows.items():
        if cells is None or key not in grid.rows:
            continue
        row = _row_after(grid, rows, key)
        standing = after[row] if row < len(after) else ""
        if standing != key and standing in grid.rows:
            hurt[standing] = _content(grid, standing)
    taken_out = {key for key, cells in rows.items() if cells is None}
    if taken_out.intersection(after):  # another row went in its place; otherwise staff took the missing ones out
        hurt |= {key: _content(grid, key) for key in grid.rows.keys() - set(after) - taken_out}
    return hurt


def misplaced(grid: Grid, rows: Rows, after: Sequence[str]) -> bool:
    """Whether anything of the batch did not land where it should have."""
    for key, cells in rows.items():
        expected = cells is not None
        if (key in after) != expected:
            return True
        if expected and key in grid.rows and after[_row_after(grid, rows, key) :][:1] != [key]:
            return True
    return False


def _row_after(grid: Grid, rows: Rows, key: str) -> int:
    """Where a row stands once the batch's own deletions are done."""
    row = grid.rows[key]
    return row - sum(1 for gone, cells in rows.items() if cells is None and grid.rows.get(gone, row) < row)


def _content(grid: Grid, key: str) -> dict[str, str]:
    return {column: grid.text(key, column) for column in grid.columns}

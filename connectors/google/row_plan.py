"""Which requests make the rows read as they should. Pure.

Each batch asks to see the key column as it stands right after the batch, in the same atomic call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connectors.google.grid import Grid, cell_data, tab_id
from connectors.sheets.changes import Rows, changed

FIELDS = "userEnteredValue"


def plan(grid: Grid, rows: Rows) -> list[Mapping[str, Any]]:
    """The requests for one tab: changed cells, then new rows, then rows to take out, the lowest first."""
    updates = [request for key in rows for request in _updates(grid, key, changed(grid, rows, key))]
    new = {key: cells for key, cells in rows.items() if cells is not None and key not in grid.rows}
    gone = sorted((grid.rows[key] for key, cells in rows.items() if cells is None and key in grid.rows), reverse=True)
    return [*updates, *_append(grid, new), *(_delete(grid, row) for row in gone)]


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

"""What Google's spreadsheets have of their own: numbers of tabs, ranges, typed cells. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from connectors.sheets.grid import HEADER_ROWS as HEADER_ROWS
from connectors.sheets.grid import KEY_TITLE as KEY_TITLE
from connectors.sheets.grid import MARK as MARK
from connectors.sheets.grid import STAFF_MARK as STAFF_MARK
from connectors.sheets.grid import Cells as Cells
from connectors.sheets.grid import Grid as Grid
from connectors.sheets.grid import a1_column as a1_column
from connectors.sheets.grid import as_text as as_text
from connectors.sheets.grid import read_grid as read_grid


def tab_id(tab: str) -> int:
    """The sheet id we give a tab: it survives renaming, and adding the same tab twice is refused by Google."""
    return int(hashlib.sha256(f"tab/{tab}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF


def read_cells(ranges: Iterable[tuple[Mapping[str, int], Sequence[Sequence[object]]]]) -> dict[tuple[int, int], str]:
    """Cells by place, from ranges and their values by row; Google leaves out empty ends of rows and of ranges."""
    cells: dict[tuple[int, int], str] = {}
    for where, values in ranges:
        top, left = where.get("startRowIndex", 0), where.get("startColumnIndex", 0)
        for down, row in enumerate(values):
            for right, value in enumerate(row):
                if value not in ("", None):
                    cells[top + down, left + right] = as_text(value)
    return cells


def cell_data(text: str | None) -> Mapping[str, Any]:
    """A cell that holds exactly this text, typed as text, so that it can never become a formula; None empties it."""
    return {"userEnteredValue": {"stringValue": text}} if text else {}

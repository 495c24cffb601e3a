"""The requests that lay out a tab: hidden keys, frozen words, drop-downs, tints, protection, colours. Pure.

Protection warns before somebody types into our columns: Google refuses to sort a range that holds a cell which the
sorting person may not edit, and staff must be able to sort. A school that would rather have them locked says so
(`strict_columns`). What is overwritten in our columns is written again with the next change of that row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.google.grid import HEADER_ROWS, KEY_TITLE, MARK, STAFF_MARK, Cells, a1_column, cell_data, tab_id
from connectors.ports import Column, TabLayout

Request = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """How our columns are kept from being typed into: with a warning, or for everybody but the `editor`."""

    warning: bool = True
    editor: str = ""


WARNING = Protection()
ROOM_TO_THE_RIGHT = 6
FIRST_ROWS = 200
MACHINE_TINT = {"red": 0.95, "green": 0.95, "blue": 0.97}
HEADER_TINT = {"red": 0.86, "green": 0.90, "blue": 0.96}
WAITING_TINT = {"red": 1.0, "green": 0.95, "blue": 0.78}


def new_tab(tab: TabLayout, title: str, protection: Protection) -> list[Request]:
    """Everything for a tab that is not there."""
    width = 1 + len(tab.columns) + ROOM_TO_THE_RIGHT
    properties = {
        "sheetId": tab_id(tab.key),
        "title": title,
        "gridProperties": {"rowCount": FIRST_ROWS, "columnCount": width, "frozenRowCount": HEADER_ROWS},
    }
    return [
        {"addSheet": {"properties": properties}},
        _header(tab, 0, [MARK + tab.key, KEY_TITLE]),
        _hide(tab, "ROWS", 0),
        _hide(tab, "COLUMNS", 0),
        _tint(_range(tab, rows=(1, HEADER_ROWS)), HEADER_TINT, bold=True),
        _protect(tab, "", 0, protection),
        *columns(tab, list(tab.columns), protection, first=1),
    ]


def columns(tab: TabLayout, missing: Sequence[Column], protection: Protection, *, first: int) -> list[Request]:
    """Everything for columns that are not there, side by side from column `first`."""
    requests: list[Request] = []
    for index, column in enumerate(missing, start=first):
        requests += [_header(tab, index, [_name(column), column.title]), _width(tab, index, column.width)]
        if column.staff:
            requests += _waiting(tab, column, index)
        else:
            requests += [_tint(_below(tab, index), MACHINE_TINT), _protect(tab, column.key, index, protection)]
    return requests


def choices(tab: TabLayout, grid_columns: Mapping[str, int]) -> list[Request]:
    """The drop-downs, which may have got other options since the tab was made. Setting them again is harmless."""
    return [
        {"setDataValidation": {"range": _below(tab, grid_columns[column.key]), "rule": _rule(column)}}
        for column in tab.columns
        if column.options and column.key in grid_columns
    ]


def wider(
    tab: TabLayout, cells: Cells, missing: Sequence[Column], column_count: int, protection: Protection
) -> list[Request]:
    """Columns that a standing tab lacks, behind the last that has a name or a word of staff's own."""
    if not missing:
        return []
    used = max((column for _, column in cells), default=0)
    lacking = used + 1 + len(missing) - column_count
    room: list[Request] = []
    if lacking > 0:
        room = [{"appendDimension": {"sheetId": tab_id(tab.key), "dimension": "COLUMNS", "length": lacking}}]
    return [*room, *columns(tab, missing, protection, first=used + 1)]


def renamed(tab: TabLayout, cells: Cells) -> dict[tuple[int, int], str]:
    """The names of a tab's columns by their words, for a tab whose hidden row was overwritten."""
    words = {text.strip().casefold(): column for (row, column), text in sorted(cells.items()) if row == 1}
    names = {(0, 0): MARK + tab.key}
    for column in tab.columns:
        place = words.get(column.title.strip().casefold())
        if place:
            names[0, place] = _name(column)
    return names


def name_again(tab: TabLayout, names: Cells) -> list[Request]:
    """Write the names of columns into the hidden row."""
    return [_header(tab, column, [text]) for (_, column), text in names.items()]


def _name(column: Column) -> str:
    return STAFF_MARK + column.key if column.staff else column.key


def _header(tab: TabLayout, column: int, words: Sequence[str]) -> Request:
    start = {"sheetId": tab_id(tab.key), "rowIndex": 0, "columnIndex": column}
    rows = [{"values": [cell_data(word)]} for word in words]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _range(tab: TabLayout, *, rows: tuple[int, int]) -> Mapping[str, int]:
    return {"sheetId": tab_id(tab.key), "startRowIndex": rows[0], "endRowIndex": rows[1]}


def _below(tab: TabLayout, column: int) -> Mapping[str, int]:
    """A column below the header, open at the end, so that rows added later belong to it."""
    return {
        "sheetId": tab_id(tab.key),
        "startRowIndex": HEADER_ROWS,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def _tint(where: Mapping[str, int], colour: Mapping[str, float], *, bold: bool = False) -> Request:
    """Tinted cells that show what they hold as text, whatever it looks like."""
    style: dict[str, Any] = {
        "backgroundColorStyle": {"rgbColor": colour},
        "numberFormat": {"type": "TEXT"},
        "textFormat": {"bold": bold},
        "wrapStrategy": "WRAP",
    }
    fields = "userEnteredFormat(backgroundColorStyle,numberFormat,textFormat.bold,wrapStrategy)"
    return {"repeatCell": {"range": where, "cell": {"userEnteredFormat": style}, "fields": fields}}


def _hide(tab: TabLayout, dimension: str, index: int) -> Request:
    return _dimension(tab, dimension, index, {"hiddenByUser": True})


def _width(tab: TabLayout, index: int, letters: int) -> Request:
    return _dimension(tab, "COLUMNS", index, {"pixelSize": 20 + 7 * letters})


def _dimension(tab: TabLayout, dimension: str, index: int, properties: Mapping[str, Any]) -> Request:
    span = {"sheetId": tab_id(tab.key), "dimension": dimension, "startIndex": index, "endIndex": index + 1}
    fields = ",".join(properties)
    return {"updateDimensionProperties": {"range": span, "properties": properties, "fields": fields}}


def protect_again(
    tab: TabLayout, grid_columns: Mapping[str, int], standing: Mapping[int, bool], protection: Protection
) -> list[Request]:
    """Protections that staff took away, or that are not what the school wants now. `standing`: number -> warns only."""
    machine = {"": 0, **{c.key: grid_columns[c.key] for c in tab.columns if not c.staff and c.key in grid_columns}}
    requests: list[Request] = []
    for column, index in machine.items():
        number = _number(tab, column)
        if number not in standing:
            requests.append(_protect(tab, column, index, protection))
        elif standing[number] != protection.warning:
            wanted = {"protectedRangeId": number, **_kind(protection)}
            requests.append({"updateProtectedRange": {"protectedRange": wanted, "fields": "warningOnly,editors"}})
    return requests


def _protect(tab: TabLayout, column: str, index: int, protection: Protection) -> Request:
    """A protection of our own number: adding it twice is refused, so a repeated batch cannot pile them up."""
    span = {"sheetId": tab_id(tab.key), "startColumnIndex": index, "endColumnIndex": index + 1}
    words = {"protectedRangeId": _number(tab, column), "range": span, "description": "nearpeer writes this column"}
    return {"addProtectedRange": {"protectedRange": {**words, **_kind(protection)}}}


def _number(tab: TabLayout, column: str) -> int:
    return int(hashlib.sha256(f"protect/{tab.key}/{column}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF


def _kind(protection: Protection) -> Mapping[str, Any]:
    editors = {} if protection.warning else {"editors": {"users": [protection.editor]}}
    return {"warningOnly": protection.warning, **editors}


def _rule(column: Column) -> Mapping[str, Any]:
    values = [{"userEnteredValue": option} for option in column.options]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": True, "showCustomUi": True}


def _waiting(tab: TabLayout, column: Column, index: int) -> list[Request]:
    """A staff column with choices is coloured where a row of ours still waits for one."""
    if not column.options:
        return []
    first = HEADER_ROWS + 1
    formula = f'=AND($A{first}<>"",{a1_column(index)}{first}="")'
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    style = {"backgroundColorStyle": {"rgbColor": WAITING_TINT}}
    rule = {"ranges": [_below(tab, index)], "booleanRule": {"condition": condition, "format": style}}
    validate = {"setDataValidation": {"range": _below(tab, index), "rule": _rule(column)}}
    return [validate, {"addConditionalFormatRule": {"rule": rule, "index": 0}}]

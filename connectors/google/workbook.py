"""The calls that read and write one Google spreadsheet. Tabs are addressed by id: renaming one hurts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.google.grid import HEADER_ROWS, MARK, Cells, Grid, a1_column, read_cells, tab_id
from connectors.google.http import Door

Area = Mapping[str, int]  # a GridRange without its sheet
WHOLE: Area = {}
BAND: Area = {"startRowIndex": 0, "endRowIndex": HEADER_ROWS + 3}  # staff may have put rows above the words
SHEETS = "sheets(properties(sheetId,title,gridProperties(columnCount)))"
KEYS_AFTER = "updatedSpreadsheet(sheets(properties(sheetId),data(rowData(values(formattedValue)))))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A tab as the spreadsheet lists it."""

    title: str
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Part or all of a tab as it was read."""

    title: str
    cells: Cells


class Workbook:
    """One spreadsheet."""

    def __init__(self, door: Door, spreadsheet_id: str) -> None:
        self._door, self._id = door, spreadsheet_id

    def sheets(self) -> dict[int, Sheet]:
        """Every tab by id. One read."""
        body = self._door.sheet_call("get", self._id, params={"fields": SHEETS}).body
        listed = [sheet["properties"] for sheet in body.get("sheets", ())]
        return {
            one.get("sheetId", 0): Sheet(
                title=one["title"], columns=one.get("gridProperties", {}).get("columnCount", 26)
            )
            for one in listed
        }

    def cells(self, wanted: Mapping[str, Sequence[Area]]) -> dict[str, Seen]:
        """These areas of these tabs, as plain data. One read, two more when a tab is gone, which is then left out."""
        if not wanted:
            return {}
        by_id = {tab_id(tab): tab for tab in wanted}
        found = self._read(self._filters(wanted))
        if found is None:
            standing = self.sheets()
            wanted = {tab: areas for tab, areas in wanted.items() if tab_id(tab) in standing}
            found = self._read(self._filters(wanted)) or {} if wanted else {}
        return {by_id[sheet]: seen for sheet, seen in found.items()}

    def marked(self) -> dict[str, Seen]:
        """The header of each tab that bears our mark, by our key of it. Two reads."""
        filters = [{"gridRange": {"sheetId": sheet, **BAND}} for sheet in self.sheets()]
        found = (self._read(filters) or {}).values()
        return {
            text.removeprefix(MARK): seen for seen in found for text in seen.cells.values() if text.startswith(MARK)
        }

    def send(self, requests: Sequence[Mapping[str, Any]], *, watch: Sequence[Grid] = ()) -> dict[str, list[str]]:
        """Do all of this or nothing. Returns the key column of each watched tab as it stands right afterwards."""
        body: dict[str, Any] = {"requests": list(requests)}
        if watch:
            ranges = [
                f"{_quoted(grid.title)}!{a1_column(grid.key_column)}:{a1_column(grid.key_column)}" for grid in watch
            ]
            body |= {"includeSpreadsheetInResponse": True, "responseIncludeGridData": True, "responseRanges": ranges}
        fields = KEYS_AFTER if watch else "spreadsheetId"
        answer = self._door.sheet_call("post", f"{self._id}:batchUpdate", json=body, params={"fields": fields}).body
        keys = {sheet["properties"].get("sheetId", 0): _keys(sheet) for sheet in _sheets(answer)}
        return {grid.tab: keys.get(tab_id(grid.tab), []) for grid in watch}

    def _filters(self, wanted: Mapping[str, Sequence[Area]]) -> list[Mapping[str, Any]]:
        return [{"gridRange": {"sheetId": tab_id(tab), **area}} for tab, areas in wanted.items() for area in areas]

    def _read(self, filters: Sequence[Mapping[str, Any]]) -> dict[int, Seen] | None:
        """The areas by sheet, or None when Google knows one of the sheets no more."""
        body = {
            "dataFilters": list(filters),
            "majorDimension": "ROWS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "FORMATTED_STRING",
        }
        reply = self._door.sheet_call("post", f"{self._id}/values:batchGetByDataFilter", json=body, expected=(400,))
        if reply.refusal:
            return None
        found: dict[int, list[Mapping[str, Any]]] = {}
        for matched in reply.body.get("valueRanges", ()):
            found.setdefault(matched["dataFilters"][0]["gridRange"].get("sheetId", 0), []).append(matched)
        return {sheet: _seen(matches) for sheet, matches in found.items()}


def _seen(matches: Iterable[Mapping[str, Any]]) -> Seen:
    listed = list(matches)
    areas = [(one["dataFilters"][0]["gridRange"], one["valueRange"].get("values", ())) for one in listed]
    title = listed[0]["valueRange"]["range"].rpartition("!")[0]
    plain = title[1:-1].replace("''", "'") if title.startswith("'") else title
    return Seen(title=plain, cells=read_cells(areas))


def _sheets(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    sheets: Sequence[Mapping[str, Any]] = answer.get("updatedSpreadsheet", {}).get("sheets", ())
    return sheets


def _keys(sheet: Mapping[str, Any]) -> list[str]:
    rows = [row for data in sheet.get("data", ()) for row in data.get("rowData", ())]
    return [(row.get("values") or [{}])[0].get("formattedValue", "") for row in rows]


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"

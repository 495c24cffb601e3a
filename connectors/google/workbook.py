"""The calls that read and write one Google spreadsheet. Tabs are addressed by id: renaming one hurts nothing."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from connectors.errors import Conflict
from connectors.google.grid import HEADER_ROWS, MARK, Cells, Grid, a1_column, read_cells, read_grid, tab_id
from connectors.google.http import Door, Reply
from connectors.google.workbook_file import WorkbookFile

Area = Mapping[str, int]  # a GridRange without its sheet
WHOLE: Area = {}
BAND: Area = {"startRowIndex": 0, "endRowIndex": HEADER_ROWS + 3}  # staff may have put rows above the words
SHEETS = "sheets(properties(sheetId,title,gridProperties(columnCount)),protectedRanges(protectedRangeId,warningOnly))"
GUARD = "nearpeer-batch"
AFTER = "updatedSpreadsheet(sheets(properties(sheetId),data(startRow,startColumn,rowData(values(formattedValue)))))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A tab as the spreadsheet lists it."""

    title: str
    columns: int
    protected: Mapping[int, bool] = field(default_factory=dict)  # number of a protection -> whether it only warns


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Part or all of a tab as it was read."""

    title: str
    cells: Cells


class Workbook:
    """One spreadsheet."""

    def __init__(self, door: Door, file: WorkbookFile) -> None:
        self._door, self._file = door, file
        self._guard = 0  # the number of this process's last batch

    def make(self) -> None:
        """Make the file where the school names none."""
        self._file.make()

    @property
    def _id(self) -> str:
        return self._file.id

    def sheets(self) -> dict[int, Sheet]:
        """Every tab by id. One read."""
        body = self._door.sheet_call("get", self._id, params={"fields": SHEETS}).body
        return {sheet["properties"].get("sheetId", 0): _sheet(sheet) for sheet in body.get("sheets", ())}

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

    def send(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Do all of this or nothing, and forget the numbers of earlier processes' batches."""
        self._change({"requests": [*requests, forget({"metadataKey": GUARD})]}, "spreadsheetId")

    def send_watching(self, requests: Sequence[Mapping[str, Any]], watch: Sequence[Grid]) -> dict[str, Grid]:
        """Do all of this or nothing, and show the keys and column names of these tabs as they stand right afterwards.

        Raises `Conflict` when the batch no longer fits the tabs: renamed, deleted, or shorter than when read.
        """
        ranges = [area for grid in watch for area in _watched(grid)]
        body = {
            "requests": self._guarded(requests),
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": ranges,
        }
        reply = self._change(body, AFTER, expected=(400,))
        if reply.refusal:
            raise Conflict(f"Google refused the batch: {reply.refusal.message}")
        shown = {sheet["properties"].get("sheetId", 0): sheet for sheet in _sheets(reply.body)}
        after = {grid.tab: read_grid(grid.tab, grid.title, _cells(shown.get(tab_id(grid.tab), {}))) for grid in watch}
        if not all(after.values()):
            raise Conflict("The hidden row of a tab went away while we wrote")
        return {tab: grid for tab, grid in after.items() if grid}

    def _guarded(self, requests: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The batch with a number that Google takes only once: something on the way may send our bytes twice, and a
        second run would add rows again or take out the next ones. The number before it is forgotten.
        """
        before, self._guard = self._guard, secrets.randbelow(2**31 - 1) + 1
        mark = {"metadataId": self._guard, "metadataKey": GUARD, "metadataValue": "1", "visibility": "PROJECT"}
        create = {"createDeveloperMetadata": {"developerMetadata": {**mark, "location": {"spreadsheet": True}}}}
        return [create, *requests, *([forget({"metadataId": before})] if before else [])]

    def _change(self, body: Mapping[str, Any], fields: str, *, expected: Sequence[int] = ()) -> Reply:
        path = f"{self._id}:batchUpdate"
        return self._door.sheet_call("post", path, json=body, params={"fields": fields}, expected=expected)

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


def forget(lookup: Mapping[str, Any]) -> Mapping[str, Any]:
    """The request that deletes numbers of earlier batches; there need not be any."""
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def _seen(matches: Iterable[Mapping[str, Any]]) -> Seen:
    listed = list(matches)
    areas = [(one["dataFilters"][0]["gridRange"], one["valueRange"].get("values", ())) for one in listed]
    title = listed[0]["valueRange"]["range"].rpartition("!")[0]
    plain = title[1:-1].replace("''", "'") if title.startswith("'") else title
    return Seen(title=plain, cells=read_cells(areas))


def _sheets(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    sheets: Sequence[Mapping[str, Any]] = answer.get("updatedSpreadsheet", {}).get("sheets", ())
    return sheets


def _cells(sheet: Mapping[str, Any]) -> dict[tuple[int, int], str]:
    """Cells by place from grid data, whose rows and columns start where each piece says."""
    areas = [
        (
            {"startRowIndex": data.get("startRow", 0), "startColumnIndex": data.get("startColumn", 0)},
            [[cell.get("formattedValue", "") for cell in row.get("values", ())] for row in data.get("rowData", ())],
        )
        for data in sheet.get("data", ())
    ]
    return read_cells(areas)


def _watched(grid: Grid) -> tuple[str, str]:
    """The key column and the two rows that name the columns, in A1 notation."""
    title, letters = _quoted(grid.title), a1_column(grid.key_column)
    return f"{title}!{letters}:{letters}", f"{title}!{grid.top + 1}:{grid.top + 2}"


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _sheet(sheet: Mapping[str, Any]) -> Sheet:
    properties = sheet["properties"]
    return Sheet(
        title=properties["title"],
        columns=properties.get("gridProperties", {}).get("columnCount", 26),
        protected={p["protectedRangeId"]: p.get("warningOnly", False) for p in sheet.get("protectedRanges", ())},
    )

"""The requests of spreadsheets.batchUpdate that the emulator models; any other is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.emulators.google.refused import invalid
from tests.emulators.google.sheets_model import Book, Formula, Tab, Value

Wish = Mapping[str, Any]
METADATA_LETTERS = 30_000  # of keys and values in one spreadsheet


def carry_out(book: Book, request: Wish) -> dict[str, Any] | None:
    """One request of a batch."""
    [(name, wish)] = request.items()
    if name not in REQUESTS:
        raise invalid(f"{name} is not modelled")
    return REQUESTS[name](book, wish)


def _add_sheet(book: Book, wish: Wish) -> dict[str, Any]:
    properties = wish["properties"]
    sheet_id, title, grid = properties["sheetId"], properties["title"], properties.get("gridProperties", {})
    if any(tab.sheet_id == sheet_id for tab in book.tabs):
        raise invalid(f"Sheet with id {sheet_id} already exists.")
    if any(tab.title.casefold() == title.casefold() for tab in book.tabs):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    tab = Tab(sheet_id=sheet_id, title=title, rows=grid.get("rowCount", 1_000), columns=grid.get("columnCount", 26))
    tab.frozen = grid.get("frozenRowCount", 0)
    book.tabs.append(tab)
    return {"addSheet": {"properties": tab.properties()}}


def _update_cells(book: Book, wish: Wish) -> None:
    start = wish["start"]
    _rows(book.tab(start["sheetId"]), wish, start.get("rowIndex", 0), start.get("columnIndex", 0))


def _append_cells(book: Book, wish: Wish) -> None:
    tab = book.tab(wish["sheetId"])
    first = tab.last_row() + 1
    tab.rows = max(tab.rows, first + len(wish["rows"]))
    _rows(tab, wish, first, 0)


def _rows(tab: Tab, wish: Wish, top: int, left: int) -> None:
    if wish.get("fields") != "userEnteredValue":
        raise invalid("Only userEnteredValue is modelled, and the mask must name it")
    for down, row in enumerate(wish["rows"]):
        for right, cell in enumerate(row.get("values", ())):
            tab.put(top + down, left + right, _typed(cell.get("userEnteredValue", {})))


def _typed(value: Wish) -> Value:
    if "formulaValue" in value:
        return Formula(value["formulaValue"])
    return next(iter(value.values()), None)


def _delete_dimension(book: Book, wish: Wish) -> None:
    span = wish["range"]
    start, end = span["startIndex"], span["endIndex"]
    book.tab(span["sheetId"]).shift(span["dimension"], start, start - end)


def _append_dimension(book: Book, wish: Wish) -> None:
    tab = book.tab(wish["sheetId"])
    if wish["dimension"] == "ROWS":
        tab.rows += wish["length"]
    else:
        tab.columns += wish["length"]


def _dimension_properties(book: Book, wish: Wish) -> None:
    span, shown = wish["range"], wish["properties"]
    if set(shown) != set(wish["fields"].split(",")):
        raise invalid("The mask and the properties differ")
    tab = book.tab(span["sheetId"])
    if "hiddenByUser" in shown:
        hidden = tab.hidden_rows if span["dimension"] == "ROWS" else tab.hidden_columns
        hidden.update(range(span["startIndex"], span["endIndex"]))


def _validation(book: Book, wish: Wish) -> None:
    tab, column = book.tab(wish["range"]["sheetId"]), wish["range"]["startColumnIndex"]
    tab.validation[column] = [value["userEnteredValue"] for value in wish["rule"]["condition"]["values"]]


def _protect(book: Book, wish: Wish) -> None:
    protected = wish["protectedRange"]
    number = protected["protectedRangeId"]
    if any(number in tab.protected for tab in book.tabs):
        raise invalid(f"There is already a protected range with id: {number}")
    book.tab(protected["range"]["sheetId"]).protected[number] = dict(protected)


def _protect_anew(book: Book, wish: Wish) -> None:
    protected = wish["protectedRange"]
    number = protected["protectedRangeId"]
    tab = next((tab for tab in book.tabs if number in tab.protected), None)
    if tab is None:
        raise invalid(f"No protected range with id: {number}")
    if not wish.get("fields"):
        raise invalid("The mask must name fields")
    tab.protected[number] = {
        **tab.protected[number],
        **{name: protected.get(name) for name in wish["fields"].split(",")},
    }


def _conditional(book: Book, wish: Wish) -> None:
    book.tab(wish["rule"]["ranges"][0]["sheetId"]).conditional.insert(wish.get("index", 0), dict(wish["rule"]))


def _repeat_cell(book: Book, wish: Wish) -> None:
    book.tab(wish["range"]["sheetId"])
    if not wish.get("fields") or wish["fields"] == "*":
        raise invalid("The mask must name fields")


def _find_replace(book: Book, wish: Wish) -> dict[str, Any]:
    hits = [value for tab in book.tabs for value in tab.cells.values() if wish["find"] in str(value)]
    if hits:
        raise invalid("Replacing is not modelled")
    return {"findReplace": {}}


def _create_metadata(book: Book, wish: Wish) -> dict[str, Any]:
    metadata = wish["developerMetadata"]
    number = metadata["metadataId"]
    if number in book.metadata:
        raise invalid(f"Developer metadata with id {number} already exists.")
    book.metadata[number] = metadata["metadataKey"]
    if sum(len(key) + 1 for key in book.metadata.values()) > METADATA_LETTERS:
        raise invalid("The spreadsheet holds too much developer metadata.")
    return {"createDeveloperMetadata": {"developerMetadata": dict(metadata)}}


def _delete_metadata(book: Book, wish: Wish) -> dict[str, Any]:
    lookup = wish["dataFilter"]["developerMetadataLookup"]
    kept = {
        number: key
        for number, key in book.metadata.items()
        if lookup.get("metadataId", number) != number or lookup.get("metadataKey", key) != key
    }
    book.metadata = kept
    return {"deleteDeveloperMetadata": {}}


REQUESTS: Mapping[str, Callable[[Book, Wish], dict[str, Any] | None]] = {
    "addSheet": _add_sheet,
    "updateCells": _update_cells,
    "appendCells": _append_cells,
    "deleteDimension": _delete_dimension,
    "appendDimension": _append_dimension,
    "updateDimensionProperties": _dimension_properties,
    "setDataValidation": _validation,
    "addProtectedRange": _protect,
    "updateProtectedRange": _protect_anew,
    "addConditionalFormatRule": _conditional,
    "repeatCell": _repeat_cell,
    "findReplace": _find_replace,
    "createDeveloperMetadata": _create_metadata,
    "deleteDeveloperMetadata": _delete_metadata,
}

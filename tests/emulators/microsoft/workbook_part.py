"""Workbooks and the files that hold them: what Graph does with each call."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from tests.emulators.microsoft.handlers import Answer, Request, handles
from tests.emulators.microsoft.refused import Refused, invalid
from tests.emulators.microsoft.workbook_model import Book, Drives, Sheet, check_shape, column, corners, letters, typed
from tests.emulators.microsoft.world import World

ITEM = "/drives/{drive-id}/items/{driveItem-id}"
BOOK = f"{ITEM}/workbook"
SHEET = BOOK + "/worksheets/{workbookWorksheet-id}"
RANGE = SHEET + "/range(address='{address}')"
NEEDS = ("Files.ReadWrite.All", "Sites.ReadWrite.All", "Sites.Selected", "Files.SelectedOperations.Selected")
# Graph's page "Microsoft Graph service-specific throttling limits", Excel: per application and tenant.
MOST_CALLS, WITHIN = 1_500, timedelta(seconds=10)
NO_QUERY = "Graph's page 'Worksheet: usedRange' takes OData query parameters; the SDK's builder has none"
NO_PATCH = "msgraph-metadata#487: the SDK's builder has no PATCH of a range"
NO_FORMAT = "Graph's pages 'Update rangefill' and 'Update rangefont'; the SDK stops at the format"


def book_of(world: World, request: Request) -> Book:
    """The file that a request names."""
    return world.part(Drives).get(request.path["drive-id"], request.path["driveItem-id"])


def _item(request: Request, book: Book) -> dict[str, Any]:
    return {
        "id": request.path["driveItem-id"],
        "name": "Mentoring.xlsx",
        "eTag": book.tag,
        "cTag": f'"c:{{BOOK}},{book.version}"',
        "parentReference": {"driveId": request.path["drive-id"]},
    }


@handles("GET", ITEM, needs=NEEDS)
def _get(world: World, request: Request) -> dict[str, Any]:
    return _item(request, book_of(world, request))


@handles("GET", f"{ITEM}/content", needs=NEEDS)
def _download(world: World, request: Request) -> Answer:
    return Answer(body=book_of(world, request).bytes(), headers={"Content-Type": "application/octet-stream"})


@handles("PUT", f"{ITEM}/content", needs=NEEDS)
def _upload(world: World, request: Request) -> dict[str, Any]:
    book = book_of(world, request)
    if book.held_by or book.open_in_excel or book.has_session(world.now):
        raise Refused(423, "resourceLocked", "The resource you are attempting to access is locked.")
    if request.headers.get("if-match", book.tag) != book.tag:
        raise Refused(412, "notAllowed", "ETag does not match current item's value")
    book.load(request.body)
    _saved(world, request)
    return _item(request, book)


# --- sessions ------------------------------------------------------------------------------------


@handles("POST", f"{BOOK}/createSession", needs=NEEDS)
def _create_session(world: World, request: Request) -> Answer:
    book = _counted(world, request)
    book.check_free()
    session = {"id": book.open(world.now), "persistChanges": request.body.get("persistChanges", False)}
    return Answer(status=201, body={**session, "@odata.context": "workbookSessionInfo"})


@handles("POST", f"{BOOK}/closeSession", needs=NEEDS)
def _close_session(world: World, request: Request) -> None:
    book = _in_session(world, request)
    del book.sessions[request.headers["workbook-session-id"]]


def _counted(world: World, request: Request) -> Book:
    world.spend("excel", 1, most=MOST_CALLS, within=WITHIN)
    return book_of(world, request)


def _in_session(world: World, request: Request) -> Book:
    """The workbook. Raises 412 without a session: our calls must have one, whatever Graph itself lets pass."""
    book = _counted(world, request)
    book.check_free()
    if "workbook-session-id" not in request.headers:
        raise Refused(412, "notAllowed", "A call without a session may be dropped.")
    book.used(request.headers["workbook-session-id"], world.now)
    return book


def _saved(world: World, request: Request) -> None:
    world.changed(f"drives/{request.path['drive-id']}/root")


# --- worksheets ----------------------------------------------------------------------------------


@handles("GET", f"{BOOK}/worksheets", needs=NEEDS)
def _list(world: World, request: Request) -> dict[str, Any]:
    listed = _in_session(world, request).sheets
    return {"value": [{"id": one.sheet_id, "name": one.title, "position": at} for at, one in enumerate(listed)]}


@handles("POST", f"{BOOK}/worksheets/add", needs=NEEDS)
def _add(world: World, request: Request) -> Answer:
    book = _in_session(world, request)
    sheet = book.add(request.body["name"])
    book.touch()
    _saved(world, request)
    made = {"id": sheet.sheet_id, "name": sheet.title, "position": len(book.sheets) - 1, "visibility": "Visible"}
    return Answer(status=201, body=made)


@handles("GET", SHEET + "/usedRange(valuesOnly={valuesOnly})", beyond=NO_QUERY, query=frozenset({"$select"}))
def _used(world: World, request: Request) -> dict[str, Any]:
    sheet = _in_session(world, request).sheet(request.path["workbookWorksheet-id"])
    rows, columns = {r for r, _ in sheet.cells} or {0}, {c for _, c in sheet.cells} or {0}
    return _shown(sheet, (min(rows), min(columns), max(rows), max(columns)), request.query.get("$select", ""))


@handles(
    "PATCH",
    RANGE,
    beyond=NO_PATCH,
    body=frozenset({"values", "formulas", "numberFormat", "rowHidden", "columnHidden"}),
)
def _update(world: World, request: Request) -> dict[str, Any]:
    book = _in_session(world, request)
    sheet, address = book.sheet(request.path["workbookWorksheet-id"]), request.path["address"]
    if set(request.body) & {"rowHidden", "columnHidden"}:
        return _hide(sheet, address, request.body)
    area = corners(address)
    if "numberFormat" in request.body:
        sheet.text_columns |= set(range(area[1], area[3] + 1))
    if "values" in request.body:
        _write(book, sheet, area, request.body["values"])
        book.touch()
        _saved(world, request)
    return _shown(sheet, area, "")


def _write(book: Book, sheet: Sheet, area: tuple[int, int, int, int], values: object) -> None:
    """All cells or none; null leaves a cell as it is."""
    top, left, bottom, right = area
    lines = check_shape(values, bottom - top + 1, right - left + 1)
    fresh = {
        (row, col): typed(value, keeps_quotes=book.keeps_quotes, as_text=col in sheet.text_columns)
        for row, line in enumerate(lines, start=top)
        for col, value in enumerate(line, start=left)
        if value is not None
    }
    for (row, col), value in fresh.items():
        sheet.put(row, col, value)


def _hide(sheet: Sheet, address: str, body: dict[str, Any]) -> dict[str, Any]:
    first = address.partition(":")[0]
    if first.isdigit():
        sheet.hidden_rows.add(int(first) - 1)
    else:
        sheet.hidden_columns.add(column(first))
    return {"address": address, **body}


@handles("POST", RANGE + "/delete", needs=NEEDS)
def _delete(world: World, request: Request) -> None:
    book = _in_session(world, request)
    sheet, found = (
        book.sheet(request.path["workbookWorksheet-id"]),
        re.fullmatch(r"(\d+):(\d+)", request.path["address"]),
    )
    if not found or request.body.get("shift") != "Up":
        raise invalid("Only whole rows are modelled", "InvalidArgument")
    first, last = int(found[1]) - 1, int(found[2]) - 1
    sheet.shift(0, first, first - last - 1)
    book.touch()
    _saved(world, request)


@handles("PATCH", RANGE + "/format", needs=NEEDS)
def _format(world: World, request: Request) -> dict[str, Any]:
    return _look(world, request, "format")


@handles("PATCH", RANGE + "/format/fill", beyond=NO_FORMAT, body=frozenset({"color"}))
def _fill(world: World, request: Request) -> dict[str, Any]:
    return _look(world, request, "fill")


@handles("PATCH", RANGE + "/format/font", beyond=NO_FORMAT, body=frozenset({"bold", "color"}))
def _font(world: World, request: Request) -> dict[str, Any]:
    return _look(world, request, "font")


def _look(world: World, request: Request, part: str) -> dict[str, Any]:
    sheet = _in_session(world, request).sheet(request.path["workbookWorksheet-id"])
    corners(request.path["address"])
    sheet.looks.append((request.path["address"], part, request.body))
    body: dict[str, Any] = request.body
    return body


def _shown(sheet: Sheet, area: tuple[int, int, int, int], select: str) -> dict[str, Any]:
    top, left, bottom, right = area
    title = sheet.title.replace("'", "''")
    address = f"'{title}'!{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"
    body: dict[str, Any] = {"address": address, "values": sheet.values(*area), "rowIndex": top, "columnIndex": left}
    return {name: part for name, part in body.items() if not select or name in select.split(",")}

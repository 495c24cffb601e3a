"""Drive, as far as it holds forms and workbooks: finding them by name or mark, making workbooks, sharing."""

from __future__ import annotations

import re
from typing import Any

from tests.emulators.google.handlers import HANDLERS as HANDLERS
from tests.emulators.google.handlers import Request, handles
from tests.emulators.google.refused import invalid
from tests.emulators.google.sheets_model import Book
from tests.emulators.google.world import World

FORM, SHEET = "application/vnd.google-apps.form", "application/vnd.google-apps.spreadsheet"
TERMS = {
    "name": r"name = '((?:[^'\\]|\\.)*)'",
    "mimeType": r"mimeType = '([^']*)'",
    "appProperties": r"appProperties has \{ key='([^']*)' and value='([^']*)' \}",
    "trashed": r"trashed = (false)",
}


@handles("drive.files.list")
def _files(world: World, request: Request) -> dict[str, Any]:
    wanted = _terms(request.asked.get("q", ""))
    listed = [*_forms(world), *_books(world)]
    found = [file for file in listed if all(_fits(file, name, value) for name, value in wanted.items())]
    return {"files": [{"id": file["id"], "name": file["name"]} for file in found]}


@handles("drive.files.create")
def _create(world: World, request: Request) -> dict[str, Any]:
    if request.body.get("mimeType") != SHEET:
        raise invalid("Only workbooks are modelled")
    book = Book(book_id=f"1Made{world.forms.number():04}", title=request.body.get("name", "Untitled"))
    book.app_properties |= request.body.get("appProperties", {})
    world.workbooks.books[book.book_id] = book
    return {"id": book.book_id, "name": book.title}


@handles("drive.permissions.list")
def _permissions(world: World, request: Request) -> dict[str, Any]:
    return {"permissions": list(_readers(world, request.asked["fileId"]))}


@handles("drive.permissions.create")
def _permit(world: World, request: Request) -> dict[str, Any]:
    readers = _readers(world, request.asked["fileId"])
    permission = {"id": f"perm{len(readers)}", **request.body}
    readers.append(permission)
    return permission


def _readers(world: World, file_id: str) -> list[dict[str, Any]]:
    books = world.workbooks.books
    return books[file_id].readers if file_id in books else world.forms.get(file_id).readers


def _forms(world: World) -> list[dict[str, Any]]:
    return [
        {"id": one.form_id, "name": one.info.get("documentTitle", ""), "mimeType": FORM}
        for one in world.forms.files.values()
    ]


def _books(world: World) -> list[dict[str, Any]]:
    return [
        {"id": one.book_id, "name": one.title, "mimeType": SHEET, "appProperties": one.app_properties}
        for one in world.workbooks.books.values()
        if one.app_properties  # with drive.file a programme sees only what it made
    ]


def _terms(query: str) -> dict[str, tuple[str, ...]]:
    """The conditions of a query. Raises 400 for one that is not modelled."""
    rest, terms = query, dict[str, tuple[str, ...]]()
    for name, pattern in TERMS.items():
        if match := re.search(pattern, rest):
            terms[name] = match.groups()
            rest = rest.replace(match[0], "")
    if rest.replace(" and ", "").strip():
        raise invalid(f"Invalid Value: q={query}")
    return terms


def _fits(file: dict[str, Any], name: str, value: tuple[str, ...]) -> bool:
    if name == "trashed":
        return True
    if name == "appProperties":
        return bool(file.get("appProperties", {}).get(value[0]) == value[1])
    return str(file[name]) == re.sub(r"\\(.)", r"\1", value[0])

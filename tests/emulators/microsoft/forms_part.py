"""Microsoft Forms, of which Graph shows nothing: the results workbook, the list a flow fills, and the flow itself.

Feeds of changes (delta) of drives and of answer lists live here too, for answers are what is read through them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.emulators.microsoft.handlers import METHODS, Request, handles
from tests.emulators.microsoft.refused import Refused, missing
from tests.emulators.microsoft.world import Change, World

GRAPH = "https://graph.microsoft.com/v1.0"
DRIVE_FEED = "/drives/{drive-id}/items/{driveItem-id}/delta"
LIST_FEED = "/sites/{site-id}/lists/{list-id}/items/delta()"
TABLES = "/drives/{drive-id}/items/{driveItem-id}/workbook/tables"
FILES = ("Files.Read.All", "Files.ReadWrite.All", "Sites.Read.All", "Sites.ReadWrite.All", "Sites.Selected")
PAGE = 50
FIXED = ("Id", "Start time", "Completion time", "Email", "Name")


@dataclass(slots=True, kw_only=True)
class Results:
    """One results workbook: the header and the rows of its table, as Forms keeps them in step."""

    drive: str
    file: str
    titles: list[str]
    table: str = "{00000000-000C-0000-FFFF-FFFF00000000}"
    rows: list[list[Any]] = field(default_factory=list)
    late: list[list[Any]] = field(default_factory=list)  # answered, but not written into the file yet

    def sync(self) -> None:
        """Forms writes what it owes."""
        self.rows += self.late
        self.late.clear()


@dataclass(slots=True, kw_only=True)
class AnswerList:
    """One list that flows fill."""

    site: str
    identifier: str
    items: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Answers:
    """Everything this part holds. `forgotten` is the first number that feeds still know."""

    results: dict[str, Results] = field(default_factory=dict)
    lists: dict[str, AnswerList] = field(default_factory=dict)
    changes: list[tuple[int, str, str]] = field(default_factory=list)  # number, drive or list, item
    forgotten: int = 0
    count: int = 0
    page: int = PAGE

    def change(self, place: str, item: str) -> None:
        """An item of a drive or of a list changed."""
        self.count += 1
        self.changes.append((self.count, place, item))

    def forget(self) -> None:
        """No link that is out there is known any longer."""
        self.count += 1
        self.forgotten = self.count

    def since(self, place: str, token: str) -> list[str]:
        """Items that changed after the token, once each. Raises 410 for one that is no longer known."""
        number = int(token or "0")
        if token and number < self.forgotten:
            raise Refused(410, "resyncChangesApplyDifferences", "The delta token is too old.")
        return list(dict.fromkeys(item for at, where, item in self.changes if where == place and at > number))


def answers(world: World) -> Answers:
    """The world's answers; whatever changes in a drive goes into its feed."""
    part = world.part(Answers)
    if not any(isinstance(listener, _Feeder) for listener in world.listeners):
        world.listeners.append(_Feeder(part))
    return part


@dataclass(slots=True)
class _Feeder:
    part: Answers

    def __call__(self, change: Change) -> None:
        parts = change.resource.split("/")
        if parts[0] == "drives" and "id" in change.data:
            self.part.change(parts[1], str(change.data["id"]))


# --- what people and flows do --------------------------------------------------------------------


def give(
    world: World, file: str, number: int, texts: Mapping[str, Any], *, at: datetime, email: str = "anonymous"
) -> None:
    """A person sends the form behind a results workbook; a new title is a new column."""
    book = answers(world).results[file]
    book.titles += [title for title in texts if title not in book.titles]
    row = [number, serial(at), serial(at), email, "", *(texts.get(title, "") for title in book.titles[len(FIXED) :])]
    book.rows = [[*one, *[""] * (len(book.titles) - len(one))] for one in book.rows if one[0] != number] + [row]
    world.changed(f"drives/{book.drive}/root", id=file)


def lay(world: World, list_id: str, number: int, details: Mapping[str, Any], *, form_id: str = "") -> None:
    """A flow creates a line in the list of answers."""
    part = answers(world)
    one = part.lists[list_id]
    item = {
        "id": str(number),
        "createdDateTime": world.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "fields": {"Title": str(number), "FormId": form_id, "Answers": json.dumps(details)},
    }
    one.items = [*(old for old in one.items if old["id"] != item["id"]), item]
    part.change(list_id, str(number))
    world.changed(f"sites/{one.site}/lists/{list_id}")


def posted(form_id: str, number: int, details: Mapping[str, Any], *, at: datetime, run: str = "run-1") -> bytes:
    """What the flow of `nearpeer forms flow` posts."""
    body = {
        "schema": 1,
        "form_id": form_id,
        "response_id": str(number),
        "sent_at": at.strftime("%Y-%m-%dT%H:%M:%S.0000000Z"),
        "flow_run": run,
        "response": dict(details),
    }
    return json.dumps(body).encode()


def details(texts: Mapping[str, str], *, at: datetime, email: str = "anonymous") -> dict[str, str]:
    """The body of "Get response details"."""
    when = f"{at.month}/{at.day}/{at.year} {at.strftime('%I:%M:%S %p')}"
    return {"@odata.etag": "", "responder": email, "submitDate": when, **texts}


def serial(at: datetime) -> float:
    """A time as Excel counts: days since the end of 1899."""
    return (at - datetime(1899, 12, 30, tzinfo=at.tzinfo)).total_seconds() / 86_400


# --- what Graph shows ----------------------------------------------------------------------------


@handles("GET", DRIVE_FEED + "(token='{token}')", needs=FILES)
def _drive_since(world: World, request: Request) -> dict[str, Any]:
    return _drive_feed(world, request, request.path["token"])


@handles("GET", DRIVE_FEED + "()", needs=FILES)
def _drive_all(world: World, request: Request) -> dict[str, Any]:
    return _drive_feed(world, request, request.query.get("token", ""))


def _drive_feed(world: World, request: Request, token: str) -> dict[str, Any]:
    part, drive = answers(world), request.path["drive-id"]
    link = f"{GRAPH}/drives/{drive}/items/root/delta(token='{part.count}')"
    if token == "latest":
        return {"value": [], "@odata.deltaLink": link}
    found = part.since(drive, token)
    return {"value": [{"id": item, "name": item} for item in found], "@odata.deltaLink": link}


def _results(world: World, request: Request) -> Results:
    found = answers(world).results.get(request.path["driveItem-id"])
    if found is None:
        raise missing(request.path["driveItem-id"])
    return found


@handles("GET", TABLES, needs=FILES)
def _tables(world: World, request: Request) -> dict[str, Any]:
    return {"value": [{"id": _results(world, request).table, "name": "OfficeForms.Table"}]}


@handles("GET", TABLES + "/{workbookTable-id}/range()", needs=FILES)
def _range(world: World, request: Request) -> dict[str, Any]:
    book = _results(world, request)
    if request.path["workbookTable-id"] != book.table:
        raise missing(request.path["workbookTable-id"])
    return {"values": [book.titles, *book.rows], "rowCount": len(book.rows) + 1, "columnCount": len(book.titles)}


def _list_feed(world: World, request: Request) -> dict[str, Any]:
    part, named = answers(world), request.path["list-id"]
    if named not in part.lists:
        raise missing(named)
    token, skip = request.query.get("token", ""), int(request.query.get("$skiptoken", "0"))
    wanted = part.since(named, token)
    items = [item for identifier in wanted for item in part.lists[named].items if item["id"] == identifier]
    shown = items[skip : skip + part.page]
    start = f"{GRAPH}/sites/{request.path['site-id']}/lists/{named}/items/delta()"
    if skip + part.page < len(items):
        return {"value": shown, "@odata.nextLink": f"{start}?token={token}&$skiptoken={skip + part.page}"}
    return {"value": shown, "@odata.deltaLink": f"{start}?token={part.count}"}


if ("GET", LIST_FEED) not in METHODS:
    handles("GET", LIST_FEED, needs=FILES)(_list_feed)

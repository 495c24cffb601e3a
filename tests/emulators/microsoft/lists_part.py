"""Microsoft Lists: typed columns, items with versions, feeds of changes, and what staff do to them by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.emulators.microsoft.forms_part import answers
from tests.emulators.microsoft.handlers import Answer, Request, handles
from tests.emulators.microsoft.refused import Refused, invalid, missing
from tests.emulators.microsoft.world import World

GRAPH = "https://graph.microsoft.com/v1.0"
LISTS = "/sites/{site-id}/lists"
LIST = LISTS + "/{list-id}"
ITEMS = LIST + "/items"
NEEDS = ("Sites.Manage.All", "Sites.FullControl.All", "Sites.Selected", "Sites.ReadWrite.All")
# SharePoint's page "Avoid getting throttled": resource units a minute for the smallest tenants.
UNITS, MINUTE = 1_250, timedelta(minutes=1)
LONGEST_LINE = 255


@dataclass(slots=True, kw_only=True)
class Item:
    """One item. `fields` by internal name."""

    item_id: str
    fields: dict[str, str]
    version: int = 1
    changed_at: int = 0

    def shown(self) -> dict[str, Any]:
        """As Graph shows it with `$expand=fields`."""
        return {"id": self.item_id, "eTag": self.tag, "fields": {"@odata.etag": self.tag, **self.fields}}

    @property
    def tag(self) -> str:
        """Its version."""
        return f'"{self.item_id},{self.version}"'


@dataclass(slots=True, kw_only=True)
class ListOfItems:
    """One list. `columns` as Graph shows them, in the order of the view."""

    list_id: str
    title: str
    description: str
    columns: list[dict[str, Any]]
    items: dict[str, Item] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)  # item -> when it was deleted
    made: int = 0
    count: int = 0  # of changes
    oldest: int = 0  # the first change that the feed still knows
    sorted_by: str = ""

    def change(self, item: Item, fields: Mapping[str, str]) -> None:
        """Somebody sets fields; "" empties one. Raises 400 for a column there is not, or a key that is taken."""
        known = {column["name"]: column for column in self.columns}
        for name, text in fields.items():
            self._check(known.get(name), item, name, text)
        item.fields = {name: text for name, text in {**item.fields, **fields}.items() if text != ""}
        self.count += 1
        item.version, item.changed_at = item.version + 1, self.count

    def _check(self, column: dict[str, Any] | None, item: Item, name: str, text: object) -> None:
        if column is None:
            raise invalid(f"Field '{name}' is not recognized")
        if not isinstance(text, str):
            raise invalid(f"Field '{name}' takes text")
        lines = column.get("text", {})
        if "text" in column and not lines.get("allowMultipleLines") and (len(text) > LONGEST_LINE or "\n" in text):
            raise invalid(f"Field '{name}' takes one line of {LONGEST_LINE} characters")
        others = [one for one in self.items.values() if one is not item and one.fields.get(name) == text]
        if column.get("enforceUniqueValues") and text and others:
            raise invalid("The list item could not be added or updated because duplicate values were found.")

    def add(self, fields: Mapping[str, str]) -> Item:
        """A new item."""
        item = Item(item_id=str(self.made + 1), fields={}, version=0)
        self.change(item, fields)
        self.made += 1
        self.items[item.item_id] = item
        return item

    def delete(self, item_id: str) -> None:
        """An item goes to the recycle bin."""
        del self.items[item_id]
        self.count += 1
        self.gone[item_id] = self.count

    def name_of(self, key: str) -> str:
        """The internal name of the column that we call so."""
        return next(str(column["name"]) for column in self.columns if str(column["name"]).partition("_")[2] == key)

    def keyed(self, key: str) -> Item:
        """Our row with this key."""
        return next(item for item in self.items.values() if item.fields.get("nprowkey") == key)

    def seen(self) -> list[dict[str, str]]:
        """The rows that people see in the view: words of the header -> text."""
        visible = [column for column in self.columns if not column.get("hidden") and column["name"] != "Title"]
        items = list(self.items.values())
        if self.sorted_by:
            items.sort(key=lambda item: item.fields.get(self.sorted_by, ""), reverse=True)
        return [{column["displayName"]: item.fields.get(column["name"], "") for column in visible} for item in items]

    def shown(self) -> dict[str, Any]:
        """As Graph shows it."""
        return {"id": self.list_id, "displayName": self.title, "description": self.description}


@dataclass(slots=True)
class Sites:
    """Every list, by site."""

    sites: dict[str, list[ListOfItems]] = field(default_factory=dict)
    page: int = 100

    def site(self, site_id: str) -> list[ListOfItems]:
        """The lists of a site, or 404."""
        if site_id not in self.sites:
            raise missing(site_id)
        return self.sites[site_id]

    def get(self, site_id: str, list_id: str) -> ListOfItems:
        """The list, or 404."""
        for one in self.site(site_id):
            if one.list_id == list_id:
                return one
        raise missing(list_id)


def of(world: World, request: Request, units: int) -> ListOfItems:
    """The list a request names; counts its units against the minute's."""
    world.spend("sharepoint", units, most=UNITS, within=MINUTE)
    return world.part(Sites).get(request.path["site-id"], request.path["list-id"])


def _changed(world: World, request: Request) -> None:
    world.changed(f"sites/{request.path['site-id']}/lists/{request.path['list-id']}")


@handles("GET", LISTS, needs=NEEDS)
def _lists(world: World, request: Request) -> dict[str, Any]:
    return {"value": [one.shown() for one in world.part(Sites).site(request.path["site-id"])]}


@handles("POST", LISTS, needs=NEEDS)
def _make(world: World, request: Request) -> Answer:
    standing, body = world.part(Sites).site(request.path["site-id"]), request.body
    if any(one.title == body["displayName"] for one in standing):
        raise Refused(409, "nameAlreadyExists", "Provided name already exists.")
    title = {"name": "Title", "displayName": "Title", "id": "col-title", "text": {"allowMultipleLines": False}}
    one = ListOfItems(
        list_id=f"list-{next(world.numbers)}",
        title=body["displayName"],
        description=body.get("description", ""),
        columns=[title],
    )
    for column in body.get("columns", ()):
        _add_column(one, column, next(world.numbers))
    standing.append(one)
    return Answer(status=201, body=one.shown())


def _add_column(one: ListOfItems, column: Mapping[str, Any], number: int) -> dict[str, Any]:
    if any(known["name"] == column["name"] for known in one.columns):
        raise Refused(409, "nameAlreadyExists", "Provided name already exists.")
    if column.get("enforceUniqueValues") and not column.get("indexed"):
        raise invalid("Only an indexed column can enforce unique values")
    made = {**column, "id": f"col-{number}"}
    one.columns.append(made)
    return made


@handles("GET", LIST, needs=NEEDS)
def _list(world: World, request: Request) -> dict[str, Any]:
    return of(world, request, 1).shown()


@handles("GET", f"{LIST}/columns", needs=NEEDS)
def _columns(world: World, request: Request) -> dict[str, Any]:
    return {"value": of(world, request, 1).columns}


@handles("POST", f"{LIST}/columns", needs=NEEDS)
def _new_column(world: World, request: Request) -> Answer:
    return Answer(status=201, body=_add_column(of(world, request, 2), request.body, next(world.numbers)))


@handles("PATCH", LIST + "/columns/{columnDefinition-id}", needs=NEEDS)
def _change_column(world: World, request: Request) -> dict[str, Any]:
    one, wanted = of(world, request, 2), request.path["columnDefinition-id"]
    for column in one.columns:
        if column["id"] == wanted:
            column |= request.body
            return column
    raise missing(wanted)


# --- items ---------------------------------------------------------------------------------------


@handles("GET", ITEMS, needs=NEEDS)
def _items(world: World, request: Request) -> dict[str, Any]:
    if request.path["list-id"] in answers(world).lists:
        return {"value": answers(world).lists[request.path["list-id"]].items}
    one, page = of(world, request, 2), world.part(Sites).page
    skip = int(request.query.get("$skiptoken", "0"))
    shown = [item.shown() for item in one.items.values()][skip : skip + page]
    body: dict[str, Any] = {"value": shown}
    if skip + page < len(one.items):
        start = f"{GRAPH}/sites/{request.path['site-id']}/lists/{one.list_id}/items"
        body["@odata.nextLink"] = f"{start}?$expand=fields&$skiptoken={skip + page}"
    return body


@handles("POST", ITEMS, needs=NEEDS)
def _add(world: World, request: Request) -> Answer:
    item = of(world, request, 2).add(request.body["fields"])
    _changed(world, request)
    return Answer(status=201, body=item.shown())


@handles("PATCH", ITEMS + "/{listItem-id}/fields", needs=NEEDS)
def _update(world: World, request: Request) -> dict[str, Any]:
    one = of(world, request, 2)
    item = _find(one, request)
    one.change(item, request.body)
    _changed(world, request)
    return {"@odata.etag": item.tag, **item.fields}


@handles("DELETE", ITEMS + "/{listItem-id}", needs=NEEDS)
def _delete(world: World, request: Request) -> None:
    filled = answers(world).lists.get(request.path["list-id"])
    if filled is not None:
        filled.items = [item for item in filled.items if item["id"] != request.path["listItem-id"]]
        return
    one = of(world, request, 2)
    one.delete(_find(one, request).item_id)
    _changed(world, request)


def _find(one: ListOfItems, request: Request) -> Item:
    """The item, if it is the version that the request means. Raises 404 and 412."""
    item = one.items.get(request.path["listItem-id"])
    if item is None:
        raise missing(request.path["listItem-id"])
    if request.headers.get("if-match", item.tag) != item.tag:
        raise Refused(412, "notAllowed", "ETag does not match current item's value")
    return item


@handles("GET", ITEMS + "/delta(token='{token}')", needs=NEEDS)
def _delta(world: World, request: Request) -> dict[str, Any]:
    one, token = of(world, request, 1), request.path["token"]
    link = f"{GRAPH}/sites/{request.path['site-id']}/lists/{one.list_id}/items/delta(token='{one.count}')"
    since = one.count if token == "latest" else int(token)
    if since < one.oldest:
        raise Refused(410, "resyncRequired", "Resync required.", inner="resyncChangesApplyDifferences")
    changed = [item.shown() for item in one.items.values() if item.changed_at > since]
    gone = [{"id": item, "deleted": {"state": "deleted"}} for item, at in one.gone.items() if at > since]
    return {"value": [*changed, *gone], "@odata.deltaLink": link}


# --- many calls in one ---------------------------------------------------------------------------

MOST_AT_ONCE = 20
NO_BATCH = "msgraph-sdk-python-core#1030: the SDK's batches cannot be imported"


@handles("POST", "/$batch", beyond=NO_BATCH, body=frozenset({"requests"}))
def _batch(world: World, request: Request) -> dict[str, Any]:
    asked = request.body["requests"]
    if not 0 < len(asked) <= MOST_AT_ONCE or len({one["id"] for one in asked}) != len(asked):
        raise invalid("A batch takes 1 to 20 requests with ids of their own", "BadRequest")
    return {"responses": _answers(world, request, asked)}


def _answers(world: World, request: Request, asked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each call is judged and answered by itself, as if it had come alone."""
    # The server imports every part, this one too; it is only there once the first request comes in.
    from tests.emulators.microsoft.server import Microsoft

    door = Microsoft(world)
    return [door.part(one, request.headers) for one in asked]

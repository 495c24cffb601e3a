"""What calendars and mailboxes of the emulated Exchange share: ids that move, properties of ours, zones, budgets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tzlocal.windows_tz import win_tz

from tests.emulators.microsoft.handlers import Request
from tests.emulators.microsoft.refused import Refused, invalid, missing
from tests.emulators.microsoft.world import MAILBOX, World

GRAPH = "https://graph.microsoft.com/v1.0"
BY_PROPERTY = re.compile(r"singleValueExtendedProperties/Any\(ep: ep/id eq '([^']+)' and ep/value eq '([^']+)'\)")
EXPANDED = re.compile(r"singleValueExtendedProperties\(\$filter=(.+)\)")
NOBODY = "0001-01-01T00:00:00Z"


def spend(world: World, request: Request) -> None:
    """One request to the one mailbox there is. Raises 404 for any other, and 429 past Outlook's budget."""
    if request.path["user-id"].lower() != MAILBOX:
        raise missing(request.path["user-id"], "ErrorInvalidUser")
    world.spend("outlook", 1, most=10_000, within=timedelta(minutes=10))


def preferred(request: Request) -> list[str]:
    """What the `Prefer` header asks for."""
    return [part.strip() for part in request.headers.get("prefer", "").split(",") if part.strip()]


def shown_id(request: Request, number: int, folder: str) -> str:
    """An item's id as this request asked for it: immutable, or one that changes with the folder."""
    return f"AAkI-{number:08x}" if 'IdType="ImmutableId"' in preferred(request) else f"AAMk-{folder}-{number:08x}"


def number_of(text: str, folder: str) -> int | None:
    """The number of the item that an id means; None when an id of the other kind went stale."""
    found = re.fullmatch(r"(AAkI|AAMk-(?P<folder>\w+))-(?P<number>[0-9a-f]{8})", text)
    if found is None or found["folder"] not in (None, folder):
        return None
    return int(found["number"], 16)


def number_in(text: str) -> int:
    """The number in an id. Raises 400 for what is no id at all."""
    found = re.fullmatch(r"(?:AAkI|AAMk-\w+)-([0-9a-f]{8})", text)
    if found is None:
        raise invalid("Id is malformed.", "ErrorInvalidIdMalformed")
    return int(found[1], 16)


# --- properties ----------------------------------------------------------------------------------


def keep_properties(kept: dict[str, str], body: Mapping[str, Any]) -> None:
    """Take over the named properties of a body."""
    for given in body.get("singleValueExtendedProperties", ()):
        kept[_folded(given["id"])] = given["value"]


def asked_properties(request: Request, kept: Mapping[str, str]) -> list[dict[str, str]]:
    """Those that `$expand` names; Exchange writes the namespace in small letters."""
    found = EXPANDED.fullmatch(request.query.get("$expand", ""))
    if found is None:
        raise invalid(f"This is no expansion: {request.query.get('$expand')}")
    names = re.findall(r"id eq '([^']+)'", found[1])
    return [{"id": _folded(name), "value": kept[_folded(name)]} for name in names if _folded(name) in kept]


def has_property(request: Request, kept: Mapping[str, str]) -> bool | None:
    """Whether the filter's property stands there; None when the filter is another."""
    found = BY_PROPERTY.fullmatch(request.query.get("$filter", ""))
    return None if found is None else kept.get(_folded(found[1]), "").lower() == found[2].lower()


def _folded(name: str) -> str:
    return re.sub(r"\{[^}]+\}", lambda found: found[0].lower(), name)


# --- times ---------------------------------------------------------------------------------------


def stamp(moment: datetime) -> str:
    """An instant as Graph shows it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "0000Z" if moment.year > 1 else NOBODY


def in_utc(moment: datetime) -> dict[str, str]:
    """A `dateTimeTimeZone` as answers show it when nobody asked for another zone: seven digits and no offset."""
    return {"dateTime": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0", "timeZone": "UTC"}


def moment(said: Mapping[str, str]) -> datetime:
    """A `dateTimeTimeZone` of a request. Raises 400 for an offset and for a zone that Windows does not name."""
    zone = "UTC" if said["timeZone"] == "UTC" else win_tz.get(said["timeZone"])
    if zone is None:
        raise invalid(f"A valid TimeZone value must be specified: {said['timeZone']}", "TimeZoneNotSupportedException")
    read = datetime.fromisoformat(said["dateTime"])
    if read.tzinfo is not None:
        raise invalid("The wall time bears an offset.", "ErrorInvalidParameter")
    return read.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# --- pages ---------------------------------------------------------------------------------------


def chosen(request: Request, item: Mapping[str, Any]) -> dict[str, Any]:
    """What `$select` names, with what always comes."""
    wanted = {name for name in request.query.get("$select", "").split(",") if name}
    always = {"id", "@odata.etag", "singleValueExtendedProperties"}
    return {name: value for name, value in item.items() if not wanted or name in wanted | always}


def page(request: Request, path: str, items: Sequence[Mapping[str, Any]], usual: int = 10) -> dict[str, Any]:
    """One page of a list, with the link to the next where there is one."""
    start, size = int(request.query.get("$skiptoken", 0)), min(int(request.query.get("$top", usual)), 1_000)
    answer: dict[str, Any] = {"value": [dict(item) for item in items[start : start + size]]}
    if start + size < len(items):
        kept = {**request.query, "$skiptoken": str(start + size)}
        query = "&".join(f"{quote(name, safe='$')}={quote(text)}" for name, text in kept.items())
        answer["@odata.nextLink"] = f"{GRAPH}{path}?{query}"
    return answer


def lapsed() -> Refused:
    """412: the item is not the one that was read."""
    return Refused(412, "ErrorIrresolvableConflict", "The send or update operation could not be performed.")

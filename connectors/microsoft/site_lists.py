"""The calls that read and write the lists of one SharePoint site, many to a request where Graph lets us.

Graph takes 20 calls in one request ("Combine multiple HTTP requests using JSON batching"), each with a status of its
own. The SDK's own batches cannot be imported and lose their bodies (msgraph-sdk-python-core#1030, #835).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from connectors.clock import utc_now
from connectors.microsoft.client import Door, Reply, quoted

AT_A_TIME = 20
# SharePoint gives the application of a small tenant 1,250 resource units a minute and keeps throttling it for longer
# the more it goes on asking; a call that changes an item or reads a page costs 2, a look at a feed 1. Room is left for
# the feeds of forms.
UNITS, MINUTE = 1_100, timedelta(minutes=1)
WORTHWHILE = UNITS // 4  # units that should be free before the next try, for each try looks at the feeds first
WRITE_COST, PAGE_COST, READ_COST = 2, 2, 1
THROTTLED = frozenset({429, 503, 504, 500, 502})
PAGE = 2_000  # items; lists answer views of more than 5,000 only by an indexed column


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One call of a batch; `path` from `/sites` on."""

    verb: str
    path: str
    body: Mapping[str, Any] | None = None
    tag: str = ""  # the version of the item that may be changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one call of a batch was answered."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    after: timedelta | None = None

    @property
    def is_done(self) -> bool:
        """Whether the call was carried out."""
        return self.status < 300

    @property
    def is_later(self) -> bool:
        """Whether nothing speaks against the call but the time."""
        return self.status in THROTTLED


class Site:
    """The lists of one site."""

    def __init__(self, door: Door, site_id: str, *, now: Callable[[], datetime] = utc_now) -> None:
        self._door, self.path, self._now = door, f"/sites/{quoted(site_id)}", now
        self._spent: deque[tuple[datetime, int]] = deque()

    def lists(self) -> list[Mapping[str, Any]]:
        """Every list of the site with its id, name and description."""
        path, query = f"{self.path}/lists", {"$select": "id,displayName,description"}
        return list(self._pages(self._page(path, query)))

    def new_list(self, body: Mapping[str, Any]) -> Reply:
        """Make a list; the reply holds a refusal where its name is taken."""
        return self._door.request("POST", f"{self.path}/lists", json=body, repeatable=False, expected=(409,))

    def batch(self, parts: Sequence[Part]) -> list[Said]:
        """Every call's answer, in order. What would pass the minute's share is not asked and answered "later"."""
        said: list[Said] = []
        for start in range(0, len(parts), AT_A_TIME):
            asked = parts[start : start + AT_A_TIME]
            if wait := self._wait(_cost(asked)):
                return said + [Said(status=429, after=wait)] * (len(parts) - start)
            said += self._batch(asked)
        return said

    def latest(self, list_id: str) -> Part:
        """The call that gives a link to all changes from now on."""
        return Part(verb="GET", path=f"{self.list_path(list_id)}/items/delta(token='latest')")

    def items(self, list_id: str) -> list[Mapping[str, Any]]:
        """Every item of a list with its fields, page by page."""
        query = {"$expand": "fields", "$top": str(PAGE)}
        return list(self._pages(self._page(f"{self.list_path(list_id)}/items", query)))

    def rest(self, body: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], str]:
        """All that a feed has to say, from its first page on, and the link to what comes after."""
        found = list(body.get("value", ()))
        while "@odata.nextLink" in body:
            body = self._page(str(body["@odata.nextLink"])).body
            found += body.get("value", ())
        return found, str(body.get("@odata.deltaLink", ""))

    def list_path(self, list_id: str) -> str:
        """Where a list lives."""
        return f"{self.path}/lists/{quoted(list_id)}"

    def _pages(self, reply: Reply) -> Iterator[Mapping[str, Any]]:
        while True:
            yield from reply.body.get("value", ())
            if "@odata.nextLink" not in reply.body:
                return
            reply = self._page(str(reply.body["@odata.nextLink"]))

    def _page(self, path: str, query: Mapping[str, str] | None = None) -> Reply:
        """One page of a reading, which is part of the minute's share but never waits for it."""
        self._spent.append((self._now(), PAGE_COST))
        return self._door.request("GET", path, query=query)

    def _batch(self, parts: Sequence[Part]) -> list[Said]:
        asked = [_asked(number, part) for number, part in enumerate(parts)]
        self._spent.append((self._now(), _cost(parts)))
        reply = self._door.request("POST", "/$batch", json={"requests": asked})
        found = {one["id"]: one for one in reply.body.get("responses", ())}
        return [_said(found.get(str(number), {"status": 504})) for number in range(len(parts))]

    def _wait(self, cost: int) -> timedelta | None:
        """How long until a call of this cost fits into the minute's share; None when it does."""
        now = self._now()
        while self._spent and self._spent[0][0] <= now - MINUTE:
            self._spent.popleft()
        left = sum(units for _, units in self._spent)
        if left + cost <= UNITS:
            return None
        for at, units in self._spent:
            left -= units
            if left + max(cost, WORTHWHILE) <= UNITS:
                return at + MINUTE - now
        return MINUTE


def _cost(parts: Sequence[Part]) -> int:
    return sum(READ_COST if part.verb == "GET" else WRITE_COST for part in parts)


def _asked(number: int, part: Part) -> Mapping[str, Any]:
    headers = {"If-Match": part.tag} if part.tag else {}
    asked: dict[str, Any] = {"id": str(number), "method": part.verb, "url": part.path}
    if part.body is not None:
        asked["body"] = part.body
        headers["Content-Type"] = "application/json"
    return {**asked, "headers": headers} if headers else asked


def _said(answer: Mapping[str, Any]) -> Said:
    named = {name.lower(): text for name, text in (answer.get("headers") or {}).items()}.get("retry-after", "")
    after = timedelta(seconds=int(named)) if str(named).isdigit() else None
    body = answer.get("body")
    return Said(status=int(answer["status"]), body=body if isinstance(body, dict) else {}, after=after)


def from_link(link: str) -> str:
    """The path of a link that Graph gave, as a batch wants it."""
    return "/" + link.partition("/v1.0/")[2]

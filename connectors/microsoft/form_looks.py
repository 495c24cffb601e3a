"""One look at the forms that Graph can see: its feeds of changes, and what the look brings together.

Drives and lists have a feed of changes (delta) whose link is kept between looks, one for all the forms that share the
drive or the list. They never say that they missed to tell us something, so the feed is asked at every look, notified or
not. A feed that Graph no longer knows (410) is begun again with everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.errors import AuthExpired, ConnectorError, CursorExpired, Permanent, Retryable
from connectors.microsoft.client import Door
from connectors.microsoft.form_marks import Marks
from connectors.microsoft.form_reading import Plan
from connectors.ports import Response

DELTA_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class Feed:
    """What changed since a link, and the link to go on from. One that `began` says nothing of what was before it."""

    items: list[Mapping[str, Any]]
    link: str
    at: datetime
    began: bool = False


def resume(door: Door, link: str, start: str, query: Mapping[str, str] | None = None) -> Feed:
    """What a feed has to say since its link; from its start where there is no link or Graph knows it no longer."""
    if link:
        try:
            return Feed(*_follow(door, link))
        except CursorExpired:
            pass
    return Feed(*_follow(door, start, query), began=True)


def _follow(
    door: Door, start: str, query: Mapping[str, str] | None = None
) -> tuple[list[Mapping[str, Any]], str, datetime]:
    """Every page of a feed from its start or from a link. Raises `CursorExpired` when the link is too old.

    By hand, for the SDK's page iterator loses the link at the end (msgraph-sdk-python-core PR 1117).
    """
    items: list[Mapping[str, Any]] = []
    reply = door.request("GET", start, query=query)
    for _ in range(DELTA_PAGES):
        items += reply.body.get("value", ())
        if "@odata.deltaLink" in reply.body:
            return items, str(reply.body["@odata.deltaLink"]), reply.at
        reply = door.request("GET", str(reply.body["@odata.nextLink"]))
    raise CursorExpired("The feed of changes has no end")


@dataclass(slots=True, kw_only=True)
class Look:
    """What one look brings together. What was read is kept, whatever cannot be.

    `told` are sentences for staff; `gained` says that something was read that need not be read again.
    """

    marks: Marks
    responses: list[Response] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    faults: list[ConnectorError] = field(default_factory=list)
    delays: list[Retryable] = field(default_factory=list)
    gained: bool = False

    @contextmanager
    def trying(self, *plans: Plan) -> Iterator[None]:
        """What goes wrong inside keeps these forms from being read, and no others."""
        try:
            yield
        except Retryable as delay:
            # A look at a dozen forms is dozens of calls: a concern must not wait until all of them go well at once.
            self.delays.append(delay)
        except (AuthExpired, Permanent) as fault:
            for plan in plans:
                self.faults.append(fault)
                self.told.append(f"Form {plan.form.kind} cannot be read: {fault} {fault.mend}".strip())

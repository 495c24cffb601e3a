"""Reads answers where Graph can see them: in the results workbook, or in the list that a flow fills.

Both have a feed of changes (delta) whose link is kept between looks. Drives and lists never say that they missed to
tell us something, so the feed is asked at every look, notified or not. A feed that Graph no longer knows (410) is begun
again with everything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import CursorExpired, Permanent
from connectors.microsoft.client import Door, Reply, quoted
from connectors.microsoft.form_marks import Mark
from connectors.microsoft.form_reading import Given, Plan, instant, read_details, read_rows, stamp, to_response
from connectors.microsoft.site_lists import Site
from connectors.ports import Response

READ_EVERY = timedelta(minutes=15)
READ_AGAIN = timedelta(minutes=10)
DELTA_PAGES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one look at one form brought: `mark` to go on from, and sentences for staff."""

    responses: tuple[Response, ...] = ()
    mark: Mark
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """What changed since a link, and the link to go on from."""

    items: list[Mapping[str, Any]]
    link: str
    at: datetime


def follow(door: Door, start: str, query: Mapping[str, str] | None = None) -> Feed:
    """Every page of a feed from its start or from a link. Raises `CursorExpired` when the link is too old.

    By hand, for the SDK's page iterator loses the link at the end (msgraph-sdk-python-core PR 1117).
    """
    items: list[Mapping[str, Any]] = []
    reply = door.request("GET", start, query=query)
    for _ in range(DELTA_PAGES):
        items += reply.body.get("value", ())
        if "@odata.deltaLink" in reply.body:
            return Feed(items, str(reply.body["@odata.deltaLink"]), reply.at)
        reply = door.request("GET", str(reply.body["@odata.nextLink"]))
    raise CursorExpired("The feed of changes has no end")


# --- the results workbook ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkbookResults:
    """The workbook that "Open results in Excel" made, kept in step by Forms."""

    door: Door

    def look(self, plan: Plan, mark: Mark | None) -> Found:
        """New and edited answers since the mark; all of them where there is none."""
        if mark is None or mark.place != plan.form.file_id:
            return self._from_start(plan)
        try:
            feed = follow(self.door, mark.link)
        except CursorExpired:
            return self._from_start(plan)
        moved = replace(mark, link=feed.link)
        if any(item.get("id") == plan.form.file_id for item in feed.items):
            again = (feed.at + READ_AGAIN).isoformat()
            return self._read(plan, replace(moved, again=again), feed.at)
        if moved.reads_at(feed.at, READ_EVERY.total_seconds()):
            return self._read(plan, moved, feed.at)
        return Found(mark=moved)

    def _from_start(self, plan: Plan) -> Found:
        drive = quoted(plan.form.drive_id)
        feed = follow(self.door, f"/drives/{drive}/items/root/delta(token='latest')")
        return self._read(plan, Mark(place=plan.form.file_id, link=feed.link, full=feed.at.isoformat()), feed.at)

    def _read(self, plan: Plan, mark: Mark, at: datetime) -> Found:
        """The whole table: one reading finds new rows, edited rows and rows that Forms wrote late."""
        table = self._table(plan)
        header, rows = (table[0] if table else []), table[1:]
        try:
            given = read_rows(header, rows)
        except ValueError as broken:
            raise Permanent(
                f"The results workbook of {plan.form.kind} cannot be used: {broken}",
                mend='In Forms, press "Open results in Excel" again and set the new file\'s id; let no one edit it.',
            ) from broken
        known = [item for item in given if int(item.number) <= mark.top]
        # A changed old row shows as a changed digest: then everything is shown again, and what is known is dropped.
        fresh = given if _digest(known) != mark.digest else [item for item in given if int(item.number) > mark.top]
        top = max([mark.top, *(int(item.number) for item in given)])
        moved = replace(mark, top=top, digest=_digest(given), full=at.isoformat())
        told = _questions(plan, [str(title) for title in header])
        return Found(responses=tuple(to_response(plan, item) for item in fresh), mark=moved, problems=told)

    def _table(self, plan: Plan) -> list[list[Any]]:
        """The cells of the first table, header first. Read raw: the SDK has no `values` (msgraph-sdk-python#623)."""
        book = f"/drives/{quoted(plan.form.drive_id)}/items/{quoted(plan.form.file_id)}/workbook/tables"
        listed = self.door.request("GET", book).body.get("value", ())
        if not listed:
            raise Permanent(
                f"The results workbook of {plan.form.kind} has no table",
                mend='In Forms, press "Open results in Excel" again and set the new file\'s id.',
            )
        reply: Reply = self.door.request("GET", f"{book}/{quoted(str(listed[0]['id']))}/range()")
        cells: list[list[Any]] = reply.body["values"]
        return cells


def _digest(given: Sequence[Given]) -> str:
    rows = sorted([int(item.number), stamp(item.submitted_at), sorted(item.texts.items())] for item in given)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:24] if rows else ""


def _questions(plan: Plan, titles: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"Form {plan.form.kind}: no column of its results workbook is called {title!r}; ask it again or map another."
        for title in plan.missing(titles)
    )


# --- the list ------------------------------------------------------------------------------------

FORM_COLUMN, ANSWERS_COLUMN = "FormId", "Answers"


@dataclass(frozen=True, slots=True)
class ListResults:
    """A list with a line for each answer: its number as `Title`, the form's id, and the answer's details as JSON."""

    door: Door

    def look(self, plan: Plan, mark: Mark | None) -> Found:
        """New and edited answers since the mark; all of them where there is none."""
        feed = self._feed(plan, mark)
        found: list[Response] = []
        problems: list[str] = []
        for item in feed.items:
            if "deleted" in item or not _is_for(plan, item):
                continue
            try:
                found.append(to_response(plan, _given(item)))
            except (ValueError, KeyError, TypeError, AttributeError) as broken:
                problems.append(
                    f"Form {plan.form.kind}: line {item.get('id')} of its list holds no answer "
                    f"({type(broken).__name__}); see the flow's step Create item."
                )
        return Found(
            responses=tuple(found), mark=Mark(place=plan.form.list_id, link=feed.link), problems=tuple(problems)
        )

    def erase(self, plan: Plan, response_ids: Collection[str]) -> None:
        """Take every line out that holds a version of one of these answers. Lines that cannot be read stay."""
        lines = Site(self.door, plan.form.site_id).items(plan.form.list_id)
        for item in (item for item in lines if _is_for(plan, item)):
            try:
                found = to_response(plan, _given(item)).response_id
            except (ValueError, KeyError, TypeError, AttributeError):
                continue
            if found in response_ids:
                self.door.request("DELETE", f"{_items(plan)}/{quoted(str(item['id']))}", expected=(404,))

    def _feed(self, plan: Plan, mark: Mark | None) -> Feed:
        start = f"{_items(plan)}/delta()"
        if mark is not None and mark.place == plan.form.list_id:
            try:
                return follow(self.door, mark.link)
            except CursorExpired:
                pass
        return follow(self.door, start, {"$expand": "fields"})


def _items(plan: Plan) -> str:
    return f"/sites/{quoted(plan.form.site_id)}/lists/{quoted(plan.form.list_id)}/items"


def _is_for(plan: Plan, item: Mapping[str, Any]) -> bool:
    """Whether the line is an answer to this form; several forms may share a list."""
    named = (item.get("fields") or {}).get(FORM_COLUMN)
    return not named or not plan.form.form_id or named == plan.form.form_id


def _given(item: Mapping[str, Any]) -> Given:
    fields = item["fields"]
    details = json.loads(fields[ANSWERS_COLUMN])
    created = str(item.get("createdDateTime") or fields.get("Created") or "")
    return read_details(
        str(fields.get("Title") or item["id"]), details, otherwise=str(instant(created)) if created else ""
    )

"""Reads answers where Graph can see them: in the results workbooks, or in the lists that flows fill."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from connectors.errors import Permanent
from connectors.microsoft.client import Door, quoted
from connectors.microsoft.form_looks import Look, resume
from connectors.microsoft.form_marks import Mark, Marks
from connectors.microsoft.form_reading import Given, Plan, instant, read_details, read_rows, stamp, to_response
from connectors.microsoft.site_lists import Site

READ_AGAIN = timedelta(minutes=10)
# Workbooks of which the feed says nothing are read too, a few at each look and none twice within this time: a school
# may have one for each form, and a look at all of them would be dozens of calls.
READ_EVERY, SWEPT = timedelta(minutes=15), 2

# --- the results workbook ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkbookResults:
    """The workbooks that "Open results in Excel" made, kept in step by Forms."""

    door: Door

    def feed(self, plan: Plan) -> str:
        """The path of what has one feed of changes: a drive, whose feed is that of its root."""
        return f"/drives/{quoted(plan.form.drive_id)}"

    def look(self, plans: Sequence[Plan], look: Look) -> None:
        """New and edited answers of the forms of one drive. Raises what kept its feed from being read.

        One call says which workbooks changed. Only those are opened; and, for the truth, those read longest ago.
        """
        at, marks = self._follow(plans, look.marks), look.marks.forms
        told = [plan for plan in plans if marks[plan.form.kind].is_due(at)]
        others = [plan for plan in plans if plan not in told and marks[plan.form.kind].is_older(READ_EVERY, at)]
        others.sort(key=lambda plan: marks[plan.form.kind].full)
        for plan in [*told, *others[:SWEPT]]:
            mark = marks[plan.form.kind]
            # One that cannot be read now is due at the next look, where it keeps no other from being swept.
            marks[plan.form.kind] = replace(mark, due=True)
            with look.trying(plan):
                news = self._read(plan, look, at)
                look.gained = look.gained or news or mark.due
        look.told += (sentence for plan in plans for sentence in _lacking(plan, marks[plan.form.kind]))

    def _follow(self, plans: Sequence[Plan], marks: Marks) -> datetime:
        """Note which workbooks changed. The time is Microsoft's."""
        drive = self.feed(plans[0])
        feed = resume(self.door, marks.feeds.get(drive, ""), f"{drive}/items/root/delta(token='latest')")
        changed = {item.get("id") for item in feed.items}
        for kind, file in ((plan.form.kind, plan.form.file_id) for plan in plans):
            mark = marks.forms.get(kind)
            if mark is None or mark.place != file:
                marks.forms[kind] = Mark(place=file, due=True)
            elif feed.began or file in changed:
                marks.forms[kind] = replace(mark, due=True, again=(feed.at + READ_AGAIN).isoformat())
        marks.feeds[drive] = feed.link
        return feed.at

    def _read(self, plan: Plan, look: Look, at: datetime) -> bool:
        """The whole table: one reading finds new rows, edited rows and rows that Forms wrote late; if it does."""
        mark = look.marks.forms[plan.form.kind]
        table_id, table = self._table(plan, mark.table)
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
        look.marks.forms[plan.form.kind] = replace(
            mark,
            table=table_id,
            top=max([mark.top, *(int(item.number) for item in given)]),
            digest=_digest(given),
            full=at.isoformat(),
            due=False,
            lacks=plan.missing([str(title) for title in header]),
        )
        look.responses += (to_response(plan, item) for item in fresh)
        return bool(fresh)

    def _table(self, plan: Plan, known: str) -> tuple[str, list[list[Any]]]:
        """The id of the workbook's table and its cells, header first.

        Read raw: the SDK has no `values` (msgraph-sdk-python#623). The id is asked for where the known one is no more.
        """
        book = f"{self.feed(plan)}/items/{quoted(plan.form.file_id)}/workbook/tables"
        if known:
            reply = self.door.request("GET", f"{book}/{quoted(known)}/range()", expected=(404,))
            if reply.refusal is None:
                return known, reply.body["values"]
        listed = self.door.request("GET", book).body.get("value", ())
        if not listed:
            raise Permanent(
                f"The results workbook of {plan.form.kind} has no table",
                mend='In Forms, press "Open results in Excel" again and set the new file\'s id.',
            )
        found = str(listed[0]["id"])
        return found, self.door.request("GET", f"{book}/{quoted(found)}/range()").body["values"]


def _digest(given: Sequence[Given]) -> str:
    rows = sorted([int(item.number), stamp(item.submitted_at), sorted(item.texts.items())] for item in given)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:24] if rows else ""


def _lacking(plan: Plan, mark: Mark) -> Iterator[str]:
    return (
        f"Form {plan.form.kind}: no column of its results workbook is called {title!r}; ask it again or map another."
        for title in mark.lacks
    )


# --- the list ------------------------------------------------------------------------------------

FORM_COLUMN, ANSWERS_COLUMN = "FormId", "Answers"
MEND_FLOW = "; see the flow's step Create item."


@dataclass(frozen=True, slots=True)
class ListResults:
    """A list with a line for each answer: its number as `Title`, the form's id, and the answer's details as JSON."""

    door: Door

    def feed(self, plan: Plan) -> str:
        """The path of what has one feed of changes: the items of a list."""
        return _items(plan)

    def look(self, plans: Sequence[Plan], look: Look) -> None:
        """New and edited answers of the forms that share one list. Raises what kept it from being read."""
        path, forms = self.feed(plans[0]), look.marks.forms
        # A form that came to the list later is read from the list's start, and the others once more.
        is_known = all(plan.form.kind in forms and forms[plan.form.kind].place == path for plan in plans)
        link = look.marks.feeds.get(path, "") if is_known else ""
        feed = resume(self.door, link, f"{path}/delta()", {"$expand": "fields"})
        for item in feed.items:
            if "deleted" not in item:
                self._take(plans, item, look)
        forms |= {plan.form.kind: Mark(place=path) for plan in plans}
        look.marks.feeds[path] = feed.link
        look.gained = look.gained or bool(feed.items)

    def _take(self, plans: Sequence[Plan], item: Mapping[str, Any], look: Look) -> None:
        owners = [plan for plan in plans if _is_for(plan, item)]
        if len(owners) > 1:
            kinds = ", ".join(plan.form.kind for plan in owners)
            look.told.append(f"Forms {kinds}: line {item.get('id')} of their list names no form{MEND_FLOW}")
            return
        for plan in owners:
            try:
                look.responses.append(to_response(plan, _given(item)))
            except (ValueError, KeyError, TypeError, AttributeError) as broken:
                what = f"line {item.get('id')} of its list holds no answer ({type(broken).__name__})"
                look.told.append(f"Form {plan.form.kind}: {what}{MEND_FLOW}")

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

"""How a tab is a list: which column is which, and what an item says. Pure.

Columns are found by their internal names, which renaming does not change. The key's column refuses a second item with
the same key, which makes adding a row harmless to repeat.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from connectors.ports import Column, TabLayout
from connectors.sheets.changes import Rows

PREFIX, STAFF_PREFIX, KEY = "np", "nps", "nprowkey"
_MARK = re.compile(r"#nearpeer:(\w+)")
LONGEST_TITLE = 255  # characters of a single line of text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as last seen: its version, our row key ("" for a row of staff's own), and its fields by column key."""

    item_id: str
    tag: str
    key: str
    cells: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Mirror:
    """What a list held when last looked at, kept up by its feed of changes. `link` is "" before the first look."""

    tab: str
    list_id: str
    columns: Mapping[str, str] = field(default_factory=dict)  # internal name by column key
    staff: frozenset[str] = frozenset()
    choices: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # id and choices by column key
    items: dict[str, Item] = field(default_factory=dict)
    link: str = ""

    def note(self, found: Sequence[Mapping[str, Any]]) -> None:
        """Take in items as Graph shows them; of one that is shown twice the last counts."""
        for shown in found:
            if "deleted" in shown:
                self.items.pop(str(shown["id"]), None)
            elif "fields" in shown:
                self.items[str(shown["id"])] = self.read(shown)

    def read(self, shown: Mapping[str, Any]) -> Item:
        """An item as Graph shows it."""
        fields = shown.get("fields") or {}
        cells = {key: as_text(fields.get(name)) for key, name in self.columns.items()}
        tag = str(shown.get("eTag") or shown.get("@odata.etag") or fields.get("@odata.etag") or "")
        return Item(item_id=str(shown["id"]), tag=tag, key=as_text(fields.get(KEY)), cells=cells)

    def by_key(self) -> dict[str, Item]:
        """Our rows by key; the oldest where staff managed to copy one."""
        found: dict[str, Item] = {}
        for _, item in sorted(self.items.items(), key=lambda pair: (len(pair[0]), pair[0])):
            if item.key:
                found.setdefault(item.key, item)
        return found

    def fields(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The fields that make an item read so; its title is the first of them, on one line."""
        named = {self.columns[key]: text for key, text in cells.items() if key in self.columns}
        first = next(iter(self.columns), "")
        if first in cells:
            named["Title"] = " ".join(cells[first].split())[:LONGEST_TITLE]
        return named


def tab_of(described: str) -> str:
    """The tab that a list's description names, or ""."""
    found = _MARK.search(described)
    return found[1] if found else ""


def new_list(tab: TabLayout, title: str) -> dict[str, Any]:
    """The list for a tab. Its description says whose it is; people may add to it."""
    return {
        "displayName": title,
        "description": f"Kept by nearpeer. Please leave this mark where it is: #nearpeer:{tab.key}",
        "list": {"template": "genericList"},
        "columns": [_key_column(), *(new_column(column) for column in tab.columns)],
    }


def _key_column() -> dict[str, Any]:
    return {
        "name": KEY,
        "displayName": "nearpeer row",
        "hidden": True,
        "indexed": True,
        "enforceUniqueValues": True,
        "text": {"allowMultipleLines": False, "maxLength": LONGEST_TITLE},
    }


def new_column(column: Column) -> dict[str, Any]:
    """One column: choices where staff choose, plain text of many lines for all else, so that nothing is computed."""
    made: dict[str, Any] = {"name": name(column), "displayName": column.title}
    if column.note:
        made["description"] = column.note
    if column.staff and column.options:
        return {**made, "choice": choice(column)}
    return {**made, "text": {"allowMultipleLines": True, "textType": "plain", "linesForEditing": 3}}


def choice(column: Column) -> dict[str, Any]:
    """The choices of a column; other words are let in, and answered in the row."""
    return {"allowTextEntry": True, "choices": list(column.options), "displayAs": "dropDownMenu"}


def name(column: Column) -> str:
    """A column's internal name. It says whose the column is, for a process that knows no layout."""
    return (STAFF_PREFIX if column.staff else PREFIX) + "_" + column.key


def columns_of(shown: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], frozenset[str]]:
    """Internal names by column key, and the keys of staff's columns, from a list's columns as Graph shows them."""
    columns: dict[str, str] = {}
    staff: set[str] = set()
    for one in shown:
        prefix, _, key = str(one.get("name", "")).partition("_")
        if prefix in {PREFIX, STAFF_PREFIX} and key:
            columns[key] = str(one["name"])
            staff |= {key} if prefix == STAFF_PREFIX else set()
    return columns, frozenset(staff)


def choices_of(shown: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The id and the choices of each of our columns that has some, by column key."""
    return {
        str(one["name"]).partition("_")[2]: (str(one.get("id", "")), tuple(one["choice"].get("choices", ())))
        for one in shown
        if one.get("choice") and str(one.get("name", "")).startswith(f"{STAFF_PREFIX}_")
    }


def changes(mirror: Mirror, rows: Rows) -> dict[str, Mapping[str, str] | None]:
    """The rows that do not read as they should, with what differs; None for one that should go."""
    standing = mirror.by_key()
    wanted: dict[str, Mapping[str, str] | None] = {}
    for key, cells in rows.items():
        item = standing.get(key)
        if cells is None:
            wanted |= {key: None} if item else {}
        elif item is None:
            wanted[key] = cells
        else:
            differs = {column: text for column, text in cells.items() if item.cells.get(column, "") != text}
            wanted |= {key: differs} if differs else {}
    return wanted


def as_text(value: object) -> str:
    """A field as people would type it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)

"""How far the forms were read, as one opaque text: where Graph's feeds go on, and what was seen of each form."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from connectors.errors import CursorExpired

CURSOR_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The place reached in one form. `place` is the file or list it belongs to.

    For workbooks: `table` is the id of the table in it, `top` the highest answer number seen, `digest` what stood up to
    it, `full` the time of the last reading; `due` says that a change was told and not yet read, and `again` until when
    to read once more, for Forms writes into the file some time after it says so. `lacks` are the titles of questions
    that the programme asks and no column answers.
    """

    place: str
    table: str = ""
    top: int = 0
    digest: str = ""
    full: str = ""
    again: str = ""
    due: bool = False
    lacks: Sequence[str] = ()

    def is_due(self, now: datetime) -> bool:
        """Whether the table is to be read now: there is a sign of change, or was one not long ago."""
        return self.due or now.isoformat() < self.again

    def is_older(self, age: timedelta, now: datetime) -> bool:
        """Whether the last reading is so long ago."""
        return not timedelta(0) <= now - datetime.fromisoformat(self.full) < age


@dataclass(slots=True, kw_only=True)
class Marks:
    """The place reached in every form, by kind; and in each feed of changes, by the path of its drive or list."""

    forms: dict[str, Mark] = field(default_factory=dict)
    feeds: dict[str, str] = field(default_factory=dict)

    def keep(self, *, forms: Collection[str], feeds: Collection[str]) -> None:
        """Let go of every other form and feed: no setting names them any more."""
        self.forms = {kind: mark for kind, mark in self.forms.items() if kind in forms}
        self.feeds = {path: link for path, link in self.feeds.items() if path in feeds}


def write_cursor(marks: Marks) -> str:
    """The marks as one text."""
    return json.dumps({"version": CURSOR_VERSION, **asdict(marks)}, separators=(",", ":"), sort_keys=True)


def read_cursor(cursor: str | None) -> Marks:
    """The marks of an earlier `write_cursor`. Raises `CursorExpired` for any other text."""
    if cursor is None:
        return Marks()
    try:
        read = json.loads(cursor)
        if read["version"] != CURSOR_VERSION:
            raise CursorExpired("The cursor was written by another version of this suite")
        forms = {kind: Mark(**mark) for kind, mark in read["forms"].items()}
        return Marks(forms=forms, feeds=dict(read["feeds"]))
    except (ValueError, TypeError, KeyError, AttributeError) as broken:
        raise CursorExpired("The cursor is not one of this suite's") from broken

"""How far each form was read, as one opaque text: a delta link of Graph's and a little beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from connectors.errors import CursorExpired

CURSOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The place reached in one form. `place` is the file or list it belongs to; `link` where Graph goes on.

    For workbooks: `top` is the highest answer number seen, `digest` what stood up to it, `full` the time of the last
    reading and `again` until when to read once more, for Forms writes into the file some time after it says so.
    """

    place: str
    link: str
    top: int = 0
    digest: str = ""
    full: str = ""
    again: str = ""

    def reads_at(self, now: datetime, every: float) -> bool:
        """Whether the table is to be read without a sign of change: soon after one, and every so many seconds."""
        since = now - datetime.fromisoformat(self.full)
        return now.isoformat() < self.again or not 0 <= since.total_seconds() < every


def write_cursor(marks: Mapping[str, Mark]) -> str:
    """The marks of all forms as one text."""
    forms = {kind: asdict(mark) for kind, mark in marks.items()}
    return json.dumps({"version": CURSOR_VERSION, "forms": forms}, separators=(",", ":"), sort_keys=True)


def read_cursor(cursor: str | None) -> dict[str, Mark]:
    """The marks of an earlier `write_cursor`. Raises `CursorExpired` for any other text."""
    if cursor is None:
        return {}
    try:
        read = json.loads(cursor)
        if read["version"] != CURSOR_VERSION:
            raise CursorExpired("The cursor was written by another version of this suite")
        return {kind: Mark(**mark) for kind, mark in read["forms"].items()}
    except (ValueError, TypeError, KeyError, AttributeError) as broken:
        raise CursorExpired("The cursor is not one of this suite's") from broken

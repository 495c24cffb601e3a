"""Staff cells as they were last seen, so that a change can be told from what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select, update

from service.storage.prepared import run
from service.storage.statements import Upsert
from service.storage.tables import cells

Place = tuple[str, str, str]
"""Tab, row and column keys."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a cell last held and how often it was edited."""

    value: str
    edits: int


_here = cells.c.programme == bindparam("p")
_SAVE = Upsert(cells, keys=("programme", "tab", "row", "column"), fresh=("value", "edits"))
_ALL = select(cells.c.tab, cells.c.row, cells.c.column, cells.c.value, cells.c.edits).where(_here)
_ROW_GONE = delete(cells).where(_here, cells.c.tab == bindparam("t"), cells.c.row == bindparam("r"))

_ROW_BLANK = update(cells).where(_here, cells.c.tab == bindparam("t"), cells.c.row == bindparam("r")).values(value="")


def seen(connection: Connection, programme: str) -> dict[Place, Seen]:
    """Every cell staff ever filled."""
    rows = run(connection, _ALL, {"p": programme})
    return {(row.tab, row.row, row.column): Seen(row.value, row.edits) for row in rows}


def save(connection: Connection, programme: str, found: Sequence[tuple[Place, Seen]]) -> None:
    """Remember what cells hold now."""
    names = ("tab", "row", "column")
    rows = [
        {"programme": programme, **dict(zip(names, place, strict=True)), "value": cell.value, "edits": cell.edits}
        for place, cell in found
    ]
    _SAVE.all(connection, rows)


def blank_rows(connection: Connection, programme: str, rows: Sequence[tuple[str, str]]) -> None:
    """Know the cells of these rows as empty: we took the rows away, and another row may come under the same key.

    How often they were edited stays known, so that the same word typed again is a new edit.
    """
    if rows:
        run(connection, _ROW_BLANK, [{"p": programme, "t": tab, "r": row} for tab, row in rows])


def forget_rows(connection: Connection, programme: str, rows: Sequence[tuple[str, str]]) -> None:
    """Forget the cells of rows that are gone."""
    if rows:
        run(connection, _ROW_GONE, [{"p": programme, "t": tab, "r": row} for tab, row in rows])

"""State values as rows and back: one prepared set of statements per kind."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, get_origin, get_type_hints

from sqlalchemy import Connection, Delete, Select, bindparam, delete, select
from sqlalchemy.sql.dml import Insert

from service.storage.aggregate_tables import AGGREGATE_TABLES, plain_type
from service.storage.prepared import run
from service.storage.statements import upsert
from workflows.state import Entity

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Mapper:
    """How one kind of state value is stored."""

    kind: type[Entity]
    names: tuple[str, ...]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]  # columns that are not plain, by position
    values: Callable[[Entity], tuple[Any, ...]]
    all_rows: Select[Any]
    by_id: Select[Any]
    gone: Delete
    prepared: dict[Any, Any] = field(default_factory=dict)  # statements made on demand

    def to_row(self, programme: str, value: Entity) -> dict[str, Any]:
        """The value as parameters of an insert."""
        row = dict(zip(self.names, self.values(value), strict=True))
        row["programme"] = programme
        return row

    def from_row(self, row: Any) -> Entity:
        """The value from a row of `all_rows`."""
        # Only a few columns need converting; the loop touches just those.
        cells = list(row)
        for place, convert in self.readers:
            if cells[place] is not None:
                cells[place] = convert(cells[place])
        return self.kind(**dict(zip(self.names, cells, strict=True)))

    def save(self, *, on_sqlite: bool) -> Insert:
        """Insert or replace."""
        saves: dict[bool, Insert] = self.prepared.setdefault("save", {})
        if on_sqlite not in saves:
            fresh = [n for n in self.names if n != "id"]
            table = AGGREGATE_TABLES[self.kind]
            saves[on_sqlite] = upsert(table, on_sqlite=on_sqlite, keys=("programme", "id"), fresh=fresh)
        return saves[on_sqlite]

    def having(self, names: tuple[str, ...]) -> Select[Any]:
        """All rows in which each of the named fields equals the parameter `x_<name>`."""
        if names not in self.prepared:
            table = AGGREGATE_TABLES[self.kind]
            self.prepared[names] = self.all_rows.where(*(table.c[n] == bindparam(f"x_{n}") for n in names))
        found: Select[Any] = self.prepared[names]
        return found


# Filled on first use, kept for good: there is one per kind of state value.
_mappers: dict[type[Entity], Mapper] = {}


def mapper(kind: type[Entity]) -> Mapper:
    """The mapper of that kind, built on first use."""
    if kind not in _mappers:
        _mappers[kind] = _new_mapper(kind)
    return _mappers[kind]


def _new_mapper(kind: type[Entity]) -> Mapper:
    table, hints = AGGREGATE_TABLES[kind], get_type_hints(kind)
    names = tuple(f.name for f in fields(kind))
    rows = select(*(table.c[n] for n in names)).where(table.c.programme == bindparam("p"))
    readers = ((i, _reader(hints[n])) for i, n in enumerate(names))
    here = table.c.programme == bindparam("p"), table.c.id == bindparam("x_id")
    return Mapper(
        kind=kind,
        names=names,
        readers=tuple((i, convert) for i, convert in readers if convert is not None),
        values=operator.attrgetter(*names),
        all_rows=rows,
        by_id=rows.where(table.c.id == bindparam("x_id")),
        gone=delete(table).where(*here),
    )


def _reader(annotation: object) -> Callable[[Any], Any] | None:
    kind, _ = plain_type(annotation)
    if get_origin(kind) is tuple:
        return tuple
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def load(connection: Connection, programme: str, kind: type[Entity]) -> list[Entity]:
    """Every value of that kind, in no order."""
    found = mapper(kind)
    return [found.from_row(row) for row in run(connection, found.all_rows, {"p": programme})]

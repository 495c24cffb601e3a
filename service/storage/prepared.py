"""Statements run by the driver itself, compiled once per database.

The engine runs the same few dozen statements hundreds of thousands of times. SQLAlchemy writes them and knows their
types; carrying each one out costs it several times what the database needs, so that part is done here.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.base import Executable

Parameters = Mapping[str, Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What a statement gave: rows whose columns have names, and how many rows it touched."""

    rows: list[Any]
    rowcount: int

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def all(self) -> list[Any]:
        """Every row."""
        return self.rows

    def first(self) -> Any:
        """The first row, or None."""
        return self.rows[0] if self.rows else None

    def scalars(self) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self.rows]

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return self.rows[0][0] if self.rows else None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement in one database's words."""

    text: str
    places: tuple[str, ...] | None  # parameters by position, or None when the driver takes them by name
    constants: Mapping[str, Any]
    to_driver: tuple[tuple[str, Convert], ...]
    row: Any
    from_driver: tuple[tuple[int, Convert], ...]

    def values(self, given: Parameters) -> Any:
        """Parameters as the driver wants them."""
        known = {**self.constants, **given}
        for name, convert in self.to_driver:
            known[name] = convert(known[name])
        return known if self.places is None else [known[name] for name in self.places]

    def read(self, raw: Sequence[Any]) -> Any:
        """A row with names and proper values."""
        if self.from_driver:
            cells = list(raw)
            for place, convert in self.from_driver:
                cells[place] = convert(cells[place])
            return self.row._make(cells)
        return self.row._make(raw)


_prepared: dict[tuple[int, str, tuple[str, ...]], tuple[Executable, Prepared]] = {}


def kept() -> int:
    """How many statements are prepared. Once all kinds of work were done, it grows no more."""
    return len(_prepared)


def run(connection: Connection, statement: Any, parameters: Parameters | Sequence[Parameters]) -> Found:
    """Run a statement that lives as long as the program; a list of parameters runs it once for each."""
    many = not isinstance(parameters, Mapping)
    given = [parameters] if isinstance(parameters, Mapping) else parameters
    prepared = _ready(connection.dialect, statement, tuple(given[0]) if statement.is_insert else ())
    cursor = connection.connection.cursor()
    try:
        if many:
            cursor.executemany(prepared.text, [prepared.values(each) for each in given])
        else:
            cursor.execute(prepared.text, prepared.values(given[0]))
        rows = [] if many or cursor.description is None else [prepared.read(raw) for raw in cursor.fetchall()]
        return Found(rows, cursor.rowcount)
    finally:
        cursor.close()


def _ready(dialect: Dialect, statement: Any, columns: tuple[str, ...]) -> Prepared:
    key = (id(statement), dialect.name, columns)
    if key not in _prepared:
        # The statement is kept beside its preparation: an id is unique only among living things.
        _prepared[key] = (statement, _prepare(dialect, statement, columns))
    return _prepared[key][1]


def _prepare(dialect: Dialect, statement: Any, columns: tuple[str, ...]) -> Prepared:
    plain = statement.inline() if statement.is_insert else statement  # without a RETURNING nobody asked for
    compiled = plain.compile(dialect=dialect, column_keys=list(columns) or None)
    shown = [] if not _gives_rows(statement) else list(statement.exported_columns)
    return Prepared(
        text=str(compiled),
        places=tuple(compiled.positiontup) if compiled.positiontup is not None else None,
        constants={name: value for name, value in compiled.params.items() if name not in columns},
        # A bind may be listed a second time under a name that stands in no text.
        to_driver=tuple(_converters(dialect, {n: b for n, b in compiled.binds.items() if n in compiled.params})),
        row=namedtuple("row", [column.key for column in shown], rename=True),
        from_driver=tuple(_readers(dialect, shown)),
    )


def _gives_rows(statement: Any) -> bool:
    return statement.is_select or bool(statement._returning)


def _converters(dialect: Dialect, binds: Mapping[str, Any]) -> Iterator[tuple[str, Convert]]:
    for name, bind in binds.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            yield name, convert


def _readers(dialect: Dialect, columns: Sequence[Any]) -> Iterator[tuple[int, Convert]]:
    for place, column in enumerate(columns):
        convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
        if convert is not None:
            yield place, convert

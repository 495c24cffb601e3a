"""What deciders see: rows, overlaid with what earlier decisions of the batch changed, read at most once.

A `Resident` outlives the batch. It is valid as long as the programme's row still bears the version it saw: whoever
decides holds that row and raises its version, so nothing can have changed behind its back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from service.storage.aggregate_tables import AGGREGATES
from service.storage.aggregates import mapper
from service.storage.prepared import run
from workflows.decision import Gone
from workflows.state import Entity
from workflows.view import Value

E_co = TypeVar("E_co", bound=Entity)
Names = tuple[str, ...]
Kind = type[Any]
MOST_HELD = 60_000
"""Values kept in memory between batches; above it everything is forgotten, so that memory stays flat."""


@dataclass(slots=True)
class Bucket:
    """The known values of a kind that have certain fields equal."""

    values: dict[str, Entity] = field(default_factory=dict)
    ordered: tuple[Entity, ...] | None = None

    def put(self, value: Entity) -> None:
        """Hold the value."""
        self.values[value.id] = value
        self.ordered = None

    def drop(self, key: str) -> None:
        """Hold it no more."""
        self.values.pop(key, None)
        self.ordered = None

    def all(self) -> tuple[Entity, ...]:
        """The values, ordered by id."""
        if self.ordered is None:
            self.ordered = tuple(self.values[k] for k in sorted(self.values))
        return self.ordered


Buckets = defaultdict[tuple[Value, ...], Bucket]


@dataclass
class Shelf:
    """What is known of one kind: values by id (None: known to be absent), and in buckets by fields once asked for so.

    `complete` are the questions whose every answer is known, as fields and what they equal.
    """

    known: dict[str, Entity | None] = field(default_factory=dict)
    buckets: dict[Names, Buckets] = field(default_factory=dict)
    complete: set[tuple[Names, tuple[Value, ...]]] = field(default_factory=set)

    @property
    def whole(self) -> bool:
        """Whether every value of the kind is known."""
        return ((), ()) in self.complete

    def by(self, names: Names) -> Buckets:
        """Everything known by these fields; sorted out once, and kept up from then on."""
        if names not in self.buckets:
            made = self.buckets[names] = defaultdict(Bucket)
            for value in self.known.values():
                if value is not None:
                    made[_fields(value, names)].put(value)
        return self.buckets[names]

    def change(self, key: str, value: Entity | None) -> None:
        """Take over a new value (None: gone) and mend every bucket it enters or leaves."""
        old = self.known.get(key)
        self.known[key] = value
        for names, held in self.buckets.items():
            if old is not None:
                held[_fields(old, names)].drop(key)
            if value is not None:
                held[_fields(value, names)].put(value)


def _fields(value: Entity, names: Names) -> tuple[Value, ...]:
    return tuple(getattr(value, n) for n in names)


@dataclass
class Resident:
    """A programme's state as far as it was read, and the version it belongs to."""

    version: int = -1
    shelves: defaultdict[Kind, Shelf] = field(default_factory=lambda: defaultdict(Shelf))

    def at(self, version: int) -> None:
        """Forget everything unless it was true at that version."""
        if self.version != version:
            self.forget()
        self.version = version

    def forget(self) -> None:
        """Know nothing."""
        self.version = -1
        self.shelves.clear()

    def stays_small(self) -> None:
        """Forget everything once too much is held."""
        if sum(len(shelf.known) for shelf in self.shelves.values()) > MOST_HELD:
            self.forget()


class SqlView:
    """`workflows.view.View` over one transaction. `changed` collects what is to be written, None for gone."""

    def __init__(self, connection: Connection, programme: str, resident: Resident) -> None:
        self._connection, self._programme, self._shelves = connection, programme, resident.shelves
        self.changed: defaultdict[Kind, dict[str, Entity | None]] = defaultdict(dict)

    def get(self, kind: type[E_co], key: str) -> E_co | None:
        """See `View.get`."""
        shelf = self._shelves[kind]
        if key not in shelf.known:
            # Where the whole kind is known, what is not among it does not exist.
            shelf.change(key, None if shelf.whole else self._load_one(kind, key))
        return cast("E_co | None", shelf.known[key])

    def find(self, kind: type[E_co], **equal: Value) -> Sequence[E_co]:
        """See `View.find`."""
        names = tuple(sorted(equal))
        wanted = tuple(equal[n] for n in names)
        shelf = self._shelves[kind]
        if (names, wanted) not in shelf.complete:
            if not shelf.whole:
                self._learn(kind, shelf, names, wanted)
            shelf.complete.add((names, wanted))
        return cast("Sequence[E_co]", shelf.by(names)[wanted].all())

    def take(self, change: Entity | Gone) -> None:
        """Overlay one change of a decision."""
        if isinstance(change, Gone):
            kind, key, value = _KINDS[change.kind], change.id, None
        else:
            kind, key, value = type(change), change.id, change
        self.get(kind, key)  # buckets can only be mended when the old value is known
        self._shelves[kind].change(key, value)
        self.changed[kind][key] = value

    def _load_one(self, kind: Kind, key: str) -> Entity | None:
        found = mapper(kind)
        row = run(self._connection, found.by_id, {"p": self._programme, "x_id": key}).first()
        return None if row is None else found.from_row(row)

    def _learn(self, kind: Kind, shelf: Shelf, names: Names, wanted: tuple[Value, ...]) -> None:
        """Read what the database holds under these fields."""
        for row in self._select(kind, names, wanted):
            value = mapper(kind).from_row(row)
            # What is known already wins over the row: it may have been changed earlier in this batch.
            if value.id not in shelf.known:
                shelf.change(value.id, value)

    def _select(self, kind: Kind, names: Names, wanted: tuple[Value, ...]) -> Sequence[Any]:
        if None in wanted:  # NULL equals nothing in SQL: sift here
            return run(self._connection, mapper(kind).all_rows, {"p": self._programme}).all()
        parameters = {"p": self._programme, **{f"x_{n}": v for n, v in zip(names, wanted, strict=True)}}
        return run(self._connection, mapper(kind).having(names), parameters).all()


_KINDS: dict[str, Kind] = {kind.__name__: kind for kind in AGGREGATES}

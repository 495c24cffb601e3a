"""The one read-only view through which workflows see the programme's state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar, cast

from workflows.decision import Gone
from workflows.state import Entity

E_co = TypeVar("E_co", bound=Entity)
Value = str | int | bool | None


class View(Protocol):
    """State as of now, including what earlier decisions of the same batch changed."""

    def get(self, kind: type[E_co], key: str) -> E_co | None:
        """The value of that kind with that id."""

    def find(self, kind: type[E_co], **equal: Value) -> Sequence[E_co]:
        """All values of that kind whose fields equal the given ones, ordered by id."""


class Snapshot:
    """A view over values held in memory; what tests and the command line use."""

    def __init__(self, values: Iterable[Entity] = ()) -> None:
        self._values: dict[tuple[object, str], Entity] = {(type(v), v.id): v for v in values}

    def get(self, kind: type[E_co], key: str) -> E_co | None:
        """See `View.get`."""
        return cast("E_co | None", self._values.get((kind, key)))

    def find(self, kind: type[E_co], **equal: Value) -> Sequence[E_co]:
        """See `View.find`."""
        held = (cast("E_co", v) for (k, _), v in self._values.items() if k is kind)
        return sorted((v for v in held if all(getattr(v, f) == x for f, x in equal.items())), key=lambda v: v.id)

    def having(self, *values: Entity) -> Snapshot:
        """This snapshot with the given values put in."""
        return Snapshot([*self._values.values(), *values])


class Overlay:
    """A view with changes not yet stored laid over it; what later workflows see of earlier ones."""

    def __init__(self, below: View, changes: Iterable[Entity | Gone]) -> None:
        self._below = below
        self._changed: dict[tuple[str, str], Entity | None] = {}
        for change in changes:
            if isinstance(change, Gone):
                self._changed[(change.kind, change.id)] = None
            else:
                self._changed[(type(change).__name__, change.id)] = change

    def get(self, kind: type[E_co], key: str) -> E_co | None:
        """See `View.get`."""
        name = (kind.__name__, key)
        if name in self._changed:
            return cast("E_co | None", self._changed[name])
        return self._below.get(kind, key)

    def find(self, kind: type[E_co], **equal: Value) -> Sequence[E_co]:
        """See `View.find`."""
        changed = {key: value for (name, key), value in self._changed.items() if name == kind.__name__}
        kept = [v for v in self._below.find(kind, **equal) if v.id not in changed]
        put = [cast("E_co", v) for v in changed.values() if v is not None]
        matching = [v for v in put if all(getattr(v, f) == x for f, x in equal.items())]
        return sorted([*kept, *matching], key=lambda v: v.id)

"""Events, effects and state values as JSON, by class name, exactly: what goes in comes out equal.

Converters are built once per class from its annotations: text, numbers, dates, enums, tuples, mappings, nested
values and unions of them (a value inside a union carries its class name under `$`).
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from workflows import effects, events

Convert = Callable[[Any], Any]
"""One direction of a conversion; None stands for 'as it is'."""
Both = tuple[Convert | None, Convert | None]

PLAIN: Both = (None, None)
_PLAIN_TYPES = (str, int, float, bool)
_ISO: dict[object, Both] = {
    datetime: (datetime.isoformat, datetime.fromisoformat),
    date: (date.isoformat, date.fromisoformat),
    time: (time.isoformat, time.fromisoformat),
}


class CodecError(Exception):
    """What was stored cannot be read."""


class UnknownKindError(CodecError):
    """A stored value names a class this version does not know."""


def encode(value: object) -> str:
    """JSON text of an event, effect or other plain frozen value."""
    return json.dumps(_writer(type(value))(value), separators=(",", ":"))


def decode(kind: type[Any], payload: str) -> Any:
    """The value of that class from its JSON text."""
    return _reader(kind)(json.loads(payload))


def decode_event(kind: str, payload: str) -> events.Event:
    """An event from its class name and JSON text. Raises `UnknownKindError`."""
    event: events.Event = decode(_named(kind), payload)
    return event


_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (*get_args(events.Event), *get_args(effects.Effect))}
_writers: dict[type[Any], Convert] = {}
_readers: dict[type[Any], Convert] = {}


def _named(kind: str) -> type[Any]:
    if kind not in _KINDS:
        raise UnknownKindError(kind)
    return _KINDS[kind]


def _writer(kind: type[Any]) -> Convert:
    if kind not in _writers:
        _writers[kind] = _new_writer(kind)
    return _writers[kind]


def _new_writer(kind: type[Any]) -> Convert:
    parts = [(f.name, _both(hint)[0]) for f, hint in _hints(kind)]

    def write(value: Any) -> dict[str, Any]:
        return {name: getattr(value, name) if to is None else to(getattr(value, name)) for name, to in parts}

    return write


def _reader(kind: type[Any]) -> Convert:
    if kind not in _readers:
        _readers[kind] = _new_reader(kind)
    return _readers[kind]


def _new_reader(kind: type[Any]) -> Convert:
    parts = {f.name: _both(hint)[1] for f, hint in _hints(kind)}

    def read(row: dict[str, Any]) -> Any:
        # A field this version dropped is ignored; one it added takes its default.
        return kind(**{n: _apply(parts[n], v) for n, v in row.items() if n in parts})

    return read


def _hints(kind: type[Any]) -> list[tuple[Any, object]]:
    hints = get_type_hints(kind)
    return [(f, hints[f.name]) for f in fields(kind)]


def _both(hint: Any) -> Both:
    origin = get_origin(hint)
    if origin is tuple:
        return _tuple(get_args(hint))
    if origin in (Union, types.UnionType):
        return _union(get_args(hint))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(get_args(hint)[1])
    return _single(hint)


def _single(hint: Any) -> Both:
    if hint in _PLAIN_TYPES:
        return PLAIN
    if hint in _ISO:
        return _ISO[hint]
    if issubclass(hint, StrEnum):
        return str, hint
    if isinstance(hint, type) and is_dataclass(hint):
        return _writer(hint), _reader(hint)
    raise TypeError(f"no JSON for {hint!r}")


def _tuple(args: tuple[Any, ...]) -> Both:
    if args[-1] is Ellipsis:
        to, back = _both(args[0])
        return (
            list if to is None else lambda v: [to(x) for x in v],
            tuple if back is None else lambda v: tuple(back(x) for x in v),
        )
    # A tuple with a fixed shape converts each place by its own type.
    tos, backs = zip(*(_both(a) for a in args), strict=True)
    return (lambda v: [_apply(t, x) for t, x in zip(tos, v, strict=True)]), (
        lambda v: tuple(_apply(b, x) for b, x in zip(backs, v, strict=True))
    )


def _apply(convert: Convert | None, value: Any) -> Any:
    return value if convert is None else convert(value)


def _mapping(value: Any) -> Both:
    to, back = _both(value)
    return (
        dict if to is None else lambda v: {k: to(x) for k, x in v.items()},
        None if back is None else lambda v: {k: back(x) for k, x in v.items()},
    )


def _union(args: tuple[Any, ...]) -> Both:
    members = [a for a in args if a is not type(None)]
    if len(members) == 1:
        to, back = _both(members[0])
        return (
            None if to is None else lambda v: None if v is None else to(v),
            None if back is None else lambda v: None if v is None else back(v),
        )
    # JSON does not say which member of a union it was, so we do.
    readers = {m.__name__: _reader(m) for m in members}
    return _write_named, lambda row: readers[row["$"]]({k: v for k, v in row.items() if k != "$"})


def _write_named(value: Any) -> dict[str, Any]:
    return {"$": type(value).__name__, **_writer(type(value))(value)}

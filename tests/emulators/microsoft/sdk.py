"""Requests and answers judged by msgraph-sdk itself: its request builders know the paths, its models the properties.

What the SDK does not name is a 400, as on Graph. `BEYOND` lists what Graph knows and the SDK does not, each with the
report of the gap.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import msgraph.generated

from tests.emulators.microsoft.refused import Refused, invalid

ROOT = Path(next(iter(msgraph.generated.__path__)))
# Type -> properties that Graph has and the SDK's model has not.
# Tables and ranges: msgraph-sdk-python#956, #926, #896, #623 (no model for free JSON).
GRID = frozenset({"values", "formulas", "numberFormat", "text", "valueTypes"})
BEYOND: dict[str, frozenset[str]] = {
    "AddPostRequestBody": frozenset({"values"}),
    "WorkbookTableRow": frozenset({"values"}),
    "WorkbookTableColumn": frozenset({"values"}),
    "WorkbookRange": GRID,
}
OPEN = frozenset({"FieldValueSet", "Json"})
"""Types whose properties are the school's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One verb of one request builder."""

    query: frozenset[str]
    body: Any = None  # the model of the body, `bytes`, or None where there is none
    answer: Any = None


# --- paths ---------------------------------------------------------------------------------------


@cache
def operation(verb: str, template: str) -> Operation:
    """What the SDK says of `GET /users/{user-id}/events`. Raises `LookupError` when it has no such thing."""
    builder = _builder(template)
    act = getattr(builder, verb.lower(), None)
    listed = _listed(builder)
    if act is None:
        raise LookupError(f"The SDK has no {verb} for {template}")
    if listed.partition("{?")[0] != template:
        raise LookupError(f"The SDK calls {template} {listed}")
    names = listed.partition("{?")[2].rstrip("}").split(",") if verb == "GET" else []
    kinds = inspect.signature(act)
    body = kinds.parameters["body"].annotation if "body" in kinds.parameters else ""
    return Operation(
        query=frozenset(name.rstrip("*") for name in names if name),
        body=_named(builder, body),
        answer=_named(builder, str(kinds.return_annotation)),
    )


def _builder(template: str) -> type:
    folder = ROOT.joinpath(*(_module(part) for part in template.strip("/").split("/")))
    files = list(folder.glob("*_request_builder.py")) if folder.is_dir() else []
    if len(files) != 1:
        raise LookupError(f"The SDK has no request builder for {template}")
    module = import_module(".".join(("msgraph.generated", *files[0].with_suffix("").relative_to(ROOT).parts)))
    name = "".join(word.capitalize() for word in files[0].stem.split("_"))
    found: type = next(value for key, value in vars(module).items() if key.lower() == name.lower())
    return found


def _module(part: str) -> str:
    """`mailFolders` -> mail_folders, `{user-id}` -> item, `delta(token='{token}')` -> delta_with_token."""
    if part.startswith("{"):
        return "item"
    name, _, called = part.partition("(")
    words = [name.lstrip("$").replace("microsoft.", "").replace(".", "_")]
    words += [given.partition("=")[0] for given in called.rstrip(")").split(",") if given]
    return "_with_".join(re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", word).lower() for word in words)


def _listed(builder: type) -> str:
    """The builder's own template: `/users/{user-id}/events{?$count,$filter}`."""
    found = re.search(r'super\(\)\.__init__\(request_adapter, "\{\+baseurl\}([^"]*)"', inspect.getsource(builder))
    text = found[1] if found else ""
    return text.replace("%2D", "-").replace("%24", "$")


def _named(builder: type, annotation: str) -> Any:
    """The model that an annotation names: `Optional[Event]` -> the class Event."""
    name = re.sub(r"^Optional\[(.*)\]$", r"\1", annotation)
    if name in {"", "None"}:
        return None
    if name == "bytes":
        return bytes
    source = inspect.getsource(import_module(builder.__module__))
    found = re.search(rf"from (\.+[\w.]+) import {name}\b", source)
    if found is None:
        raise LookupError(f"The SDK names no type {name}")
    return getattr(import_module(found[1], builder.__module__.rpartition(".")[0]), name)


def pattern(template: str) -> re.Pattern[str]:
    """Matches a path; its parameters are groups in order."""
    parts = re.split(r"\{[^}]+\}", template)
    return re.compile("([^/]+?)".join(re.escape(part) for part in parts))


def parameters(template: str) -> tuple[str, ...]:
    """The names of the path's parameters, in order."""
    return tuple(re.findall(r"\{([^}]+)\}", template))


@cache
def warm() -> None:
    """Load the 1,200 models that the first entity drags in, before a request has to wait for them."""
    entity = import_module("msgraph.generated.models.entity")
    entity.Entity().get_field_deserializers()


# --- values --------------------------------------------------------------------------------------


def check(value: object, kind: Any, where: str) -> None:
    """Raises 400 unless the value fits this model of the SDK, to its depths."""
    if not isinstance(value, dict):
        raise invalid(f"{where} is not an object.")
    node = Node(value, where)
    made = kind.create_from_discriminator_value(node)
    known, name = _fields(made.__class__), made.__class__.__name__
    for key, inner in value.items():
        if key in known:
            known[key](Node(inner, f"{where}.{key}"))
        elif not ("@" in key or name in OPEN or key in BEYOND.get(name, frozenset())):
            raise invalid(f"The property '{key}' does not exist on type '{name}' ({where}).", "RequestBodyRead")


@cache
def _fields(kind: Callable[[], Any]) -> Mapping[str, Callable[[Any], None]]:
    """A model's readers by property. Kept, for each asking looks through the whole of the SDK's models."""
    fields: Mapping[str, Callable[[Any], None]] = kind().get_field_deserializers()
    return fields


@dataclass(frozen=True, slots=True)
class Node:
    """What the SDK's own readers are given instead of their parse node: it refuses where that one returns None."""

    value: Any
    where: str

    def _plain(self, kind: type | tuple[type, ...], word: str) -> Any:
        if self.value is None:
            return None
        if not isinstance(self.value, kind) or (isinstance(self.value, bool) and kind is not bool):
            raise invalid(f"{self.where} is not {word}: {self.value!r}")
        return self.value

    def get_child_node(self, name: str) -> Node | None:
        return Node(self.value[name], f"{self.where}.{name}") if name in self.value else None

    def get_str_value(self) -> str | None:
        return self._plain(str, "a text")  # type: ignore[no-any-return] # checked by _plain

    def get_bool_value(self) -> bool | None:
        return self._plain(bool, "true or false")  # type: ignore[no-any-return] # checked by _plain

    def get_int_value(self) -> int | None:
        return self._plain(int, "a whole number")  # type: ignore[no-any-return] # checked by _plain

    def get_float_value(self) -> float | None:
        return self._plain((int, float), "a number")  # type: ignore[no-any-return] # checked by _plain

    def get_bytes_value(self) -> bytes | None:
        text = self.get_str_value()
        return text.encode() if text is not None else None

    def _read(self, kind: Callable[[str], Any], word: str) -> Any:
        text = self.get_str_value()
        try:
            return kind(text) if text is not None else None
        except ValueError as broken:
            raise invalid(f"{self.where} is not {word}: {text!r}") from broken

    def get_uuid_value(self) -> UUID | None:
        return self._read(UUID, "an id")  # type: ignore[no-any-return] # made by UUID

    def get_datetime_value(self) -> datetime | None:
        return self._read(_moment, "a time with its zone")  # type: ignore[no-any-return] # made by _moment

    def get_date_value(self) -> date | None:
        return self._read(date.fromisoformat, "a date")  # type: ignore[no-any-return] # made by date

    def get_time_value(self) -> time | None:
        return self._read(_time, "a time of day")  # type: ignore[no-any-return] # made by _time

    def get_timedelta_value(self) -> timedelta | None:
        return self._read(_span, "a duration")  # type: ignore[no-any-return] # made by _span

    def get_enum_value(self, kind: Any) -> Any:
        known = {member.value for member in kind}
        text = self.get_str_value()
        if text is not None and text not in known:
            raise invalid(f"{self.where} is none of {sorted(known)}: {text!r}")
        return text

    def get_object_value(self, kind: Any) -> Any:
        if self.value is not None:
            check(self.value, kind, self.where)

    def _items(self) -> list[Node]:
        listed = self._plain(list, "a list") or []
        return [Node(item, f"{self.where}[{number}]") for number, item in enumerate(listed)]

    def get_collection_of_object_values(self, kind: Any) -> Any:
        for item in self._items():
            item.get_object_value(kind)

    def get_collection_of_enum_values(self, kind: Any) -> Any:
        for item in self._items():
            item.get_enum_value(kind)

    def get_collection_of_primitive_values(self, kind: type) -> Any:
        for item in self._items():
            _PRIMITIVE.get(kind, Node.get_str_value)(item)


_PRIMITIVE: dict[type, Callable[[Node], object]] = {
    bool: Node.get_bool_value,
    int: Node.get_int_value,
    float: Node.get_float_value,
    datetime: Node.get_datetime_value,
    UUID: Node.get_uuid_value,
}


def _moment(text: str) -> datetime:
    """An instant as Graph writes it; seven digits of fraction are cut to six."""
    read = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    if read.tzinfo is None:
        raise ValueError(text)
    return read


def _time(text: str) -> time:
    return time.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def known(verb: str, template: str) -> Operation:
    """`operation`, as the emulator's server asks. Raises 400 for a path Graph does not have."""
    try:
        return operation(verb, template)
    except LookupError as absent:
        raise Refused(400, "BadRequest", f"Resource not found for the segment: {absent}") from absent

"""Reads the settings' own classes and tells each key: what it is, its default and what it means."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from service.settings.kinds import DayRange
from service.settings.shape import fields_of
from workflows.school import Period

NEEDED = "**needed**"
WORDS: Mapping[Any, str] = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    time: "time of day",
    date: "day",
    DayRange: "day or days",
    Period: "stretch of the day",
    Path: "path",
}


@dataclasses.dataclass(frozen=True)
class Row:
    """One key of a section."""

    key: str
    kind: str
    default: str
    meaning: str


@cache
def field_notes(kind: type) -> Mapping[str, str]:
    """The text that stands below each field of a class, in one line."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    notes: dict[str, str] = {}
    for field, note in pairwise(body.body if isinstance(body, ast.ClassDef) else []):
        said = note.value if isinstance(note, ast.Expr) else None
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(said, ast.Constant):
            notes[field.target.id] = " ".join(str(said.value).split())
    return notes


def word(kind: Any) -> str:
    """A type in the reader's words."""
    origin, inner = get_origin(kind), [a for a in get_args(kind) if a not in (type(None), Ellipsis)]
    if kind in WORDS:
        return WORDS[kind]
    if origin in (UnionType, Union, Annotated):
        return word(inner[0])
    if origin is Literal:
        return "one of " + ", ".join(f"`{choice}`" for choice in inner)
    if origin is tuple:
        return "list of pairs" if get_origin(inner[0]) is tuple else f"list of {word(inner[0])}"
    if inner:
        return f"lines, each `{'name' if inner[0] is str else word(inner[0])}: {word(inner[-1])}`"
    return "section"


def shown(value: Any) -> str:
    """A default as it would be written in the file."""
    if value in (PydanticUndefined, dataclasses.MISSING):
        return NEEDED
    if value is None or value in ("", ()) or value == {}:
        return ""
    return (
        "; ".join(f"`{k}: {plain(v)}`" for k, v in value.items()) if isinstance(value, Mapping) else f"`{plain(value)}`"
    )


def plain(value: Any) -> str:
    """A value as YAML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(plain, value))}]"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return "{" + ", ".join(f"{k}: {v}" for k, v in dataclasses.asdict(value).items() if v != "") + "}"
    return str(value)


def rows(kind: type) -> Iterator[Row]:
    """The keys of a section. Raises `KeyError` for one whose meaning nobody wrote down."""
    notes, types = field_notes(kind), fields_of(kind)
    for name, default in defaults(kind).items():
        is_section = bool(fields_of(types[name]))
        yield Row(name, word(types[name]), shown(default), "" if is_section else notes[name])


def defaults(kind: Any) -> dict[str, Any]:
    """The keys of a section with their defaults."""
    if issubclass(kind, BaseModel):
        return {name: info.get_default(call_default_factory=True) for name, info in kind.model_fields.items()}
    fields = dataclasses.fields(kind)
    made = {f.name: f.default_factory() for f in fields if f.default_factory is not dataclasses.MISSING}
    return {f.name: made.get(f.name, f.default) for f in fields}


def table(listed: Iterator[Row]) -> str:
    """The keys as a table."""
    lines = ["| Key | Is | Default | Meaning |", "|---|---|---|---|"]
    lines += [f"| `{r.key}` | {r.kind} | {r.default} | {r.meaning} |" for r in listed]
    return "\n".join(lines)


def section(title: str, kind: type) -> str:
    """One section's heading, purpose and keys."""
    purpose = " ".join((kind.__doc__ or "").split())
    return f"## {title}\n\n{purpose}\n\n{table(rows(kind))}\n"

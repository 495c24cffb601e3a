"""Checks a document against a model and says each mismatch in plain words."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from service.settings.document import Document, Place, Plain
from service.settings.problems import Problem, closest, nearest

M = TypeVar("M", bound=BaseModel)

# What to write for a key that must be there.
EXAMPLES = {
    "programme": "programme: oakfield",
    "name": "name: Oakfield mentoring",
    "email": "email: ana@school.example",
    "zone": "zone: Europe/London",
    "school": "a `school:` section with zone, terms, periods and slots",
    "terms": "terms: {Autumn: 2026-09-01..2026-12-18}",
    "periods": "periods: {Lunch: 12:30-13:10}",
    "slots": "slots: [Mon/Lunch, Tue/Lunch]",
    "staff": "staff: {ana: {name: Ana Silva, email: ana@school.example}}",
    "roles": "roles: {lead: ana, safeguarding_lead: ben, safeguarding_deputy: cy, head: di}",
}

# pydantic's error type (or its beginning) -> what is wrong and what to write. {input} is what stands there.
SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("string", "{input} is not text", "put it in quotes"),
    ("int", "{input} is not a whole number", "write digits only, for example 5"),
    ("bool", "{input} is neither yes nor no", "write true or false"),
    ("time", "{input} is not a time of day", 'write hours and minutes with two digits each, for example "07:30"'),
    ("date", "{input} is not a day", "write it as 2026-10-26"),
    ("tuple", "{input} is not a list", "write [one, two] or one `- ...` in each line"),
    ("literal", "{input} is not one of the choices", "use {expected}"),
    ("enum", "{input} is not one of the choices", "use {expected}"),
    ("path", "{input} is not a path", "write the path of a folder"),
    ("too_long", "has too many parts", "check the number of items"),
)
UNKNOWN = {"extra_forbidden", "unexpected_keyword_argument"}
SECTION = ("is not a section", "write indented `key: value` lines below it")


def check_shape(document: Document, model: type[M], tree: Mapping[str, Plain], below: Place = ()) -> M | list[Problem]:
    """The tree as the model, or every mismatch. `below` is where in the document the tree stands."""
    try:
        return model.model_validate_json(json.dumps(tree))
    except ValidationError as error:
        return [_problem(document, model, below, details) for details in _said_once(model, error.errors())]


def _said_once(model: type[BaseModel], errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out a missing key that stands there misspelt: one mistake, one line."""
    misspelt = {
        (*loc[:-1], close)
        for loc, kind in ((error["loc"], error["type"]) for error in errors)
        if kind in UNKNOWN and (close := closest(str(loc[-1]), known_keys(model, loc[:-1])))
    }
    return [e for e in errors if not (e["type"].startswith("missing") and e["loc"] in misspelt)]


def _problem(document: Document, model: type[BaseModel], below: Place, details: ErrorDetails) -> Problem:
    inner = tuple(part for part in details["loc"] if part != "[key]")
    what, mend = _sentence(model, inner, details)
    return document.problem((*below, *inner), what, mend)


def _sentence(model: type[BaseModel], inner: Place, details: ErrorDetails) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "house":
        return str(context["what"]), str(context["mend"])
    if kind.startswith("missing"):
        key = inner[-1]
        if isinstance(key, int):
            return "is missing", f"the list needs {key + 1} items"
        return "is missing", f"add {EXAMPLES.get(key, f'`{key}: ...`')}"
    if kind in UNKNOWN:
        return "is not known here", nearest(str(inner[-1]), known_keys(model, inner[:-1]))
    shown = json.dumps(details["input"], ensure_ascii=False, default=str)[:60]
    for beginning, what, mend in SENTENCES:
        if kind.startswith(beginning):
            expected = str(context.get("expected", ""))
            return what.format(input=shown), mend.format(expected=expected)
    return SECTION


def known_keys(model: type[Any], place: Place) -> frozenset[str]:
    """The keys a section may have, found by walking the model's types along the place."""
    kind: Any = model
    for part in place:
        kind = _step(kind, part)
    return frozenset(fields_of(kind))


def _step(kind: Any, part: str | int) -> Any:
    fields = fields_of(kind)
    if fields:
        return fields.get(str(part))
    arguments = [a for a in get_args(kind) if a is not type(None) and a is not Ellipsis]
    return arguments[-1] if arguments else None


@cache
def fields_of(kind: Any) -> Mapping[str, Any]:
    """The fields of a model or dataclass with their types; none for any other type."""
    bare = next((a for a in get_args(kind) if a is not type(None)), kind) if _is_optional(kind) else kind
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return {name: info.annotation for name, info in bare.model_fields.items()}
    if isinstance(bare, type) and dataclasses.is_dataclass(bare):
        return get_type_hints(bare)
    return {}


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) is not None and type(None) in get_args(kind)

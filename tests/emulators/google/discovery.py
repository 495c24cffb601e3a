"""Requests judged by the discovery documents that ship with the client library: what they do not name is 400."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.emulators.google.refused import Refused, invalid

APIS = ("forms.v1", "sheets.v4", "calendar.v3", "gmail.v1", "drive.v3", "pubsub.v1")
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of one API. `pattern` matches its path and names the path's parameters."""

    name: str
    host: str
    verb: str
    pattern: re.Pattern[str]
    weight: int
    parameters: Mapping[str, Schema]
    request: str
    response: str
    scopes: frozenset[str]
    schemas: Mapping[str, Schema]


@cache
def methods() -> tuple[Method, ...]:
    """Every method of every emulated API; those with the longest fixed text first."""
    found = [method for api in APIS for method in _api(_document(api))]
    return tuple(sorted(found, key=lambda method: -method.weight))


def _document(api: str) -> Mapping[str, Any]:
    text = (files("googleapiclient") / "discovery_cache" / "documents" / f"{api}.json").read_text(encoding="utf-8")
    document: Mapping[str, Any] = json.loads(text)
    return document


def _api(document: Mapping[str, Any]) -> Iterator[Method]:
    for listed in _walk(document):
        path = "/" + document["servicePath"] + listed["path"]
        yield Method(
            name=listed["id"],
            host=urlsplit(document["rootUrl"]).netloc,
            verb=listed["httpMethod"],
            pattern=_pattern(path, listed.get("parameters", {})),
            weight=len(re.sub(r"\{.*?\}", "", path)),
            parameters={**document.get("parameters", {}), **listed.get("parameters", {})},
            request=listed.get("request", {}).get("$ref", ""),
            response=listed.get("response", {}).get("$ref", ""),
            scopes=frozenset(listed.get("scopes", ())),
            schemas=document["schemas"],
        )


def _walk(resource: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from _walk(inner)


def _pattern(path: str, parameters: Mapping[str, Schema]) -> re.Pattern[str]:
    """The path with its parameters as groups; a parameter with slashes matches its own pattern."""
    parts = re.split(r"\{(\+?)(\w+)\}", path)
    built = re.escape(parts[0])
    for plus, name, fixed in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        inner = parameters[name].get("pattern", ".+?").strip("^$") if plus else "[^/]+?"
        built += f"(?P<{name}>{inner}){re.escape(fixed)}"
    return re.compile(built)


def find(host: str, verb: str, path: str) -> tuple[Method, dict[str, str]]:
    """The method that a request calls and the parameters in its path. Raises 404 where there is none."""
    for method in methods():
        if (method.host, method.verb) == (host, verb) and (match := method.pattern.fullmatch(path)):
            return method, {name: unquote(text) for name, text in match.groupdict().items()}
    raise Refused(404, "notFound", f"No method answers {verb} {host}{path}")


def check_query(method: Method, query: Mapping[str, Sequence[str]], path: Mapping[str, str]) -> dict[str, Any]:
    """The query's parameters as values of their types. Raises 400 for one that the method does not have."""
    values: dict[str, Any] = dict(path)
    for name, texts in query.items():
        schema = method.parameters.get(name)
        if schema is None or schema.get("location") == "path":
            raise invalid(f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.')
        read = [_query_value(name, text, schema) for text in texts]
        if len(read) > 1 and not schema.get("repeated"):
            raise invalid(f"{name} may stand once only.")
        values[name] = read if schema.get("repeated") else read[0]
    for name, schema in method.parameters.items():
        if schema.get("required") and name not in values:
            raise invalid(f"{name} is missing.")
        if "pattern" in schema and name in values and not re.fullmatch(schema["pattern"], str(values[name])):
            raise invalid(f"{name} does not match {schema['pattern']}.")
    return values


def _query_value(name: str, text: str, schema: Schema) -> Any:
    if "enum" in schema and text not in schema["enum"]:
        raise invalid(f"{name} is none of {schema['enum']}.")
    if schema["type"] == "boolean":
        if text not in {"true", "false"}:
            raise invalid(f"{name} is not true or false.")
        return text == "true"
    if schema["type"] == "integer":
        if not re.fullmatch(r"-?\d+", text):
            raise invalid(f"{name} is not a number.")
        return int(text)
    return text


def check_body(method: Method, content: bytes) -> dict[str, Any]:
    """The body as a value of the method's request type. Raises 400 for a field that the type does not have."""
    if not method.request:
        if content:
            raise invalid("This method takes no body.")
        return {}
    try:
        body = json.loads(content or b"{}")
    except ValueError as broken:
        raise invalid(f"The body is not JSON: {broken}") from broken
    check_value(body, {"$ref": method.request}, method.schemas, method.request)
    if not isinstance(body, dict):
        raise invalid("The body is not an object.")
    return body


def check_value(value: object, schema: Schema, schemas: Mapping[str, Schema], where: str) -> None:
    """Raises 400 unless the value fits the schema."""
    if "$ref" in schema:
        check_value(value, schemas[schema["$ref"]], schemas, where)
        return
    kind = schema.get("type", "any")
    if kind == "object":
        _check_object(value, schema, schemas, where)
    elif kind == "array":
        if not isinstance(value, list):
            raise invalid(f"{where} is not a list.")
        for number, item in enumerate(value):
            check_value(item, schema["items"], schemas, f"{where}[{number}]")
    elif kind != "any":
        _check_plain(value, kind, schema, where)


def _check_object(value: object, schema: Schema, schemas: Mapping[str, Schema], where: str) -> None:
    if not isinstance(value, dict):
        raise invalid(f"{where} is not an object.")
    for name, inner in value.items():
        known = schema.get("properties", {}).get(name) or schema.get("additionalProperties")
        if known is None:
            raise invalid(f'Invalid JSON payload received. Unknown name "{name}" at {where}: Cannot find field.')
        check_value(inner, known, schemas, f"{where}.{name}")


PLAIN: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


def _check_plain(value: object, kind: str, schema: Schema, where: str) -> None:
    if not isinstance(value, PLAIN[kind]) or (isinstance(value, bool) and kind != "boolean"):
        raise invalid(f"{where} is not a {kind}: {value!r}")
    if "enum" in schema and value not in schema["enum"]:
        raise invalid(f"{where} is none of {schema['enum']}: {value!r}")


# --- partial answers -----------------------------------------------------------------------------

Mask = dict[str, "Mask | None"]


def read_mask(text: str) -> Mask:
    """A `fields` parameter as a tree: `a(b,c/d),e` and `*`. Raises 400 for what Google could not read either."""
    mask, rest = _mask(text.replace(" ", ""))
    if rest:
        raise invalid(f"Invalid field selection {text}")
    return mask


def _mask(text: str) -> tuple[Mask, str]:
    mask: Mask = {}
    while True:
        match = re.match(r"[\w*/]+", text)
        if not match:
            raise invalid(f"Invalid field selection {text}")
        text = text[match.end() :]
        inner: Mask | None = None
        if text.startswith("("):
            inner, text = _mask(text[1:])
            if not text.startswith(")"):
                raise invalid("Invalid field selection: a bracket is not closed")
            text = text[1:]
        for name in reversed(match[0].split("/")[1:]):
            inner = {name: inner}
        mask[match[0].split("/")[0]] = inner
        if not text.startswith(","):
            return mask, text
        text = text[1:]


def check_mask(mask: Mask, schema: Schema, schemas: Mapping[str, Schema]) -> None:
    """Raises 400 when the mask names a field that the answer's type does not have."""
    while "$ref" in schema or schema.get("type") == "array":
        schema = schemas[schema["$ref"]] if "$ref" in schema else schema["items"]
    for name, inner in mask.items():
        known = schema.get("properties", {}).get(name) or schema.get("additionalProperties")
        if known is None and name != "*":
            raise invalid(f"Invalid field selection {name}")
        if inner and known:
            check_mask(inner, known, schemas)


def apply_mask(value: Any, mask: Mask | None) -> Any:
    """Only what the mask names."""
    if mask is None or "*" in mask:
        return value
    if isinstance(value, list):
        return [apply_mask(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: apply_mask(inner, mask[name]) for name, inner in value.items() if name in mask}

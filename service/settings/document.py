"""A YAML 1.2 text as plain values, with the line of every one of them.

The values are those of JSON: dates and times stay text, so that the models read them by one rule, and keys are
always text (`1: ...` is the key "1"). A key without a value counts as not given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from service.settings.problems import ConfigError, Problem

LARGEST = 1_000_000  # bytes; a programme file has a few thousand

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]
Place = tuple[str | int, ...]


@dataclass
class Document:
    """One file's values, the line of each place, and what was already wrong with the text itself."""

    file: str
    tree: dict[str, Plain] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place, or of the section that should hold it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, what: str, mend: str) -> Problem:
        """A mistake at that place of this file."""
        return Problem(file=self.file, line=self.line(place), place=spell(place), what=what, mend=mend)

    def at(self, *place: str) -> Plain:
        """The value at that place, or None."""
        value: Plain = self.tree
        for key in place:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def texts(self, *place: str) -> Iterator[tuple[Place, str]]:
        """Every text in the list at that place (or the one text that stands there), with its own place."""
        value = self.at(*place)
        if isinstance(value, str):
            yield place, value
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str):
                yield (*place, index), item

    def section(self, *place: str) -> dict[str, Plain]:
        """The section at that place, empty when there is none."""
        value = self.at(*place)
        return value if isinstance(value, dict) else {}


def spell(place: Place) -> str:
    """A place as people read it: `rooms[2].name`, counted from one."""
    spelled = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return spelled.removeprefix(".") or "the file"


def read_document(file: str, raw: bytes) -> Document:
    """Read the text. Raises `ConfigError` when it is not YAML at all."""
    document = Document(file)
    node = _compose(document, raw)
    if node is None:
        return document
    if not isinstance(node, MappingNode):
        raise ConfigError([document.problem((), "holds no `key: value` lines", "begin with `programme: my-school`")])
    _Walk(document).mapping(node, ())
    return document


def _compose(document: Document, raw: bytes) -> Node | None:
    """The tree of nodes. Raises `ConfigError` for anything that is not small, UTF-8 and YAML."""
    if len(raw) > LARGEST:
        raise ConfigError([document.problem((), f"is larger than {LARGEST} bytes", "check that it is the right file")])
    try:
        composed: Node | None = YAML(typ="safe", pure=True).compose(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        document.lines[()] = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError([document.problem((), "is not UTF-8 text", "save the file as UTF-8")]) from error
    except YAMLError as error:
        raise ConfigError([_not_yaml(document, error)]) from error
    except RecursionError as error:
        raise ConfigError([document.problem((), "is nested too deeply", "check the brackets")]) from error
    return composed


def _not_yaml(document: Document, error: YAMLError) -> Problem:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    reason = (error.problem if isinstance(error, MarkedYAMLError) else None) or "cannot be read"
    document.lines[()] = mark.line + 1 if mark else 1
    mend = "check the indentation (spaces, no tabs), the colon after each key, and quotes around special signs"
    return document.problem((), f"is not YAML here: {reason}", mend)


class _Walk:
    """Turns nodes into values, once each: a node met twice is an alias, which could make a small file huge."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._met: set[int] = set()
        self._yaml = YAML(typ="safe", pure=True)

    def mapping(self, node: MappingNode, place: Place) -> None:
        """Fill the document's section at `place`."""
        self._document.lines.setdefault(place, node.start_mark.line + 1)
        self._document.tree = self._pairs(node, place)

    def _pairs(self, node: MappingNode, place: Place) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            here = (*place, key)
            line = key_node.start_mark.line + 1
            if here in self._document.lines:
                what = f"stands here twice, first in line {self._document.lines[here]}"
                self._report(here, line, what, "keep one of them")
                continue
            self._document.lines[here] = line
            value = self._value(value_node, here)
            if value is not None:
                values[key] = value
        return values

    def _value(self, node: Node, place: Place) -> Plain:
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._met:
            self._report(place, self._document.line(place), "repeats another part by `*`", "write it out")
            return None
        self._met.add(id(node))
        if isinstance(node, MappingNode):
            return self._pairs(node, place)
        return self._items(node, place) if isinstance(node, SequenceNode) else None

    def _items(self, node: SequenceNode, place: Place) -> list[Plain]:
        items: list[Plain] = []
        for index, item in enumerate(node.value):
            self._document.lines[(*place, index)] = item.start_mark.line + 1
            items.append(self._value(item, (*place, index)))
        return items

    def _scalar(self, node: ScalarNode) -> Plain:
        kind = str(node.tag).rsplit(":", 1)[-1]
        if kind in {"int", "float", "bool", "null"}:
            value: Plain = self._yaml.constructor.construct_object(node)
            return value
        return str(node.value)

    def _report(self, place: Place, line: int, what: str, mend: str) -> None:
        self._document.problems.append(
            Problem(file=self._document.file, line=line, place=spell(place), what=what, mend=mend)
        )

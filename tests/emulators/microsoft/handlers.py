"""Which operation does what in the world: the seam where each part of the emulator registers its own.

A part has a file of its own that registers with `@handles`, and is imported by `tests.emulators.microsoft.parts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.microsoft.sdk import parameters, pattern
from tests.emulators.microsoft.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that was found to be valid. `path` and `query` by name (`user-id`, `$filter`)."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    headers: Mapping[str, str]  # names in lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a handler gives back where a plain 200 with a body (or 204 without) will not do."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[World, Request], "dict[str, Any] | Answer | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One registered operation.

    `needs` are permissions of which one is enough. `beyond` names the report of a gap where Graph has the operation and
    the SDK has not; then `query` and `body` say what it takes.
    """

    verb: str
    template: str
    handler: Handler
    needs: tuple[str, ...] = ()
    beyond: str = ""
    query: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """As the ledger and the faults call it: `GET /users/{user-id}/events`."""
        return f"{self.verb} {self.template}"


METHODS: dict[tuple[str, str], Method] = {}
_PATTERNS: dict[str, re.Pattern[str]] = {}


def handles(
    verb: str,
    template: str,
    *,
    needs: tuple[str, ...] = (),
    beyond: str = "",
    query: frozenset[str] = frozenset(),
    body: frozenset[str] = frozenset(),
) -> Callable[[Handler], Handler]:
    """Register the handler of an operation; see `Method`."""

    def keep(handler: Handler) -> Handler:
        METHODS[verb, template] = Method(
            verb=verb, template=template, handler=handler, needs=needs, beyond=beyond, query=query, body=body
        )
        _PATTERNS[template] = pattern(template)
        return handler

    return keep


def find(verb: str, path: str) -> tuple[Method, tuple[str, ...]] | None:
    """The operation that a path calls, with the texts of its parameters as they stand in the path."""
    fitting = [
        (method, match)
        for (its_verb, template), method in METHODS.items()
        if its_verb == verb and (match := _PATTERNS[template].fullmatch(path))
    ]
    if not fitting:
        return None
    # `/items/root/delta()` fits `/items/{driveItem-id}/...` too; the one with the most fixed text is meant.
    method, match = max(fitting, key=lambda found: len(re.sub(r"\{[^}]+\}", "", found[0].template)))
    return method, match.groups()


def path_names(method: Method) -> tuple[str, ...]:
    """The names of a method's path parameters."""
    return parameters(method.template)

"""Suite name -> factory. A suite's module is imported when first asked for, so that nobody pays for the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Protocol, cast

from connectors.errors import Permanent
from connectors.ports import Suite

SUITES: Mapping[str, str] = {
    "local": "connectors.local.suite",
    "google": "connectors.google.suite",
    "microsoft": "connectors.microsoft.suite",
}


class Factory(Protocol):
    """What each suite's `open_suite` looks like."""

    def __call__(self, settings: Mapping[str, str], *, now: Callable[[], datetime] = ...) -> Suite:
        """Open the suite with these settings; raises `Permanent` with the mend when one is missing or wrong."""


def open_suite(name: str, settings: Mapping[str, str], *, now: Callable[[], datetime] | None = None) -> Suite:
    """Open the suite of this name. Raises `Permanent` for an unknown name or packages that are not installed.

    `now` is the clock for what the suite dates itself; give one when time is not the world's.
    """
    if name not in SUITES:
        known = ", ".join(sorted(SUITES))
        raise Permanent(f"There is no suite called {name!r}.", mend=f"Set the programme's suite to one of: {known}.")
    try:
        module = import_module(SUITES[name])
    except ModuleNotFoundError as error:
        missing = f"The suite {name!r} needs the Python package {error.name!r}, which is not installed."
        raise Permanent(missing, mend=f"Install it: pip install 'nearpeer[{name}]'.") from error
    factory = cast("Factory", module.open_suite)
    return factory(settings, now=now) if now else factory(settings)

"""The one place where Microsoft's libraries are loaded, on first use.

msgraph-sdk is generated code of 16,000 modules that import each other lazily; what is loaded here is `Any` and typed at
our own functions' edges, so that neither the type checker nor a school on another suite reads any of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from connectors.errors import Permanent


def load(module: str) -> Any:
    """A module of Microsoft's, by its full name. Raises `Permanent` when the `microsoft` extra is not installed."""
    try:
        return import_module(module)
    except ImportError as missing:
        message = f"The Microsoft suite needs the Python package that provides {module}"
        raise Permanent(
            message, mend="Install nearpeer with its extra: pip install 'nearpeer[microsoft]'."
        ) from missing

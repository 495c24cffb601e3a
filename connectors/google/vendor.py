"""The one place where Google's libraries are loaded, on first use.

They ship without types or with partial ones, so their modules are `Any` here and typed at our own functions' edges.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from connectors.errors import Permanent


def load(module: str) -> Any:
    """A module of Google's, by its full name. Raises `Permanent` when the `google` extra is not installed."""
    try:
        return import_module(module)
    except ImportError as missing:
        message = f"The Google suite needs the Python package that provides {module}"
        raise Permanent(message, mend="Install nearpeer with its extra: pip install 'nearpeer[google]'.") from missing

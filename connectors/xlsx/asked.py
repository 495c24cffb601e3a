"""Tabs as one text, on their way to the process that draws them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from connectors.ports import Column, TabLayout


def tabs_to_text(tabs: Sequence[TabLayout]) -> str:
    """The tabs as JSON."""
    return json.dumps([asdict(tab) for tab in tabs])


def tabs_from_text(text: str) -> list[TabLayout]:
    """What `tabs_to_text` was given."""
    return [_tab(raw["key"], raw["title"], raw["columns"]) for raw in json.loads(text)]


def _tab(key: str, title: str, columns: Sequence[Mapping[str, Any]]) -> TabLayout:
    kept = (Column(**{**column, "options": tuple(column["options"])}) for column in columns)
    return TabLayout(key=key, title=title, columns=tuple(kept))

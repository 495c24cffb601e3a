"""Words as one text: a line for each key, `key | words`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def words_of(text: str) -> Mapping[str, str]:
    """The words by their key."""
    lines = (line.partition(" | ") for line in text.strip().splitlines())
    return MappingProxyType({key: words for key, _, words in lines})

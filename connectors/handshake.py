"""What a webhook's verifier may be beside its port: the one who answers for the address it stands at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable


@runtime_checkable
class Handshake(Protocol):
    """A verifier of a supplier that asks an address to prove itself before it believes in it."""

    def answer(self, query: Mapping[str, str]) -> str | None:
        """The plain text to say back, or None when this request asks for no proof."""

"""One programme as the service runs it."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.ports import Suite
from workflows.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What the school decided, the suite it has, where our pages are and the key for personal links."""

    policy: Policy
    suite: Suite
    base_url: str
    secret: bytes

    @property
    def key(self) -> str:
        """The programme's short name, which every row bears."""
        return self.policy.key

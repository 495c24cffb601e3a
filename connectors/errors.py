"""What a connector may raise: each error says what the caller does next.

Vendor exceptions never leave `connectors/`; each is turned into one of these at the suite's door.
"""

from __future__ import annotations

from datetime import timedelta


class ConnectorError(Exception):
    """Root of the tree. `mend` is one plain sentence for a person: what to do about it."""

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend


class Retryable(ConnectorError):
    """Nothing happened; try again, not before `after` when the supplier named a wait."""

    def __init__(self, message: str, *, after: timedelta | None = None, mend: str = "") -> None:
        super().__init__(message, mend=mend)
        self.after = after


class Unclear(ConnectorError):
    """The act may or may not have happened; look (`find`, `read`) before acting again."""


class Permanent(ConnectorError):
    """The supplier will never accept this; park it with the reason and let the rest flow."""


class AuthExpired(ConnectorError):
    """Permission or sign-in is gone; pause this connection and tell staff once."""


class CursorExpired(ConnectorError):
    """The supplier no longer knows the cursor; read everything again from the start."""


class Conflict(ConnectorError):
    """Somebody else changed the same thing; read again, then decide."""


class SourceEmptied(ConnectorError):
    """A source that held data reads as empty; stop, ask a person, delete nothing."""


class WebhookRejected(ConnectorError):
    """The delivery's bytes do not prove their sender; answer 401 and change nothing."""

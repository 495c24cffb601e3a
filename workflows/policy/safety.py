"""How a concern climbs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPolicy:
    """How a concern climbs until somebody acknowledges it. Minutes, any day, any hour."""

    deputy_after: int = 15
    """Minutes without an answer after which the deputy is alerted."""
    head_after: int = 60
    """Minutes without an answer after which the head is alerted."""
    repeat_every: int = 60
    """Minutes between alerts once it has reached the head."""
    emergency_text: str = "If anyone is in danger now, call the emergency number first."
    """Stands above the concern form, and on the page that thanks for it."""
    recheck_every: int = 24
    """Hours after acknowledgement when the safeguarding lead is reminded that the concern is open."""
    risk_words: bool = True
    """Look for words of danger in everything people write in forms, in six languages, and treat them as a concern."""
    own_risk_words: tuple[str, ...] = ()
    """Words and phrases to look for besides, for example those of another language."""

"""How the school says thank you."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionPolicy:
    """Badges as meetings add up, certificates, letters, a vote on rewards, a celebration."""

    on: bool = False
    """Give badges, and whatever has a day below."""
    badges: tuple[int, ...] = (5, 10, 20)
    """Meetings held at which a pupil gets a badge."""
    certificates_on: tuple[date, ...] = ()
    """Days on which certificates go out."""
    certificate_meetings: int = 5
    """Meetings held from which a pupil gets a certificate and stands on the honours list."""
    poll_on: tuple[date, ...] = ()
    """Days on which pupils are asked which reward they would like."""
    rewards: tuple[str, ...] = ("Certificate", "Badge", "Trophy", "Book", "Lunch together", "Extra break")
    """What they may choose from."""
    celebrations: tuple[date, ...] = ()
    """Days of celebration; invitations go out ten school days before."""
    celebration_at: time = time(15, 10)
    """When it begins."""
    celebration_minutes: int = 60
    """How long it lasts."""
    celebration_place: str = "Hall"
    """Where it is."""
    named_item: str = ""
    """The item of the consent without which nobody is named on the honours list; empty: any consent will do."""

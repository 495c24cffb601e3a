"""How pairs meet and are followed up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPolicy:
    """How pairs meet."""

    first_within: int = 5
    """School days after approval within which the first meeting is booked; later only when nothing is free."""
    notice: int = 1
    """School days of notice before the first meeting."""
    every_days: int = 7
    """Calendar days from one meeting of the series to the next."""
    tolerance_days: int = 3
    """How many days a meeting may stray from its day to avoid a holiday or a clash."""
    horizon_days: int = 28
    """How far ahead the series is booked; it is extended as time passes."""
    remind_before: bool = True
    """Remind both on the morning of a meeting."""
    online: bool = False
    """Ask the suite for a video link with each meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPolicy:
    """How meetings are followed up and when a pair lands on the watch-list."""

    chase_after: int = 1
    """School days after a meeting when a missing check-in is asked for once more."""
    unconfirmed_after: int = 3
    """School days after which a meeting nobody spoke of counts as unconfirmed."""
    low_mood: int = 2
    """A mood at or below this is low."""
    low_moods: int = 2
    """So many low moods in a row put the pair on the watch-list."""
    misses: int = 2
    """So many missed meetings in a row put the pair on the watch-list."""
    attendance_drop: int = 10
    """So many percentage points less at school than before put the pair on the watch-list; 0 for never."""

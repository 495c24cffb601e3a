"""How teachers and families are kept in touch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultsPolicy:
    """Homeroom teachers and guardians of matched pupils hear of their own pupils only, and are asked what they see."""

    on: bool = False
    """Whether they are written to."""
    teachers: bool = True
    """Write to homeroom teachers, as the school's list names them: a word once a month, with three questions."""
    guardians: bool = True
    """Write to guardians when a pair begins, once a month, and when a goal is reached."""
    day: int = 10
    """Day of the month on which they hear, or the next school day; 1 to 28."""

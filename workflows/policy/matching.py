"""The rules of matching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

CLASSIC, CO_MENTORING = "classic", "co-mentoring"
MODES = (CLASSIC, CO_MENTORING)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingPolicy:
    """The rules of matching. Weights are whole points; a weight of 0 switches a rule off."""

    mode: str = "classic"
    """`classic`: older mentors and younger mentees. `co-mentoring`: pairs of equals within each class."""
    grade_gap: int = 1
    """How many grades a mentor must be above the mentee; 0 allows the same grade."""
    capacity: int = 1
    """Most mentees a mentor may have, whatever the mentor offers."""
    same_site: bool = True
    """Only pupils of the same site are paired."""
    timetables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slots of each site's own timetable, where sites differ: a slot counts when both sides' timetables have it."""
    shared_language: bool = True
    """Only pupils who share a language are paired."""
    minimum_common_slots: int = 1
    """Fewest slots that both must have free."""
    weights: Mapping[str, int] = field(
        default_factory=lambda: {
            "topics": 30,
            "subjects": 20,
            "interests": 10,
            "dislikes": 10,
            "languages": 10,
            "career": 5,
            "traits": 5,
            "mentor_wish": 25,
            "mentee_wish": 40,
            "mentor_vote": 30,
            "mentee_vote": 50,
            "slots": 0,
        }
    )
    """Most points each soft rule can give a pair."""
    worst_depth: int = 1
    """How many of the worst-off pairs are made as good as can be before the total counts; 0 for none."""
    quotas: Mapping[str, int] = field(default_factory=dict)
    """Most mentees of one `grade`, `site`, `gender` or `kind` that a mentor may have, for example `grade: 1`."""
    spread: bool = False
    """Prefer to spread mentees evenly over the mentors, when neither placement nor points suffer."""
    needs_adult: tuple[str, ...] = ()
    """Addresses of pupils who meet only when an adult is in the room."""
    adult_slots: tuple[str, ...] = ()
    """Slots at which an adult is in the room."""
    priority: tuple[str, ...] = ()
    """Addresses of mentees who must be placed first."""
    keep_apart: tuple[tuple[str, str], ...] = ()
    """Pairs of addresses never matched."""
    draft_at: time = time(6, 30)
    """When the draft is renewed on school mornings while something changed."""

    @property
    def equals(self) -> bool:
        """Whether pupils of one class help each other, with no older and no younger side."""
        return self.mode == CO_MENTORING

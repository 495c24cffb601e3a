"""What is measured: answers to scales, under a pseudonym, and what is to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleAnswer:
    """One person's score on one scale at one time. `id` is `<scale>:<wave>:<pseudonym>`; no name leads to it.

    `wave` reads `baseline-<date>` or `follow_up-<date>`. `score` is the mean of the items in thousandths of a point.
    """

    id: str
    scale: str
    wave: str
    pseudonym: str
    role: str
    score: int
    at: datetime

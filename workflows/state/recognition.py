"""Thanks: what was given to whom, and what pupils would like to be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A badge, certificate or letter. `id` is `<kind>:<person>`; `kind` bears its number or day: `badge-10-2027-07-16`.

    `held` and `minutes` are the meetings it stands for. `words` are the lead's own, in a letter.
    """

    id: str
    person_id: str
    kind: str
    at: datetime
    held: int
    minutes: int
    words: str = ""
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The reward a pupil would like. `id` is `<day of the poll>:<person>`."""

    id: str
    person_id: str
    choice: str
    at: datetime

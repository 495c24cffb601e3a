"""How pairs and school years end: what is still open about a pair, what people say, what is kept of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workflows.state.pupils import Role


class Goodbye(StrEnum):
    """How far the goodbye meeting of an ended pair came."""

    ASKED = "looking for a time"
    PLANNED = "planned"
    HELD = "held"
    MISSED = "not held"
    IMPOSSIBLE = "not possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """What is left to do for a pair that is over. `id` is the pair's id. `waits_for` are pupils still asked."""

    id: str
    pair_id: str
    mentor_id: str
    mentee_id: str
    why: str
    opened_at: datetime
    planned: bool = False  # the end was foreseen: the year is over, or the lead ended it
    goodbye: Goodbye = Goodbye.IMPOSSIBLE
    goodbye_meeting: str = ""
    goodbye_why: str = ""
    waits_for: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One person asked once on one occasion. `id` is `<occasion>:<person>`; `person_id` may be a staff id.

    `occasion` reads `closure-<pair>`, or `<stage>-<date>`. `rating` runs from 1 (bad) to 5 (great).
    """

    id: str
    occasion: str
    form: str
    person_id: str
    asked_at: datetime
    partner: str = ""  # as the mail names the other one
    chasers: int = 0
    settled_at: datetime | None = None
    answered: bool = False
    rating: int | None = None
    helped: tuple[str, ...] = ()
    hard: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is kept of one pupil's year in one role. `id` is `<year's last day>:<person>:<role>`.

    `minutes` is the length of the meetings held. `completed` says that they met often enough and did not leave.
    """

    id: str
    person_id: str
    role: Role
    year_end: date
    outcome: str
    partners: int = 0
    held: int = 0
    minutes: int = 0
    completed: bool = False

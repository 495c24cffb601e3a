"""How pupils come in: applying, consent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPolicy:
    """Who may apply and what they choose from."""

    mentor_grades: tuple[int, ...] = ()
    """Grades that may mentor; empty for any."""
    mentee_grades: tuple[int, ...] = ()
    """Grades that may have a mentor; empty for any."""
    minimum_slots: int = 2
    """Fewest slots an applicant must offer."""
    subjects: tuple[str, ...] = ("Maths", "English", "Science", "History", "Languages", "Art", "Music", "Sport")
    """Subjects to choose from in the application forms."""
    interests: tuple[str, ...] = ("Reading", "Games", "Music", "Sport", "Art", "Science", "Cooking", "Film", "Coding")
    """Interests to choose from in the application forms."""
    topics: tuple[str, ...] = ("Settling in", "Homework", "Friendship", "Confidence", "Organisation", "Attendance")
    """What a mentee may want help with."""
    traits: tuple[str, ...] = ()
    """Hints about oneself to choose from in the application forms, for example `quiet`; empty: nobody is asked."""
    languages: tuple[str, ...] = ("English",)
    """Languages to choose from in the application forms."""
    domains: tuple[str, ...] = ()
    """Mail domains a pupil's address must have; empty for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPolicy:
    """How guardians are asked."""

    items: tuple[str, ...] = ("take part in weekly meetings at school", "share name and timetable with the pair")
    """What the guardian allows, each line an item of its own."""
    chase_after: tuple[int, ...] = (2, 5, 8)
    """School days after the request on which the guardian is reminded."""
    give_up_after: int = 15
    """School days after the request when the lead is told to use the paper form."""
    valid_days: int = 365
    """Calendar days a consent lasts."""
    renew_before: int = 14
    """Calendar days before it lapses when a new one is asked for."""
    needed_for: tuple[str, ...] = ("mentor", "mentee")
    """Roles that need a guardian's consent."""

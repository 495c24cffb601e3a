"""Pupils, what they apply for, what their guardians allow and what they were taught."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """The side of a pair a pupil is on."""

    MENTOR = "mentor"
    MENTEE = "mentee"


def apart(name: str, email: str, grade: int) -> str:
    """A pupil's name and what tells it from the same name of another."""
    return f"{name} ({email.partition('@')[0] or grade})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A pupil taking part or asking to. `guardian_*` is who may consent for them; `homeroom_email` their teacher's."""

    id: str
    email: str
    name: str
    grade: int
    site: str = ""
    language: str = "en"
    gender: str = ""
    guardian_name: str = ""
    guardian_email: str = ""
    guardian_language: str = "en"
    household: str = ""  # people with one household are never paired
    homeroom_email: str = ""
    rostered: bool = False  # the school's own list names this pupil, and wins over the pupil's own word
    withdrawn_at: datetime | None = None
    namesake: bool = False  # another pupil bears the same name, so staff read more than the name

    @property
    def told_apart(self) -> str:
        """What staff call this pupil: the name, and what stands before the @ where another pupil bears the same."""
        return apart(self.name, self.email, self.grade) if self.namesake else self.name


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    WAITING = "waiting list"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A pupil's request to be a mentor or a mentee. `id` is `<person>:<role>`; edits raise `revision`."""

    id: str
    person_id: str
    role: Role
    status: ApplicationStatus
    submitted_at: datetime
    response_id: str
    revision: str
    slots: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # a mentee's needs, a mentor's strengths
    languages: tuple[str, ...] = ()
    career: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()  # hints about oneself, where the school asks
    wishes: tuple[str, ...] = ()  # people asked for, by address, most wanted first
    same_gender: bool = False
    capacity: int = 1
    why: str = ""
    decided_at: datetime | None = None
    note: str = ""  # staff's words to the applicant


class ConsentStatus(StrEnum):
    """Where a guardian's consent stands. Only GIVEN lets anything begin."""

    REQUESTED = "requested"
    GIVEN = "given"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A guardian's answer for one pupil. `id` is the pupil's person id; `version` counts requests."""

    id: str
    person_id: str
    status: ConsentStatus
    requested_at: datetime
    version: int = 1
    chasers: int = 0
    answered_at: datetime | None = None
    expires_on: date | None = None
    items: tuple[str, ...] = ()
    given_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One topic of mentor training completed by one person. `id` is `<person>:<topic>`."""

    id: str
    person_id: str
    topic: str
    completed_on: date

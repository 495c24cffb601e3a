"""Who earned what: meetings held this year, by pupil, and who may be named for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from workflows.policy import Policy
from workflows.rules import has_consent, minutes_of, year_start
from workflows.state import Award, Consent, Meeting, MeetingStatus, Person
from workflows.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """One pupil's year so far. `mentees` is how many they mentored; 0 for somebody who only had a mentor."""

    person: Person
    held: int
    minutes: int
    mentees: int


def earned_by(person: Person, view: View, now: datetime, policy: Policy) -> Earned:
    """What this pupil did since the school year began."""
    since = year_start(policy, policy.school.local_date(now))
    held = MeetingStatus.HELD
    as_mentor = view.find(Meeting, mentor_id=person.id, status=held)
    meetings = [
        m
        for m in (*as_mentor, *view.find(Meeting, mentee_id=person.id, status=held))
        if policy.school.local_date(m.starts_at) > since
    ]
    return Earned(
        person=person,
        held=len(meetings),
        minutes=minutes_of(meetings),
        mentees=len({m.mentee_id for m in meetings if m.mentor_id == person.id}),
    )


def everybody(view: View, now: datetime, policy: Policy) -> Iterator[Earned]:
    """Every pupil who is still here and met at least once, with a permission that stands."""
    today = policy.school.local_date(now)
    for person in view.find(Person):
        if person.withdrawn_at is not None or not _permitted(person.id, view, now, policy):
            continue
        earned = earned_by(person, view, now, policy)
        if earned.held and year_start(policy, today) < today:
            yield earned


def _permitted(person_id: str, view: View, now: datetime, policy: Policy) -> bool:
    return not policy.consent.needed_for or has_consent(view, person_id, policy.school.local_date(now))


def honoured(view: View, now: datetime, policy: Policy) -> tuple[str, ...]:
    """The names on the honours list: enough meetings, and a guardian who allows the name to be shown."""
    rules = policy.recognition
    names = []
    for earned in everybody(view, now, policy):
        consent = view.get(Consent, earned.person.id)
        allowed = not rules.named_item or (consent is not None and rules.named_item in consent.items)
        if earned.held >= rules.certificate_meetings and allowed:
            names.append(earned.person.name)
    return tuple(sorted(names))


def awards_of(person_id: str, view: View) -> str:
    """What a pupil was given, in the order of time, as one cell."""
    awards = sorted(view.find(Award, person_id=person_id), key=lambda award: (award.at, award.id))
    return ", ".join(award.kind for award in awards)

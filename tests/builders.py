"""Values with defaults for tests: a school, its pupils, and what happens to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from workflows import forms, tabs
from workflows.events import CellEdited, FormAnswered
from workflows.policy import (
    ApplicationPolicy,
    ConsentPolicy,
    Policy,
    Roles,
    StaffMember,
    TrainingPolicy,
)
from workflows.rules import person_id
from workflows.school import Period, SchoolCalendar, Term
from workflows.state import (
    Application,
    ApplicationStatus,
    CheckIn,
    Consent,
    ConsentStatus,
    Entity,
    Meeting,
    MeetingStatus,
    Outcome,
    Pair,
    PairStatus,
    Person,
    Role,
)

NOW = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
"""A Tuesday morning in term."""
EMAIL = "amira@oak.example"
GUARDIAN = "home.amira@mail.example"
SLOTS = ("Mon/Lunch", "Tue/Lunch", "Wed/Lunch", "Thu/Lunch", "Fri/Lunch")


def calendar(**changed: Any) -> SchoolCalendar:
    """A school year from September to June with a break, in London time."""
    values: dict[str, Any] = {
        "zone": "Europe/London",
        "terms": (
            Term(name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18)),
            Term(name="Spring", starts_on=date(2027, 1, 5), ends_on=date(2027, 6, 30)),
        ),
        "periods": {"Lunch": Period(starts=time(12, 30), ends=time(13, 10))},
        "slots": SLOTS,
        "closed": frozenset({date(2026, 10, 26)}),
    }
    return SchoolCalendar(**(values | changed))


def staff() -> tuple[StaffMember, ...]:
    """Four adults, one for each role."""
    names = {"lead": "Lee Lead", "safe": "Sam Safe", "deputy": "Dee Deputy", "head": "Hal Head"}
    return tuple(StaffMember(id=key, name=name, email=f"{key}@oak.example") for key, name in names.items())


def policy(**changed: Any) -> Policy:
    """A small school's programme file."""
    values: dict[str, Any] = {
        "key": "oak",
        "name": "Oak mentoring",
        "goal": "Every newcomer has somebody to turn to.",
        "school": calendar(),
        "staff": staff(),
        "roles": Roles(lead="lead", safeguarding_lead="safe", safeguarding_deputy="deputy", head="head"),
        "applications": ApplicationPolicy(mentor_grades=(9, 10, 11), mentee_grades=(6, 7), domains=("oak.example",)),
        "consent": ConsentPolicy(),
        "training": TrainingPolicy(),
    }
    return Policy(**(values | changed))


POLICY = policy()
AMIRA = person_id(POLICY, EMAIL)
"""The id that a pupil with EMAIL gets."""


def person(**changed: Any) -> Person:
    """A pupil with a guardian."""
    known = Person(
        id=AMIRA, email=EMAIL, name="Amira Khan", grade=10, guardian_name="Noor Khan", guardian_email=GUARDIAN
    )
    return replace(known, **changed)


def application(role: Role = Role.MENTOR, **changed: Any) -> Application:
    """A complete application, waiting for staff."""
    sent = Application(
        id=f"{AMIRA}:{role.value}",
        person_id=AMIRA,
        role=role,
        status=ApplicationStatus.SUBMITTED,
        submitted_at=NOW,
        response_id="r1",
        revision="1",
        slots=("Mon/Lunch", "Tue/Lunch"),
    )
    return replace(sent, **changed)


def accepted(role: Role = Role.MENTOR, **changed: Any) -> Application:
    """An application staff accepted."""
    return application(role, **({"status": ApplicationStatus.ACCEPTED, "decided_at": NOW} | changed))


def consent(status: ConsentStatus = ConsentStatus.REQUESTED, **changed: Any) -> Consent:
    """A consent asked for at NOW; an answered one was answered a minute later."""
    asked = Consent(id=AMIRA, person_id=AMIRA, status=status, requested_at=NOW)
    if status is not ConsentStatus.REQUESTED:
        asked = replace(asked, answered_at=NOW + timedelta(minutes=1))
    if status is ConsentStatus.GIVEN:
        asked = replace(asked, expires_on=date(2027, 9, 8), items=POLICY.consent.items, given_by="Noor Khan")
    return replace(asked, **changed)


def pair(mentor: str = AMIRA, mentee: str = "p-mentee", **changed: Any) -> Pair:
    """An active pair."""
    active = Pair(id=f"{mentor}~{mentee}", mentor_id=mentor, mentee_id=mentee, status=PairStatus.ACTIVE)
    return replace(active, **changed)


def answered(form: str, answers: Mapping[str, str | tuple[str, ...]], **changed: Any) -> FormAnswered:
    """A form that came in at NOW; single answers may be given as text."""
    event = FormAnswered(
        form=form,
        response_id="r1",
        revision="1",
        submitted_at=NOW,
        respondent="",
        answers={key: (value,) if isinstance(value, str) else value for key, value in answers.items()},
    )
    return replace(event, **changed)


def applied(
    form: str = forms.MENTOR, answers: Mapping[str, str | tuple[str, ...]] | None = None, **changed: Any
) -> FormAnswered:
    """A complete application of Amira; `answers` replace single ones."""
    full: dict[str, str | tuple[str, ...]] = {
        "name": "Amira Khan",
        "email": EMAIL,
        "grade": "10" if form == forms.MENTOR else "7",
        "guardian_name": "Noor Khan",
        "guardian_email": GUARDIAN,
        "slots": ("Mon/Lunch", "Tue/Lunch"),
        "why": "I like to help.",
    }
    return answered(form, {**full, **(answers or {})}, **changed)


def consented(decision: str = "Yes, I agree", *, version: int = 1, **changed: Any) -> FormAnswered:
    """A guardian's answer for Amira, an hour after NOW."""
    answers = {"decision": decision, "guardian_name": "Noor Khan"}
    values = {"submitted_at": NOW + timedelta(hours=1), "personal": {"person": AMIRA, "v": str(version)}}
    return answered(forms.CONSENT, answers, **(values | changed))


def left(**changed: Any) -> FormAnswered:
    """Amira's form to leave, an hour after NOW."""
    values = {"submitted_at": NOW + timedelta(hours=1), "personal": {"person": AMIRA}}
    return answered(forms.WITHDRAWAL, {"confirm": "Yes, stop now"}, **(values | changed))


def edited(tab: str, row: str, column: str, value: str, before: str = "") -> CellEdited:
    """Staff typed a value into a cell."""
    return CellEdited(tab=tab, row=row, column=column, value=value, before=before)


def decided(value: str, role: Role = Role.MENTOR) -> CellEdited:
    """Staff typed a decision on Amira's application."""
    return edited(tabs.APPLICATIONS, f"{AMIRA}:{role.value}", "decision", value)


MENTOR, MENTEE = "p-mentor", "p-mentee"
PAIR = f"{MENTOR}~{MENTEE}"
FIRST_AT = datetime(2026, 9, 9, 11, 30, tzinfo=UTC)
"""Wednesday lunch after NOW: 12:30 in London."""


def couple(mentor: str = MENTOR, mentee: str = MENTEE, **changed: Any) -> tuple[Entity, ...]:
    """A mentor and a mentee who may take part, and their pair, approved at NOW. `changed` are fields of the pair."""
    people = (
        person(id=mentor, name="Ana", email=f"{mentor}@oak.example", guardian_email=f"home.{mentor}@mail.example"),
        person(id=mentee, name="Ben", email=f"{mentee}@oak.example", guardian_email="", grade=7),
    )
    roles = ((mentor, Role.MENTOR), (mentee, Role.MENTEE))
    sent = tuple(accepted(role, id=f"{p}:{role.value}", person_id=p, interests=("Music",)) for p, role in roles)
    agreed = tuple(consent(ConsentStatus.GIVEN, id=p, person_id=p) for p, _ in roles)
    values = {"slots": ("Tue/Lunch", "Wed/Lunch", "Thu/Lunch"), "approved_at": NOW}
    return (*people, *sent, *agreed, pair(mentor, mentee, **(values | changed)))


def meeting(number: int = 1, **changed: Any) -> Meeting:
    """A planned meeting of the couple on the Wednesday after NOW."""
    planned = Meeting(
        id=f"{PAIR}/{number}",
        pair_id=PAIR,
        mentor_id=MENTOR,
        mentee_id=MENTEE,
        number=number,
        slot="Wed/Lunch",
        starts_at=FIRST_AT,
        ends_at=FIRST_AT + timedelta(minutes=40),
        room="Library",
        host_id="lead",
        status=MeetingStatus.PLANNED,
        why="First meeting: the earliest time free for both, an adult and a room.",
    )
    return replace(planned, **changed)


def check_in(who: str = MENTOR, number: int = 1, **changed: Any) -> CheckIn:
    """One side of the couple says that a meeting was held."""
    said = CheckIn(
        id=f"{PAIR}/{number}:{who}",
        meeting_id=f"{PAIR}/{number}",
        pair_id=PAIR,
        person_id=who,
        outcome=Outcome.HELD,
        submitted_at=FIRST_AT + timedelta(hours=2),
    )
    return replace(said, **changed)

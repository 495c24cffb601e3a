"""A small school for matching: people who are ready, and a way to let decisions take effect."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from workflows.decision import Decision
from workflows.effects import PutRow
from workflows.events import CellEdited, Event
from workflows.matching import decide
from workflows.policy import MatchingPolicy, Policy, Roles, StaffMember
from workflows.school import Period, SchoolCalendar, Term
from workflows.state import Application, ApplicationStatus, Consent, ConsentStatus, Entity, Person, Role
from workflows.tabs import PAIRS
from workflows.view import Overlay, Snapshot, View

NOW = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)


def policy(**matching: Any) -> Policy:
    """A programme that runs from September to June, with these matching rules."""
    return Policy(
        key="oak",
        name="Oak School mentoring",
        school=SchoolCalendar(
            zone="UTC",
            terms=(Term(name="Year", starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 30)),),
            periods={"Lunch": Period(starts=time(12, 0), ends=time(12, 40))},
            slots=("Mon/Lunch", "Tue/Lunch", "Wed/Lunch"),
        ),
        staff=(StaffMember(id="lead", name="Ms Lead", email="lead@oak.example"),),
        roles=Roles(lead="lead", safeguarding_lead="lead", safeguarding_deputy="lead", head="lead"),
        matching=MatchingPolicy(**matching),
    )


def pupil(name: str, role: Role, *, grade: int = 0, consent: bool = True, **answers: Any) -> tuple[Entity, ...]:
    """A pupil accepted in a role, with consent."""
    key = name.lower()
    person = Person(id=key, email=f"{key}@oak.example", name=name, grade=grade or (9 if role is Role.MENTOR else 6))
    application = Application(
        id=f"{key}:{role.value}",
        person_id=key,
        role=role,
        status=ApplicationStatus.ACCEPTED,
        submitted_at=NOW,
        response_id=key,
        revision="1",
        slots=answers.pop("slots", ("Mon/Lunch", "Tue/Lunch")),
        **answers,
    )
    given = Consent(id=key, person_id=key, status=ConsentStatus.GIVEN, requested_at=NOW)
    return (person, application, given) if consent else (person, application)


def mentor(name: str, **answers: Any) -> tuple[Entity, ...]:
    """A mentor who is ready."""
    return pupil(name, Role.MENTOR, **answers)


def mentee(name: str, **answers: Any) -> tuple[Entity, ...]:
    """A mentee who is ready."""
    return pupil(name, Role.MENTEE, **answers)


def school(*people: tuple[Entity, ...]) -> Snapshot:
    """A view of these people."""
    return Snapshot(value for person in people for value in person)


class Office:
    """The programme's state as decisions change it."""

    def __init__(self, view: View, rules: Policy | None = None) -> None:
        self.view = view
        self.rules = rules or policy()

    def hear(self, event: Event, now: datetime = NOW) -> Decision:
        """Decide on an event and let the changes take effect."""
        decision = decide(event, self.view, now, self.rules)
        self.view = Overlay(self.view, decision.changes)
        return decision

    def write(self, row: str, word: str) -> str:
        """Write a decision in a row of Pairs and read the answer beside it."""
        decision = self.hear(CellEdited(tab=PAIRS, row=row, column="decision", value=word, before=""))
        rows = {e.key: e.cells["answer"] for e in decision.effects if isinstance(e, PutRow)}
        return rows.get(row, "")

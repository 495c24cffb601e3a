"""The rows of a pupil, derived from state: what changed in state changes in the workbook, and nothing else.

Rows of People, Applications, Consents and Training are a function of the programme's state. Comparing them before
and after a decision gives the writes, so that no workflow can forget one, and a row staff deleted comes back only
when something in it is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from workflows import tabs
from workflows.decision import Gone
from workflows.effects import PutRow, RemoveRow
from workflows.pair_tabs import COVERAGE, topic_column
from workflows.policy import Policy
from workflows.rules import accepted, application_id, may_take_part, required_topics
from workflows.state import (
    Application,
    ApplicationStatus,
    Consent,
    Entity,
    History,
    Pair,
    PairStatus,
    Person,
    Role,
    Seat,
    SeatStatus,
    StaffAnswer,
    Training,
    TrainingSession,
)
from workflows.text.say import say
from workflows.view import Overlay, View

Rows = Mapping[tuple[str, str], Mapping[str, str]]
"""(tab, key) -> cells."""

OWN_TABS = (tabs.PEOPLE, tabs.APPLICATIONS, tabs.CONSENTS, tabs.TRAINING)
_PERSONAL = (Person.__name__, Application.__name__, Consent.__name__, Training.__name__)


def changed_rows(changes: Sequence[Entity | Gone], below: View, policy: Policy) -> tuple[PutRow | RemoveRow, ...]:
    """The writes that make the rows of everybody these changes touch read as the state now stands."""
    people = touched(changes)
    if not people:
        return ()
    before, after = rows_of(people, below, policy), rows_of(people, Overlay(below, changes), policy)
    puts = (PutRow(tab=k[0], key=k[1], cells=cells) for k, cells in after.items() if before.get(k) != cells)
    gone = (RemoveRow(tab=k[0], key=k[1]) for k in before if k not in after)
    return (*puts, *gone)


def touched(changes: Iterable[Entity | Gone]) -> tuple[str, ...]:
    """The ids of the pupils whose rows may read differently, in order."""
    return tuple(dict.fromkeys(person for change in changes for person in _whom(change)))


def _whom(change: Entity | Gone) -> tuple[str, ...]:
    match change:
        case Person():
            return (change.id,)
        case Application() | Consent() | Training() | Seat():
            return (change.person_id,)
        case Pair():
            return (change.mentor_id, change.mentee_id)
        case StaffAnswer():
            tab, _, row = change.id.partition(":")
            return (row.split(":")[0],) if tab in OWN_TABS else ()
        # What is gone can only be told by its id, which begins with the person's.
        case Gone() if change.kind in _PERSONAL:
            return (change.id.split(":")[0],)
    return ()


def rows_of(people: Iterable[str], view: View, policy: Policy) -> Rows:
    """Every row of these pupils. Somebody who never applied, this year or before, has none."""
    rows: dict[tuple[str, str], Mapping[str, str]] = {}
    for person in (view.get(Person, p) for p in people):
        if person is not None:
            rows |= _rows_of_one(person, view, policy)
    return rows


def _rows_of_one(person: Person, view: View, policy: Policy) -> Rows:
    found = (view.get(Application, application_id(person.id, role)) for role in Role)
    applications = [a for a in found if a is not None]
    # The school's list may hold every pupil: the shared workbook shows only those who asked to take part.
    if not applications and not view.find(History, person_id=person.id):
        return {}
    rows = {(tabs.PEOPLE, person.id): _person_row(person, applications, view, policy)}
    for application in applications:
        rows[(tabs.APPLICATIONS, application.id)] = _application_row(application, person, view, policy)
    consent = view.get(Consent, person.id)
    if consent is not None:
        rows[(tabs.CONSENTS, person.id)] = _consent_row(consent, person, view, policy)
    if accepted(view, person.id, Role.MENTOR):
        rows |= _training_rows(person, view, policy)
        rows |= _coverage_row(person, view, policy)
    return rows


def _answer(tab: str, row: str, view: View) -> str:
    answer = view.get(StaffAnswer, f"{tab}:{row}")
    return answer.text if answer else ""


def _stamp(instant: datetime, policy: Policy) -> str:
    return policy.school.local(instant).strftime("%Y-%m-%d %H:%M")


def guardian_text(person: Person) -> str:
    """The guardian's name and address in one cell."""
    address = f"<{person.guardian_email}>" if person.guardian_email else ""
    return f"{person.guardian_name} {address}".strip()


def _person_row(person: Person, applications: Sequence[Application], view: View, policy: Policy) -> Mapping[str, str]:
    status = "; ".join(f"{a.role.value}: {_standing(a, view, policy)}" for a in applications)
    left = person.withdrawn_at
    return {
        "name": person.told_apart,
        "email": person.email,
        "grade": str(person.grade),
        "roles": ", ".join(a.role.value for a in applications if a.status is ApplicationStatus.ACCEPTED),
        "status": f"left on {_stamp(left, policy)[:10]}" if left else status,
        "guardian": guardian_text(person),
        "answer": _answer(tabs.PEOPLE, person.id, view),
    }


def _standing(application: Application, view: View, policy: Policy) -> str:
    if application.status is not ApplicationStatus.ACCEPTED:
        return application.status.value
    side = "mentor_id" if application.role is Role.MENTOR else "mentee_id"
    if view.find(Pair, **{side: application.person_id}, status=PairStatus.ACTIVE):
        return "in a pair"
    missing = may_take_part(application.person_id, application.role, view, policy)
    return ", ".join(missing) or "ready to be matched"


def _application_row(application: Application, person: Person, view: View, policy: Policy) -> Mapping[str, str]:
    return {
        "name": person.told_apart,
        "role": application.role.value,
        "grade": str(person.grade),
        "submitted": _stamp(application.submitted_at, policy),
        "slots": ", ".join(application.slots),
        "topics": ", ".join(application.topics),
        "interests": ", ".join(application.interests),
        "why": application.why,
        "status": application.status.value,
        "answer": _answer(tabs.APPLICATIONS, application.id, view),
    }


def _consent_row(consent: Consent, person: Person, view: View, policy: Policy) -> Mapping[str, str]:
    return {
        "name": person.told_apart,
        "guardian": guardian_text(person),
        "status": consent.status.value,
        "requested": _stamp(consent.requested_at, policy)[:10],
        "expires": consent.expires_on.isoformat() if consent.expires_on else "",
        "answer": _answer(tabs.CONSENTS, person.id, view),
    }


def _coverage_row(person: Person, view: View, policy: Policy) -> Rows:
    """One line of the matrix of mentors and topics: done, booked or to do."""
    if not policy.training.sessions:
        return {}
    done = {t.topic: t.completed_on for t in view.find(Training, person_id=person.id)}
    seats = view.find(Seat, person_id=person.id, status=SeatStatus.BOOKED)
    sessions = [s for s in (view.get(TrainingSession, seat.session_id) for seat in seats) if s is not None]
    booked = {topic: say(policy.language, "sessions.booked") for s in sessions for topic in s.topics}
    cells = {
        topic_column(topic): done[topic].isoformat() if topic in done else booked.get(topic, "–")
        for topic in required_topics(policy)
    }
    return {(COVERAGE, person.id): {"name": person.told_apart, **cells}}


def _training_rows(person: Person, view: View, policy: Policy) -> Rows:
    done = {t.topic: t.completed_on for t in view.find(Training, person_id=person.id)}
    return {
        (tabs.TRAINING, f"{person.id}:{topic}"): {
            "name": person.told_apart,
            "topic": topic,
            "status": f"done on {done[topic].isoformat()}" if topic in done else "to do",
            "answer": _answer(tabs.TRAINING, f"{person.id}:{topic}", view),
        }
        for topic in required_topics(policy)
    }

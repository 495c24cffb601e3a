"""Applications: receive each form, keep the newest answers, send a receipt, name what needs a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from workflows import forms, tabs
from workflows.application_decisions import applicant_values, cell_edited
from workflows.application_form import Filled, Problem, read_application
from workflows.decision import NOTHING, Decision
from workflows.effects import Effect
from workflows.events import CellEdited, Event, FormAnswered, GuardianChanged
from workflows.letters import letter, mail_key, pupil_links, to_pupil, unsend
from workflows.policy import Policy
from workflows.rules import (
    application_id,
    has_consent,
    person_by_address,
    person_id,
    staff_answer,
)
from workflows.state import Application, ApplicationStatus, Person, Role, StaffAnswer
from workflows.text.blocks import FormLink, Items
from workflows.text.say import day, say
from workflows.view import View

FORMS: Mapping[str, Role] = {forms.MENTOR: Role.MENTOR, forms.MENTEE: Role.MENTEE}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival:
    """One form on its way in: what it says and whom and what we knew before."""

    event: FormAnswered
    filled: Filled
    person: Person
    held: Application | None
    known: Person | None
    problems: tuple[Problem, ...]

    @property
    def returning(self) -> bool:
        """Whether somebody who had left starts anew."""
        return self.held is not None and self.held.status is ApplicationStatus.WITHDRAWN


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for applications."""
    if isinstance(event, FormAnswered) and event.form in FORMS:
        return _answered(event, view, now, policy)
    if isinstance(event, CellEdited) and event.tab == tabs.APPLICATIONS:
        return cell_edited(event, view, now, policy)
    return NOTHING


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    filled = read_application(event, FORMS[event.form], policy)
    known = _known_person(event, filled, view, policy)
    held = view.get(Application, application_id(known.id, filled.role)) if known else None
    if held is not None and not _is_newer(event, held):
        return NOTHING
    if known is not None and known.withdrawn_at is not None and event.submitted_at <= known.withdrawn_at:
        return Decision(reason=f"{known.name} left after sending this form; it does not count.", about=(known.id,))
    person, problems = _person(known, event, filled, view=view, policy=policy)
    arrival = _Arrival(event=event, filled=filled, person=person, held=held, known=known, problems=problems)
    return _received(arrival, view, now, policy)


def _received(arrival: _Arrival, view: View, now: datetime, policy: Policy) -> Decision:
    application = _application(arrival)
    person, known = arrival.person, arrival.known
    if _says_the_same(arrival, application):
        same = f"{person.name} sent the same form as {application.role.value} once more; nothing changed."
        return Decision(changes=(application,), reason=same, about=(person.id,))
    # A form without a usable guardian is a problem to mend, not a change of guardian.
    moved = known is not None and person.guardian_email not in ("", known.guardian_email)
    return Decision(
        changes=(person, application, _row_answer(arrival, application, now, policy)),
        effects=_receipt(arrival, application, policy),
        events=(GuardianChanged(person_id=person.id),) if moved else (),
        reason=_arrival_reason(arrival),
        about=(person.id,),
    )


def _says_the_same(arrival: _Arrival, application: Application) -> bool:
    """Whether a button was pressed twice, or a door took in a request that its sender had given up and repeated."""
    held, person, filled = arrival.held, arrival.person, arrival.filled
    if held is None or person != arrival.known:
        return False
    # What the form says and we did not take over is an answer that its sender waits for.
    told = (filled.name, filled.email, filled.grade, filled.guardian_email)
    return told == (person.name, person.email, person.grade, person.guardian_email) and held == replace(
        application, submitted_at=held.submitted_at, revision=held.revision
    )


def _known_person(event: FormAnswered, filled: Filled, view: View, policy: Policy) -> Person | None:
    """Who sent this before: by the response, then by the address, then by an id made from what stands there."""
    # The response comes first: its sender may have corrected the address in it.
    earlier = view.find(Application, response_id=event.response_id, role=filled.role)
    if earlier:
        return view.get(Person, earlier[0].person_id)
    return person_by_address(view, filled.email) or view.get(Person, _new_id(event, filled, policy))


def _new_id(event: FormAnswered, filled: Filled, policy: Policy) -> str:
    return person_id(policy, filled.email or f"response {event.form} {event.response_id}")


def _is_newer(event: FormAnswered, held: Application) -> bool:
    if event.response_id == held.response_id:
        return event.revision > held.revision
    return (event.submitted_at, event.response_id) > (held.submitted_at, held.response_id)


def _person(
    known: Person | None, event: FormAnswered, filled: Filled, *, view: View, policy: Policy
) -> tuple[Person, tuple[Problem, ...]]:
    """The pupil after this form, and all problems with it."""
    base = known or Person(id=_new_id(event, filled, policy), email=filled.email, name=filled.name, grade=filled.grade)
    email, taken = _own_address(base, filled, view)
    guardian, shared = _guardian(base, filled, view)
    person = replace(
        base,
        email=email,
        language=filled.language,
        gender=filled.gender or base.gender,
        withdrawn_at=None,
        guardian_email=guardian,
    )
    if not base.rostered:
        person = replace(
            person,
            name=filled.name or base.name or event.response_id,
            grade=filled.grade,
            guardian_name=filled.guardian_name,
            guardian_language=filled.language,
        )
    return person, (*_still_true(filled.problems, base), *taken, *shared)


def _still_true(problems: tuple[Problem, ...], base: Person) -> tuple[Problem, ...]:
    """Without those that the school's own list has answered."""
    if not (base.rostered and base.guardian_email):
        return problems
    return tuple(p for p in problems if not p.key.startswith("applications.problem.guardian"))


def _own_address(base: Person, filled: Filled, view: View) -> tuple[str, tuple[Problem, ...]]:
    other = person_by_address(view, filled.email)
    if other is not None and other.id != base.id:
        return base.email, (Problem(key="applications.problem.email_taken", values=(("email", filled.email),)),)
    return filled.email or base.email, ()


def _guardian(base: Person, filled: Filled, view: View) -> tuple[str, tuple[Problem, ...]]:
    """Whom to ask for consent. The school's list and a given consent outweigh the pupil's own word."""
    settled = (base.rostered and base.guardian_email) or has_consent(view, base.id)
    if settled:
        return base.guardian_email, ()
    if person_by_address(view, filled.guardian_email) is not None:
        return "", (Problem(key="applications.problem.guardian_pupil"),)
    return filled.guardian_email, ()


def _application(arrival: _Arrival) -> Application:
    filled, held = arrival.filled, arrival.held
    fresh = Application(
        id=application_id(arrival.person.id, filled.role),
        person_id=arrival.person.id,
        role=filled.role,
        status=ApplicationStatus.SUBMITTED,
        submitted_at=arrival.event.submitted_at,
        response_id=arrival.event.response_id,
        revision=arrival.event.revision,
        slots=filled.slots,
        subjects=filled.subjects,
        interests=filled.interests,
        dislikes=filled.dislikes,
        topics=filled.topics,
        languages=filled.languages,
        career=filled.career,
        traits=filled.traits,
        wishes=filled.wishes,
        same_gender=filled.same_gender,
        capacity=filled.capacity,
        why=filled.why,
    )
    if held is None or arrival.returning:
        return fresh
    return replace(fresh, status=held.status, decided_at=held.decided_at, note=held.note)


def _row_answer(arrival: _Arrival, application: Application, now: datetime, policy: Policy) -> StaffAnswer:
    language = policy.language
    on = day(language, policy.school.local_date(arrival.event.submitted_at))
    told = []
    # The answer is kept and staff may decide on it all the same: what to correct is said, not enforced.
    if arrival.problems:
        listed = " ".join(p.told(language) for p in arrival.problems)
        told.append(say(language, "applications.cell.attention", problems=listed))
    if application.decided_at is not None:
        told.append(say(language, "applications.cell.edited", day=on))
    elif arrival.returning:
        told.append(say(language, "applications.cell.returned", day=on))
    text = " ".join(told) or say(language, "applications.cell.waiting")
    return staff_answer(tabs.APPLICATIONS, application.id, text, now)


def _receipt(arrival: _Arrival, application: Application, policy: Policy) -> tuple[Effect, ...]:
    person = arrival.person
    if not person.email:
        return ()
    steps = ("applications", application.id, "receipt")
    words, extra = _receipt_words(arrival)
    mail = letter(
        key=mail_key(policy, *steps, f"{arrival.event.response_id}.{arrival.event.revision}"),
        to=to_pupil(person),
        words=words,
        policy=policy,
        values=applicant_values(person, application, policy),
        extra=(*extra, *pupil_links(person)),
    )
    return (unsend(policy, *steps, why="A newer form came in."), mail)


def _receipt_words(arrival: _Arrival) -> tuple[str, tuple[Items | FormLink, ...]]:
    language = arrival.person.language
    again = FormLink(label=say(language, "link.apply"), form=arrival.event.form)
    if arrival.problems:
        return "applications.attention", (Items(lines=tuple(p.told(language) for p in arrival.problems)), again)
    changed = arrival.held is not None and not arrival.returning
    return ("applications.changed" if changed else "applications.received"), (again,)


def _arrival_reason(arrival: _Arrival) -> str:
    name, role = arrival.person.name, arrival.filled.role.value
    if arrival.returning:
        return f"{name}, who had left, applied again as {role}; this needs a new decision and a new consent."
    if arrival.held is None:
        first = f"{name} applied as {role}; receipt sent."
    else:
        first = f"{name} changed the application as {role}; the newest answers count."
    if not arrival.person.email:
        return f"{first} There is no usable mail address, so nothing could be sent."
    return f"{first} What has to be corrected was named: {len(arrival.problems)}." if arrival.problems else first

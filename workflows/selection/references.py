"""References: the applicant names a teacher, the teacher gets a short form, once and with one reminder."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows import forms
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import Recipient, SendMail, Urgency
from workflows.events import FormAnswered
from workflows.letters import letter, mail_key, unsend
from workflows.policy import Policy
from workflows.rules import first_answer, is_address, normal_address, person_by_address
from workflows.state import Application, Person, Reference
from workflows.text.blocks import FormLink
from workflows.text.say import say
from workflows.view import View

REMIND = "selection.reference"
REMIND_AFTER = 5  # school days
LONGEST = 2_000


def wanted(
    event: FormAnswered, application: Application, person: Person, *, view: View, now: datetime, policy: Policy
) -> Decision:
    """The application names a teacher: ask, unless that teacher is asked already."""
    teacher = normal_address(first_answer(event.answers, "teacher_email"))
    held = view.get(Reference, application.id)
    if not policy.selection.references or not teacher or (held is not None and held.teacher == teacher):
        return NOTHING
    if not _may_be_asked(teacher, view, policy):
        return Decision(
            reason=f"{person.name} named {teacher} for a reference. That is no adult's address at this school, "
            "so nobody was asked.",
            about=(person.id,),
        )
    reference = Reference(id=application.id, person_id=person.id, teacher=teacher, asked_at=now)
    on = policy.school.school_day_after(policy.school.local_date(now), REMIND_AFTER)
    return Decision(
        changes=(reference,),
        effects=(
            unsend(policy, "selection", application.id, "reference", why="Another teacher is asked."),
            _mail(reference, person, policy, step="ask"),
        ),
        timers=(Timer(kind=REMIND, subject=application.id, due_at=policy.school.at(on, policy.messages.digest_at)),),
        reason=f"A teacher was asked for a word about {person.name}.",
        about=(person.id,),
    )


def _may_be_asked(teacher: str, view: View, policy: Policy) -> bool:
    """Only adults of the school: an applicant could type anybody's address."""
    if not is_address(teacher) or person_by_address(view, teacher) is not None:
        return False
    if any(normal_address(member.email) == teacher for member in policy.staff):
        return True
    return teacher.rpartition("@")[2] in {d.lower().removeprefix("@") for d in policy.applications.domains}


def _mail(reference: Reference, person: Person, policy: Policy, *, step: str) -> SendMail:
    member = next((m for m in policy.staff if normal_address(m.email) == reference.teacher), None)
    # The mail is about the applicant: whoever leaves takes it along.
    to = Recipient(
        person_id=person.id,
        address=reference.teacher,
        name=member.name if member else "",
        language=member.language if member else policy.language,
        may_leave=False,
    )
    link = FormLink(
        label=say(to.language, "selection.reference.link"),
        form=forms.REFERENCE,
        personal=(("application", reference.id), ("teacher", reference.teacher)),
    )
    return letter(
        key=mail_key(policy, "selection", reference.id, "reference", step),
        to=to,
        words=f"selection.{step}",
        policy=policy,
        values={"pupil": person.told_apart},
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )


def reminded(application_id: str, view: View, policy: Policy) -> Decision:
    """One reminder to a teacher who has not answered."""
    reference = view.get(Reference, application_id)
    person = view.get(Person, reference.person_id) if reference else None
    if reference is None or person is None or reference.answered_at or person.withdrawn_at is not None:
        return NOTHING
    reason = f"The teacher asked about {person.name} was reminded once."
    return Decision(effects=(_mail(reference, person, policy, step="again"),), reason=reason, about=(person.id,))


def given(event: FormAnswered, view: View, policy: Policy) -> Decision:
    """A teacher's word came in."""
    reference = view.get(Reference, event.personal.get("application", ""))
    if reference is None or event.personal.get("teacher") != reference.teacher:
        return Decision(reason="A reference came in without the link of the teacher who was asked; it does not count.")
    kept = replace(
        reference,
        answered_at=event.submitted_at,
        ratings=ratings_of(event, policy),
        words=first_answer(event.answers, "note")[:LONGEST],
    )
    return Decision(changes=(kept,), reason="A teacher's reference came in.", about=(reference.person_id,))


def ratings_of(event: FormAnswered, policy: Policy) -> tuple[str, ...]:
    """The marks of a form with the criteria, as `criterion=mark`."""
    marks = (
        (criterion, first_answer(event.answers, forms.criterion_key(number)))
        for number, criterion in enumerate(policy.selection.criteria)
    )
    return tuple(f"{criterion}={mark}" for criterion, mark in marks if mark in forms.SCALE)

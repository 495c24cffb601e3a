"""Staff's decisions on applications, made by editing a cell. Nobody is accepted in any other way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from workflows import tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import Effect, SendMail, Urgency
from workflows.events import AcceptanceRevoked, ApplicantAccepted, CellEdited, Event
from workflows.launch import awaited, may_begin
from workflows.letters import letter, mail_key, pupil_links, role_word, to_pupil, unsend
from workflows.policy import Policy
from workflows.rules import cell_word, short_hash, staff_answer
from workflows.state import Application, ApplicationStatus, Pair, PairStatus, Person, Role, StaffAnswer
from workflows.text.blocks import Paragraph
from workflows.text.say import day, say
from workflows.view import View

STATUS_BY_WORD: Mapping[str, ApplicationStatus] = {
    tabs.ACCEPT: ApplicationStatus.ACCEPTED,
    tabs.WAIT: ApplicationStatus.WAITING,
    tabs.DECLINE: ApplicationStatus.DECLINED,
}
LETTERS: Mapping[ApplicationStatus, str] = {
    ApplicationStatus.ACCEPTED: "applications.accepted",
    ApplicationStatus.WAITING: "applications.waiting",
    ApplicationStatus.DECLINED: "applications.declined",
}
CELLS: Mapping[ApplicationStatus, str] = {
    ApplicationStatus.ACCEPTED: "applications.cell.accepted",
    ApplicationStatus.WAITING: "applications.cell.waiting_list",
    ApplicationStatus.DECLINED: "applications.cell.declined",
}
ALLOWED = ", ".join(STATUS_BY_WORD)


def applicant_values(person: Person, application: Application, policy: Policy) -> Mapping[str, str | int]:
    """What the words to an applicant may name."""
    lead = policy.staff_member(policy.roles.lead)
    role = role_word(person.language, application.role, policy)
    return {"name": person.name, "role": role, "lead": lead.name}


def cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows from an edit of a staff column of the Applications tab."""
    application = view.get(Application, event.row)
    person = view.get(Person, application.person_id) if application else None
    if application is None or person is None:
        return Decision(reason=f"A cell was edited in a row of Applications that stands for nobody ({event.row}).")
    if event.column == "note":
        return _noted(event, application, person, now=now, policy=policy)
    if event.column == "decision":
        return _decided(event, application, person, view=view, now=now, policy=policy)
    return NOTHING


def _decided(
    event: CellEdited, application: Application, person: Person, *, view: View, now: datetime, policy: Policy
) -> Decision:
    status = STATUS_BY_WORD.get(cell_word(event.value))
    refusal = _refusal(event, application, person, status=status, view=view, policy=policy)
    if refusal or status is None:
        answer = staff_answer(tabs.APPLICATIONS, application.id, refusal, now)
        return Decision(changes=(answer,), reason=f"{person.name}: {refusal}", about=(person.id,))
    # Whatever the form's problems, staff's word counts: they know the pupil.
    decided = replace(application, status=status, decided_at=now)
    return Decision(
        changes=(decided, _decided_answer(decided, person, now, policy)),
        effects=_decision_mail(decided, person, policy),
        events=_consequences(application, decided),
        reason=f"Staff decided on {person.name} as {application.role.value}: {status.value}.",
        about=(person.id,),
    )


def _refusal(
    event: CellEdited,
    application: Application,
    person: Person,
    *,
    status: ApplicationStatus | None,
    view: View,
    policy: Policy,
) -> str:
    """Why an edit of the decision changes nothing, or ""."""
    language, held = policy.language, application.status
    if held is ApplicationStatus.WITHDRAWN or person.withdrawn_at is not None:
        return say(language, "applications.cell.left", name=person.name)
    if not cell_word(event.value):
        if held is ApplicationStatus.SUBMITTED:
            return say(language, "applications.cell.waiting")
        return say(language, "applications.cell.blank", status=held.value, words=ALLOWED)
    if status is None:
        return say(language, "applications.cell.unknown", word=event.value.strip()[:40], words=ALLOWED)
    if status is held:
        return say(language, "applications.cell.same")
    if status is ApplicationStatus.ACCEPTED and not may_begin(view, policy):
        return say(language, "applications.cell.not_launched", names=", ".join(awaited(view, policy)))
    # A slip of the hand in a drop-down must not end a pair that meets.
    if held is ApplicationStatus.ACCEPTED and _in_active_pair(application, view):
        return say(language, "applications.cell.paired", name=person.name)
    return ""


def _in_active_pair(application: Application, view: View) -> bool:
    side = "mentor_id" if application.role is Role.MENTOR else "mentee_id"
    return bool(view.find(Pair, **{side: application.person_id}, status=PairStatus.ACTIVE))


def _decided_answer(decided: Application, person: Person, now: datetime, policy: Policy) -> StaffAnswer:
    language = policy.language
    on = day(language, policy.school.local_date(now))
    text = say(language, CELLS[decided.status], day=on, name=person.name)
    if not person.email:
        text = say(language, "applications.cell.no_address", name=person.name)
    return staff_answer(tabs.APPLICATIONS, decided.id, text, now)


def _consequences(before: Application, after: Application) -> tuple[Event, ...]:
    if after.status is ApplicationStatus.ACCEPTED:
        return (ApplicantAccepted(person_id=after.person_id, role=after.role),)
    if before.status is ApplicationStatus.ACCEPTED:
        return (AcceptanceRevoked(person_id=after.person_id, role=after.role),)
    return ()


def _decision_mail(application: Application, person: Person, policy: Policy) -> tuple[Effect, ...]:
    """The answer to the applicant. It needs no approval: staff's edit is the decision.

    A refusal waits for the next school morning, so that a slip of the hand in a drop-down can be put right.
    """
    steps = ("applications", application.id, "decision")
    dropped = unsend(policy, *steps, why="The decision or its words changed.")
    if not person.email:
        return (dropped,)
    return (dropped, _decision_letter(application, person, policy, key=mail_key(policy, *steps, _mark(application))))


def _decision_letter(application: Application, person: Person, policy: Policy, *, key: str) -> SendMail:
    values = applicant_values(person, application, policy)
    note: tuple[Paragraph, ...] = ()
    if application.note:
        words = say(person.language, "applications.words", lead=values["lead"], note=application.note)
        note = (Paragraph(text=words),)
    declined = application.status is ApplicationStatus.DECLINED
    return letter(
        key=key,
        to=to_pupil(person),
        words=LETTERS[application.status],
        policy=policy,
        values=values,
        extra=(*note, *(() if declined else pupil_links(person))),
        urgency=Urgency.ROUTINE if declined else Urgency.PROMPT,
    )


def _mark(application: Application) -> str:
    """Tells one answer to the applicant from the next: the decision, when it fell, and the words with it."""
    decided = application.decided_at.isoformat() if application.decided_at else ""
    return short_hash(application.status.value, decided, application.note, length=8)


def _noted(event: CellEdited, application: Application, person: Person, *, now: datetime, policy: Policy) -> Decision:
    noted = replace(application, note=event.value.strip())
    if noted == application:
        return NOTHING
    send = bool(noted.note) and application.status in LETTERS and bool(person.email)
    key = "applications.cell.note_sent" if send else "applications.cell.note_kept"
    answer = staff_answer(tabs.APPLICATIONS, application.id, say(policy.language, key, name=person.name), now)
    return Decision(
        changes=(noted, answer) if noted.note else (noted,),
        effects=_decision_mail(noted, person, policy) if send else (),
        reason=f"Staff wrote words to {person.name} about the application as {application.role.value}.",
        about=(person.id,),
    )

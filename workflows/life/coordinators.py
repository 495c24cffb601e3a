"""Student coordinators: they own the activity bank and the events, through forms, and see no personal data.

The workbook holds other pupils' data, so they never get it; the adult in charge gets a copy of all they do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import PutRow, RemoveRow, SendMail, Urgency
from workflows.events import ApplicantAccepted, CellEdited, ConsentGiven, Event, FormAnswered, ProgrammeStarted
from workflows.letters import letter, mail_key, pupil_links, to_lead, to_pupil
from workflows.life.activities import rows
from workflows.life.bank import NEEDS, PLACES, ROOM
from workflows.policy import Policy
from workflows.rules import (
    accepted,
    cell_word,
    first_answer,
    has_consent,
    needs_consent,
    person_by_address,
    short_hash,
    staff_answer,
)
from workflows.state import Idea, Person, SchoolEvent, StaffAnswer
from workflows.text.blocks import FormLink, Items
from workflows.text.say import say
from workflows.view import Overlay, View


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for student coordinators."""
    match event:
        case ProgrammeStarted() | ApplicantAccepted() | ConsentGiven():
            return _welcome(event, view, now, policy)
        case FormAnswered(form=forms.IDEA):
            return _idea(event, view, now, policy)
        case FormAnswered(form=forms.SCHOOL_EVENT):
            return _event(event, view, now, policy)
        case CellEdited(tab=pair_tabs.EVENTS, column="agreed"):
            return _agreed(event, view, now, policy)
    return NOTHING


def is_coordinator(person: Person | None, view: View, now: datetime, policy: Policy) -> bool:
    """Whether this pupil coordinates: named in the programme file, taking part, with consent where it is needed."""
    if person is None or person.withdrawn_at is not None or not accepted(view, person.id):
        return False
    named = {a.lower() for a in policy.coordinators.addresses}
    today = policy.school.local_date(now)
    may = not needs_consent(view, person.id, policy) or has_consent(view, person.id, today)
    return person.email in named and may


def _welcome(
    event: ProgrammeStarted | ApplicantAccepted | ConsentGiven, view: View, now: datetime, policy: Policy
) -> Decision:
    if isinstance(event, ProgrammeStarted):
        people = [person_by_address(view, a.lower()) for a in policy.coordinators.addresses]
    else:
        people = [view.get(Person, event.person_id)]
    mails = tuple(_mail(p, policy) for p in people if p is not None and is_coordinator(p, view, now, policy))
    reason = f"{len(mails)} student coordinators have their forms." if mails else ""
    return Decision(effects=mails, reason=reason, about=tuple(m.to.person_id for m in mails))


def _mail(person: Person, policy: Policy) -> SendMail:
    personal = (("person", person.id),)
    asked = ((forms.IDEA, "life.coordinator.idea"), (forms.SCHOOL_EVENT, "life.coordinator.event"))
    links = tuple(FormLink(label=say(person.language, key), form=form, personal=personal) for form, key in asked)
    year = policy.school.terms[0].starts_on.isoformat()
    return letter(
        key=mail_key(policy, "life", person.id, "coordinator", year),
        to=to_pupil(person),
        words="life.coordinator",
        policy=policy,
        values={"name": person.name},
        extra=(*links, *pupil_links(person)),
    )


# --- the bank ---------------------------------------------------------------------------------------


def _idea(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    person = view.get(Person, event.personal.get("person", ""))
    if person is None or not is_coordinator(person, view, now, policy):
        return Decision(reason="A change to the activity bank came in from nobody who coordinates.")
    name = first_answer(event.answers, "title")
    if first_answer(event.answers, "action").startswith("Take"):
        return _taken_out(name, person, view, policy)
    minutes = first_answer(event.answers, "minutes")
    need, place = first_answer(event.answers, "need"), first_answer(event.answers, "place")
    idea = Idea(
        id=f"own-{short_hash(name.lower())}",
        person_id=person.id,
        title=name[:80],
        text=first_answer(event.answers, "text")[:400],
        need=need if need in NEEDS else "",
        minutes=int(minutes) if minutes.isdigit() and len(minutes) < 4 else 20,
        place=place if place in PLACES else ROOM,
        at=now,
    )
    after = Overlay(view, (idea,))
    shown = tuple(r for r in rows(after, policy) if r.key == idea.id)
    copied = _copy(event.revision, idea.id, f"{idea.title}: {idea.text}", person, policy, step="idea")
    return Decision(
        changes=(idea,),
        effects=(*shown, copied),
        reason=f"{person.name} put an activity into the bank; the lead has a copy.",
        about=(person.id,),
    )


def _taken_out(name: str, person: Person, view: View, policy: Policy) -> Decision:
    found = [i for i in view.find(Idea, retired=False) if i.title.lower() == name.lower()]
    if not found:
        return Decision(reason=f"{person.name} wanted to take out an activity that no coordinator put in.")
    gone = tuple(replace(i, retired=True) for i in found)
    out = tuple(RemoveRow(tab=pair_tabs.ACTIVITIES, key=i.id) for i in found)
    copied = _copy("out", found[0].id, name, person, policy, step="idea_out")
    reason = f"{person.name} took an activity out of the bank; the lead has a copy."
    return Decision(changes=gone, effects=(*out, copied), reason=reason, about=(person.id,))


def _copy(revision: str, subject: str, text: str, person: Person, policy: Policy, *, step: str) -> SendMail:
    return letter(
        key=mail_key(policy, "life", person.id, step, subject, revision),
        to=to_lead(policy),
        words=f"life.{step}",
        policy=policy,
        values={"name": person.name},
        extra=(Items(lines=(text,)),),
        urgency=Urgency.ROUTINE,
    )


# --- events -----------------------------------------------------------------------------------------


def _event(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    person = view.get(Person, event.personal.get("person", ""))
    if person is None or not is_coordinator(person, view, now, policy):
        return Decision(reason="An event came in from nobody who coordinates.")
    on = _day(first_answer(event.answers, "on"))
    if on is None:
        return Decision(reason=f"{person.name} planned an event without a day like 2026-12-10.", about=(person.id,))
    planned = SchoolEvent(
        id=f"event-{short_hash(event.response_id)}",
        person_id=person.id,
        title=first_answer(event.answers, "title")[:80],
        on=on,
        place=first_answer(event.answers, "place")[:80],
        text=first_answer(event.answers, "text")[:400],
        at=now,
    )
    copied = _copy(event.revision, planned.id, f"{planned.title}, {on.isoformat()}", person, policy, step="event")
    return Decision(
        changes=(planned,),
        effects=(_row(planned, view), copied),
        reason=f"{person.name} planned an event for {on.isoformat()}; the lead decides in the Events tab.",
        about=(person.id,),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _row(planned: SchoolEvent, view: View) -> PutRow:
    said = view.get(StaffAnswer, f"{pair_tabs.EVENTS}:{planned.id}")
    cells = {
        "title": planned.title,
        "on": planned.on.isoformat(),
        "place": planned.place,
        "text": planned.text,
        "answer": said.text if said else "",
    }
    return PutRow(tab=pair_tabs.EVENTS, key=planned.id, cells=cells)


def _agreed(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    planned = view.get(SchoolEvent, event.row)
    person = view.get(Person, planned.person_id) if planned else None
    if planned is None or person is None:
        return Decision(reason=f"A cell was edited in a row of Events that stands for none ({event.row}).")
    agreed = cell_word(event.value) == "yes"
    text = say(policy.language, "life.event_agreed.cell" if agreed else "life.event_agreed.not_yet")
    answer = staff_answer(pair_tabs.EVENTS, planned.id, text, now)
    changed = replace(planned, agreed=agreed)
    mail: tuple[SendMail, ...] = ()
    if agreed and not planned.agreed and person.email and person.withdrawn_at is None:
        key = mail_key(policy, "life", person.id, "event-agreed", planned.id)
        values = {"name": person.name, "title": planned.title}
        words, links = "life.event_agreed", pupil_links(person)
        mail = (letter(key=key, to=to_pupil(person), words=words, policy=policy, values=values, extra=links),)
    row = _row(changed, Overlay(view, (answer,)))
    return Decision(changes=(changed, answer), effects=(row, *mail), reason=f"{planned.title}: {text}")

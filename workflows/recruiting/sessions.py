"""Information sessions: whoever signs up has it in the calendar. Guests do not see each other's names."""

from __future__ import annotations

from datetime import datetime, timedelta

from workflows import forms
from workflows.decision import Decision
from workflows.effects import Effect, PutMeeting
from workflows.events import FormAnswered
from workflows.letters import letter, mail_key, pupil_links, to_lead, to_pupil
from workflows.policy import InfoSession, Policy
from workflows.rules import first_answer
from workflows.state import Guest, Person
from workflows.text.say import day, say
from workflows.view import View


def signed_up(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    """A pupil chose a session, or another one than before."""
    person = view.get(Person, event.personal.get("person", ""))
    chosen = first_answer(event.answers, "session")
    session = next((s for s in policy.recruiting.sessions if forms.session_label(s, policy.language) == chosen), None)
    if person is None or person.withdrawn_at is not None or session is None:
        return Decision(reason="A sign-up for an information session came in that fits no pupil or no session.")
    held = {guest.session: guest for guest in view.find(Guest, person_id=person.id)}
    if session.id in held:
        return Decision(reason=f"{person.name} signed up again for the same information session.", about=(person.id,))
    guest = Guest(id=f"{session.id}:{person.id}", session=session.id, person_id=person.id, at=now)
    return Decision(
        changes=(guest,),
        effects=(entry(person, session, policy, cancelled=False), *_confirmed(person, session, policy)),
        reason=f"{person.name} comes to the information session {session.id}.",
        about=(person.id,),
    )


def entry(person: Person, session: InfoSession, policy: Policy, *, cancelled: bool) -> PutMeeting:
    """The session in one pupil's calendar. Each guest has an entry of their own, so that no list is shared."""
    lead = to_lead(policy)
    starts = policy.school.at(session.on, session.starts)
    room = session.room or policy.rooms[0].name
    return PutMeeting(
        key=mail_key(policy, "info", session.id, person.id),
        version=1 if cancelled else 0,
        title=say(person.language, "recruiting.session.title", programme=policy.name),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=session.minutes),
        organiser=lead.address.lower(),
        attendees=(person.email.lower(),),
        location=room,
        room_address="",
        description=say(person.language, "recruiting.session.why", programme=policy.name),
        about=(person.id,),
        cancelled=cancelled,
    )


def _confirmed(person: Person, session: InfoSession, policy: Policy) -> tuple[Effect, ...]:
    mail = letter(
        key=mail_key(policy, "recruiting", person.id, "session", session.id),
        to=to_pupil(person),
        words="recruiting.session",
        policy=policy,
        values={
            "name": person.name,
            "day": day(person.language, session.on),
            "time": f"{session.starts:%H:%M}",
            "room": session.room or policy.rooms[0].name,
        },
        extra=pupil_links(person),
    )
    return (mail,)


def left(person: Person, view: View, now: datetime, policy: Policy) -> Decision:
    """Somebody left: sessions to come go out of the calendar."""
    mine = {guest.session for guest in view.find(Guest, person_id=person.id)}
    ahead = [s for s in policy.recruiting.sessions if s.id in mine and policy.school.at(s.on, s.starts) > now]
    entries = tuple(entry(person, session, policy, cancelled=True) for session in ahead)
    reason = f"{person.name} left; the information session is cancelled for them." if entries else ""
    return Decision(effects=entries, reason=reason, about=(person.id,) if entries else ())

"""Who was there: by the word said in the room, or by the trainer's cell; who was not gets another place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workflows import pair_tabs, tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import Effect
from workflows.events import CellEdited, FormAnswered, TrainingRecorded
from workflows.letters import letter, mail_key, pupil_links, to_pupil
from workflows.policy import Policy
from workflows.rules import cell_word, first_answer, staff_answer
from workflows.sessions import telling
from workflows.sessions.planning import booked, called_off
from workflows.sessions.seating import MAKE_UP, MOVED, seat_all
from workflows.state import Person, Seat, SeatStatus, TrainingSession
from workflows.text.say import say
from workflows.view import Overlay, View

EARLY, LATE = timedelta(minutes=30), timedelta(days=5)  # a word typed after a weekend still counts


def morning(session: TrainingSession, view: View, policy: Policy) -> Decision:
    """Remind everybody with a place; the trainer gets the roster in groups, and the word."""
    people = [p for p in telling.roster(session, view) if p.email and p.withdrawn_at is None]
    mails = (
        *(telling.reminder(p, session, policy) for p in people),
        telling.to_trainer(session, people, view, policy),
    )
    about = tuple(p.id for p in people)
    return Decision(effects=mails, reason=f"Reminded {len(people)} mentors of today's training.", about=about)


def typed(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    """A mentor typed a word. Any session of today counts: somebody may have come to an alternate."""
    person = view.get(Person, event.personal.get("person", ""))
    if person is None:
        return Decision(reason="A word of a training session came in without a link that names a mentor.")
    word = cell_word(first_answer(event.answers, "word")).replace(" ", "")
    at = event.submitted_at
    held = (s for s in view.find(TrainingSession, cancelled=False) if s.starts_at - EARLY <= at <= s.ends_at + LATE)
    session = next((s for s in held if s.word == word), None)
    if session is None:
        return _wrong(event, person, policy)
    return came(session, person, view, now, policy)


def came(session: TrainingSession, person: Person, view: View, now: datetime, policy: Policy) -> Decision:
    """This mentor was in the room: every topic of the session is done."""
    key = f"{session.id}:{person.id}"
    known = view.get(Seat, key)
    if known is not None and known.status is SeatStatus.ATTENDED:
        return NOTHING
    there = Seat(id=key, session_id=session.id, person_id=person.id, status=SeatStatus.ATTENDED, at=now)
    on = policy.school.local_date(session.starts_at)
    return Decision(
        changes=(there,),
        effects=(telling.row(session, Overlay(view, (there,)), policy),),
        events=tuple(TrainingRecorded(person_id=person.id, topic=t, completed_on=on) for t in session.topics),
        reason=f"{person.name} was at training session {session.id}.",
        about=(person.id,),
    )


def _wrong(event: FormAnswered, person: Person, policy: Policy) -> Decision:
    mail: tuple[Effect, ...] = ()
    if person.email and person.withdrawn_at is None:
        key = mail_key(policy, "sessions", person.id, "wrong", event.response_id, event.revision)
        links = pupil_links(person)
        words = "sessions.wrong"
        values = {"name": person.name}
        mail = (letter(key=key, to=to_pupil(person), words=words, policy=policy, values=values, extra=links),)
    return Decision(effects=mail, reason=f"{person.name} typed a word that no session has.", about=(person.id,))


def closed(session: TrainingSession, view: View, now: datetime, policy: Policy) -> Decision:
    """The list is closed: who had a place and was not there makes up for every topic missed."""
    absent = booked(session.id, view)
    if not absent:
        return NOTHING
    missed = tuple(replace(s, status=SeatStatus.MISSED, at=now) for s in absent)
    seen = Overlay(view, missed)
    noted = Decision(
        changes=missed,
        effects=(telling.row(session, seen, policy),),
        reason=f"{len(missed)} mentors missed training session {session.id}.",
        about=tuple(s.person_id for s in missed),
    )
    return noted.and_then(seat_all([s.person_id for s in missed], seen, now, policy, words=MAKE_UP))


def cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    """Staff said that all came, or called the session off."""
    session = view.get(TrainingSession, event.row)
    if session is None:
        return Decision(reason=f"A cell was edited in a row of Sessions that stands for no session ({event.row}).")
    word = cell_word(event.value)
    if word == pair_tabs.ALL_CAME and session.starts_at <= now and not session.cancelled:
        return _all_came(session, view, now, policy)
    if word == tabs.CANCEL and session.starts_at > now and not session.cancelled:
        return _cancelled(session, view, now, policy)
    key = "sessions.cell.unknown" if word else "sessions.cell.blank"
    if word in (pair_tabs.ALL_CAME, tabs.CANCEL):
        key = "sessions.cell.not_now"
    return _told(session, say(policy.language, key), view, now, policy)


def _all_came(session: TrainingSession, view: View, now: datetime, policy: Policy) -> Decision:
    decision = NOTHING
    for one in booked(session.id, view):
        person = view.get(Person, one.person_id)
        if person is not None:
            decision = decision.and_then(came(session, person, Overlay(view, decision.changes), now, policy))
    text = say(policy.language, "sessions.cell.all_came", count=len(decision.changes))
    return decision.and_then(_told(session, text, Overlay(view, decision.changes), now, policy))


def _cancelled(session: TrainingSession, view: View, now: datetime, policy: Policy) -> Decision:
    people = [s.person_id for s in booked(session.id, view)]
    off = called_off(session, view, now, policy)
    seen = Overlay(view, off.changes)
    off = off.and_then(seat_all(people, seen, now, policy, words=MOVED))
    text = say(policy.language, "sessions.cell.cancelled", count=len(people))
    seen = Overlay(view, off.changes)
    return off.and_then(_told(seen.get(TrainingSession, session.id) or session, text, seen, now, policy))


def _told(session: TrainingSession, text: str, view: View, now: datetime, policy: Policy) -> Decision:
    answer = staff_answer(pair_tabs.SESSIONS, session.id, text, now)
    row = telling.row(session, Overlay(view, (answer,)), policy)
    return Decision(changes=(answer,), effects=(row,), reason=f"Training session {session.id}: {text}")

"""What the world sees of a training session: a calendar entry, a row, mails."""

from __future__ import annotations

from collections.abc import Sequence

from workflows import forms, pair_tabs
from workflows.effects import PutMeeting, PutRow, SendMail, Urgency
from workflows.letters import letter, mail_key, pupil_links, to_pupil, to_staff
from workflows.policy import Policy
from workflows.rules import short_hash
from workflows.state import Pair, Person, Seat, SeatStatus, StaffAnswer, TrainingSession
from workflows.text.blocks import Block, FormLink, Heading, Items, Paragraph
from workflows.text.say import day, say
from workflows.view import View

_IN_IT = (SeatStatus.BOOKED, SeatStatus.ATTENDED)


def entry_key(session_id: str, policy: Policy) -> str:
    """The key of the session's calendar entry."""
    return f"{policy.key}/training/{session_id}"


def session_of(entry: str, policy: Policy) -> str:
    """The session in the key of a calendar entry, or "" when the entry is not one of ours."""
    prefix = f"{policy.key}/training/"
    return entry.removeprefix(prefix) if entry.startswith(prefix) else ""


def roster(session: TrainingSession, view: View) -> tuple[Person, ...]:
    """Who has a place in it or was there, by name."""
    seats = (s for s in view.find(Seat, session_id=session.id) if s.status in _IN_IT)
    people = (view.get(Person, s.person_id) for s in seats)
    return tuple(sorted((p for p in people if p is not None), key=lambda p: (p.name, p.id)))


def entry(session: TrainingSession, view: View, policy: Policy) -> PutMeeting:
    """The session as it should stand in the calendars of the trainer and of everybody with a place."""
    people = [p for p in roster(session, view) if p.email and p.withdrawn_at is None]
    trainer = policy.staff_member(session.trainer)
    return PutMeeting(
        key=entry_key(session.id, policy),
        version=session.version,
        title=say(policy.language, "sessions.title", programme=policy.name),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        organiser=trainer.email.lower(),
        attendees=tuple(p.email for p in people),
        location=session.room,
        room_address=next((r.email.lower() for r in policy.rooms if r.name == session.room), ""),
        description=say(policy.language, "sessions.description", topics=", ".join(session.topics)),
        about=tuple(p.id for p in people),
        cancelled=session.cancelled,
    )


def row(session: TrainingSession, view: View, policy: Policy) -> PutRow:
    """The session's row, with its roster."""
    people = roster(session, view)
    came = [s for s in view.find(Seat, session_id=session.id) if s.status is SeatStatus.ATTENDED]
    said = view.get(StaffAnswer, f"{pair_tabs.SESSIONS}:{session.id}")
    cells = {
        "when": when(session, policy, policy.language),
        "room": session.room,
        "trainer": policy.staff_member(session.trainer).name,
        "topics": ", ".join(session.topics),
        "places": say(policy.language, "sessions.places", taken=len(people), capacity=session.capacity),
        "roster": ", ".join(p.name for p in people),
        "came": str(len(came)),
        "status": say(policy.language, "sessions.off" if session.cancelled else "sessions.on"),
        "answer": said.text if said else "",
    }
    return PutRow(tab=pair_tabs.SESSIONS, key=session.id, cells=cells)


def when(session: TrainingSession, policy: Policy, language: str) -> str:
    """Day and time in words."""
    school = policy.school
    begins, ends = school.local(session.starts_at), school.local(session.ends_at)
    return f"{day(language, begins.date())}, {begins:%H:%M}–{ends:%H:%M}"


def groups(people: Sequence[Person], view: View, size: int) -> tuple[tuple[Person, ...], ...]:
    """Small groups for role-play, dealt out like cards, so that grades and experience are spread evenly."""
    count = -(-len(people) // max(1, size))
    ranked = sorted(people, key=lambda p: (len(view.find(Pair, mentor_id=p.id)), p.grade, p.id), reverse=True)
    return tuple(tuple(ranked[start::count]) for start in range(count))


# --- mails ------------------------------------------------------------------------------------------


def invitation(
    person: Person, taken: Sequence[TrainingSession], others: Sequence[TrainingSession], policy: Policy, *, words: str
) -> SendMail:
    """Where and when this mentor is expected, what else there is, and what to read first."""
    language = person.language
    blocks: list[Block] = [Items(lines=tuple(_line(s, policy, language) for s in taken))]
    if others:
        blocks += [Heading(text=say(language, "sessions.alternates"))]
        blocks += [Items(lines=tuple(_line(s, policy, language) for s in others))]
    if policy.training.preread:
        blocks.append(Paragraph(text=say(language, "sessions.preread", what=policy.training.preread)))
    stamp = short_hash(*(f"{s.id}/{s.version}" for s in taken), length=8)
    return letter(
        key=mail_key(policy, "sessions", person.id, words.rpartition(".")[2], stamp),
        to=to_pupil(person),
        words=words,
        policy=policy,
        values={"name": person.name},
        extra=(*blocks, *pupil_links(person)),
    )


def _line(session: TrainingSession, policy: Policy, language: str) -> str:
    topics = ", ".join(session.topics)
    return say(language, "sessions.line", when=when(session, policy, language), room=session.room, topics=topics)


def reminder(person: Person, session: TrainingSession, policy: Policy) -> SendMail:
    """On the morning of the session, with the form for the word."""
    personal = (("session", session.id), ("person", person.id))
    link = FormLink(
        label=say(person.language, "sessions.today.link"),
        form=forms.ATTENDANCE,
        personal=personal,
    )
    return letter(
        key=mail_key(policy, "sessions", person.id, "today", session.id, str(session.version)),
        to=to_pupil(person),
        words="sessions.today",
        policy=policy,
        values={"name": person.name, "when": when(session, policy, person.language), "room": session.room},
        extra=(link, *pupil_links(person)),
        urgency=Urgency.ROUTINE,
    )


def to_trainer(session: TrainingSession, people: Sequence[Person], view: View, policy: Policy) -> SendMail:
    """On the morning of the session: the roster in groups, and the word to say aloud."""
    to = to_staff(policy, session.trainer)
    parted = groups(people, view, policy.training.group_size)
    lines = tuple(
        say(to.language, "sessions.group", number=n, names=", ".join(p.name for p in group))
        for n, group in enumerate(parted, 1)
    )
    return letter(
        key=mail_key(policy, "sessions", session.id, "trainer", str(session.version)),
        to=to,
        words="sessions.trainer",
        policy=policy,
        values={
            "when": when(session, policy, to.language),
            "room": session.room,
            "word": session.word,
            "count": len(people),
        },
        extra=(Items(lines=lines),),
        urgency=Urgency.ROUTINE,
    )

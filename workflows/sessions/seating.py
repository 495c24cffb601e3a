"""Who sits where: each mentor gets the earliest sessions that cover what is left, make-ups included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from workflows.decision import NOTHING, Decision
from workflows.effects import Effect, SendMail, Urgency
from workflows.letters import letter, mail_key, to_lead, unsend
from workflows.policy import Policy
from workflows.rules import accepted, has_consent, short_hash, topics_left
from workflows.sessions import telling
from workflows.sessions.planning import list_anew
from workflows.state import Meeting, MeetingStatus, Person, Role, Seat, SeatStatus, TrainingSession
from workflows.view import Overlay, View

INVITE, MAKE_UP, MOVED = "sessions.invite", "sessions.make_up", "sessions.moved"


def may_sit(person: Person | None, view: View, now: datetime, policy: Policy) -> bool:
    """Whether this pupil may be asked into a calendar entry: an accepted mentor whose guardian agreed."""
    if person is None or person.withdrawn_at is not None or not accepted(view, person.id, Role.MENTOR):
        return False
    asked = Role.MENTOR.value in policy.consent.needed_for
    return not asked or has_consent(view, person.id, policy.school.local_date(now))


def seat(person_id: str, view: View, now: datetime, policy: Policy, *, words: str = INVITE) -> Decision:
    """Give a mentor places for every topic that is left and not yet booked; tell the lead what has no session."""
    person = view.get(Person, person_id)
    if person is None or not may_sit(person, view, now, policy):
        return NOTHING
    coming = _coming(view, now, policy)
    mine = {s.session_id: s for s in view.find(Seat, person_id=person_id)}
    left = [t for t in topics_left(view, person_id, policy) if not _is_booked(t, coming, mine)]
    open_ = [s for s in coming if s.id not in mine and _has_room(s, view) and not _clashes(s, person_id, view)]
    chosen = _earliest(left, open_)
    covered = {topic for s in chosen for topic in s.topics}
    lacking = tuple(t for t in left if t in _taught(policy) and t not in covered)
    decision = _nowhere(person, lacking, policy) if lacking else NOTHING
    if not chosen:
        return decision
    others = [s for s in open_ if s not in chosen and {*s.topics} & {*left}][:3]
    mails = (telling.invitation(person, chosen, others, policy, words=words),) if person.email else ()
    return decision.and_then(_seated(person, chosen, view, now, policy)).and_then(Decision(effects=mails))


def _seated(person: Person, sessions: Sequence[TrainingSession], view: View, now: datetime, policy: Policy) -> Decision:
    """The places taken, and the sessions' rows and lists as they are then."""
    seats = tuple(_seat(s, person, now) for s in sessions)
    seen = Overlay(view, seats)
    return Decision(
        changes=seats,
        effects=tuple(telling.row(s, seen, policy) for s in sessions),
        timers=list_anew([s.id for s in sessions], now, policy),
        reason=f"{person.name} has a place in training: {', '.join(s.id for s in sessions)}.",
        about=(person.id,),
    )


def seat_all(people: Sequence[str], view: View, now: datetime, policy: Policy, *, words: str = INVITE) -> Decision:
    """Seat one after the other; each sees the places that those before took."""
    decision = NOTHING
    for person in people:
        decision = decision.and_then(seat(person, Overlay(view, decision.changes), now, policy, words=words))
    return decision


def _coming(view: View, now: datetime, policy: Policy) -> list[TrainingSession]:
    """Sessions that begin tomorrow or later, the earliest first: nobody is called to one on the same day."""
    school = policy.school
    soonest = school.at(school.local_date(now) + timedelta(days=1), time.min)
    found = (s for s in view.find(TrainingSession, cancelled=False) if s.starts_at >= soonest)
    return sorted(found, key=lambda s: (s.starts_at, s.id))


def _is_booked(topic: str, coming: Sequence[TrainingSession], mine: dict[str, Seat]) -> bool:
    return any(topic in s.topics and s.id in mine and mine[s.id].status is SeatStatus.BOOKED for s in coming)


def _has_room(session: TrainingSession, view: View) -> bool:
    return len(view.find(Seat, session_id=session.id, status=SeatStatus.BOOKED)) < session.capacity


def _clashes(session: TrainingSession, person_id: str, view: View) -> bool:
    planned = MeetingStatus.PLANNED
    meetings = (*view.find(Meeting, mentor_id=person_id, status=planned), *_as_mentee(person_id, view))
    return any(m.starts_at < session.ends_at and session.starts_at < m.ends_at for m in meetings)


def _as_mentee(person_id: str, view: View) -> Sequence[Meeting]:
    return view.find(Meeting, mentee_id=person_id, status=MeetingStatus.PLANNED)


def _earliest(left: Sequence[str], open_: Sequence[TrainingSession]) -> list[TrainingSession]:
    """The earliest session for each topic that none chosen so far covers, none at the same time as another."""
    chosen: list[TrainingSession] = []
    for topic in left:
        if any(topic in s.topics for s in chosen):
            continue
        free = (s for s in open_ if topic in s.topics and not any(_overlap(s, c) for c in chosen))
        chosen += [s for s in [next(free, None)] if s is not None]
    return chosen


def _overlap(one: TrainingSession, other: TrainingSession) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _taught(policy: Policy) -> frozenset[str]:
    """Topics learnt in a room; the quiz and the scenarios are answered at home."""
    rules = policy.training
    return frozenset(t for plan in rules.sessions for t in (plan.topics or rules.topics))


def _seat(session: TrainingSession, person: Person, now: datetime) -> Seat:
    booked = SeatStatus.BOOKED
    return Seat(id=f"{session.id}:{person.id}", session_id=session.id, person_id=person.id, status=booked, at=now)


def _nowhere(person: Person, lacking: tuple[str, ...], policy: Policy) -> Decision:
    mail: SendMail = letter(
        key=mail_key(policy, "sessions", person.id, "nowhere", short_hash(*lacking, length=8)),
        to=to_lead(policy),
        words="sessions.nowhere",
        policy=policy,
        values={"name": person.name, "topics": ", ".join(lacking)},
        urgency=Urgency.ROUTINE,
    )
    reason = f"No session is left in which {person.name} could learn {', '.join(lacking)}; the lead was told."
    return Decision(effects=(mail,), reason=reason, about=(person.id,))


# --- giving places back -----------------------------------------------------------------------------


def leave(person_id: str, view: View, now: datetime, policy: Policy, *, why: str) -> Decision:
    """Take somebody who may not come any more out of every session to come, at once."""
    seats = _ahead(person_id, view, now)
    drop = unsend(policy, "sessions", person_id, why=why)
    if not seats:
        return Decision(effects=(drop,))
    left = tuple(replace(s, status=SeatStatus.LEFT, at=now) for s in seats)
    seen = Overlay(view, left)
    sessions = [s for s in (view.get(TrainingSession, x.session_id) for x in seats) if s is not None]
    fresh = [replace(s, version=s.version + 1) for s in sessions]
    effects: list[Effect] = [drop]
    for session in fresh:
        effects += [telling.entry(session, seen, policy), telling.row(session, seen, policy)]
    return Decision(
        changes=(*left, *fresh),
        effects=tuple(effects),
        reason=f"A place in {len(left)} training sessions is free again: {why}",
        about=(person_id,),
    )


def not_needed(person_id: str, view: View, now: datetime, policy: Policy) -> Decision:
    """Give back places in sessions that teach nothing this mentor still lacks."""
    left = {*topics_left(view, person_id, policy)}
    sessions = {s.id: view.get(TrainingSession, s.session_id) for s in _ahead(person_id, view, now)}
    useless = [key for key, s in sessions.items() if s is not None and not left & {*s.topics}]
    seats = [s for s in _ahead(person_id, view, now) if s.id in useless]
    if not seats:
        return NOTHING
    return Decision(
        changes=tuple(replace(s, status=SeatStatus.LEFT, at=now) for s in seats),
        timers=list_anew([s.session_id for s in seats], now, policy),
        reason="A place in a training session is given back: nothing taught there is left to do.",
        about=(person_id,),
    )


def _ahead(person_id: str, view: View, now: datetime) -> list[Seat]:
    seats = view.find(Seat, person_id=person_id, status=SeatStatus.BOOKED)
    sessions = {s.id: s for s in view.find(TrainingSession) if s.starts_at > now}
    return [s for s in seats if s.session_id in sessions]

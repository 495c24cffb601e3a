"""From the programme file to sessions that stand in calendars and in the Sessions tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.policy import Policy, SessionPlan
from workflows.rules import short_hash
from workflows.sessions import telling
from workflows.state import Seat, SeatStatus, TrainingSession
from workflows.view import Overlay, View

MORNING, ROSTER, CLOSE = "sessions.morning", "sessions.roster", "sessions.close"
BEFORE_DIGEST = timedelta(minutes=20)  # so that reminders are in that morning's one mail
_WORDS = (
    "amber",
    "birch",
    "cedar",
    "comet",
    "coral",
    "delta",
    "falcon",
    "forest",
    "harbour",
    "island",
    "lantern",
    "meadow",
)


def planned(fingerprint: str, view: View, now: datetime, policy: Policy) -> Decision:
    """Make sessions stand as the programme file has them. One that staff cancelled stays cancelled."""
    wanted = {plan.id: _session(plan, fingerprint, policy) for plan in policy.training.sessions}
    decision = NOTHING
    for known in view.find(TrainingSession):
        if known.id not in wanted and not known.cancelled and known.ends_at > now:
            decision = decision.and_then(called_off(known, view, now, policy))
    for session in wanted.values():
        before = view.get(TrainingSession, session.id)
        changed = session if before is None else _renewed(session, before)
        if changed != before and changed.ends_at > now:
            decision = decision.and_then(stand(changed, view, now, policy))
    return decision


def _session(plan: SessionPlan, fingerprint: str, policy: Policy) -> TrainingSession:
    starts_at = policy.school.at(plan.on, plan.starts)
    return TrainingSession(
        id=plan.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=plan.minutes),
        room=plan.room or policy.rooms[0].name,
        trainer=plan.trainer or policy.roles.lead,
        capacity=plan.capacity,
        topics=plan.topics or policy.training.topics,
        word=_word(plan, fingerprint),
    )


def _word(plan: SessionPlan, fingerprint: str) -> str:
    """A word with a number that only somebody in the room knows: pupils never see the whole programme file."""
    number = int(short_hash(fingerprint, plan.id, plan.on.isoformat()), 16)
    return f"{_WORDS[number % len(_WORDS)]}{number // len(_WORDS) % 90 + 10}"


def _renewed(wanted: TrainingSession, before: TrainingSession) -> TrainingSession:
    same = replace(wanted, word=before.word, version=before.version, cancelled=before.cancelled)
    return before if same == before or before.cancelled else replace(same, version=before.version + 1)


def stand(session: TrainingSession, view: View, now: datetime, policy: Policy) -> Decision:
    """The session as it now is: in state, calendars, tab and timers."""
    seen = Overlay(view, (session,))
    return Decision(
        changes=(session,),
        effects=(telling.entry(session, seen, policy), telling.row(session, seen, policy)),
        timers=_timers(session, now, policy),
        reason=f"Training session {session.id} stands in the calendar.",
    )


def called_off(session: TrainingSession, view: View, now: datetime, policy: Policy) -> Decision:
    """The session does not take place: out of the calendars, and every place in it is free again."""
    off = replace(session, cancelled=True, version=session.version + 1)
    freed = tuple(replace(s, status=SeatStatus.LEFT, at=now) for s in booked(session.id, view))
    # The entry still names its guests, so that their calendars are told.
    entry = telling.entry(off, view, policy)
    return Decision(
        changes=(off, *freed),
        effects=(entry, telling.row(off, Overlay(view, (off, *freed)), policy)),
        timers=tuple(CancelTimer(kind=kind, subject=session.id) for kind in (MORNING, ROSTER, CLOSE)),
        reason=f"Training session {session.id} is called off; its {len(freed)} mentors get other places.",
        about=tuple(s.person_id for s in freed),
    )


def booked(session_id: str, view: View) -> Sequence[Seat]:
    """The places taken in a session that is still to come."""
    return view.find(Seat, session_id=session_id, status=SeatStatus.BOOKED)


def _timers(session: TrainingSession, now: datetime, policy: Policy) -> tuple[Timer, ...]:
    school = policy.school
    on = school.local_date(session.starts_at)
    morning = school.at(on, policy.messages.digest_at) - BEFORE_DIGEST
    # Who forgot to type the word may do so until noon of the next school day.
    close = school.at(school.school_day_after(on), time(12))
    return tuple(
        Timer(kind=kind, subject=session.id, due_at=due)
        for kind, due in ((MORNING, morning), (CLOSE, close))
        if due > now
    )


def list_anew(sessions: Sequence[str], now: datetime, policy: Policy) -> tuple[Timer, ...]:
    """The guests of these sessions changed: calendars hear of it once, on the next school morning.

    Otherwise every mentor who is given a place would send a fresh invitation to all the others.
    """
    due = policy.school.school_morning(now, policy.matching.draft_at)
    return tuple(Timer(kind=ROSTER, subject=session, due_at=due) for session in dict.fromkeys(sessions))

"""Closure: every pair that is over says goodbye and is asked how it was; nothing is left open.

The end of a pair opens its closure. The goodbye meeting is booked by `meetings`, the questions are asked by
`feedback`; here is only kept what is still missing, until all is done or the time for it is up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from workflows import forms, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency
from workflows.events import (
    ConsentEnded,
    Event,
    FeedbackSettled,
    FeedbackWanted,
    GoodbyeArranged,
    GoodbyeWanted,
    MeetingSettled,
    PairEnded,
    PersonErased,
    PersonWithdrew,
    TimerFired,
)
from workflows.letters import letter, mail_key, to_lead
from workflows.policy import Policy
from workflows.rules import has_consent, may_take_part, names_of
from workflows.state import Closure, Goodbye, Meeting, MeetingStatus, Pair, Person, Role
from workflows.text.say import say
from workflows.view import View

CLOSE = "closure.close"
OCCASION = "closure-"
_OPEN_GOODBYES = (Goodbye.ASKED, Goodbye.PLANNED)


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for closures."""
    match event:
        case PairEnded():
            return _opened(event, view, now, policy)
        case GoodbyeArranged():
            return _arranged(view.get(Closure, event.pair_id), event, view, policy)
        case MeetingSettled():
            return _met(view.get(Closure, event.pair_id), event, view, now=now, policy=policy)
        case FeedbackSettled() if event.occasion.startswith(OCCASION):
            return _said(event, view, now, policy)
        case PersonWithdrew() | ConsentEnded():
            return _left(event.person_id, view, now, policy)
        case TimerFired(kind="closure.close"):
            return _time_up(view.get(Closure, event.subject), view, now, policy)
        case PersonErased():
            return Decision(timers=tuple(CancelTimer(kind=CLOSE, subject=c.id) for c in _of(event.person_id, view)))
    return NOTHING


# --- opened -----------------------------------------------------------------------------------------


def _opened(event: PairEnded, view: View, now: datetime, policy: Policy) -> Decision:
    pair = view.get(Pair, event.pair_id)
    if not policy.closure.on or pair is None or view.get(Closure, pair.id) is not None:
        return NOTHING
    hindrance = _hindrance(pair, view, now, policy)
    asked = [person for person, role in _sides(pair) if _may_be_asked(person, role, view, now=now, policy=policy)]
    closure = Closure(
        id=pair.id,
        pair_id=pair.id,
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        why=event.why,
        opened_at=now,
        planned=event.planned,
        goodbye=Goodbye.IMPOSSIBLE if hindrance else Goodbye.ASKED,
        goodbye_why=hindrance,
        waits_for=tuple(asked),
    )
    school = policy.school
    due = school.at(
        school.school_day_after(school.local_date(now), policy.closure.close_after), school.local(now).time()
    )
    opened = Decision(
        changes=(closure,),
        effects=(_row(closure, view, policy), *_tell_lead(closure, view, policy)),
        timers=(Timer(kind=CLOSE, subject=pair.id, due_at=due),),
        events=(
            *(() if hindrance else (GoodbyeWanted(pair_id=pair.id),)),
            *(_question(closure, person, view) for person in asked),
        ),
        reason=f"{names_of(pair, view)} are no pair any more: goodbye {closure.goodbye.value}, {len(asked)} asked.",
        about=(pair.mentor_id, pair.mentee_id),
    )
    # Nobody can be asked and nobody can meet: there is nothing to wait for.
    return opened if asked or not hindrance else opened.and_then(_closed(closure, view, now, policy))


def _sides(pair: Pair | Closure) -> tuple[tuple[str, Role], ...]:
    return ((pair.mentor_id, Role.MENTOR), (pair.mentee_id, Role.MENTEE))


def _hindrance(pair: Pair, view: View, now: datetime, policy: Policy) -> str:
    """Why the two cannot meet to say goodbye, or ""."""
    today = policy.school.local_date(now)
    for person_id, role in _sides(pair):
        missing = may_take_part(person_id, role, view, policy, today=today)
        if missing:
            person = view.get(Person, person_id)
            return f"{person.name if person else person_id}: {missing[0]}"
    return ""


def _may_be_asked(person_id: str, role: Role, view: View, *, now: datetime, policy: Policy) -> bool:
    """Nobody who left, and nobody whose guardian took the permission back, is written to any more."""
    person = view.get(Person, person_id)
    if person is None or not person.email or person.withdrawn_at is not None:
        return False
    needed = role.value in policy.consent.needed_for
    return not needed or has_consent(view, person_id, policy.school.local_date(now))


def _question(closure: Closure, person_id: str, view: View) -> FeedbackWanted:
    other = closure.mentee_id if person_id == closure.mentor_id else closure.mentor_id
    partner = view.get(Person, other)
    return FeedbackWanted(
        occasion=OCCASION + closure.pair_id,
        form=forms.EXIT,
        person_id=person_id,
        partner=partner.name if partner else "",
    )


def _tell_lead(closure: Closure, view: View, policy: Policy) -> tuple[SendMail, ...]:
    """When the two cannot meet any more, a person has to carry the goodbye from one to the other."""
    if closure.goodbye is not Goodbye.IMPOSSIBLE:
        return ()
    mail = letter(
        key=mail_key(policy, "closure", closure.pair_id, "lead"),
        to=to_lead(policy),
        words="closure.lead",
        policy=policy,
        values={"pair": names_of(closure, view), "why": closure.goodbye_why},
        urgency=Urgency.ROUTINE,
    )
    return (mail,)


# --- what comes in ----------------------------------------------------------------------------------


def _arranged(closure: Closure | None, event: GoodbyeArranged, view: View, policy: Policy) -> Decision:
    if closure is None or closure.goodbye is not Goodbye.ASKED:
        return NOTHING
    goodbye = Goodbye.PLANNED if event.meeting_id else Goodbye.IMPOSSIBLE
    after = replace(closure, goodbye=goodbye, goodbye_meeting=event.meeting_id, goodbye_why=event.why)
    return Decision(
        changes=(after,),
        effects=(_row(after, view, policy), *_tell_lead(after, view, policy)),
        reason=f"Goodbye of {names_of(closure, view)}: {goodbye.value}. {event.why}".strip(),
        about=(closure.mentor_id, closure.mentee_id),
    )


def _met(closure: Closure | None, event: MeetingSettled, view: View, *, now: datetime, policy: Policy) -> Decision:
    if closure is None or event.meeting_id != closure.goodbye_meeting:
        return NOTHING
    goodbye = Goodbye.HELD if event.outcome == MeetingStatus.HELD.value else Goodbye.MISSED
    return _noted(replace(closure, goodbye=goodbye), view, now, policy)


def _said(event: FeedbackSettled, view: View, now: datetime, policy: Policy) -> Decision:
    closure = view.get(Closure, event.occasion.removeprefix(OCCASION))
    if closure is None:
        return NOTHING
    answered = (event.person_id,) if event.answered and event.person_id not in closure.answered else ()
    after = replace(
        closure,
        waits_for=tuple(p for p in closure.waits_for if p != event.person_id),
        answered=(*closure.answered, *answered),
    )
    return _noted(after, view, now, policy) if after != closure else NOTHING


def _left(person_id: str, view: View, now: datetime, policy: Policy) -> Decision:
    """Somebody left while the closure was open: the goodbye cannot be any more."""
    decision = NOTHING
    for closure in _of(person_id, view):
        waits = tuple(p for p in closure.waits_for if p != person_id)
        goodbye = Goodbye.IMPOSSIBLE if closure.goodbye in _OPEN_GOODBYES else closure.goodbye
        after = replace(closure, waits_for=waits, goodbye=goodbye)
        if closure.closed_at is None and after != closure:
            decision = decision.and_then(_noted(after, view, now, policy))
    return decision


def _of(person_id: str, view: View) -> Sequence[Closure]:
    return (*view.find(Closure, mentor_id=person_id), *view.find(Closure, mentee_id=person_id))


def _noted(closure: Closure, view: View, now: datetime, policy: Policy) -> Decision:
    done = not closure.waits_for and closure.goodbye not in _OPEN_GOODBYES
    if done and closure.closed_at is None:
        return _closed(closure, view, now, policy)
    return Decision(changes=(closure,), effects=(_row(closure, view, policy),))


def _time_up(closure: Closure | None, view: View, now: datetime, policy: Policy) -> Decision:
    if closure is None or closure.closed_at is not None:
        return NOTHING
    meeting = view.get(Meeting, closure.goodbye_meeting)
    if meeting is not None and meeting.ends_at > now and meeting.status is MeetingStatus.PLANNED:
        # The goodbye was moved beyond the day: the pair stays open until it is over.
        later = policy.school.school_day_after(policy.school.local_date(meeting.ends_at), 2)
        due = policy.school.at(later, policy.school.local(meeting.ends_at).time())
        return Decision(timers=(Timer(kind=CLOSE, subject=closure.id, due_at=due),))
    goodbye = Goodbye.MISSED if closure.goodbye in _OPEN_GOODBYES else closure.goodbye
    return _closed(replace(closure, goodbye=goodbye, waits_for=()), view, now, policy)


def _closed(closure: Closure, view: View, now: datetime, policy: Policy) -> Decision:
    after = replace(closure, closed_at=now)
    return Decision(
        changes=(after,),
        effects=(_row(after, view, policy),),
        timers=(CancelTimer(kind=CLOSE, subject=closure.id),),
        reason=f"Closed: {names_of(closure, view)}, goodbye {after.goodbye.value}, {len(after.answered)} answered.",
        about=(closure.mentor_id, closure.mentee_id),
    )


def _row(closure: Closure, view: View, policy: Policy) -> PutRow:
    school, language = policy.school, policy.language
    held = len(view.find(Meeting, pair_id=closure.pair_id, status=MeetingStatus.HELD))
    goodbye = closure.goodbye.value + (f": {closure.goodbye_why}" if closure.goodbye_why else "")
    status = (
        say(language, "closure.status.closed", day=school.local_date(closure.closed_at).isoformat())
        if closure.closed_at
        else say(language, "closure.status.open", count=len(closure.waits_for))
    )
    cells = {
        "pair": names_of(closure, view),
        "ended": school.local_date(closure.opened_at).isoformat(),
        "why": closure.why,
        "held": str(held),
        "goodbye": goodbye,
        "answered": str(len(closure.answered)),
        "status": status,
    }
    return PutRow(tab=tabs.CLOSURES, key=closure.id, cells=cells)

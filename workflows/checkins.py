"""Check-ins: both sides are asked after every meeting; nothing counts as held until somebody says so."""

from __future__ import annotations

from datetime import datetime

from workflows import forms, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency
from workflows.events import (
    MEETING_ENDED,
    CheckedIn,
    Event,
    FormAnswered,
    MeetingSettled,
    TimerFired,
)
from workflows.letters import letter, mail_key, pupil_links, to_pupil, unsend
from workflows.policy import Policy
from workflows.rules import first_answer
from workflows.state import CheckIn, Meeting, MeetingStatus, Outcome, Person, SupportNeed
from workflows.text.blocks import FormLink
from workflows.text.say import day, say
from workflows.view import View

CHASE, GIVE_UP = "checkins.chase", "checkins.give_up"
BY = "check-ins"
PICTURES = "👍🚶❌😢🙁😐🙂😀👌😓 "
"""What stands before the words of the form in pictures."""
UNCONFIRMED = MeetingStatus.UNCONFIRMED.value
_OUTCOMES = {
    "yes": Outcome.HELD,
    "no, somebody did not come": Outcome.MISSED,
    "no, it was cancelled": Outcome.CANCELLED,
}


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for check-ins."""
    match event:
        case TimerFired():
            return _timer(event, view, policy)
        case FormAnswered(form=forms.CHECK_IN | forms.CHECK_IN_PICTURES):
            return _answered(event, view, now, policy)
        case MeetingSettled():
            return _settled(event, policy)
    return NOTHING


# --- asking -----------------------------------------------------------------------------------------


def _timer(event: TimerFired, view: View, policy: Policy) -> Decision:
    if event.kind not in (MEETING_ENDED, CHASE, GIVE_UP):
        return NOTHING
    meeting = view.get(Meeting, event.subject)
    if meeting is None or meeting.status is MeetingStatus.CANCELLED:
        return NOTHING
    if event.kind == MEETING_ENDED:
        return _ask(meeting, view, policy)
    return _chase(meeting, view, policy) if event.kind == CHASE else _give_up(meeting)


def _ask(meeting: Meeting, view: View, policy: Policy) -> Decision:
    # Routine: the questions wait for the next morning's digest, so that nobody gets two mails on one day.
    chase = _after(meeting, policy.checkins.chase_after, policy)
    give_up = _after(meeting, policy.checkins.unconfirmed_after, policy)
    return Decision(
        effects=_mails(meeting, view, policy, step="ask"),
        timers=(
            Timer(kind=CHASE, subject=meeting.id, due_at=chase),
            Timer(kind=GIVE_UP, subject=meeting.id, due_at=give_up),
        ),
        reason=f"Meeting {meeting.number} of {meeting.pair_id} is over: both are asked how it was.",
        about=_both(meeting),
    )


def _after(meeting: Meeting, days: int, policy: Policy) -> datetime:
    """The same time of day as the end of the meeting, so many school days later."""
    school = policy.school
    ended = school.local(meeting.ends_at)
    return school.at(school.school_day_after(ended.date(), max(1, days)), ended.time())


def _chase(meeting: Meeting, view: View, policy: Policy) -> Decision:
    mails = _mails(meeting, view, policy, step="chase")
    if not mails:
        return NOTHING
    about = tuple(m.to.person_id for m in mails)
    reason = f"A check-in on meeting {meeting.number} of {meeting.pair_id} is missing: asked once more."
    return Decision(effects=mails, reason=reason, about=about)


def _give_up(meeting: Meeting) -> Decision:
    if meeting.status is not MeetingStatus.PLANNED:
        return NOTHING
    return Decision(
        events=(MeetingSettled(meeting_id=meeting.id, pair_id=meeting.pair_id, outcome=UNCONFIRMED),),
        reason=f"Nobody said whether meeting {meeting.number} of {meeting.pair_id} took place: it is unconfirmed.",
        about=_both(meeting),
    )


def _mails(meeting: Meeting, view: View, policy: Policy, *, step: str) -> tuple[SendMail, ...]:
    """A mail to each side that has not answered yet."""
    people = {p: view.get(Person, p) for p in _both(meeting)}
    mails: list[SendMail] = []
    for person_id, person in people.items():
        partner = people[_other(meeting, person_id)]
        if person is None or not person.email or person.withdrawn_at is not None or partner is None:
            continue
        if view.get(CheckIn, _id(meeting, person_id)) is None:
            mails.append(_mail(meeting, person, partner, policy=policy, step=step, form=_form(person, view)))
    return tuple(mails)


def _form(person: Person, view: View) -> str:
    """Who is at home in pictures is asked in pictures."""
    need = view.get(SupportNeed, person.id)
    return forms.CHECK_IN_PICTURES if need is not None and need.pictures else forms.CHECK_IN


def _mail(
    meeting: Meeting, person: Person, partner: Person, *, policy: Policy, step: str, form: str = forms.CHECK_IN
) -> SendMail:
    link = FormLink(
        label=say(person.language, "checkins.ask.link"),
        form=form,
        personal=(("meeting", meeting.id), ("person", person.id)),
    )
    on = day(person.language, policy.school.local_date(meeting.starts_at))
    return letter(
        key=mail_key(policy, "checkins", meeting.id, step, person.id),
        to=to_pupil(person),
        words=f"checkins.{step}",
        policy=policy,
        values={"name": person.name, "partner": partner.name, "day": on},
        extra=(link, *pupil_links(person)),
        urgency=Urgency.ROUTINE,
    )


# --- answers ----------------------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    meeting = view.get(Meeting, event.personal.get("meeting", ""))
    person_id = event.personal.get("person", "")
    if meeting is None or person_id not in _both(meeting):
        return Decision(reason="A check-in came in without a link that names a meeting and one of its two pupils.")
    outcome = _OUTCOMES.get(first_answer(event.answers, "outcome").lower().lstrip(PICTURES))
    if outcome is None:
        return Decision(reason="A check-in did not say whether the meeting took place.", about=(person_id,))
    said = _check_in(event, meeting, person_id, outcome)
    known = view.get(CheckIn, said.id)
    if known is not None and known.submitted_at > said.submitted_at:
        return Decision(reason="An older version of a check-in came late and changes nothing.", about=(person_id,))
    other = view.get(CheckIn, _id(meeting, _other(meeting, person_id)))
    return Decision(
        changes=(said,),
        effects=(_row(said, meeting, view, policy),),
        timers=(CancelTimer(kind=CHASE, subject=meeting.id),) if other is not None else (),
        events=(CheckedIn(meeting_id=meeting.id, pair_id=meeting.pair_id, person_id=person_id),),
        reason=f"A check-in on meeting {meeting.number} of {meeting.pair_id} says: {outcome.value}.",
        about=(person_id,),
    ).and_then(_outcome(meeting, said, other, now))


def _check_in(event: FormAnswered, meeting: Meeting, person_id: str, outcome: Outcome) -> CheckIn:
    mood = first_answer(event.answers, "mood").lstrip(PICTURES)
    return CheckIn(
        id=_id(meeting, person_id),
        meeting_id=meeting.id,
        pair_id=meeting.pair_id,
        person_id=person_id,
        outcome=outcome,
        submitted_at=event.submitted_at,
        mood=int(mood) if mood in {"1", "2", "3", "4", "5"} else None,
        hard=first_answer(event.answers, "hard").lower().lstrip(PICTURES).startswith("yes"),
        note="\n".join(event.answers.get("note", ())),
    )


def _outcome(meeting: Meeting, said: CheckIn, other: CheckIn | None, now: datetime) -> Decision:
    """What both check-ins together say of the meeting. Staff's word stands above them."""
    open_ = meeting.status in (MeetingStatus.PLANNED, MeetingStatus.UNCONFIRMED) or meeting.outcome_by == BY
    if not open_ or meeting.outcome_by == "staff" or meeting.starts_at > now:
        return NOTHING
    if other is None or other.outcome is said.outcome:
        outcome, reason = said.outcome.value, ""
    else:
        outcome, reason = UNCONFIRMED, "The two sides disagree, so the meeting is unconfirmed until staff look at it."
    if outcome == meeting.status.value:
        return NOTHING
    settled = MeetingSettled(meeting_id=meeting.id, pair_id=meeting.pair_id, outcome=outcome, by=BY)
    return Decision(events=(settled,), timers=(CancelTimer(kind=GIVE_UP, subject=meeting.id),), reason=reason)


def _row(said: CheckIn, meeting: Meeting, view: View, policy: Policy) -> PutRow:
    names = {p: person.name if (person := view.get(Person, p)) else p for p in _both(meeting)}
    cells = {
        "pair": f"{names[meeting.mentor_id]} & {names[meeting.mentee_id]}",
        "date": policy.school.local_date(meeting.starts_at).isoformat(),
        "who": names[said.person_id],
        "outcome": said.outcome.value,
        "mood": "" if said.mood is None else str(said.mood),
        "hard": say(policy.language, "checkins.yes") if said.hard else "",
        "note": said.note,
    }
    return PutRow(tab=tabs.CHECK_INS, key=said.id, cells=cells)


# --- settled -------------------------------------------------------------------------------


def _settled(event: MeetingSettled, policy: Policy) -> Decision:
    """Staff have decided, or the meeting was called off: there is nothing left to ask."""
    if event.by != "staff":
        return NOTHING
    why = "Staff noted how the meeting turned out."
    return Decision(
        effects=(unsend(policy, "checkins", event.meeting_id, why=why),),
        timers=(CancelTimer(kind=CHASE, subject=event.meeting_id), CancelTimer(kind=GIVE_UP, subject=event.meeting_id)),
        reason=f"{why} No check-in is asked for any more.",
    )


def _both(meeting: Meeting) -> tuple[str, str]:
    return meeting.mentor_id, meeting.mentee_id


def _other(meeting: Meeting, person_id: str) -> str:
    return meeting.mentee_id if person_id == meeting.mentor_id else meeting.mentor_id


def _id(meeting: Meeting, person_id: str) -> str:
    return f"{meeting.id}:{person_id}"

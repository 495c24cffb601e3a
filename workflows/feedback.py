"""Feedback: the right short form to the right person, once, with at most two reminders; answers counted together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from workflows import forms, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import PutRow, Recipient, SendMail, Urgency
from workflows.events import (
    ConsentEnded,
    Event,
    FeedbackSettled,
    FeedbackWanted,
    FormAnswered,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
)
from workflows.letters import letter, mail_key, to_pupil, to_staff, unsend
from workflows.policy import Policy
from workflows.rules import MOST_CHASERS, SMALLEST_GROUP, first_answer, percent, year_end_of
from workflows.state import Feedback, Pair, PairStatus, Person
from workflows.text.blocks import FormLink
from workflows.text.say import say
from workflows.view import Overlay, View

STAGE, CHASE, GIVE_UP = "feedback.stage", "feedback.chase", "feedback.give_up"
MID, END, CLOSURE = "mid", "end", "closure"
KINDS = (forms.FEEDBACK_MENTOR, forms.FEEDBACK_MENTEE, forms.FEEDBACK_ADULT, forms.EXIT)
_WORDS = {forms.FEEDBACK_ADULT: "feedback.adult", forms.EXIT: "feedback.exit"}
_AT = time(8, 0)


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for feedback."""
    match event:
        case ProgrammeStarted():
            return Decision(timers=tuple(_stages(now, policy)))
        case FeedbackWanted():
            return _wanted((event,), view, now, policy)
        case TimerFired(kind="feedback.stage"):
            return _wanted(_everybody(event.subject, view, policy), view, now, policy)
        case TimerFired(kind="feedback.chase"):
            return _chase(view.get(Feedback, event.subject), view, now, policy)
        case TimerFired(kind="feedback.give_up"):
            return _give_up(view.get(Feedback, event.subject), view, now, policy)
        case FormAnswered() if event.form in KINDS:
            return _answered(event, view, now, policy)
        case PersonWithdrew() | ConsentEnded() | PersonErased():
            return _left(event.person_id, view, now, policy)
    return NOTHING


# --- asking -----------------------------------------------------------------------------------------


def _stages(now: datetime, policy: Policy) -> Iterator[Timer]:
    """A timer for each day still to come on which everybody is asked."""
    rules = policy.feedback
    for stage, days in ((MID, rules.mid_point), (END, rules.end)):
        for on in days:
            due = policy.school.at(on, _AT)
            if due > now:
                yield Timer(kind=STAGE, subject=f"{stage}-{on.isoformat()}", due_at=due)


def _everybody(occasion: str, view: View, policy: Policy) -> tuple[FeedbackWanted, ...]:
    """Both sides of every active pair, each pupil once, and the adults who host."""
    pairs = view.find(Pair, status=PairStatus.ACTIVE)
    asked: dict[str, FeedbackWanted] = {}
    for pair in pairs:
        sides = ((pair.mentor_id, pair.mentee_id, forms.FEEDBACK_MENTOR),)
        for person, other, form in (*sides, (pair.mentee_id, pair.mentor_id, forms.FEEDBACK_MENTEE)):
            partner = view.get(Person, other)
            name = partner.name if partner else ""
            asked.setdefault(person, FeedbackWanted(occasion=occasion, form=form, person_id=person, partner=name))
    adults = policy.hosts if pairs else ()
    hosts = (FeedbackWanted(occasion=occasion, form=forms.FEEDBACK_ADULT, person_id=a.id) for a in adults)
    return (*asked.values(), *hosts)


def _wanted(asks: Iterable[FeedbackWanted], view: View, now: datetime, policy: Policy) -> Decision:
    new = [_new(ask, now) for ask in asks if view.get(Feedback, f"{ask.occasion}:{ask.person_id}") is None]
    sendable = [(f, to) for f in new if (to := _recipient(f, view, policy)) is not None]
    if not sendable:
        return NOTHING
    made = [f for f, _ in sendable]
    return Decision(
        changes=tuple(made),
        effects=(*(_mail(f, to, policy, step="ask") for f, to in sendable), *_rows(made, view, policy)),
        timers=tuple(t for f in made for t in _timers(f, now, policy)),
        reason=f"Asked {len(made)} for feedback ({made[0].occasion.split('-')[0]}).",
        about=tuple(f.person_id for f in made),
    )


def _new(ask: FeedbackWanted, now: datetime) -> Feedback:
    return Feedback(
        id=f"{ask.occasion}:{ask.person_id}",
        occasion=ask.occasion,
        form=ask.form,
        person_id=ask.person_id,
        asked_at=now,
        partner=ask.partner,
    )


def _recipient(feedback: Feedback, view: View, policy: Policy) -> Recipient | None:
    if feedback.form == forms.FEEDBACK_ADULT:
        known = any(member.id == feedback.person_id for member in policy.staff)
        return to_staff(policy, feedback.person_id) if known else None
    person = view.get(Person, feedback.person_id)
    gone = person is None or not person.email or person.withdrawn_at is not None
    return None if gone or person is None else to_pupil(person)


def _timers(feedback: Feedback, now: datetime, policy: Policy) -> tuple[Timer, ...]:
    """The next reminder, if there is one left, and the day on which waiting ends."""
    rules = policy.feedback
    days = rules.chase_after[:MOST_CHASERS]
    give_up = Timer(kind=GIVE_UP, subject=feedback.id, due_at=_after(feedback.asked_at, rules.give_up_after, policy))
    if feedback.chasers >= len(days):
        return (give_up,)
    due = _after(feedback.asked_at, days[feedback.chasers], policy)
    return (Timer(kind=CHASE, subject=feedback.id, due_at=max(due, now)), give_up)


def _after(asked_at: datetime, days: int, policy: Policy) -> datetime:
    school = policy.school
    return school.at(school.school_day_after(school.local_date(asked_at), max(1, days)), _AT)


def _mail(feedback: Feedback, to: Recipient, policy: Policy, *, step: str) -> SendMail:
    words = _WORDS.get(feedback.form, "feedback.pupil")
    link = FormLink(label=say(to.language, "feedback.link"), form=feedback.form, personal=(("feedback", feedback.id),))
    return letter(
        key=mail_key(policy, "feedback", feedback.person_id, feedback.occasion, step),
        to=to,
        words="feedback.chase" if step.startswith("chase") else words,
        policy=policy,
        values={"name": to.name, "partner": feedback.partner},
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )


def _chase(feedback: Feedback | None, view: View, now: datetime, policy: Policy) -> Decision:
    to = _recipient(feedback, view, policy) if feedback else None
    if feedback is None or to is None or feedback.settled_at is not None or feedback.chasers >= MOST_CHASERS:
        return NOTHING
    after = replace(feedback, chasers=feedback.chasers + 1)
    return Decision(
        changes=(after,),
        effects=(_mail(after, to, policy, step=f"chase-{after.chasers}"),),
        timers=_timers(after, now, policy),
        reason=f"Feedback is missing: reminder {after.chasers}.",
        about=(feedback.person_id,),
    )


# --- answers ----------------------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    held = view.get(Feedback, event.personal.get("feedback", ""))
    if held is None or held.form != event.form:
        return Decision(reason="Feedback came in that nobody was asked for; it was left out.")
    rating = first_answer(event.answers, "rating")
    after = replace(
        held,
        settled_at=held.settled_at or now,
        answered=True,
        rating=int(rating) if rating in {"1", "2", "3", "4", "5"} else None,
        helped=tuple(event.answers.get("helped", ())),
        hard=tuple(event.answers.get("hard", ())),
        note="\n".join(event.answers.get("note", ())),
    )
    return _settled(held, after, view, policy=policy, reason="Feedback came in.")


def _give_up(feedback: Feedback | None, view: View, now: datetime, policy: Policy) -> Decision:
    if feedback is None or feedback.settled_at is not None:
        return NOTHING
    after = replace(feedback, settled_at=now)
    return _settled(feedback, after, view, policy=policy, reason="No feedback came; nobody is asked again.")


def _left(person_id: str, view: View, now: datetime, policy: Policy) -> Decision:
    """Somebody left: nothing more is asked, and mails that wait for the morning are dropped."""
    decision = NOTHING
    for feedback in view.find(Feedback, person_id=person_id, settled_at=None):
        after = replace(feedback, settled_at=now)
        decision = decision.and_then(_settled(feedback, after, view, policy=policy, reason=""))
    if decision == NOTHING:
        return NOTHING
    return decision.and_then(Decision(effects=(unsend(policy, "feedback", person_id, why="The pupil left."),)))


def _settled(held: Feedback, after: Feedback, view: View, *, policy: Policy, reason: str) -> Decision:
    if after == held:
        return NOTHING
    told = FeedbackSettled(occasion=after.occasion, person_id=after.person_id, answered=after.answered)
    answered = (unsend(policy, "feedback", after.person_id, after.occasion, why="The answer came."),)
    return Decision(
        changes=(after,),
        effects=(*(answered if after.answered else ()), *_rows((after,), view, policy)),
        timers=(CancelTimer(kind=CHASE, subject=after.id), CancelTimer(kind=GIVE_UP, subject=after.id)),
        events=(told,),
        reason=reason,
        about=(after.person_id,),
    )


# --- counted together -------------------------------------------------------------------------------


def group_of(feedback: Feedback, policy: Policy) -> str:
    """Feedback of one stage is counted together; that of ended pairs by school year."""
    if not feedback.occasion.startswith(f"{CLOSURE}-"):
        return feedback.occasion
    return f"{CLOSURE}-{year_end_of(policy.school.local_date(feedback.asked_at), policy)}"


def _rows(changed: Sequence[Feedback], view: View, policy: Policy) -> tuple[PutRow, ...]:
    seen = Overlay(view, changed)
    groups = dict.fromkeys((group_of(f, policy), f.form) for f in changed)
    return tuple(_row(group, form, seen, policy) for group, form in groups)


def _row(group: str, form: str, view: View, policy: Policy) -> PutRow:
    asked = [f for f in view.find(Feedback, form=form) if group_of(f, policy) == group]
    said = [f for f in asked if f.answered]
    stage, _, on = group.partition("-")
    cells = {
        "when": say(policy.language, f"feedback.stage.{stage}", day=on),
        "who": say(policy.language, f"feedback.who.{form}"),
        "asked": str(len(asked)),
        "answered": str(len(said)),
        "rate": percent(len(said), len(asked)),
        **_together(said, policy),
    }
    return PutRow(tab=tabs.FEEDBACK, key=f"{group}:{form}", cells=cells)


def _together(said: Sequence[Feedback], policy: Policy) -> dict[str, str]:
    """Mean and themes; of a few answers nothing, because they would point at somebody."""
    if len(said) < SMALLEST_GROUP:
        few = say(policy.language, "feedback.few", count=SMALLEST_GROUP)
        return {"rating": few, "helped": "", "hard": ""}
    ratings = [f.rating for f in said if f.rating is not None]
    mean = f"{sum(ratings) / len(ratings):.1f}" if ratings else ""
    return {
        "rating": mean,
        "helped": themes(t for f in said for t in f.helped),
        "hard": themes(t for f in said for t in f.hard),
    }


def themes(words: Iterable[str]) -> str:
    """Themes by count, the most frequent first."""
    counts = Counter(words)
    return ", ".join(f"{word} {count}" for word, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))

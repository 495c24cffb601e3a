"""Two ideas before each meeting, never the same twice; afterwards both say which they used and how it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency
from workflows.events import MEETING_NEAR, Event, FormAnswered, ProgrammeStarted, TimerFired
from workflows.letters import letter, mail_key, pupil_links, to_pupil
from workflows.life.bank import BANK, FUTURE, ROOM, Activity, Wanted, best, of_idea
from workflows.policy import Policy
from workflows.rules import application_id, first_answer
from workflows.state import Application, Idea, Meeting, MeetingStatus, Pair, PairStatus, Person, Role, Suggestion
from workflows.text.blocks import Heading, Items
from workflows.text.say import say
from workflows.view import View

TAB = "life.activities"
_USED = {"the first idea": 1, "the second idea": 2}


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for activities."""
    match event:
        case TimerFired(kind=kind) if kind == MEETING_NEAR:
            return _suggest(view.get(Meeting, event.subject), view, now, policy)
        case FormAnswered(form=forms.CHECK_IN | forms.CHECK_IN_PICTURES):
            return _rated(event, view)
        case ProgrammeStarted():
            return Decision(effects=rows(view, policy), timers=(_next_week(now, policy),))
        case TimerFired(kind="life.activities"):
            return Decision(
                effects=rows(view, policy),
                timers=(_next_week(now, policy),),
                reason="The activity bank's tab says what was used and how it was rated.",
            )
    return NOTHING


def bank(view: View) -> tuple[Activity, ...]:
    """The programme's own activities and those of the student coordinators."""
    return (*BANK, *(of_idea(i) for i in view.find(Idea, retired=False)))


# --- before a meeting -------------------------------------------------------------------------------


def _suggest(meeting: Meeting | None, view: View, now: datetime, policy: Policy) -> Decision:
    pair = view.get(Pair, meeting.pair_id) if meeting else None
    if meeting is None or pair is None or pair.status is not PairStatus.ACTIVE:
        return NOTHING
    if meeting.status is not MeetingStatus.PLANNED or meeting.starts_at <= now:
        return NOTHING
    earlier = view.find(Suggestion, pair_id=pair.id)
    if any(s.meeting_id == meeting.id and s.at.date() == now.date() for s in earlier):
        return NOTHING
    used = frozenset(s.activity for s in earlier)
    chosen = best(bank(view), wanted(meeting, view, policy), used)
    made = tuple(_suggestion(meeting, activity, place, now) for place, activity in enumerate(chosen, 1))
    lines = chosen or _favourites(earlier, view)
    if not lines:
        return Decision(reason=f"The activity bank holds nothing more for {pair.id}.", about=_both(pair))
    step = "ideas" if chosen else "favourites"
    return Decision(
        changes=made,
        effects=_mails(meeting, lines, view, policy, step=step),
        reason=f"Ideas for meeting {meeting.number} of {pair.id}: {', '.join(a.key for a in lines)}.",
        about=_both(pair),
    )


def wanted(meeting: Meeting, view: View, policy: Policy) -> Wanted:
    """What an activity for this meeting should fit."""
    mentee = view.get(Person, meeting.mentee_id)
    application = view.get(Application, application_id(meeting.mentee_id, Role.MENTEE))
    needs = (*application.topics, *((FUTURE,) if application.career else ())) if application else ()
    minutes = int((meeting.ends_at - meeting.starts_at) / timedelta(minutes=1))
    places = (ROOM, *policy.activities.places.get(meeting.room, ()))
    return Wanted(
        pair=meeting.pair_id, needs=needs, grade=mentee.grade if mentee else 7, minutes=minutes, places=places
    )


def _suggestion(meeting: Meeting, activity: Activity, place: int, now: datetime) -> Suggestion:
    return Suggestion(
        id=f"{meeting.pair_id}:{activity.key}",
        pair_id=meeting.pair_id,
        mentor_id=meeting.mentor_id,
        mentee_id=meeting.mentee_id,
        activity=activity.key,
        meeting_id=meeting.id,
        place=place,
        at=now,
    )


def _favourites(earlier: Iterable[Suggestion], view: View) -> tuple[Activity, ...]:
    """What the pair liked best, once the bank is used up: a reminder, not a new suggestion."""
    liked = sorted((s for s in earlier if s.rating), key=lambda s: (-(s.rating or 0), s.id))[:2]
    known = {a.key: a for a in bank(view)}
    return tuple(known[s.activity] for s in liked if s.activity in known)


def _mails(
    meeting: Meeting, chosen: Sequence[Activity], view: View, policy: Policy, *, step: str
) -> tuple[SendMail, ...]:
    people = (view.get(Person, p) for p in (meeting.mentor_id, meeting.mentee_id))
    return tuple(
        _mail(person, meeting, chosen, policy, step)
        for person in people
        if person is not None and person.email and person.withdrawn_at is None
    )


def _mail(person: Person, meeting: Meeting, chosen: Sequence[Activity], policy: Policy, step: str) -> SendMail:
    lines = tuple(f"{n}. {a.words(person.language)}" for n, a in enumerate(chosen, 1))
    heading = Heading(text=say(person.language, f"life.{step}.heading"))
    return letter(
        key=mail_key(policy, "life", person.id, step, meeting.id, str(meeting.version)),
        to=to_pupil(person),
        words=f"life.{step}",
        policy=policy,
        values={"name": person.name},
        extra=(heading, Items(lines=lines), *pupil_links(person)),
        urgency=Urgency.ROUTINE,
    )


# --- after it ---------------------------------------------------------------------------------------


def _rated(event: FormAnswered, view: View) -> Decision:
    """Either side may rate; two ratings of one activity become their mean."""
    place = _USED.get(first_answer(event.answers, "activity").lower())
    meeting, person = event.personal.get("meeting", ""), event.personal.get("person", "")
    found = [s for s in view.find(Suggestion, meeting_id=meeting) if s.place == place]
    if not found or person not in (found[0].mentor_id, found[0].mentee_id):
        return NOTHING
    given = first_answer(event.answers, "activity_rating")[-1:]
    rating = int(given) if given in set("12345") else None
    before = max(found, key=lambda s: s.at)  # a meeting that was moved got ideas twice
    mean = rating if before.rating is None or rating is None else round((before.rating + rating) / 2)
    rated = replace(before, used=True, rating=mean if mean is not None else before.rating)
    reason = f"The activity {before.activity} was used in {meeting}."
    return Decision(changes=(rated,), reason=reason, about=(before.mentor_id, before.mentee_id))


# --- the tab ----------------------------------------------------------------------------------------


def _next_week(now: datetime, policy: Policy) -> Timer:
    """Counted once a week: going through all suggestions at each rating would take long in a large school."""
    due = policy.school.school_morning(now + timedelta(days=7), time(5, 30))
    return Timer(kind=TAB, subject=policy.key, due_at=due)


def rows(view: View, policy: Policy) -> tuple[PutRow, ...]:
    """A row for each activity: for whom it is, how often it was used, and how it was rated."""
    by_activity: dict[str, list[Suggestion]] = {}
    for suggestion in view.find(Suggestion):
        by_activity.setdefault(suggestion.activity, []).append(suggestion)
    return tuple(
        PutRow(tab=pair_tabs.ACTIVITIES, key=a.key, cells=_cells(a, by_activity.get(a.key, ()), policy))
        for a in bank(view)
    )


def _cells(activity: Activity, suggested: Sequence[Suggestion], policy: Policy) -> Mapping[str, str]:
    ratings = [s.rating for s in suggested if s.rating is not None]
    return {
        "text": activity.words(policy.language),
        "need": activity.need,
        "grades": f"{activity.grades[0]}–{activity.grades[1]}",
        "minutes": str(activity.minutes),
        "place": activity.place,
        "suggested": str(len(suggested)),
        "used": str(sum(s.used for s in suggested)),
        "rating": f"{sum(ratings) / len(ratings):.1f}" if ratings else "",
    }


def _both(pair: Pair) -> tuple[str, str]:
    return pair.mentor_id, pair.mentee_id

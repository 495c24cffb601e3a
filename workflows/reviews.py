"""Reviews: the lead meets mentors and mentees, each set by itself, with an agenda the pupils choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from workflows import forms, tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import Effect, PutMeeting, PutRow, SendMail, Urgency
from workflows.events import Event, FormAnswered, ProgrammeStarted, TimerFired
from workflows.letters import letter, mail_key, side, to_pupil
from workflows.policy import Policy
from workflows.rules import SMALLEST_GROUP
from workflows.state import Pair, PairStatus, Person, Role, Vote
from workflows.text.blocks import FormLink
from workflows.text.say import day, say
from workflows.view import Overlay, View

CALL = "reviews.call"
CALL_BEFORE = 6  # school days, so that the agenda is known when the session begins
_AT = time(8, 0)


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the review sessions."""
    if not policy.learning.on:
        return NOTHING
    match event:
        case ProgrammeStarted():
            return Decision(timers=tuple(_timers(now, policy)))
        case TimerFired(kind="reviews.call"):
            return _called(date.fromisoformat(event.subject), view, policy)
        case FormAnswered(form=forms.REVIEW_AGENDA):
            return _voted(event, view, now, policy)
    return NOTHING


def _timers(now: datetime, policy: Policy) -> Iterator[Timer]:
    school = policy.school
    for on in policy.learning.reviews_on:
        days = school.school_days(on - timedelta(days=60), on)
        due = school.at(days[-1 - CALL_BEFORE] if len(days) > CALL_BEFORE else on, _AT)
        if due > now:
            yield Timer(kind=CALL, subject=on.isoformat(), due_at=due)


def session_day(on: date, role: Role, policy: Policy) -> date:
    """Mentors on the day itself, mentees on the next school day: never both sets together."""
    return on if role is Role.MENTOR else policy.school.school_day_after(on)


def _called(on: date, view: View, policy: Policy) -> Decision:
    """Book both sessions, invite each set and ask what they want to talk about."""
    effects: list[Effect] = []
    count = 0
    for role in Role:
        people = _set(role, view)
        count += len(people)
        effects += [_session(on, role, policy), _row(on, role, view, policy)]
        effects += [_invitation(person, on, role, policy) for person in people]
    return Decision(effects=tuple(effects), reason=f"Two review sessions were booked; {count} pupils are invited.")


def _set(role: Role, view: View) -> list[Person]:
    pairs = view.find(Pair, status=PairStatus.ACTIVE)
    ids = dict.fromkeys(p.mentor_id if role is Role.MENTOR else p.mentee_id for p in pairs)
    people = (view.get(Person, i) for i in ids)
    return [p for p in people if p is not None and p.email and p.withdrawn_at is None]


def _session(on: date, role: Role, policy: Policy) -> PutMeeting:
    """In the adults' calendars only: a list of all pupils' addresses belongs into nobody's calendar."""
    rules, school = policy.learning, policy.school
    starts_at = school.at(session_day(on, role, policy), rules.review_at)
    lead = policy.staff_member(policy.roles.lead).email.lower()
    return PutMeeting(
        key=f"{policy.key}/review/{on.isoformat()}/{role.value}",
        version=0,
        title=say(policy.language, f"reviews.title.{side(role, policy)}", programme=policy.name),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=rules.review_minutes),
        organiser=lead,
        attendees=tuple(dict.fromkeys((lead, *(host.email.lower() for host in policy.hosts)))),
        location=rules.review_place,
        room_address="",
        description=say(policy.language, "reviews.description"),
        about=(),
    )


def _invitation(person: Person, on: date, role: Role, policy: Policy) -> SendMail:
    link = FormLink(
        label=say(person.language, "reviews.link"),
        form=forms.REVIEW_AGENDA,
        personal=(("person", person.id), ("review", on.isoformat()), ("role", role.value)),
    )
    return letter(
        key=mail_key(policy, "reviews", person.id, on.isoformat(), role.value),
        to=to_pupil(person),
        words="reviews.call",
        policy=policy,
        values={
            "name": person.name,
            "day": day(person.language, session_day(on, role, policy)),
            "time": f"{policy.learning.review_at:%H:%M}",
            "place": policy.learning.review_place,
        },
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )


def _voted(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    person, review = event.personal.get("person", ""), event.personal.get("review", "")
    known, role = view.get(Person, person), event.personal.get("role", "")
    topics = [t for t in event.answers.get("topics", ()) if t in forms.AGENDA_TOPICS]
    if known is None or known.withdrawn_at is not None or not review or role not in {r.value for r in Role}:
        return Decision(reason="A wish for a review's agenda came in that does not count.")
    vote = Vote(id=f"agenda-{review}-{role}:{person}", person_id=person, choice="|".join(topics), at=now)
    row = _row(date.fromisoformat(review), Role(role), Overlay(view, (vote,)), policy)
    return Decision(
        changes=(vote,), effects=(row,), reason="A wish for a review's agenda was counted.", about=(person,)
    )


def _row(on: date, role: Role, view: View, policy: Policy) -> PutRow:
    """The session's row in Changes: the agenda by count, with room for who sees to what."""
    start = f"agenda-{on.isoformat()}-{role.value}:"
    votes = [v.choice.split("|") for v in view.find(Vote) if v.id.startswith(start)]
    counts = Counter(topic for vote in votes for topic in vote if topic)
    agenda = ", ".join(f"{topic} {n}" for topic, n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))
    few = say(policy.language, "reviews.few", count=SMALLEST_GROUP)
    cells = {
        "stage": session_day(on, role, policy).isoformat(),
        "what": say(policy.language, f"reviews.row.{side(role, policy)}"),
        "why": agenda if len(votes) >= SMALLEST_GROUP else few,
    }
    return PutRow(tab=tabs.CHANGES, key=f"review-{on.isoformat()}-{role.value}", cells=cells)

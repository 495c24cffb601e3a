"""The pair's agreement: asked for after the first meeting, kept with its date, copied to the guardians."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from workflows import forms
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import SendMail, Urgency
from workflows.events import Event, FormAnswered, MeetingSettled, PairEnded, TimerFired
from workflows.letters import letter, mail_key, pupil_links, to_guardian, to_lead, to_pupil, to_staff, unsend
from workflows.policy import Policy
from workflows.rules import said_yes
from workflows.state import Meeting, MeetingStatus, Pair, PairStatus, Person, Watch
from workflows.text.blocks import FormLink, Items
from workflows.text.say import say
from workflows.view import View

CHASE, TALK = "agreements.chase", "talk"
CHASE_AFTER = 3  # school days
OVER = "The pair is over."
_PROMISES = ("time", "listen", "tell", "secrets")


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for agreements."""
    match event:
        case MeetingSettled(outcome="held"):
            return _held(event, view, now, policy)
        case FormAnswered(form=forms.AGREEMENT):
            return _answered(event, view, now, policy)
        case TimerFired(kind="agreements.chase", subject=subject):
            return _chase(view.get(Pair, subject), view, policy)
        case PairEnded():
            return Decision(
                effects=tuple(unsend(policy, "agreements", event.pair_id, step, why=OVER) for step in ("ask", "chase")),
                timers=(CancelTimer(kind=CHASE, subject=event.pair_id),),
                reason=f"The agreement of {event.pair_id} is not asked for any more.",
            )
    return NOTHING


# --- asked ------------------------------------------------------------------------------------------


def _held(event: MeetingSettled, view: View, now: datetime, policy: Policy) -> Decision:
    """The first meeting that took place is when the two know what they agree to."""
    pair = view.get(Pair, event.pair_id)
    if pair is None or pair.status is not PairStatus.ACTIVE or not _missing(pair):
        return NOTHING
    held = view.find(Meeting, pair_id=pair.id, status=MeetingStatus.HELD)
    since = pair.approved_at
    if any(m.id != event.meeting_id and (since is None or m.starts_at >= since) for m in held):
        return NOTHING
    school = policy.school
    due = school.at(school.school_day_after(school.local_date(now), CHASE_AFTER), time(12))
    return Decision(
        effects=_mails(pair, view, policy, step="ask"),
        timers=(Timer(kind=CHASE, subject=pair.id, due_at=due),),
        reason="The first meeting took place: both were asked for their agreement.",
        about=(pair.mentor_id, pair.mentee_id),
    )


def _chase(pair: Pair | None, view: View, policy: Policy) -> Decision:
    """Ask once more; after that the report shows what is missing."""
    if pair is None or pair.status is not PairStatus.ACTIVE or not _missing(pair):
        return NOTHING
    return Decision(
        effects=_mails(pair, view, policy, step="chase"),
        reason="The agreement is still missing: asked once more.",
        about=_missing(pair),
    )


def _missing(pair: Pair) -> tuple[str, ...]:
    """Who has not agreed yet."""
    sides = ((pair.mentor_id, pair.mentor_agreed_at), (pair.mentee_id, pair.mentee_agreed_at))
    return tuple(person_id for person_id, agreed_at in sides if agreed_at is None)


def _mails(pair: Pair, view: View, policy: Policy, *, step: str) -> tuple[SendMail, ...]:
    people = {p: view.get(Person, p) for p in (pair.mentor_id, pair.mentee_id)}
    mails: list[SendMail] = []
    for person_id in _missing(pair):
        person, partner = people[person_id], people[_other(pair, person_id)]
        if person is None or partner is None or not person.email:
            continue
        link = FormLink(
            label=say(person.language, "agreements.ask.link"),
            form=forms.AGREEMENT,
            personal=(("pair", pair.id), ("person", person.id)),
        )
        mails.append(
            letter(
                key=mail_key(policy, "agreements", pair.id, step, _round(pair), person.id),
                to=to_pupil(person),
                words=f"agreements.{step}",
                policy=policy,
                values={"name": person.name, "partner": partner.name},
                extra=(link, *pupil_links(person)),
                urgency=Urgency.ROUTINE,
            )
        )
    return tuple(mails)


def _other(pair: Pair, person_id: str) -> str:
    return pair.mentee_id if person_id == pair.mentor_id else pair.mentor_id


def _round(pair: Pair) -> str:
    """The date of approval: a pair approved a second time agrees a second time."""
    return pair.approved_at.date().isoformat() if pair.approved_at else "0"


# --- answered ---------------------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    pair = view.get(Pair, event.personal.get("pair", ""))
    person = view.get(Person, event.personal.get("person", ""))
    if pair is None or person is None or person.id not in (pair.mentor_id, pair.mentee_id):
        return Decision(reason="An agreement came in without a link that names a pair and one of its two pupils.")
    if pair.status is not PairStatus.ACTIVE:
        return Decision(reason=f"{person.name} answered the agreement of a pair that is over.", about=(person.id,))
    partner = view.get(Person, _other(pair, person.id))
    name = partner.name if partner else ""
    if said_yes(event.answers, "agree"):
        return _agreed(event, pair, person, view=view, now=now, policy=policy)
    return _talk_first(event, pair, person, partner=name, now=now, policy=policy)


def _agreed(event: FormAnswered, pair: Pair, person: Person, *, view: View, now: datetime, policy: Policy) -> Decision:
    agreed = _with_answer(pair, person.id, event.submitted_at)
    watch = view.get(Watch, f"{pair.id}:{TALK}")
    waiting = watch is not None and watch.cleared_at is None and person.name in watch.reason
    cleared = (replace(watch, cleared_at=now),) if watch is not None and waiting else ()
    both = Decision(
        changes=(agreed, *cleared),
        reason=f"{person.name} agreed to the pair's agreement.",
        about=(person.id,),
    )
    if _missing(agreed) or not _missing(pair):
        return both
    return both.and_then(
        Decision(
            effects=(*_copies(agreed, view, policy), *_adult_copy(agreed, _names(agreed, view), view, policy)),
            timers=(CancelTimer(kind=CHASE, subject=pair.id),),
            reason="Both have agreed; the guardians and the adult who hosts get a copy.",
            about=(pair.mentor_id, pair.mentee_id),
        )
    )


def _with_answer(pair: Pair, person_id: str, at: datetime | None) -> Pair:
    if person_id == pair.mentor_id:
        return replace(pair, mentor_agreed_at=at)
    return replace(pair, mentee_agreed_at=at)


def _talk_first(
    event: FormAnswered, pair: Pair, person: Person, *, partner: str, now: datetime, policy: Policy
) -> Decision:
    watch = Watch(
        id=f"{pair.id}:{TALK}",
        pair_id=pair.id,
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        rule=TALK,
        reason=say(policy.language, "agreements.watch.talk", name=person.name),
        since=now,
    )
    mail = letter(
        key=mail_key(policy, "agreements", pair.id, TALK, event.revision, person.id),
        to=to_lead(policy),
        words="agreements.talk",
        policy=policy,
        values={"name": person.told_apart, "partner": partner},
    )
    return Decision(
        changes=(_with_answer(pair, person.id, None), watch),
        effects=(mail,),
        reason=f"{person.name} wants to talk before agreeing; the lead was told.",
        about=(person.id,),
    )


def _names(pair: Pair, view: View) -> tuple[str, str]:
    mentor, mentee = view.get(Person, pair.mentor_id), view.get(Person, pair.mentee_id)
    return mentor.name if mentor else pair.mentor_id, mentee.name if mentee else pair.mentee_id


def _adult_copy(pair: Pair, names: tuple[str, str], view: View, policy: Policy) -> tuple[SendMail, ...]:
    """The adult who hosts the two knows what they promised each other."""
    hosts = [m.host_id for m in view.find(Meeting, pair_id=pair.id, status=MeetingStatus.HELD)]
    staff_id = next((h for h in reversed(hosts) if any(s.id == h for s in policy.staff)), policy.roles.lead)
    to = to_staff(policy, staff_id)
    mail = letter(
        key=mail_key(policy, "agreements", pair.id, "copy", _round(pair), staff_id),
        to=to,
        words="agreements.adult",
        policy=policy,
        values={"mentor": names[0], "mentee": names[1]},
        extra=(Items(lines=tuple(say(to.language, f"agreements.promise.{p}") for p in _PROMISES)),),
        urgency=Urgency.ROUTINE,
    )
    return (mail,)


def _copies(pair: Pair, view: View, policy: Policy) -> tuple[SendMail, ...]:
    people = {p: view.get(Person, p) for p in (pair.mentor_id, pair.mentee_id)}
    mails: list[SendMail] = []
    for person_id, person in people.items():
        partner = people[_other(pair, person_id)]
        if person is None or partner is None or not person.guardian_email:
            continue
        to = to_guardian(person)
        lines = tuple(say(to.language, f"agreements.promise.{promise}") for promise in _PROMISES)
        mails.append(
            letter(
                key=mail_key(policy, "agreements", pair.id, "copy", _round(pair), person.id),
                to=to,
                words="agreements.copy",
                policy=policy,
                values={"name": person.name, "partner": partner.name},
                extra=(Items(lines=lines),),
                urgency=Urgency.ROUTINE,
            )
        )
    return tuple(mails)

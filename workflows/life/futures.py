"""Jobs and further study: opportunities that staff enter reach the pupils who named that kind of work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency
from workflows.events import Event, FormAnswered, ProgrammeStarted, TimerFired
from workflows.letters import letter, mail_key, pupil_links, to_pupil
from workflows.policy import Policy
from workflows.rules import first_answer, has_consent, needs_consent, short_hash
from workflows.state import Application, ApplicationStatus, Opportunity, Person
from workflows.text.blocks import Items
from workflows.view import View

DIGEST = "life.opportunities"
EVERY = timedelta(days=28)


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for opportunities."""
    match event:
        case ProgrammeStarted():
            return Decision(timers=(_next(now, policy),))
        case FormAnswered(form=forms.OPPORTUNITY):
            return _entered(event, now, policy)
        case TimerFired(kind="life.opportunities"):
            return _digest(view, now, policy)
    return NOTHING


def _next(now: datetime, policy: Policy) -> Timer:
    # Counted from the first day of the year, so that loading the file again moves nothing.
    school = policy.school
    due = school.at(school.terms[0].starts_on, time(6, 0)) + EVERY
    while due <= now:
        due += EVERY
    return Timer(kind=DIGEST, subject=policy.key, due_at=school.school_morning(due, time(6, 0)))


def _entered(event: FormAnswered, now: datetime, policy: Policy) -> Decision:
    if not event.personal.get("staff"):
        return Decision(reason="An opportunity came in without a link that names a member of staff.")
    try:
        until = date.fromisoformat(first_answer(event.answers, "until"))
    except ValueError:
        return Decision(reason="An opportunity did not say until which day, as in 2027-03-31.")
    entered = Opportunity(
        id=short_hash(event.response_id),
        title=first_answer(event.answers, "title")[:120],
        field=first_answer(event.answers, "field"),
        text=first_answer(event.answers, "text")[:600],
        until=until,
        at=now,
    )
    cells = {"title": entered.title, "field": entered.field, "until": until.isoformat(), "text": entered.text}
    row = PutRow(tab=pair_tabs.OPPORTUNITIES, key=entered.id, cells=cells)
    return Decision(changes=(entered,), effects=(row,), reason=f"An opportunity was entered: {entered.title}.")


def _digest(view: View, now: datetime, policy: Policy) -> Decision:
    """Once in four weeks: to each pupil what is new since the last digest, open, and of a field they named."""
    today = policy.school.local_date(now)
    fresh = [o for o in view.find(Opportunity) if o.until >= today and o.at > now - EVERY - timedelta(days=7)]
    mails: list[SendMail] = []
    for application in view.find(Application, status=ApplicationStatus.ACCEPTED) if fresh else ():
        person = view.get(Person, application.person_id)
        fitting = [o for o in fresh if fits(o, application.career)]
        if person is not None and fitting and _may_hear(person, view, today, policy):
            mails.append(_mail(person, fitting, policy))
    reason = f"{len(mails)} pupils heard of opportunities in a field they named." if mails else ""
    return Decision(effects=tuple(mails), timers=(_next(now, policy),), reason=reason)


def fits(opportunity: Opportunity, career: Sequence[str]) -> bool:
    """Whether a pupil who named these jobs would want to hear of it."""
    about = f"{opportunity.field} {opportunity.title} {opportunity.text}".lower()
    return any(word in about for job in career if (word := job.strip().lower()))


def _may_hear(person: Person, view: View, today: date, policy: Policy) -> bool:
    if not person.email or person.withdrawn_at is not None:
        return False
    return not needs_consent(view, person.id, policy) or has_consent(view, person.id, today)


def _mail(person: Person, fitting: Sequence[Opportunity], policy: Policy) -> SendMail:
    lines = tuple(f"{o.title} ({o.field}, {o.until.isoformat()}): {o.text}" for o in fitting)
    return letter(
        key=mail_key(policy, "life", person.id, "opportunities", short_hash(*(o.id for o in fitting))),
        to=to_pupil(person),
        words="life.opportunities",
        policy=policy,
        values={"name": person.name},
        extra=(Items(lines=lines), *pupil_links(person)),
        urgency=Urgency.ROUTINE,
    )

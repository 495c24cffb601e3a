"""When teachers and families are written to, and what follows from what they answer.

There is one mail for each pupil. Mails to one teacher fold into the digest of a morning, so a digest holds the
teacher's own pupils and nobody else's; and what waits about a pupil who leaves is dropped without touching the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time

from workflows import forms
from workflows.adults.figures import row_of, summary
from workflows.adults.writing import goal_mail, match_mails, may_be_told, month_mail, pupils_of
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import SendMail
from workflows.events import (
    ConsentEnded,
    Event,
    FormAnswered,
    GoalReached,
    MailBounced,
    PairApproved,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
)
from workflows.letters import mail_key, unsend
from workflows.policy import Policy
from workflows.rules import first_answer
from workflows.state import AdultWord, Pair, PairStatus, Person, Side
from workflows.view import Overlay, View

MONTH = "adults.month"
_AT = time(6, 30)
"""Before the digest of a school morning is put together."""


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for teachers and families."""
    if not policy.adults.on:
        return NOTHING
    match event:
        case ProgrammeStarted():
            return Decision(timers=_next(now, policy))
        case TimerFired(kind="adults.month"):
            return _month(view, now, policy)
        case PairApproved():
            return _matched(view.get(Pair, event.pair_id), view, now, policy)
        case GoalReached():
            return _reached(event, view, now, policy)
        case FormAnswered(form=forms.TEACHER_PULSE | forms.GUARDIAN_INSIGHT):
            return _answered(event, view, now, policy)
        case MailBounced():
            return _bounced(event, view, policy)
        case PersonWithdrew() | ConsentEnded() | PersonErased():
            why = "The pupil does not take part any more."
            return Decision(effects=(unsend(policy, "adults", event.person_id, why=why),))
    return NOTHING


# --- once a month -----------------------------------------------------------------------------------


def _next(now: datetime, policy: Policy) -> tuple[Timer, ...]:
    """The next day of the month that lies in the school's calendar."""
    school, today = policy.school, policy.school.local_date(now)
    for offset in range(14):
        year, month = divmod(today.year * 12 + today.month - 1 + offset, 12)
        on = date(year, month + 1, min(28, max(1, policy.adults.day)))
        at = school.school_morning(school.at(on, time(0)), _AT)
        if at > now and school.local_date(at) <= school.ends_on:
            return (Timer(kind=MONTH, subject="month", due_at=at),)
    return ()


def _month(view: View, now: datetime, policy: Policy) -> Decision:
    month = policy.school.local_date(now).strftime("%Y-%m")
    asked = [
        word
        for person in pupils_of(view.find(Pair, status=PairStatus.ACTIVE), view)
        if may_be_told(person, view, now, policy)
        for word in _asks(person, month, now, policy)
        # A calendar that was changed may bring the same month twice.
        if view.get(AdultWord, word.id) is None
    ]
    mails = [mail for word in asked if word.reached for mail in _mail(word, view, now, policy)]
    seen = Overlay(view, asked)
    reason = f"Once a month: {len(mails)} mails to teachers and families of matched pupils." if asked else ""
    return Decision(
        changes=tuple(asked),
        effects=(*mails, *((*summary(month, seen, policy),) if asked else ())),
        timers=_next(now, policy),
        reason=reason,
        about=tuple(dict.fromkeys(word.person_id for word in asked)),
    )


def _asks(person: Person, month: str, now: datetime, policy: Policy) -> Iterator[AdultWord]:
    rules = policy.adults
    for side, on, address in (
        (Side.GUARDIAN, rules.guardians, person.guardian_email),
        (Side.TEACHER, rules.teachers, person.homeroom_email),
    ):
        if on:
            key = f"{side.value}:{person.id}:{month}"
            yield AdultWord(id=key, person_id=person.id, side=side, month=month, asked_at=now, reached=bool(address))


def _mail(word: AdultWord, view: View, now: datetime, policy: Policy) -> Iterable[SendMail]:
    person = view.get(Person, word.person_id)
    return (month_mail(word, person, view, now, policy),) if person else ()


# --- a pair begins, a goal is reached ---------------------------------------------------------------


def _matched(pair: Pair | None, view: View, now: datetime, policy: Policy) -> Decision:
    if pair is None:
        return NOTHING
    told = [p for p in pupils_of((pair,), view) if may_be_told(p, view, now, policy)]
    mails = tuple(mail for person in told for mail in match_mails(person, pair, policy))
    about = tuple(p.id for p in told)
    return Decision(effects=mails, reason="Teachers and families hear of the pair.", about=about) if mails else NOTHING


def _reached(event: GoalReached, view: View, now: datetime, policy: Policy) -> Decision:
    pair = view.get(Pair, event.pair_id)
    if pair is None or not policy.adults.guardians:
        return NOTHING
    told = [p for p in pupils_of((pair,), view) if p.guardian_email and may_be_told(p, view, now, policy)]
    mails = tuple(goal_mail(person, event.goal_id, policy) for person in told)
    about = tuple(p.id for p in told)
    return Decision(effects=mails, reason="Families hear of a goal reached.", about=about) if mails else NOTHING


# --- answers ----------------------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    word = view.get(AdultWord, event.personal.get("word", ""))
    person = view.get(Person, word.person_id) if word else None
    if word is None or person is None:
        return Decision(reason="An answer of a teacher or guardian came in without a link that names a pupil.")
    if not may_be_told(person, view, now, policy):
        return Decision(reason="An answer came in about a pupil who does not take part any more; it was not kept.")
    said = (first_answer(event.answers, key) for key in ("good", "next"))
    answered = replace(
        word,
        answered_at=event.submitted_at,
        going=first_answer(event.answers, "going"),
        words=" / ".join(text for text in said if text),
    )
    return Decision(
        changes=(answered,),
        effects=(row_of(answered, person, policy), *summary(word.month, Overlay(view, [answered]), policy)),
        reason=f"A {word.side.value} answered about a pupil.",
        about=(person.id,),
    )


def _bounced(event: MailBounced, view: View, policy: Policy) -> Decision:
    """A mail that came back reached nobody. Only the monthly one counts."""
    parts = event.mail.removeprefix(mail_key(policy, "adults") + "/").split("/")
    if not event.mail.startswith(mail_key(policy, "adults") + "/") or len(parts) < 3:
        return NOTHING
    word = view.get(AdultWord, f"{parts[1]}:{parts[0]}:{parts[2]}")
    if word is None or not word.reached:
        return NOTHING
    lost = replace(word, reached=False)
    return Decision(
        changes=(lost,),
        effects=summary(word.month, Overlay(view, [lost]), policy),
        reason=f"Mail to a {word.side.value} came back.",
        about=(word.person_id,),
    )

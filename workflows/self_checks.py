"""The quiz "How to raise a concern" and the scenario self-check: gates that the mentor passes alone.

Passing completes the topic that the programme file names. Answers that would put somebody at risk reach the lead.
"""

from __future__ import annotations

from datetime import datetime, time

from workflows import forms
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import SendMail, Urgency
from workflows.events import Event, FormAnswered, ProgrammeStarted, TimerFired, TrainingRecorded
from workflows.forms.training import QUIZ_RIGHT, SCENARIO_QUESTIONS, UNSAFE
from workflows.letters import letter, mail_key, pupil_links, to_lead, to_pupil
from workflows.policy import Policy
from workflows.rules import first_answer
from workflows.state import Pair, PairStatus, Person, SelfCheck
from workflows.text.blocks import FormLink, Items
from workflows.text.say import say
from workflows.view import View

TERM = "self_checks.term"
TELL_LEAD_AFTER = 3  # tries of the quiz


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the self-checks."""
    match event:
        case FormAnswered(form=forms.QUIZ | forms.SCENARIOS):
            return _answered(event, view, policy)
        case ProgrammeStarted() if policy.training.quiz:
            return Decision(timers=_next_term(now, policy))
        case TimerFired(kind="self_checks.term") if policy.training.quiz:
            return _new_term(view, now, policy)
    return NOTHING


# --- answers ----------------------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, policy: Policy) -> Decision:
    person = view.get(Person, event.personal.get("person", ""))
    topic = policy.training.quiz if event.form == forms.QUIZ else policy.training.scenarios
    if person is None or person.withdrawn_at is not None or not topic:
        return Decision(reason="A self-check came in from nobody who is asked for one.")
    known = view.get(SelfCheck, f"{event.form}:{person.id}")
    if known is not None and known.passed:
        return NOTHING
    unsafe = _wrong(event) if event.form == forms.QUIZ else _unsafe(event)
    check = SelfCheck(
        id=f"{event.form}:{person.id}",
        person_id=person.id,
        form=event.form,
        tries=known.tries + 1 if known else 1,
        passed=not unsafe,
        at=event.submitted_at,
        unsafe=unsafe,
    )
    if check.passed:
        on = policy.school.local_date(event.submitted_at)
        passed = TrainingRecorded(person_id=person.id, topic=topic, completed_on=on)
        reason = f"{person.name} passed the self-check {topic}."
        return Decision(changes=(check,), events=(passed,), reason=reason, about=(person.id,))
    return _not_yet(check, person, topic, policy)


def _wrong(event: FormAnswered) -> tuple[str, ...]:
    return tuple(key for key, right in QUIZ_RIGHT.items() if first_answer(event.answers, key) != right)


def _unsafe(event: FormAnswered) -> tuple[str, ...]:
    """Answers that are unsafe; one left out cannot be called safe."""
    given = {key: first_answer(event.answers, key) for key in SCENARIO_QUESTIONS}
    return tuple(key for key, answer in given.items() if not answer or answer in UNSAFE.get(key, ()))


def _not_yet(check: SelfCheck, person: Person, topic: str, policy: Policy) -> Decision:
    mails = [_again(check, person, topic, policy)] if person.email else []
    flagged = check.form == forms.SCENARIOS or check.tries == TELL_LEAD_AFTER
    if flagged:
        mails.append(_flag(check, person, topic, policy))
    told = "; the lead sees which answers were not safe" if flagged else ""
    return Decision(
        changes=(check,),
        effects=tuple(mails),
        reason=f"{person.name} has not passed the self-check {topic} yet{told}.",
        about=(person.id,),
    )


def _again(check: SelfCheck, person: Person, topic: str, policy: Policy) -> SendMail:
    step = "quiz" if check.form == forms.QUIZ else "scenarios"
    link = FormLink(label=topic, form=check.form, personal=(("person", person.id),))
    return letter(
        key=mail_key(policy, "self_checks", person.id, check.form, str(check.tries)),
        to=to_pupil(person),
        words=f"self_checks.{step}",
        policy=policy,
        values={"name": person.name, "topic": topic, "count": len(check.unsafe)},
        extra=(link, *pupil_links(person)),
    )


def _flag(check: SelfCheck, person: Person, topic: str, policy: Policy) -> SendMail:
    """What the lead should talk about with this mentor: the questions, in the form's own words."""
    asked = {**SCENARIO_QUESTIONS, **forms.QUIZ_QUESTIONS}
    return letter(
        key=mail_key(policy, "self_checks", person.id, check.form, "lead", str(check.tries)),
        to=to_lead(policy),
        words="self_checks.flag",
        policy=policy,
        values={"name": person.told_apart, "topic": topic},
        extra=(Items(lines=tuple(asked[key][0] for key in check.unsafe)),),
    )


# --- each term --------------------------------------------------------------------------------------


def _next_term(now: datetime, policy: Policy) -> tuple[Timer, ...]:
    """On the third school day of each term, when everybody is back; never in the first, which begins with training."""
    school = policy.school
    days = (school.school_day_after(t.starts_on, 2) for t in school.terms[1:])
    due = next((at for at in (school.at(d, time(6, 0)) for d in days) if at > now), None)
    return (Timer(kind=TERM, subject=policy.key, due_at=due),) if due else ()


def _new_term(view: View, now: datetime, policy: Policy) -> Decision:
    """Everybody in a pair is told again how to raise a concern."""
    pairs = view.find(Pair, status=PairStatus.ACTIVE)
    mentors = (view.get(Person, key) for key in dict.fromkeys(p.mentor_id for p in pairs))
    on = policy.school.local_date(now).isoformat()
    mails = tuple(_card(p, on, policy) for p in mentors if p is not None and p.email and p.withdrawn_at is None)
    reason = f"A new term: {len(mails)} mentors were told again how to raise a concern."
    return Decision(effects=mails, timers=_next_term(now, policy), reason=reason)


def _card(person: Person, on: str, policy: Policy) -> SendMail:
    lines = tuple(say(person.language, f"self_checks.card.{n}") for n in (1, 2, 3))
    return letter(
        key=mail_key(policy, "self_checks", person.id, "card", on),
        to=to_pupil(person),
        words="self_checks.card",
        policy=policy,
        values={"name": person.name},
        extra=(Items(lines=lines), *pupil_links(person)),
        urgency=Urgency.ROUTINE,
    )

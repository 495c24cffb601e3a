"""Inviting for the next year: those who took part, those who found no place, and mentees who may mentor now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflows import forms
from workflows.decision import Decision
from workflows.effects import SendMail, Urgency
from workflows.letters import letter, mail_key, to_lead, to_pupil
from workflows.policy import Policy
from workflows.rules import has_consent
from workflows.state import Application, ApplicationStatus, History, Person, Role
from workflows.text.blocks import FormLink
from workflows.text.say import say
from workflows.view import View

_OPEN = (ApplicationStatus.SUBMITTED, ApplicationStatus.WAITING)
_OVER = (ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """How many were invited for the next year: mentees who may become mentors, and who may go on as they were."""

    mentees_ready: int = 0
    mentors_again: int = 0
    mentees_again: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """Which letter somebody gets and which form it leads to; no form for a farewell."""

    words: str
    form: str = ""


def invited(end: date, after: View, before: View, *, policy: Policy) -> tuple[Decision, Pipeline]:
    """Invite by `before`, the year's applications, everybody as they stand `after` it."""
    letters: dict[str, tuple[_Letter, SendMail]] = {}
    for application in before.find(Application):
        person = after.get(Person, application.person_id)
        if person is None or not _may_be_written_to(person, application, end, after, policy):
            continue
        chosen = _choose(person, application, end, after, policy=policy)
        # Somebody with two roles gets one letter: the first that leads on, mentoring before having a mentor.
        if chosen is not None and (person.id not in letters or not letters[person.id][0].form):
            letters[person.id] = (chosen, _mail(person, chosen, end, after, policy=policy))
    kinds = [chosen for chosen, _ in letters.values()]
    pipeline = Pipeline(
        mentees_ready=sum(k.words == "rollover.mentor" for k in kinds),
        mentors_again=sum(k.words != "rollover.mentor" and k.form == forms.MENTOR for k in kinds),
        mentees_again=sum(k.form == forms.MENTEE for k in kinds),
    )
    mails = tuple(mail for _, mail in letters.values())
    lead = _lead_mail(end, pipeline, len(before.find(Application)), policy)
    reason = f"Invited {len(mails)} pupils for the next year, {pipeline.mentees_ready} of them mentees as mentors."
    return Decision(effects=(*mails, lead), reason=reason), pipeline


def _may_be_written_to(person: Person, application: Application, end: date, view: View, policy: Policy) -> bool:
    """Nobody who left or was declined; nobody who took part and has no permission any more."""
    if person.withdrawn_at is not None or not person.email or application.status in _OVER:
        return False
    if application.status in _OPEN or application.role.value not in policy.consent.needed_for:
        return True
    return has_consent(view, person.id, end)


def _choose(person: Person, application: Application, end: date, view: View, *, policy: Policy) -> _Letter | None:
    grade = person.grade + 1 if person.rostered or not policy.rollover.raise_grades else person.grade
    choices = policy.applications
    fits = {
        forms.MENTOR: not choices.mentor_grades or grade in choices.mentor_grades,
        forms.MENTEE: not choices.mentee_grades or grade in choices.mentee_grades,
    }
    own = forms.MENTOR if application.role is Role.MENTOR else forms.MENTEE
    if application.status in _OPEN:
        return _Letter(words="rollover.waited", form=own if fits[own] else "")
    past = view.get(History, f"{end.isoformat()}:{person.id}:{application.role.value}")
    if own == forms.MENTEE and past is not None and past.completed and fits[forms.MENTOR]:
        return _Letter(words="rollover.mentor", form=forms.MENTOR)
    return _Letter(words="rollover.again", form=own) if fits[own] else _Letter(words="rollover.farewell")


def _mail(person: Person, chosen: _Letter, end: date, view: View, *, policy: Policy) -> SendMail:
    language = person.language
    links = (FormLink(label=say(language, "rollover.link"), form=chosen.form),) if chosen.form else ()
    held = sum(h.held for h in view.find(History, person_id=person.id) if h.year_end == end)
    return letter(
        key=mail_key(policy, "rollover", end.isoformat(), person.id),
        to=to_pupil(person),
        words=chosen.words,
        policy=policy,
        values={"name": person.name, "held": held},
        extra=links,
        urgency=Urgency.ROUTINE,
    )


def _lead_mail(end: date, pipeline: Pipeline, archived: int, policy: Policy) -> SendMail:
    return letter(
        key=mail_key(policy, "rollover", end.isoformat(), "lead"),
        to=to_lead(policy),
        words="rollover.lead",
        policy=policy,
        values={
            "archived": archived,
            "ready": pipeline.mentees_ready,
            "mentors": pipeline.mentors_again,
            "mentees": pipeline.mentees_again,
        },
        urgency=Urgency.ROUTINE,
    )

"""The mails to teachers and families. None of them tells what a pupil said, only that they meet and how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from workflows import forms
from workflows.effects import Recipient, SendMail, Urgency
from workflows.letters import concern_link, letter, mail_key, to_guardian
from workflows.policy import Policy
from workflows.rules import has_consent, needs_consent
from workflows.state import AdultWord, Meeting, MeetingStatus, Pair, Person, Side
from workflows.text.blocks import Block, FormLink, Paragraph
from workflows.text.say import say
from workflows.view import View

QUESTIONS = 6
"""Things to ask at home; each month brings another."""
LOOK_BACK = timedelta(days=31)


def may_be_told(person: Person, view: View, now: datetime, policy: Policy) -> bool:
    """Whether adults may hear of this pupil: not after they left, and not without the consent that they need."""
    if person.withdrawn_at is not None:
        return False
    return not needs_consent(view, person.id, policy) or has_consent(view, person.id, policy.school.local_date(now))


def pupils_of(pairs: Iterable[Pair], view: View) -> Iterator[Person]:
    """Everybody in these pairs, each once."""
    for key in dict.fromkeys(key for pair in pairs for key in (pair.mentor_id, pair.mentee_id)):
        if (person := view.get(Person, key)) is not None:
            yield person


def to_teacher(person: Person, policy: Policy) -> Recipient:
    """The pupil's homeroom teacher; the mail bears the pupil's id."""
    return Recipient(
        person_id=person.id, address=person.homeroom_email, name="", language=policy.language, may_leave=False
    )


def match_mails(person: Person, pair: Pair, policy: Policy) -> Iterator[SendMail]:
    """To both adults: the pupil has a partner."""
    rules = policy.adults
    if rules.guardians and person.guardian_email:
        yield _to_home(person, policy, words="adults.guardian_match", step=("match", pair.id))
    if rules.teachers and person.homeroom_email:
        yield letter(
            key=mail_key(policy, "adults", person.id, Side.TEACHER, "match", pair.id),
            to=to_teacher(person, policy),
            words="adults.teacher_match",
            policy=policy,
            values={"name": person.name},
            urgency=Urgency.ROUTINE,
        )


def goal_mail(person: Person, goal: str, policy: Policy) -> SendMail:
    """Home: a goal was reached."""
    return _to_home(person, policy, words="adults.guardian_goal", step=("goal", goal))


def month_mail(word: AdultWord, person: Person, view: View, now: datetime, policy: Policy) -> SendMail:
    """The monthly word, with the questions."""
    count = _held(person.id, view, now)
    if word.side is Side.TEACHER:
        return _pulse(word, person, policy, count)
    language = person.guardian_language
    link = FormLink(
        label=say(language, "adults.guardian.link"),
        form=forms.GUARDIAN_INSIGHT,
        personal=(("word", word.id), ("by", person.guardian_email)),
    )
    number = int(word.month.replace("-", "")) % QUESTIONS + 1
    ask = Paragraph(text=say(language, f"adults.ask.{number}"))
    told = (Paragraph(text=say(language, "adults.guardian.ask")), ask, link)
    return _to_home(person, policy, words="adults.guardian_month", step=(word.month,), extra=told, count=count)


def _pulse(word: AdultWord, person: Person, policy: Policy, count: int) -> SendMail:
    link = FormLink(
        label=say(policy.language, "adults.teacher.link"),
        form=forms.TEACHER_PULSE,
        personal=(("word", word.id), ("by", person.homeroom_email)),
    )
    return letter(
        key=mail_key(policy, "adults", person.id, Side.TEACHER, word.month),
        to=to_teacher(person, policy),
        words="adults.teacher_month",
        policy=policy,
        values={"name": person.name, "count": count},
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )


def _to_home(
    person: Person,
    policy: Policy,
    *,
    words: str,
    step: tuple[str, ...],
    extra: tuple[Block, ...] = (),
    count: int = 0,
) -> SendMail:
    return letter(
        key=mail_key(policy, "adults", person.id, Side.GUARDIAN, *step),
        to=to_guardian(person),
        words=words,
        policy=policy,
        values={"name": person.name, "count": count},
        extra=(*extra, concern_link(person.guardian_language)),
        urgency=Urgency.ROUTINE,
    )


def _held(person: str, view: View, now: datetime) -> int:
    meetings = {m.id: m for side in ("mentor_id", "mentee_id") for m in view.find(Meeting, **{side: person})}
    return sum(m.status is MeetingStatus.HELD and now - LOOK_BACK <= m.starts_at <= now for m in meetings.values())

"""Recognition: badges as meetings add up, certificates, letters that a person releases, a vote, a celebration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time

from workflows import forms, tabs
from workflows.celebration import invited
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency
from workflows.events import (
    CellEdited,
    Event,
    FormAnswered,
    MeetingSettled,
    ProgrammeStarted,
    TimerFired,
)
from workflows.letters import letter, mail_key, side, to_guardian, to_pupil
from workflows.policy import Policy
from workflows.recognition_facts import Earned, awards_of, earned_by, everybody
from workflows.recognition_letters import letter_edited
from workflows.rules import first_answer, year_end_of
from workflows.state import Award, Meeting, MeetingStatus, Pair, PairStatus, Person, Role, StaffAnswer, Vote
from workflows.text.blocks import FormLink
from workflows.text.papers import Attachment, Certificate
from workflows.text.say import day, say
from workflows.view import Overlay, View

CERTIFICATES, POLL, CELEBRATION = "recognition.certificates", "recognition.poll", "recognition.celebration"
_AT = time(8, 0)
INVITE_BEFORE = 10  # school days


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for recognition."""
    if not policy.recognition.on:
        return NOTHING
    match event:
        case ProgrammeStarted():
            return Decision(timers=tuple(_timers(now, policy)))
        case MeetingSettled(outcome="held"):
            return _badges(event, view, now, policy)
        case TimerFired() if event.kind in _ON_TIME:
            return _ON_TIME[event.kind](date.fromisoformat(event.subject), view, now, policy)
        case FormAnswered(form=forms.REWARD_POLL):
            return _voted(event, view, now, policy)
        case CellEdited(tab=tabs.RECOGNITION):
            return letter_edited(event, view, now, policy)
    return NOTHING


def _timers(now: datetime, policy: Policy) -> Iterator[Timer]:
    rules, school = policy.recognition, policy.school
    invitations = ((on, _days_before(on, policy)) for on in rules.celebrations)
    days = (
        *((CERTIFICATES, on, on) for on in rules.certificates_on),
        *((POLL, on, on) for on in rules.poll_on),
        *((CELEBRATION, on, first) for on, first in invitations),
    )
    for kind, on, first in days:
        due = school.at(first, _AT)
        if due > now:
            yield Timer(kind=kind, subject=on.isoformat(), due_at=due)


def _days_before(on: date, policy: Policy) -> date:
    days = [d for d in policy.school.day_names if d < on]
    return sorted(days)[-INVITE_BEFORE] if len(days) >= INVITE_BEFORE else on


# --- badges and certificates ------------------------------------------------------------------------


def _badges(event: MeetingSettled, view: View, now: datetime, policy: Policy) -> Decision:
    meeting = view.get(Meeting, event.meeting_id)
    if meeting is None or meeting.status is not MeetingStatus.HELD:
        return NOTHING
    decision = NOTHING
    for person_id in (meeting.mentor_id, meeting.mentee_id):
        person = view.get(Person, person_id)
        if person is not None and person.withdrawn_at is None:
            decision = decision.and_then(_badge(earned_by(person, view, now, policy), view, now, policy))
    return decision


def _badge(earned: Earned, view: View, now: datetime, policy: Policy) -> Decision:
    year = year_end_of(policy.school.local_date(now), policy)
    reached = [n for n in policy.recognition.badges if n <= earned.held]
    new = [a for a in (_award(earned, f"badge-{n}-{year}", now) for n in reached) if view.get(Award, a.id) is None]
    if not new:
        return NOTHING
    # Several at once happen when staff settle old meetings: one mail, for the highest.
    mail = _mail(earned, f"badge-{reached[-1]}-{year}", "recognition.badge", policy)
    return Decision(
        changes=tuple(new),
        effects=(mail, _row(earned, Overlay(view, new), policy)),
        reason=f"{earned.person.name} has met {earned.held} times: a badge.",
        about=(earned.person.id,),
    )


def _award(earned: Earned, kind: str, now: datetime) -> Award:
    person = earned.person.id
    return Award(id=f"{kind}:{person}", person_id=person, kind=kind, at=now, held=earned.held, minutes=earned.minutes)


def _mail(earned: Earned, step: str, words: str, policy: Policy, attachments: tuple[Attachment, ...] = ()) -> SendMail:
    person = earned.person
    return letter(
        key=mail_key(policy, "recognition", person.id, step),
        to=to_pupil(person),
        words=words,
        policy=policy,
        values={"name": person.name, "held": earned.held},
        urgency=Urgency.ROUTINE,
        attachments=attachments,
    )


def _certificates(on: date, view: View, now: datetime, policy: Policy) -> Decision:
    """A certificate for everybody who met often enough, to the pupil and to the family."""
    decision = NOTHING
    for earned in everybody(view, now, policy):
        award = _award(earned, f"certificate-{on.isoformat()}", now)
        if earned.held < policy.recognition.certificate_meetings or view.get(Award, award.id) is not None:
            continue
        mails = _certificate_mails(earned, award, policy)
        row = _row(earned, Overlay(view, (award,)), policy)
        decision = decision.and_then(Decision(changes=(award,), effects=(*mails, row), about=(earned.person.id,)))
    count = len(decision.changes)
    return decision.and_then(Decision(reason=f"{count} certificates were made and sent."))


def _certificate_mails(earned: Earned, award: Award, policy: Policy) -> tuple[SendMail, ...]:
    person = earned.person
    file = (Attachment(name="certificate", paper=certificate(earned, award, policy)),)
    own = (_mail(earned, award.kind, "recognition.certificate", policy, file),) if person.email else ()
    if not person.guardian_email:
        return own
    family = letter(
        key=mail_key(policy, "recognition", person.id, award.kind, "family"),
        to=to_guardian(person),
        words="recognition.family",
        policy=policy,
        values={"name": person.name, "held": earned.held},
        urgency=Urgency.ROUTINE,
        attachments=file,
    )
    return (*own, family)


def certificate(earned: Earned, award: Award, policy: Policy) -> Certificate:
    """The certificate, in the pupil's language."""
    language = earned.person.language
    role = side(Role.MENTOR if earned.mentees else Role.MENTEE, policy)
    hours = f"{earned.minutes / 60:.1f}"
    return Certificate(
        title=say(language, "recognition.paper.title"),
        name=earned.person.name,
        lines=(
            say(language, f"recognition.paper.{role}", held=earned.held, hours=hours),
            day(language, policy.school.local_date(award.at)),
        ),
        place=policy.name,
        signed=policy.staff_member(policy.roles.lead).name,
        language=language,
    )


def _row(earned: Earned, view: View, policy: Policy) -> PutRow:
    answer = view.get(StaffAnswer, f"{tabs.RECOGNITION}:{earned.person.id}")
    cells = {
        "name": earned.person.name,
        "held": str(earned.held),
        "hours": f"{earned.minutes / 60:.1f}",
        "awards": awards_of(earned.person.id, view),
        "answer": answer.text if answer else "",
    }
    return PutRow(tab=tabs.RECOGNITION, key=earned.person.id, cells=cells)


# --- the vote ---------------------------------------------------------------------------------------


def _poll(on: date, view: View, now: datetime, policy: Policy) -> Decision:
    del now
    pairs = view.find(Pair, status=PairStatus.ACTIVE)
    ids = dict.fromkeys(person for pair in pairs for person in (pair.mentor_id, pair.mentee_id))
    people = [p for p in (view.get(Person, i) for i in ids) if p is not None and p.email and p.withdrawn_at is None]
    return Decision(
        effects=tuple(_poll_mail(person, on, policy) for person in people),
        reason=f"{len(people)} pupils were asked which reward they would like.",
    )


def _poll_mail(person: Person, on: date, policy: Policy) -> SendMail:
    link = FormLink(
        label=say(person.language, "recognition.poll.link"),
        form=forms.REWARD_POLL,
        personal=(("person", person.id), ("poll", on.isoformat())),
    )
    return letter(
        key=mail_key(policy, "recognition", person.id, f"poll-{on.isoformat()}"),
        to=to_pupil(person),
        words="recognition.poll",
        policy=policy,
        values={"name": person.name},
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )


def _voted(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    person, poll = event.personal.get("person", ""), event.personal.get("poll", "")
    choice = first_answer(event.answers, "choice")
    known = view.get(Person, person)
    if known is None or known.withdrawn_at is not None or choice not in policy.recognition.rewards or not poll:
        return Decision(reason="A vote on rewards came in that does not count.")
    vote = Vote(id=f"{poll}:{person}", person_id=person, choice=choice, at=now)
    votes = [v for v in Overlay(view, (vote,)).find(Vote) if v.id.startswith(f"{poll}:")]
    cells = {
        "name": say(policy.language, "recognition.poll.row", day=poll),
        "awards": ranked(v.choice for v in votes),
        "held": str(len(votes)),
    }
    row = PutRow(tab=tabs.RECOGNITION, key=f"poll-{poll}", cells=cells)
    return Decision(changes=(vote,), effects=(row,), reason="A vote on rewards was counted.", about=(person,))


def ranked(choices: Iterable[str]) -> str:
    """Choices by count, the most wanted first."""
    counts = Counter(choices)
    return ", ".join(f"{choice} {count}" for choice, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


_ON_TIME: Mapping[str, Callable[[date, View, datetime, Policy], Decision]] = {
    CERTIFICATES: _certificates,
    POLL: _poll,
    CELEBRATION: invited,
}

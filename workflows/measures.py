"""Tested scales, asked at the start and again later; the two answers are paired by a pseudonym, never by a name.

Delivery puts the pseudonym in place of the person when it signs the link. So nobody here knows who has answered, and
everybody is reminded once, in words that thank those who have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time

from workflows import tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency
from workflows.events import Event, FormAnswered, ProgrammeStarted, TimerFired
from workflows.forms.scales import SCALE_FORM
from workflows.letters import letter, mail_key, to_pupil
from workflows.policy import Policy
from workflows.policy.learning import ScaleUse
from workflows.rules import SMALLEST_GROUP, first_answer
from workflows.scales import SCALES, score
from workflows.state import Pair, PairStatus, Person, Role, ScaleAnswer
from workflows.text.blocks import FormLink
from workflows.text.say import say
from workflows.view import Overlay, View

WAVE, AGAIN = "measures.wave", "measures.again"
BASELINE, FOLLOW_UP = "baseline", "follow_up"
REMIND_AFTER = 4  # school days
_AT = time(8, 0)
_YOUNG_GRADE = 12  # below it most pupils are under 17


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the scales."""
    if not policy.learning.on:
        return NOTHING
    match event:
        case ProgrammeStarted():
            return Decision(timers=tuple(_timers(now, policy)))
        case TimerFired(kind="measures.wave" | "measures.again"):
            return _asked(event, view, policy)
        case FormAnswered() if event.form.startswith(SCALE_FORM):
            return _answered(event, view, now, policy)
    return NOTHING


def _timers(now: datetime, policy: Policy) -> Iterator[Timer]:
    rules, school = policy.learning, policy.school
    for wave, days in ((BASELINE, rules.baseline_on), (FOLLOW_UP, rules.follow_up_on)):
        for on in days:
            for kind, at in ((WAVE, on), (AGAIN, school.school_day_after(on, REMIND_AFTER))):
                due = school.at(at, _AT)
                if due > now:
                    yield Timer(kind=kind, subject=f"{wave}-{on.isoformat()}", due_at=due)


def _asked(event: TimerFired, view: View, policy: Policy) -> Decision:
    step = "ask" if event.kind == WAVE else "again"
    mails = [
        _mail(person, role, use, event.subject, policy=policy, step=step)
        for person, role in _everybody(view)
        for use in policy.learning.scales
        if role.value in use.who and use.id in SCALES
    ]
    reason = f"{len(mails)} questions of tested scales went out ({event.subject}, {step})."
    return Decision(effects=tuple(mails), reason=reason)


def _everybody(view: View) -> Iterator[tuple[Person, Role]]:
    """Both sides of every active pair, each pupil once: they have a guardian's permission."""
    seen: set[str] = set()
    for pair in view.find(Pair, status=PairStatus.ACTIVE):
        for person_id, role in ((pair.mentor_id, Role.MENTOR), (pair.mentee_id, Role.MENTEE)):
            person = view.get(Person, person_id)
            if person is not None and person.email and person.withdrawn_at is None and person_id not in seen:
                seen.add(person_id)
                yield person, role


def _mail(person: Person, role: Role, use: ScaleUse, wave: str, *, policy: Policy, step: str) -> SendMail:
    link = FormLink(
        label=say(person.language, "measures.link"),
        form=SCALE_FORM + use.id,
        personal=(("person", person.id), ("role", role.value), ("wave", wave)),
        pseudonymous=True,
    )
    return letter(
        key=mail_key(policy, "measures", person.id, wave, use.id, step),
        to=to_pupil(person),
        words=f"measures.{step}",
        policy=policy,
        values={"name": person.name},
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )


# --- answers ----------------------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    use = next((u for u in policy.learning.scales if SCALE_FORM + u.id == event.form), None)
    pseudonym, wave = event.personal.get("pseudonym", ""), event.personal.get("wave", "")
    if use is None or not pseudonym or not wave:
        return Decision(reason="Answers to a scale came in that nobody was asked for; they were left out.")
    given = [_number(first_answer(event.answers, f"q{n}")) for n in range(1, len(use.items) + 1)]
    points = score(use, given)
    if points is None:
        return Decision(reason="Answers to a scale came in with too few items to score; they were left out.")
    said = ScaleAnswer(
        id=f"{use.id}:{wave}:{pseudonym}",
        scale=use.id,
        wave=wave,
        pseudonym=pseudonym,
        role=event.personal.get("role", ""),
        score=points,
        at=now,
    )
    after = Overlay(view, (said,))
    return Decision(
        changes=(said,), effects=tuple(scale_rows(use, after, policy)), reason="Answers to a scale were scored."
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


# --- change, with n and a caveat --------------------------------------------------------------------


def scale_rows(use: ScaleUse, view: View, policy: Policy) -> Iterator[PutRow]:
    """A row for each role: both means, the change of those who answered twice, how many, and what it does not show."""
    language = policy.language
    for role in Role:
        answers = [a for a in view.find(ScaleAnswer, scale=use.id) if a.role == role.value]
        if not answers:
            continue
        before, after = _latest(answers, BASELINE), _latest(answers, FOLLOW_UP)
        both = sorted(before.keys() & after.keys())
        cells = {
            "measure": say(language, "measures.row", scale=use.id.upper()),
            "group": say(language, f"measures.group.{role.value}"),
            "before": _mean(before.values()),
            "after": _mean(after.values()),
            "change": _change([after[p] - before[p] for p in both]),
            "n": say(language, "measures.n", before=len(before), after=len(after), both=len(both)),
            "caveat": _caveat(use, role, view, len(both), language),
        }
        yield PutRow(tab=tabs.LEARNING, key=f"scale-{use.id}-{role.value}", cells=cells)


def _latest(answers: Sequence[ScaleAnswer], wave: str) -> dict[str, int]:
    """The score of everybody in the newest wave of that kind."""
    newest = max((a.wave for a in answers if a.wave.startswith(wave)), default="")
    return {a.pseudonym: a.score for a in answers if a.wave == newest} if newest else {}


def _mean(scores: Iterable[int]) -> str:
    values = list(scores)
    return f"{sum(values) / len(values) / 1000:.2f}" if len(values) >= SMALLEST_GROUP else "–"


def _change(changes: Sequence[int]) -> str:
    return f"{sum(changes) / len(changes) / 1000:+.2f}" if len(changes) >= SMALLEST_GROUP else "–"


def _caveat(use: ScaleUse, role: Role, view: View, both: int, language: str) -> str:
    told = [say(language, "measures.caveat")]
    if both < SMALLEST_GROUP:
        told.append(say(language, "measures.few", count=SMALLEST_GROUP))
    if use.id == "own":
        told.append(say(language, "measures.own"))
    if role is Role.MENTOR and SCALES[use.id].youngest >= 17 and _has_young_mentors(view):
        told.append(say(language, "measures.young"))
    return " ".join(told)


def _has_young_mentors(view: View) -> bool:
    ids = {pair.mentor_id for pair in view.find(Pair, status=PairStatus.ACTIVE)}
    people = (view.get(Person, person_id) for person_id in ids)
    return any(person is not None and person.grade < _YOUNG_GRADE for person in people)

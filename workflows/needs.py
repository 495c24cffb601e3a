"""The needs survey: what troubles pupils most. The service ranks and says how sure it is; the lead decides in a cell.

Answers are kept under a pseudonym with the grade alone, and no decision about one names a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows import forms, tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Timer
from workflows.effects import PutRow, Recipient, SendMail, Urgency
from workflows.events import (
    CellEdited,
    Event,
    FormAnswered,
    ProgrammeLaunched,
    ProgrammeStarted,
    RosterImported,
    TimerFired,
)
from workflows.launch import may_begin
from workflows.letters import letter, mail_key, to_lead, to_pupil, to_staff
from workflows.policy import Policy
from workflows.rules import cell_word, first_answer, normal_address, person_by_address, short_hash, staff_answer
from workflows.small_cells import SMALLEST_CELL, hidden, is_small
from workflows.state import Milestone, NeedsAnswer, Person, Setting
from workflows.text.blocks import FormLink, Paragraph, Table
from workflows.text.say import day, say
from workflows.view import Overlay, View

ASKED, CLOSED = "needs_asked", "needs_closed"
CLOSE = "needs.close"
TROUBLED = 3
"""A mark from here on says that the issue troubles this person."""
ADULT = 0
CLEAR_LEAD = 1.2  # times the points of the second issue


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the needs survey; nothing while the step is off."""
    if not policy.needs.on:
        return NOTHING
    match event:
        case ProgrammeLaunched() | ProgrammeStarted():
            return _opened(view, now, policy)
        case RosterImported():
            return _late(event, view, policy)
        case FormAnswered(form=forms.NEEDS):
            return _answered(event, view, now, policy)
        case TimerFired(kind="needs.close"):
            return _closed(view, now, policy)
        case CellEdited(tab=tabs.NEEDS, column="decision"):
            return _chosen(event, view, now, policy)
    return NOTHING


# --- asking -----------------------------------------------------------------------------------------


def _opened(view: View, now: datetime, policy: Policy) -> Decision:
    if not may_begin(view, policy) or view.get(Milestone, ASKED) is not None:
        return NOTHING
    school = policy.school
    closes = school.school_day_after(school.local_date(now), policy.needs.open_days)
    pupils = _pupils(view)
    adults = [to_staff(policy, member.id) for member in policy.staff]
    return Decision(
        changes=(Milestone(id=ASKED, at=now),),
        effects=(
            *(_question(to_pupil(p), p.grade, policy) for p in pupils),
            *(_question(adult, ADULT, policy) for adult in adults),
        ),
        timers=(Timer(kind=CLOSE, subject=policy.key, due_at=school.at(closes, policy.messages.digest_at)),),
        reason=f"The needs survey went to {len(pupils)} pupils and {len(adults)} adults; it is open until {closes}.",
    )


def _pupils(view: View) -> list[Person]:
    return [p for p in view.find(Person, rostered=True) if p.email and p.withdrawn_at is None]


def _late(event: RosterImported, view: View, policy: Policy) -> Decision:
    """Somebody who came onto the school's list while the survey is open is asked too."""
    person = person_by_address(view, normal_address(event.email))
    is_open = view.get(Milestone, ASKED) is not None and view.get(Milestone, CLOSED) is None
    if person is None or person.withdrawn_at is not None or not is_open:
        return NOTHING
    return Decision(effects=(_question(to_pupil(person), person.grade, policy),), reason="A newcomer got the survey.")


def _question(to: Recipient, grade: int, policy: Policy) -> SendMail:
    voter = short_hash(policy.key, "needs", to.person_id)
    link = FormLink(
        label=say(to.language, "needs.link"), form=forms.NEEDS, personal=(("voter", voter), ("grade", str(grade)))
    )
    return letter(
        key=mail_key(policy, "needs", to.person_id, "ask"),
        to=to,
        words="needs.ask",
        policy=policy,
        values={"name": to.name},
        extra=(link,),
        urgency=Urgency.ROUTINE,
    )


# --- answers ----------------------------------------------------------------------------------------


def _answered(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    voter, grade = event.personal.get("voter", ""), event.personal.get("grade", "")
    if not voter or not grade.isdecimal():
        return Decision(reason="An answer to the needs survey came in without a personal link; it does not count.")
    if view.get(Milestone, CLOSED) is not None:
        return Decision(reason="An answer to the needs survey came after it was closed; it does not count.")
    issues = policy.needs.issues
    marks = ((issue, first_answer(event.answers, forms.trouble_key(n))) for n, issue in enumerate(issues))
    first = first_answer(event.answers, "first")
    answer = NeedsAnswer(
        id=voter,
        grade=int(grade),
        troubles=tuple(f"{issue}={mark}" for issue, mark in marks if mark in forms.SCALE),
        first=first if first in issues else "",
        at=event.submitted_at,
    )
    held = view.get(NeedsAnswer, voter)
    if held is not None and held.at > answer.at:
        return NOTHING
    kept = Decision(changes=(answer,), reason="An answer to the needs survey was counted.")
    # Every answer asks whether enough are in; the survey closes in the same moment as the quorum is reached.
    after = Overlay(view, (answer,))
    if len(after.find(NeedsAnswer)) * 100 < policy.needs.quorum * (len(_pupils(view)) + len(policy.staff)):
        return kept
    return kept.and_then(_closed(after, now, policy))


# --- ranking ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An issue: how many it troubles, how badly (mean mark of those), both multiplied, who would begin with it."""

    issue: str
    count: int
    severity: float
    first: int

    @property
    def points(self) -> float:
        """Count x severity."""
        return round(self.count * self.severity, 1)


def ranking(answers: Sequence[NeedsAnswer], issues: Iterable[str]) -> tuple[Ranked, ...]:
    """The issues, the most pressing first."""
    marks: dict[str, list[int]] = {issue: [] for issue in issues}
    for answer in answers:
        for trouble in answer.troubles:
            issue, _, mark = trouble.rpartition("=")
            if issue in marks and int(mark) >= TROUBLED:
                marks[issue].append(int(mark))
    first = Counter(answer.first for answer in answers)
    found = (
        Ranked(
            issue=issue,
            count=len(given),
            severity=round(sum(given) / len(given), 1) if given else 0.0,
            first=first[issue],
        )
        for issue, given in marks.items()
    )
    return tuple(sorted(found, key=lambda r: (-r.points, -r.first, r.issue)))


def rates(answers: Sequence[NeedsAnswer], asked: Iterable[int]) -> dict[int, tuple[int, int]]:
    """By grade: (answers, asked). Grades in which so few answered or not that it points at somebody are left out."""
    sizes, given = Counter(asked), Counter(answer.grade for answer in answers)
    small = frozenset(str(g) for g, n in sizes.items() if is_small(n, given[g]))
    left_out = hidden({str(g): n for g, n in sizes.items()}, small)
    return {g: (given[g], n) for g, n in sorted(sizes.items()) if str(g) not in left_out}


def _closed(view: View, now: datetime, policy: Policy) -> Decision:
    if view.get(Milestone, CLOSED) is not None or view.get(Milestone, ASKED) is None:
        return NOTHING
    answers = view.find(NeedsAnswer)
    asked = [p.grade for p in _pupils(view)] + [ADULT] * len(policy.staff)
    ranked, rated = ranking(answers, policy.needs.issues), rates(answers, asked)
    return Decision(
        changes=(Milestone(id=CLOSED, at=now),),
        effects=(*_rows(ranked, rated, policy), _report(ranked, rated, len(answers), len(asked), policy=policy)),
        timers=(CancelTimer(kind=CLOSE, subject=policy.key),),
        reason=f"The needs survey is closed with {len(answers)} answers of {len(asked)}; "
        f"{ranked[0].issue} comes first. The lead decides.",
    )


def _rows(ranked: Sequence[Ranked], rated: dict[int, tuple[int, int]], policy: Policy) -> tuple[PutRow, ...]:
    issues = (_issue_row(place, r) for place, r in enumerate(ranked, 1))
    grades = (
        PutRow(
            tab=tabs.NEEDS,
            key=f"rate:{grade}",
            cells={
                "issue": _who(grade, policy.language),
                "count": say(policy.language, "needs.rate", given=given, asked=asked),
            },
        )
        for grade, (given, asked) in rated.items()
    )
    return (*issues, *grades)


def _issue_row(place: int, ranked: Ranked, answer: str = "") -> PutRow:
    cells = {
        "issue": ranked.issue,
        "rank": str(place),
        "count": str(ranked.count),
        "severity": f"{ranked.severity:g}",
        "points": f"{ranked.points:g}",
        "first": str(ranked.first),
        "answer": answer,
    }
    return PutRow(tab=tabs.NEEDS, key=ranked.issue, cells=cells)


def _who(grade: int, language: str) -> str:
    return say(language, "needs.adults") if grade == ADULT else say(language, "needs.grade", grade=grade)


def _report(
    ranked: Sequence[Ranked], rated: dict[int, tuple[int, int]], given: int, asked: int, *, policy: Policy
) -> SendMail:
    lead = to_lead(policy)
    language = lead.language
    header = tuple(say(language, f"needs.table.{column}") for column in ("issue", "count", "severity", "points"))
    lines = tuple((r.issue, str(r.count), f"{r.severity:g}", f"{r.points:g}") for r in ranked)
    by_grade = tuple((_who(g, language), f"{n} / {of}") for g, (n, of) in rated.items())
    caption = say(language, "needs.table.rates", least=SMALLEST_CELL)
    return letter(
        key=mail_key(policy, "needs", "lead", "closed"),
        to=lead,
        words="needs.closed",
        policy=policy,
        values={"name": lead.name, "issue": ranked[0].issue, "given": given, "asked": asked},
        extra=(
            Paragraph(text=say(language, f"needs.sure.{_sure(ranked, given, asked, policy)}")),
            Table(caption=say(language, "needs.table"), header=header, rows=lines),
            Table(caption=caption, header=header[:2], rows=by_grade),
        ),
        urgency=Urgency.ROUTINE,
    )


def _sure(ranked: Sequence[Ranked], given: int, asked: int, policy: Policy) -> str:
    """How much the first place says: `yes` when enough answered and it is well ahead of the second."""
    if given * 100 < policy.needs.quorum * asked:
        return "few"
    second = ranked[1].points if len(ranked) > 1 else 0.0
    return "yes" if ranked[0].points >= CLEAR_LEAD * second and ranked[0].count else "close"


# --- the lead decides -------------------------------------------------------------------------------


def _chosen(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    ranked = ranking(view.find(NeedsAnswer), policy.needs.issues)
    place = next((n for n, r in enumerate(ranked, 1) if r.issue == event.row), 0)
    if not place or not event.value.strip():
        return NOTHING
    language, held = policy.language, policy.training.focus
    if cell_word(event.value) != tabs.CHOOSE:
        text = say(language, "needs.cell.unknown", word=tabs.CHOOSE)
    elif held == event.row:
        text = say(language, "needs.cell.same")
    else:
        return _focused(ranked[place - 1], place, view, now=now, policy=policy)
    answer = staff_answer(tabs.NEEDS, event.row, text, now)
    return Decision(changes=(answer,), effects=(_issue_row(place, ranked[place - 1], text),), reason=text)


def _focused(ranked: Ranked, place: int, view: View, *, now: datetime, policy: Policy) -> Decision:
    pupils = _pupils(view)
    text = say(policy.language, "needs.cell.chosen", day=day(policy.language, policy.school.local_date(now)))
    return Decision(
        changes=(
            Setting(id="training/focus", value=ranked.issue, at=now, by="sheet"),
            staff_answer(tabs.NEEDS, ranked.issue, text, now),
        ),
        effects=(_issue_row(place, ranked, text), *(_we_chose(person, ranked, policy) for person in pupils)),
        events=(ProgrammeStarted(fingerprint=f"focus {now.isoformat()}"),),
        reason=f"The lead chose {ranked.issue} as the focus; {len(pupils)} pupils are told what they said and "
        "what was chosen.",
    )


def _we_chose(person: Person, ranked: Ranked, policy: Policy) -> SendMail:
    return letter(
        key=mail_key(policy, "needs", person.id, "chosen", short_hash(ranked.issue, length=8)),
        to=to_pupil(person),
        words="needs.chosen",
        policy=policy,
        values={"name": person.name, "issue": ranked.issue, "count": ranked.count},
        urgency=Urgency.ROUTINE,
    )

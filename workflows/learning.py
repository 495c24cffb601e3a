"""Learning: the Scorecard and Learning tabs each week, and at the end of a stage a report and what to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time

from workflows import measures, tabs
from workflows.attendance import attendance_rows, compared, percent_of
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import Effect, PutRow, SendMail, Urgency
from workflows.events import Event, ProgrammeStarted, TimerFired
from workflows.letters import letter, mail_key, to_lead
from workflows.objectives import measured, objective_rows
from workflows.objectives import verdict as objective_verdict
from workflows.policy import Policy
from workflows.rules import SMALLEST_GROUP, percent, year_start
from workflows.scorecard import Score, scorecard_rows, scores, verdict
from workflows.state import Feedback, Meeting, MeetingStatus
from workflows.text.blocks import Bars, Block, Heading, Items, PageLink, Paragraph, Table
from workflows.text.papers import Attachment, Document
from workflows.text.say import day, say, words_for
from workflows.view import View

WEEK, STAGE = "learning.week", "learning.stage"
PAGES = "/reports"
"""Where the service shows staff the reports, each under its day."""
_EARLY, _AT = time(5, 30), time(8, 0)


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for learning; scales have a file of their own."""
    if not policy.learning.on:
        return NOTHING
    match event:
        case ProgrammeStarted():
            own = Decision(timers=(*_stages(now, policy), *_next_week(now, policy)))
            return own.and_then(measures.decide(event, view, now, policy))
        case TimerFired(kind="learning.week"):
            counted = Decision(effects=tuple(_tabs(view, now, policy)), reason="The scorecard was counted anew.")
            return counted.and_then(Decision(timers=_next_week(now, policy)))
        case TimerFired(kind="learning.stage"):
            return _stage(date.fromisoformat(event.subject), view, now, policy)
    return measures.decide(event, view, now, policy)


def _stages(now: datetime, policy: Policy) -> Iterator[Timer]:
    for on in policy.learning.stages:
        due = policy.school.at(on, _AT)
        if due > now:
            yield Timer(kind=STAGE, subject=on.isoformat(), due_at=due)


def _next_week(now: datetime, policy: Policy) -> tuple[Timer, ...]:
    school = policy.school
    on = school.school_day_after(school.local_date(now), 5)
    due = school.at(on, _EARLY)
    return (Timer(kind=WEEK, subject=policy.key, due_at=due),) if on <= school.ends_on else ()


def _tabs(view: View, now: datetime, policy: Policy) -> Iterator[Effect]:
    yield from scorecard_rows(view, now, policy)
    yield from attendance_rows(view, now, policy)
    yield from objective_rows(view, now, policy)


def _stage(on: date, view: View, now: datetime, policy: Policy) -> Decision:
    counted = scores(view, now, policy)
    return Decision(
        effects=(
            *_tabs(view, now, policy),
            *_changes(on, counted, policy),
            _report(on, counted, view, now=now, policy=policy),
        ),
        reason="A stage is over: the report was drafted, and what to change stands in Changes.",
    )


def _changes(on: date, counted: tuple[Score, ...], policy: Policy) -> Iterator[PutRow]:
    """What the next stage should do differently: every benchmark that is not met, for somebody to own."""
    for one in counted:
        if one.met is False:
            cells = {
                "stage": on.isoformat(),
                "what": _what(one, policy.language),
                "why": f"{one.part} / {one.whole} ({percent(one.part, one.whole)})",
            }
            yield PutRow(tab=tabs.CHANGES, key=f"{on.isoformat()}:{one.code}", cells=cells)


def _what(one: Score, language: str) -> str:
    return say(language, f"scorecard.what.{one.code.replace('.', '_').lower()}")


# --- the report -------------------------------------------------------------------------------------


def report_key(policy: Policy, on: date) -> str:
    """The key of the mail that reports on the stage that ended that day."""
    return mail_key(policy, "learning", on.isoformat(), "report")


def _report(on: date, counted: tuple[Score, ...], view: View, *, now: datetime, policy: Policy) -> SendMail:
    to = to_lead(policy)
    language = to.language
    blocks = tuple(_blocks(counted, view, now, policy))
    title = say(language, "learning.report.title", programme=policy.name)
    paper = Document(title=title, blocks=blocks, place=day(language, on), language=language)
    page = PageLink(
        label=say(language, "learning.report.page"), path=f"{PAGES}/{on.isoformat()}", reader=policy.roles.lead
    )
    return letter(
        key=report_key(policy, on),
        to=to,
        words="learning.report",
        policy=policy,
        values={"day": day(language, on)},
        extra=(page, *blocks),
        attachments=(Attachment(name=f"report-{on.isoformat()}", paper=paper),),
        urgency=Urgency.ROUTINE,
    )


def _blocks(counted: tuple[Score, ...], view: View, now: datetime, policy: Policy) -> Iterator[Block]:
    language = to_lead(policy).language
    yield Paragraph(text=say(language, "learning.report.goal", goal=policy.goal or "–"))
    yield from _objectives(view, now, policy)
    yield _meetings(view, now, policy)
    yield _feedback(view, language)
    yield from _attendance(view, now, policy)
    yield Table(
        caption=say(language, "learning.report.scorecard"),
        header=tuple(say(language, f"learning.head.{name}") for name in ("what", "measured", "met")),
        rows=tuple((_what(s, language), percent(s.part, s.whole), verdict(s, language)) for s in counted),
    )
    missed = tuple(_what(s, language) for s in counted if s.met is False)
    yield Heading(text=say(language, "learning.report.changes"))
    yield Items(lines=missed or (say(language, "learning.report.no_changes"),))


def _objectives(view: View, now: datetime, policy: Policy) -> Iterator[Block]:
    language, objectives = to_lead(policy).language, policy.learning.objectives
    if objectives:
        values = ((o, measured(o, view, now, policy)) for o in objectives)
        lines = tuple(f"{o.text.rstrip('.')}: {objective_verdict(o, value, language)}" for o, value in values)
        yield Heading(text=say(language, "objectives.report"))
        yield Items(lines=lines)


def _meetings(view: View, now: datetime, policy: Policy) -> Bars:
    """Meetings held in each month of the year."""
    school, language = policy.school, to_lead(policy).language
    since = year_start(policy, school.local_date(now))
    days = (school.local_date(m.starts_at) for m in view.find(Meeting, status=MeetingStatus.HELD))
    months = Counter((d.year, d.month) for d in days if d > since)
    names = words_for(language, "date.months").split()
    bars = tuple((f"{names[month - 1]} {year}", float(n), str(n)) for (year, month), n in sorted(months.items()))
    return Bars(caption=say(language, "learning.report.meetings"), bars=bars)


def _feedback(view: View, language: str) -> Bars:
    """Mean rating by who answered; groups too small are left out."""
    by_form: dict[str, list[int]] = {}
    for said in view.find(Feedback, answered=True):
        if said.rating is not None:
            by_form.setdefault(said.form, []).append(said.rating)
    shown = {form: ratings for form, ratings in sorted(by_form.items()) if len(ratings) >= SMALLEST_GROUP}
    bars = tuple(
        (say(language, f"feedback.who.{form}"), sum(r) / len(r), f"{sum(r) / len(r):.1f} ({len(r)})")
        for form, r in shown.items()
    )
    return Bars(caption=say(language, "learning.report.feedback"), bars=bars)


def _attendance(view: View, now: datetime, policy: Policy) -> Iterator[Block]:
    language = to_lead(policy).language
    groups = compared(view, now, policy)
    if all(g.before is None for g in groups):
        return  # nothing imported, or every group is too small to be shown
    rows = tuple(
        (say(language, f"attendance.group.{g.group}"), percent_of(g.before), percent_of(g.after)) for g in groups
    )
    header = tuple(say(language, f"learning.head.{name}") for name in ("group", "before", "after"))
    yield Table(caption=say(language, "attendance.row"), header=header, rows=rows)
    alone = all(g.change is None for g in groups if g.group == "others")
    key = "attendance.caveat.trend" if alone else "attendance.caveat.group"
    yield Paragraph(text=say(language, key))

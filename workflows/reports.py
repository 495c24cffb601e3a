"""The weekly report to the lead: what needs a decision, whom to look at, how it went, what comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import SendMail, Urgency
from workflows.events import Event, ProgrammeStarted, ReportRequested, TimerFired
from workflows.letters import letter, mail_key, to_lead
from workflows.policy import Policy
from workflows.report_fairness import fairness_table
from workflows.report_sites import site_reports
from workflows.school import WEEKDAYS, SchoolCalendar
from workflows.state import (
    Application,
    ApplicationStatus,
    Consent,
    ConsentStatus,
    Meeting,
    MeetingStatus,
    Pair,
    PairStatus,
    Person,
    Role,
    Unmatched,
    Watch,
)
from workflows.text.blocks import Bars, Block, Heading, Items, Paragraph, Table
from workflows.text.say import day, say
from workflows.view import View

WEEKLY = "reports.weekly"
MOST_LINES = 10  # a list longer than this is not read on a phone
_SETTLED = (MeetingStatus.HELD, MeetingStatus.MISSED, MeetingStatus.CANCELLED, MeetingStatus.UNCONFIRMED)


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the report."""
    match event:
        case ProgrammeStarted():
            return Decision(timers=_next_timer(now, policy), reason="The weekly report is on its way as set.")
        case TimerFired(kind="reports.weekly"):
            mails = (_report(view, now, policy, step="weekly"), *site_reports(view, now, policy))
            sent = Decision(effects=mails, reason="The weekly report was sent.")
            return sent.and_then(Decision(timers=_next_timer(now, policy)))
        case ReportRequested():
            mail = _report(view, now, policy, step="asked")
            return Decision(effects=(mail,), reason=f"The report was sent now because {event.by} asked for it.")
    return NOTHING


# --- when -------------------------------------------------------------------------------------------


def next_report(now: datetime, policy: Policy) -> datetime | None:
    """The first report time after `now`: the set weekday, or the next school day of that week; None after the year.

    Weeks without a school day have no report.
    """
    school, rules = policy.school, policy.reports
    today = school.local_date(now)
    monday = today - timedelta(days=today.weekday())
    while monday <= school.ends_on:
        on = _report_day(monday, policy)
        if on is not None and school.at(on, rules.at) > now:
            return school.at(on, rules.at)
        monday += timedelta(days=7)
    return None


def _report_day(monday: date, policy: Policy) -> date | None:
    days = policy.school.school_days(monday, monday + timedelta(days=6))
    wanted = monday + timedelta(days=WEEKDAYS.index(policy.reports.weekday))
    return next((d for d in days if d >= wanted), days[-1] if days else None)


def _next_timer(now: datetime, policy: Policy) -> tuple[Timer, ...]:
    due = next_report(now, policy)
    return (Timer(kind=WEEKLY, subject=policy.key, due_at=due),) if due else ()


# --- what -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """What the report speaks of, each asked of the state once."""

    view: View
    now: datetime
    policy: Policy

    @property
    def school(self) -> SchoolCalendar:
        return self.policy.school

    @property
    def language(self) -> str:
        return to_lead(self.policy).language

    def say(self, key: str, **values: str | int) -> str:
        return say(self.language, f"reports.{key}", **values)

    @cached_property
    def today(self) -> date:
        return self.school.local_date(self.now)

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        return self.view.find(Pair, status=PairStatus.ACTIVE)

    @cached_property
    def held(self) -> Counter[str]:
        """Meetings held so far by pair."""
        return Counter(m.pair_id for m in self.view.find(Meeting, status=MeetingStatus.HELD))

    @cached_property
    def last_week(self) -> Counter[MeetingStatus]:
        """How the meetings of the last seven days turned out."""
        since = self.school.at(self.today - timedelta(days=7), time.min)
        found = (m for status in _SETTLED for m in self.view.find(Meeting, status=status))
        return Counter(m.status for m in found if since <= m.starts_at <= self.now)

    @cached_property
    def planned(self) -> Sequence[Meeting]:
        """Meetings of the coming seven days."""
        until = self.school.at(self.today + timedelta(days=7), time.min)
        ahead = self.view.find(Meeting, status=MeetingStatus.PLANNED)
        return [m for m in ahead if self.now <= m.starts_at < until]

    @cached_property
    def watches(self) -> Sequence[Watch]:
        return self.view.find(Watch, cleared_at=None)

    def applications(self, status: ApplicationStatus, role: Role | None = None) -> int:
        found = self.view.find(Application, status=status)
        return sum(1 for a in found if role is None or a.role is role)

    def name(self, person_id: str) -> str:
        person = self.view.get(Person, person_id)
        return person.told_apart if person else person_id


def _report(view: View, now: datetime, policy: Policy, *, step: str) -> SendMail:
    facts = _Facts(view=view, now=now, policy=policy)
    blocks = (*_decisions(facts), *_watch_list(facts), _chart(facts), _numbers(facts), *_fair(facts), *_ahead(facts))
    language = facts.language
    # A weekly report is the same act whenever it is tried again that day; one asked for is an act of its own.
    stamp = facts.today.isoformat() if step == "weekly" else f"{now:%Y%m%dT%H%M%S}"
    return letter(
        key=mail_key(policy, "reports", step, stamp),
        to=to_lead(policy),
        words="reports",
        policy=policy,
        values={
            "day": day(language, facts.today),
            "first": day(language, facts.today - timedelta(days=7)),
            "last": day(language, facts.today),
        },
        extra=blocks,
        urgency=Urgency.ROUTINE if step == "weekly" else Urgency.PROMPT,
    )


def _decisions(facts: _Facts) -> tuple[Block, ...]:
    counts = {
        "applications": facts.applications(ApplicationStatus.SUBMITTED),
        "drafts": len(facts.view.find(Pair, status=PairStatus.DRAFT)),
        "consents": len(facts.view.find(Consent, status=ConsentStatus.REQUESTED)),
        "unconfirmed": len(facts.view.find(Meeting, status=MeetingStatus.UNCONFIRMED)),
        "agreements": sum(
            1 for p in facts.pairs if facts.held[p.id] and not (p.mentor_agreed_at and p.mentee_agreed_at)
        ),
        "unmatched": len(facts.view.find(Unmatched)),
    }
    lines = tuple(facts.say(f"decide.{what}", count=count) for what, count in counts.items() if count)
    body: Block = Items(lines=lines) if lines else Paragraph(text=facts.say("decide.none"))
    return (Heading(text=facts.say("decide")), body)


def _watch_list(facts: _Facts) -> tuple[Block, ...]:
    lines = [
        facts.say("watch.line", mentor=facts.name(w.mentor_id), mentee=facts.name(w.mentee_id), reason=w.reason)
        for w in sorted(facts.watches, key=lambda w: (w.since, w.id))
    ]
    shown = lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        shown.append(facts.say("watch.more", count=len(lines) - MOST_LINES))
    body: Block = Items(lines=tuple(shown)) if shown else Paragraph(text=facts.say("watch.none"))
    return (Heading(text=facts.say("watch")), body)


def _chart(facts: _Facts) -> Bars:
    counts = facts.last_week
    bars = tuple((facts.say(f"chart.{s.value}"), float(counts[s]), str(counts[s])) for s in _SETTLED)
    return Bars(caption=facts.say("chart"), bars=bars)


def _numbers(facts: _Facts) -> Table:
    active = [facts.held[p.id] for p in facts.pairs]
    accepted = ApplicationStatus.ACCEPTED
    rows = {
        "mentors": str(facts.applications(accepted, Role.MENTOR)),
        "mentees": str(facts.applications(accepted, Role.MENTEE)),
        "consents": str(len(facts.view.find(Consent, status=ConsentStatus.GIVEN))),
        "pairs": str(len(active)),
        "held": str(facts.held.total()),
        "per_pair": f"{sum(active) / len(active):.1f}" if active else "–",
        "fewest": str(min(active)) if active else "–",
    }
    return Table(
        caption=facts.say("numbers"),
        header=(facts.say("numbers.what"), facts.say("numbers.count")),
        rows=tuple((facts.say(f"numbers.{what}"), value) for what, value in rows.items()),
    )


def _fair(facts: _Facts) -> tuple[Table, ...]:
    return fairness_table(facts.view, facts.language)


def _ahead(facts: _Facts) -> tuple[Block, ...]:
    return (Heading(text=facts.say("ahead")), Items(lines=tuple(_ahead_lines(facts))))


def _ahead_lines(facts: _Facts) -> Iterator[str]:
    last = facts.today + timedelta(days=6)
    yield facts.say("ahead.meetings", count=len(facts.planned), day=day(facts.language, last))
    first = [m for m in facts.planned if m.number == 1]
    if first:
        names = [f"{facts.name(m.mentor_id)} & {facts.name(m.mentee_id)}" for m in first[:MOST_LINES]]
        yield facts.say("ahead.first", names=", ".join(names))
    closed = [d for d in _weekdays(facts.today, last, facts.school) if not facts.school.is_school_day(d)]
    if closed:
        yield facts.say("ahead.closed", days=", ".join(day(facts.language, d) for d in closed))


def _weekdays(first: date, last: date, school: SchoolCalendar) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        on = first + timedelta(days=offset)
        if WEEKDAYS[on.weekday()] not in school.weekend:
            yield on

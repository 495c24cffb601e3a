"""The scorecard: the field's benchmarks, measured from what really happened.

Codes are those of the Elements of Effective Practice for Mentoring, 4th edition (MENTOR, 2015). A benchmark that
nothing can be counted for yet shows a dash, never a pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from workflows import tabs
from workflows.effects import PutRow
from workflows.policy import Policy
from workflows.rules import percent, topics_left, year_start
from workflows.state import (
    Application,
    ApplicationStatus,
    CheckIn,
    Closure,
    Consent,
    ConsentStatus,
    Interview,
    InterviewStatus,
    Meeting,
    MeetingStatus,
    Pair,
    PairStatus,
    Role,
    ScaleAnswer,
)
from workflows.text.say import say
from workflows.view import View

Count = tuple[int, int]
"""How many meet the benchmark, of how many."""
MONTH = timedelta(days=30)
_KNOWN = (MeetingStatus.HELD, MeetingStatus.MISSED, MeetingStatus.CANCELLED, MeetingStatus.UNCONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One benchmark as it stands. `met` is None while there is nothing to count."""

    code: str
    part: int
    whole: int

    @property
    def met(self) -> bool | None:
        """Whether all of them meet it."""
        return None if not self.whole else self.part >= self.whole


@dataclass(frozen=True, kw_only=True)
class _Year:
    """This school year's state, each kind asked for once."""

    view: View
    now: datetime
    policy: Policy

    @cached_property
    def pairs(self) -> list[Pair]:
        since = year_start(self.policy, self.policy.school.local_date(self.now))
        lived = (PairStatus.ACTIVE, PairStatus.ENDED)
        return [p for p in self.view.find(Pair) if p.status in lived and _after(p.approved_at, since, self.policy)]

    @cached_property
    def meetings(self) -> dict[str, list[Meeting]]:
        """Meetings of these pairs whose time has come, oldest first."""
        found = {p.id: self.view.find(Meeting, pair_id=p.id) for p in self.pairs}
        past = {key: [m for m in meetings if m.ends_at <= self.now] for key, meetings in found.items()}
        return {key: sorted(meetings, key=lambda m: m.starts_at) for key, meetings in past.items()}

    @cached_property
    def accepted(self) -> list[Application]:
        return list(self.view.find(Application, status=ApplicationStatus.ACCEPTED))

    def contacts(self, pair: Pair, since: datetime, until: datetime) -> int:
        """Days on which somebody of the pair told us how it goes."""
        said = self.view.find(CheckIn, pair_id=pair.id)
        return len({c.submitted_at.date() for c in said if since <= c.submitted_at < until})


def _after(at: datetime | None, since: date, policy: Policy) -> bool:
    return at is not None and policy.school.local_date(at) > since


def _topics(year: _Year) -> Count:
    """Each need of a mentee is met by a strength of a mentor."""
    needs = {t for a in year.accepted if a.role is Role.MENTEE for t in a.topics}
    strengths = {t for a in year.accepted if a.role is Role.MENTOR for t in a.topics}
    return len(needs & strengths), len(needs)


def _written(year: _Year) -> Count:
    return sum(bool(a.slots) for a in year.accepted), len(year.accepted)


def _interviews(year: _Year) -> Count:
    mentors = [a for a in year.accepted if a.role is Role.MENTOR]
    talked = (year.view.get(Interview, a.id) for a in mentors)
    return sum(i is not None and i.status is InterviewStatus.BOOKED for i in talked), len(mentors)


def _consents(year: _Year) -> Count:
    people = [p for pair in year.pairs if pair.status is PairStatus.ACTIVE for p in (pair.mentor_id, pair.mentee_id)]
    given = (year.view.get(Consent, p) for p in people)
    return sum(c is not None and c.status is ConsentStatus.GIVEN for c in given), len(people)


def _trained(year: _Year) -> Count:
    mentors = {p.mentor_id for p in year.pairs if p.status is PairStatus.ACTIVE}
    if not year.policy.training.topics:
        return 0, len(mentors)
    return sum(not topics_left(year.view, m, year.policy) for m in mentors), len(mentors)


def _reasons(year: _Year) -> Count:
    return sum(bool(p.reasons) for p in year.pairs), len(year.pairs)


def _first_meetings(year: _Year) -> Count:
    """Within the school days promised, with an adult named."""
    school, within = year.policy.school, year.policy.meetings.first_within
    good, known = 0, 0
    for pair in year.pairs:
        held = [m for m in year.meetings[pair.id] if m.status is MeetingStatus.HELD]
        if held and pair.approved_at is not None:
            known += 1
            last = school.school_day_after(school.local_date(pair.approved_at), within)
            good += school.local_date(held[0].starts_at) <= last and bool(held[0].host_id)
    return good, known


def _agreements(year: _Year) -> Count:
    met = [p for p in year.pairs if any(m.status is MeetingStatus.HELD for m in year.meetings[p.id])]
    return sum(bool(p.mentor_agreed_at and p.mentee_agreed_at) for p in met), len(met)


def _first_month(year: _Year) -> Count:
    old = [(p, p.approved_at) for p in year.pairs if p.approved_at is not None and p.approved_at + MONTH <= year.now]
    return sum(year.contacts(p, at, at + MONTH) >= 2 for p, at in old), len(old)


def _monthly(year: _Year) -> Count:
    standing = [p for p in year.pairs if p.status is PairStatus.ACTIVE]
    old = [p for p in standing if p.approved_at is not None and p.approved_at + 2 * MONTH <= year.now]
    return sum(year.contacts(p, year.now - MONTH, year.now) >= 1 for p in old), len(old)


def _scales(year: _Year) -> Count:
    people = {a.pseudonym for a in year.view.find(ScaleAnswer)}
    standing = [p for p in year.pairs if p.status is PairStatus.ACTIVE]
    return (min(len(people), len(standing)), len(standing)) if year.policy.learning.scales else (0, 0)


def _recorded(year: _Year) -> Count:
    past = [m for meetings in year.meetings.values() for m in meetings if m.status in _KNOWN]
    return sum(m.status is not MeetingStatus.UNCONFIRMED for m in past), len(past)


def _weekly(year: _Year) -> Count:
    """Pairs that met as often as was promised, a fifth allowed for illness and trips."""
    every = max(1, year.policy.meetings.every_days)
    good, known = 0, 0
    for pair in year.pairs:
        past = [m for m in year.meetings[pair.id] if m.status in _KNOWN and m.status is not MeetingStatus.UNCONFIRMED]
        if len(past) >= 28 // every:
            known += 1
            good += sum(m.status is MeetingStatus.HELD for m in past) >= 0.8 * len(past)
    return good, known


def _closed(year: _Year) -> Count:
    ended = [p for p in year.pairs if p.status is PairStatus.ENDED]
    closures = (year.view.get(Closure, p.id) for p in ended)
    return sum(c is not None and c.closed_at is not None for c in closures), len(ended)


BENCHMARKS: Mapping[str, Callable[[_Year], Count]] = {
    "B.1.3": _topics,
    "B.2.2": _written,
    "B.2.3": _interviews,
    "B.2.6": _weekly,
    "B.2.9": _consents,
    "B.3.1": _trained,
    "B.4.1": _reasons,
    "B.4.2": _first_meetings,
    "B.4.4": _agreements,
    "B.5.1": _first_month,
    "B.5.5": _monthly,
    "B.5.4": _scales,
    "B.5.8": _recorded,
    "B.6.1": _closed,
}
"""How each benchmark is counted."""


def scores(view: View, now: datetime, policy: Policy) -> tuple[Score, ...]:
    """Every benchmark as it stands now."""
    year = _Year(view=view, now=now, policy=policy)
    counted = ((code, count(year)) for code, count in BENCHMARKS.items())
    return tuple(Score(code=code, part=part, whole=whole) for code, (part, whole) in counted)


def scorecard_rows(view: View, now: datetime, policy: Policy) -> Iterator[PutRow]:
    """The Scorecard tab."""
    language = policy.language
    for one in scores(view, now, policy):
        cells = {
            "code": one.code,
            "what": say(language, f"scorecard.what.{one.code.replace('.', '_').lower()}"),
            "measured": f"{one.part} / {one.whole} ({percent(one.part, one.whole)})" if one.whole else "–",
            "met": verdict(one, language),
        }
        yield PutRow(tab=tabs.SCORECARD, key=one.code, cells=cells)


def verdict(one: Score, language: str) -> str:
    """Whether the benchmark is met, as people read it."""
    words = {True: "scorecard.met", False: "scorecard.missed", None: "scorecard.nothing"}
    return say(language, words[one.met])

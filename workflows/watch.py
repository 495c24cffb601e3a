"""The watch-list: pairs that need a look before a small problem grows. A rule puts a pair on, mending takes it off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from workflows.decision import NOTHING, Decision
from workflows.effects import SendMail, Urgency
from workflows.events import AttendanceImported, CheckedIn, Event, MeetingSettled, PairEnded
from workflows.letters import letter, mail_key, to_lead
from workflows.policy import Policy
from workflows.rules import normal_address, person_by_address
from workflows.state import Attendance, CheckIn, Meeting, MeetingStatus, Pair, PairStatus, Person, Watch
from workflows.text.blocks import Items, Paragraph
from workflows.text.say import say
from workflows.view import View

LOW_MOOD, HARD, MISSES, UNCONFIRMED, DISAGREE = "low_mood", "hard", "misses", "unconfirmed", "disagree"
ATTENDANCE = "attendance"
RULES = (LOW_MOOD, HARD, MISSES, UNCONFIRMED, DISAGREE, ATTENDANCE)
FEWEST_DAYS, ONE_YEAR = 5, timedelta(days=365)
"""A shorter stretch of school days shows nothing; an older one is of another year."""
_LOST = (MeetingStatus.MISSED, MeetingStatus.CANCELLED)


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the watch-list."""
    match event:
        case MeetingSettled() | CheckedIn():
            return _look(event, view, now, policy)
        case AttendanceImported():
            return _attended(event, view, now, policy)
        case PairEnded():
            return _clear(view.find(Watch, pair_id=event.pair_id, cleared_at=None), now)
    return NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """A pair's meetings whose time has come, the newest first, and what its two pupils said of them."""

    pair: Pair
    meetings: Sequence[Meeting]
    view: View
    policy: Policy

    @property
    def sides(self) -> tuple[str, str]:
        return self.pair.mentor_id, self.pair.mentee_id

    def name(self, person_id: str) -> str:
        person = self.view.get(Person, person_id)
        return person.told_apart if person else person_id

    def said(self, person_id: str) -> Iterator[CheckIn]:
        """This side's check-ins, the newest meeting first."""
        found = (self.view.get(CheckIn, f"{m.id}:{person_id}") for m in self.meetings)
        return (c for c in found if c is not None)


def _look(event: MeetingSettled | CheckedIn, view: View, now: datetime, policy: Policy) -> Decision:
    pair = view.get(Pair, event.pair_id)
    if pair is None or pair.status is not PairStatus.ACTIVE:
        return NOTHING
    story = _Story(pair=pair, meetings=_past(event, view, now), view=view, policy=policy)
    held = {w.rule: w for w in view.find(Watch, pair_id=pair.id)}
    if isinstance(event, CheckedIn):
        found = {LOW_MOOD: _low_mood(story), HARD: _hard(story), DISAGREE: _disagree(story, event.meeting_id)}
    else:
        found = {MISSES: _misses(story), UNCONFIRMED: _unconfirmed(story)}
        if event.by == "staff":
            found[DISAGREE] = ""
    return _compare(found, held, story, now=now)


def _attended(event: AttendanceImported, view: View, now: datetime, policy: Policy) -> Decision:
    """The school's records of a pupil are newer: every pair the pupil is in is looked at."""
    person = person_by_address(view, normal_address(event.email))
    decision = NOTHING
    for pair in _pairs_of(person.id, view) if person else ():
        story = _Story(pair=pair, meetings=(), view=view, policy=policy)
        held = {w.rule: w for w in view.find(Watch, pair_id=pair.id)}
        decision = decision.and_then(_compare({ATTENDANCE: _absent(story, event)}, held, story, now=now))
    return decision


def _pairs_of(person_id: str, view: View) -> Iterator[Pair]:
    yield from view.find(Pair, mentor_id=person_id, status=PairStatus.ACTIVE)
    yield from view.find(Pair, mentee_id=person_id, status=PairStatus.ACTIVE)


def _past(event: MeetingSettled | CheckedIn, view: View, now: datetime) -> list[Meeting]:
    """Past meetings, the newest first, with the outcome this event brings already noted."""
    past = [m for m in view.find(Meeting, pair_id=event.pair_id) if m.starts_at <= now]
    if isinstance(event, MeetingSettled):
        status = MeetingStatus(event.outcome)
        past = [replace(m, status=status) if m.id == event.meeting_id else m for m in past]
    return sorted(past, key=lambda m: m.starts_at, reverse=True)


# --- the rules: why the pair is on the list, or "" ---------------------------------------------------


def _low_mood(story: _Story) -> str:
    rules = story.policy.checkins
    for person_id in story.sides:
        moods = (c.mood for c in story.said(person_id) if c.mood is not None)
        count = _run(mood <= rules.low_mood for mood in moods)
        if count >= max(1, rules.low_moods):
            return say(story.policy.language, "watch.low_mood", name=story.name(person_id), count=count)
    return ""


def _hard(story: _Story) -> str:
    for person_id in story.sides:
        last = next(story.said(person_id), None)
        if last is not None and last.hard:
            return say(story.policy.language, "watch.hard", name=story.name(person_id))
    return ""


def _disagree(story: _Story, meeting_id: str) -> str:
    meeting = story.view.get(Meeting, meeting_id)
    said = [story.view.get(CheckIn, f"{meeting_id}:{person_id}") for person_id in story.sides]
    outcomes = {c.outcome for c in said if c is not None}
    if meeting is None or meeting.outcome_by == "staff" or len(outcomes) < 2:
        return ""
    return say(story.policy.language, "watch.disagree", number=meeting.number)


def _misses(story: _Story) -> str:
    known = (m for m in story.meetings if m.status not in (MeetingStatus.PLANNED, MeetingStatus.UNCONFIRMED))
    count = _run(m.status in _LOST for m in known)
    if count < max(1, story.policy.checkins.misses):
        return ""
    return say(story.policy.language, "watch.misses", count=count)


def _unconfirmed(story: _Story) -> str:
    known = (m for m in story.meetings if m.status is not MeetingStatus.PLANNED)
    count = _run(m.status is MeetingStatus.UNCONFIRMED for m in known)
    if count < max(1, story.policy.checkins.misses):
        return ""
    return say(story.policy.language, "watch.unconfirmed", count=count)


def _absent(story: _Story, event: AttendanceImported) -> str:
    """Whether a side was in school less of late than before, by the points that the school chose."""
    drop = story.policy.checkins.attendance_drop
    for person_id in story.sides if drop else ():
        before, latest = _shares(person_id, story.view, event)
        if before is not None and latest is not None and before - latest >= drop:
            name, language = story.name(person_id), story.policy.language
            return say(language, "watch.attendance", name=name, before=round(before), latest=round(latest))
    return ""


def _shares(person_id: str, view: View, event: AttendanceImported) -> tuple[float | None, float | None]:
    """Attendance in percent, of the year before the latest stretch of the records and of that stretch."""
    stretches = {a.first: (a.last, a.present, a.possible) for a in view.find(Attendance, person_id=person_id)}
    person = view.get(Person, person_id)
    # Whoever keeps the records may hear of the new line after us.
    if person is not None and person.email == normal_address(event.email):
        stretches[event.first] = (event.last, event.present, event.possible)
    if not stretches:
        return None, None
    newest = max(stretches)
    latest = stretches.pop(newest)
    earlier = [s for s in stretches.values() if newest - ONE_YEAR <= s[0] < newest]
    return _share(earlier), _share([latest])


def _share(stretches: Sequence[tuple[date, int, int]]) -> float | None:
    days = sum(possible for _, _, possible in stretches)
    return 100 * sum(present for _, present, _ in stretches) / days if days >= FEWEST_DAYS else None


def _run(flags: Iterable[bool]) -> int:
    """How many are true before the first that is not."""
    return sum(1 for _ in takewhile(bool, flags))


# --- on the list, off the list ----------------------------------------------------------------------


def _compare(found: dict[str, str], held: dict[str, Watch], story: _Story, *, now: datetime) -> Decision:
    new = [_watch(story.pair, rule, why, now) for rule, why in found.items() if why and not _is_on(held.get(rule))]
    changed = [
        replace(held[rule], reason=why)
        for rule, why in found.items()
        if why and rule in held and _is_on(held[rule]) and held[rule].reason != why
    ]
    mended = [held[rule] for rule, why in found.items() if not why and rule in held and _is_on(held[rule])]
    decision = _clear(mended, now).and_then(Decision(changes=tuple(changed)))
    if not new:
        return decision
    mails = () if _told_this_week(held.values(), now, story.policy) else (_mail(new, story, now),)
    return decision.and_then(
        Decision(
            changes=tuple(new),
            effects=mails,
            reason="On the watch-list: " + " ".join(w.reason for w in new),
            about=story.sides,
        )
    )


def _is_on(watch: Watch | None) -> bool:
    return watch is not None and watch.cleared_at is None


def _watch(pair: Pair, rule: str, reason: str, now: datetime) -> Watch:
    return Watch(
        id=f"{pair.id}:{rule}",
        pair_id=pair.id,
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        rule=rule,
        reason=reason,
        since=now,
    )


def _clear(watches: Sequence[Watch], now: datetime) -> Decision:
    if not watches:
        return NOTHING
    about = (watches[0].mentor_id, watches[0].mentee_id)
    cleared = tuple(replace(w, cleared_at=now) for w in watches)
    return Decision(changes=cleared, reason=f"Off the watch-list: {', '.join(w.rule for w in watches)}.", about=about)


def _told_this_week(held: Iterable[Watch], now: datetime, policy: Policy) -> bool:
    """Whether something put this pair on the list earlier in this week of the school, and so a mail went."""
    week = _week(now, policy)
    return any(w.rule in RULES and _week(w.since, policy) == week for w in held)


def _week(instant: datetime, policy: Policy) -> str:
    year, week, _ = policy.school.local_date(instant).isocalendar()
    return f"{year}-{week:02}"


def _mail(new: Sequence[Watch], story: _Story, now: datetime) -> SendMail:
    policy, pair = story.policy, story.pair
    to = to_lead(policy)
    return letter(
        key=mail_key(policy, "watch", pair.id, _week(now, policy)),
        to=to,
        words="watch.mail",
        policy=policy,
        values={"mentor": story.name(pair.mentor_id), "mentee": story.name(pair.mentee_id)},
        extra=(
            Items(lines=tuple(w.reason for w in new)),
            *(Paragraph(text=say(to.language, f"watch.step.{w.rule}")) for w in new),
            Paragraph(text=say(to.language, "watch.mail.step")),
        ),
        urgency=Urgency.ROUTINE,
    )

"""Help for mentors: drop-in hours, a tip when a meeting was hard, and a log of what was done for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutMeeting, PutRow, SendMail, Urgency
from workflows.events import CellEdited, Event, FormAnswered, ProgrammeStarted, TimerFired
from workflows.forms.life import ISSUES
from workflows.letters import letter, mail_key, pupil_links, to_pupil
from workflows.policy import Policy
from workflows.rules import first_answer
from workflows.state import DropIn, Meeting, MeetingStatus, Pair, PairStatus, Person, SupportEntry
from workflows.text.blocks import Block, FormLink, Items
from workflows.text.say import day, say
from workflows.view import Overlay, View

BOOK, NEAR = "life.drop_in_book", "life.drop_in_near"
AHEAD = timedelta(days=70)  # beyond the horizon of meetings, so that these find the hour taken


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the help of mentors."""
    match event:
        case ProgrammeStarted() | TimerFired(kind="life.drop_in_book"):
            return _book(view, now, policy)
        case TimerFired(kind="life.drop_in_near"):
            return _near(view.get(DropIn, event.subject), view, now, policy)
        case FormAnswered(form=forms.CHECK_IN | forms.CHECK_IN_PICTURES):
            return _checked_in(event, view, now, policy)
        case CellEdited(tab=pair_tabs.SUPPORT, column="note"):
            return _noted(event, view, policy)
    return NOTHING


# --- drop-in hours ----------------------------------------------------------------------------------


def _book(view: View, now: datetime, policy: Policy) -> Decision:
    """The drop-in hours of the coming weeks; the timer books on."""
    rules, school = policy.supervision, policy.school
    slot = rules.slot or school.slots[0]
    known = view.find(DropIn)
    last = max((d.starts_at for d in known), default=now)
    decision = Decision(timers=(Timer(kind=BOOK, subject=policy.key, due_at=now + timedelta(days=14)),))
    for when in school.slot_times(now + timedelta(days=1), now + AHEAD, (slot,)):
        if known and when.starts_at < last + timedelta(days=rules.every_days) - timedelta(hours=12):
            continue
        hour = DropIn(
            id=when.on.isoformat(),
            starts_at=when.starts_at,
            ends_at=when.ends_at,
            room=rules.room or policy.rooms[-1].name,
            adult=rules.adult or policy.roles.lead,
        )
        known, last = (*known, hour), when.starts_at
        decision = decision.and_then(_stands(hour, view, now, policy))
    return decision


def _stands(hour: DropIn, view: View, now: datetime, policy: Policy) -> Decision:
    school = policy.school
    morning = school.at(school.local_date(hour.starts_at) - timedelta(days=2), time(6, 0))
    near = school.school_morning(max(morning, now), time(6, 0))
    return Decision(
        changes=(hour,),
        effects=(entry(hour, view, policy),),
        timers=(Timer(kind=NEAR, subject=hour.id, due_at=near),),
        reason=f"A drop-in for mentors stands in the calendar on {hour.id}.",
    )


def expected(hour: DropIn, view: View) -> tuple[Person, ...]:
    """The mentors who were asked to come to this hour."""
    ids = dict.fromkeys(e.person_id for e in view.find(SupportEntry, drop_in_id=hour.id))
    return tuple(p for p in (view.get(Person, key) for key in ids) if p is not None and p.withdrawn_at is None)


def entry(hour: DropIn, view: View, policy: Policy) -> PutMeeting:
    """The drop-in as it stands in calendars."""
    guests = [p for p in expected(hour, view) if p.email]
    return PutMeeting(
        key=f"{policy.key}/drop-in/{hour.id}",
        version=hour.version,
        title=say(policy.language, "life.drop_in.title", programme=policy.name),
        starts_at=hour.starts_at,
        ends_at=hour.ends_at,
        organiser=policy.staff_member(hour.adult).email.lower(),
        attendees=tuple(p.email for p in guests),
        location=hour.room,
        room_address=next((r.email.lower() for r in policy.rooms if r.name == hour.room), ""),
        description=say(policy.language, "life.drop_in.description"),
        about=tuple(p.id for p in guests),
    )


def _near(hour: DropIn | None, view: View, now: datetime, policy: Policy) -> Decision:
    """Everybody who mentors hears of the hour; nobody need come."""
    if hour is None or hour.starts_at <= now:
        return NOTHING
    pairs = {p.mentor_id: p for p in view.find(Pair, status=PairStatus.ACTIVE)}
    mentors = ((view.get(Person, key), pair) for key, pair in pairs.items())
    mails = tuple(
        _mail(p, "drop_in", hour.id, policy, hour=hour, extra=(help_link(p, pair),))
        for p, pair in mentors
        if p is not None and p.email and p.withdrawn_at is None
    )
    return Decision(effects=mails, reason=f"{len(mails)} mentors were told of the drop-in on {hour.id}.")


# --- a hard meeting ---------------------------------------------------------------------------------


def _checked_in(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    meeting = view.get(Meeting, event.personal.get("meeting", ""))
    person = view.get(Person, event.personal.get("person", ""))
    hard = "yes" in first_answer(event.answers, "hard").lower()
    if meeting is None or person is None or person.id != meeting.mentor_id or not hard or not person.email:
        return NOTHING
    pair = view.get(Pair, meeting.pair_id)
    key = f"{person.id}:{meeting.number}:{meeting.mentee_id}"
    if pair is None or pair.status is not PairStatus.ACTIVE or view.get(SupportEntry, key) is not None:
        return NOTHING
    issue = first_answer(event.answers, "issue")
    hour = _next_hour(person, view, now)
    logged = SupportEntry(
        id=key, person_id=person.id, kind="tip", issue=issue, at=now, drop_in_id=hour.id if hour else ""
    )
    tip = ISSUES.index(issue) + 1 if issue in ISSUES else 0
    lines = Items(lines=(say(person.language, f"life.tips.{tip}"),))
    extra: tuple[Block, ...] = (lines, help_link(person, pair))
    decision = Decision(
        changes=(logged,),
        effects=(_mail(person, "tip", meeting.id, policy, hour=hour, extra=extra), row(logged, view, policy)),
        reason=f"{person.name} found a meeting hard: a tip was sent, and a place in the next drop-in kept.",
        about=(person.id,),
    )
    return decision.and_then(_with_guest(hour, logged, view, policy)) if hour else decision


def _next_hour(person: Person, view: View, now: datetime) -> DropIn | None:
    """The first drop-in at which this mentor has no meeting."""
    planned = view.find(Meeting, mentor_id=person.id, status=MeetingStatus.PLANNED)
    later = sorted((d for d in view.find(DropIn) if d.starts_at > now + timedelta(hours=18)), key=lambda d: d.starts_at)
    return next((d for d in later if not _clash(d, planned)), None)


def _clash(hour: DropIn, meetings: Sequence[Meeting]) -> bool:
    return any(m.starts_at < hour.ends_at and hour.starts_at < m.ends_at for m in meetings)


def _with_guest(hour: DropIn, logged: SupportEntry, view: View, policy: Policy) -> Decision:
    fresh = replace(hour, version=hour.version + 1)
    return Decision(changes=(fresh,), effects=(entry(fresh, Overlay(view, (fresh, logged)), policy),))


def without(person_id: str, view: View, now: datetime, policy: Policy) -> Decision:
    """Nobody who left is expected at a drop-in any more."""
    entries = {e.drop_in_id: e for e in view.find(SupportEntry, person_id=person_id) if e.drop_in_id}
    hours = [h for h in (view.get(DropIn, key) for key in entries) if h is not None and h.starts_at > now]
    freed = tuple(replace(entries[h.id], drop_in_id="") for h in hours)
    fresh = tuple(replace(h, version=h.version + 1) for h in hours)
    seen = Overlay(view, (*freed, *fresh))
    return Decision(changes=(*freed, *fresh), effects=tuple(entry(h, seen, policy) for h in fresh))


def help_link(person: Person, pair: Pair) -> FormLink:
    """A button to ask for help with the pair."""
    personal = (("pair", pair.id), ("person", person.id))
    return FormLink(label=say(person.language, "life.help.link"), form=forms.PAIR_HELP, personal=personal)


def _mail(
    person: Person, step: str, subject: str, policy: Policy, *, hour: DropIn | None, extra: tuple[Block, ...]
) -> SendMail:
    when = ""
    if hour is not None:
        starts = policy.school.local(hour.starts_at)
        when = f"{day(person.language, starts.date())}, {starts:%H:%M}, {hour.room}"
    adult = policy.staff_member(hour.adult if hour else policy.roles.lead).name
    return letter(
        key=mail_key(policy, "life", person.id, step, subject),
        to=to_pupil(person),
        words=f"life.{step}" if hour else f"life.{step}_alone",
        policy=policy,
        values={"name": person.name, "when": when, "adult": adult},
        extra=(*extra, *pupil_links(person)),
        urgency=Urgency.ROUTINE,
    )


# --- the log ----------------------------------------------------------------------------------------


def row(logged: SupportEntry, view: View, policy: Policy) -> PutRow:
    """A line of the support log."""
    person = view.get(Person, logged.person_id)
    cells = {
        "mentor": person.name if person else logged.person_id,
        "date": policy.school.local_date(logged.at).isoformat(),
        "issue": logged.issue,
        "done": say(policy.language, f"life.log.{logged.kind}", day=logged.drop_in_id),
    }
    return PutRow(tab=pair_tabs.SUPPORT, key=logged.id, cells=cells)


def _noted(event: CellEdited, view: View, policy: Policy) -> Decision:
    logged = view.get(SupportEntry, event.row)
    if logged is None:
        return Decision(reason=f"A note was written in a row of the support log that stands for nobody ({event.row}).")
    noted = replace(logged, note=event.value)
    return Decision(changes=(noted,), reason="Staff wrote a note into the support log.", about=(logged.person_id,))

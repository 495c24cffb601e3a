"""Meetings that cannot stay where they are: declined, fallen on a closed day, missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from workflows.decision import NOTHING, Decision
from workflows.effects import SendMail, Urgency
from workflows.events import BusyKnown, InvitationAnswered, ProgrammeStarted
from workflows.meetings import telling
from workflows.meetings.asking import AGAIN, MOVE, PLAN, Question, ask
from workflows.meetings.booking import may_meet, moved, near_times, next_number, stands, to_meeting
from workflows.meetings.planning import Busy, Diary, Place
from workflows.meetings.telling import Scene
from workflows.policy import Policy
from workflows.rules import normal_address
from workflows.school import SlotTime
from workflows.state import Meeting, MeetingStatus, Pair, PairStatus, Watch
from workflows.text.say import day, say
from workflows.view import Overlay, View

# After so many moves the two need a person's help, not another guess.
MOST_MOVES = 2
STUCK = "stuck"


# --- declined ---------------------------------------------------------------------------------------


def declined(event: InvitationAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    """Look for another time, room or adult when a guest, the room or the adult declined the meeting as it stands."""
    meeting = view.get(Meeting, telling.meeting_of(event.meeting, policy))
    pair = view.get(Pair, meeting.pair_id) if meeting else None
    if meeting is None or pair is None or event.answer != "declined":
        return NOTHING
    if event.version != meeting.version or meeting.status is not MeetingStatus.PLANNED or meeting.starts_at <= now:
        return Decision(reason=f"A decline of meeting {meeting.id} was too late to matter.", about=_both(pair))
    scene = Scene(pair=pair, view=view, now=now, policy=policy)
    who = _who(scene, meeting, event.address)
    if not who:
        return NOTHING
    if meeting.moves >= MOST_MOVES:
        return _stuck(scene, meeting)
    question = Question(pair_id=pair.id, purpose=MOVE, detail=f"{meeting.number}.{meeting.version}.{who}")
    reason = f"Meeting {meeting.number} of {scene.title} was declined ({who}): looking for another time."
    return ask(question, pair, view, now=now, policy=policy, reason=reason)


def _who(scene: Scene, meeting: Meeting, address: str) -> str:
    """Who declined: `pupil`, `room` or `host`; "" for somebody who is no part of the meeting."""
    address, policy = normal_address(address), scene.policy
    if any(normal_address(p.email) == address for _, p in scene.people):
        return "pupil"
    if any(normal_address(r.email) == address for r in policy.rooms if r.name == meeting.room):
        return "room"
    return "host" if any(normal_address(a.email) == address for a in policy.staff if a.id == meeting.host_id) else ""


def _stuck(scene: Scene, meeting: Meeting) -> Decision:
    pair, moves = scene.pair, meeting.moves
    watch = Watch(
        id=f"{pair.id}:{STUCK}",
        pair_id=pair.id,
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        rule=STUCK,
        reason=f"Meeting {meeting.number} was declined again after {moves} moves.",
        since=scene.now,
    )
    values: telling.Values = {"day": scene.on(meeting, scene.policy.language), "moves": moves}
    key = (str(meeting.number), STUCK)
    mail = telling.to_lead_about(scene, "meetings.stuck", key=key, values=values, urgency=Urgency.PROMPT)
    return call_off(scene, meeting, why=watch.reason).and_then(Decision(changes=(watch,), effects=(mail,)))


def move(scene: Scene, question: Question, event: BusyKnown) -> Decision:
    """The calendars answered for a declined meeting: another place near it, or none."""
    number, version, who = question.detail.split(".")
    meeting = scene.view.get(Meeting, f"{scene.pair.id}/{number}")
    if meeting is None or meeting.status is not MeetingStatus.PLANNED or meeting.version != int(version):
        return NOTHING
    if meeting.starts_at <= scene.now or not may_meet(scene.pair, scene.view, scene.now, scene.policy):
        return NOTHING
    without = {"room": meeting.room, "host": meeting.host_id}.get(who, "")
    why = say(scene.policy.language, "meetings.why.moved")
    diary = Diary(scene.pair, scene.view, scene.policy, event.busy, leaving=(meeting,), without=without)
    stray = max(scene.policy.meetings.tolerance_days, scene.policy.meetings.every_days - 1)
    times = [t for t in _near(scene, meeting, stray) if who != "pupil" or t.starts_at != meeting.starts_at]
    return _put_elsewhere(scene, diary, meeting, times, why=why)


# --- the school's calendar changed ------------------------------------------------------------------


def calendar_changed(event: ProgrammeStarted, view: View, now: datetime, policy: Policy) -> Decision:
    """Every pair that has a meeting where none can be, or none at all ahead, is planned anew."""
    del event
    ahead: dict[str, list[Meeting]] = {}
    for meeting in view.find(Meeting, status=MeetingStatus.PLANNED):
        if meeting.starts_at > now:
            ahead.setdefault(meeting.pair_id, []).append(meeting)
    decision = NOTHING
    for pair in view.find(Pair, status=PairStatus.ACTIVE):
        meetings = ahead.get(pair.id, [])
        if meetings and all(stands(m, policy) for m in meetings):
            continue
        question = Question(pair_id=pair.id, purpose=PLAN)
        reason = f"The programme file changed: the meetings of {pair.id} are looked at again."
        decision = decision.and_then(ask(question, pair, view, now=now, policy=policy, reason=reason))
    return decision


def repair(scene: Scene, busy: Busy) -> Decision:
    """Move, or call off, the pair's coming meetings that the programme file no longer allows."""
    decision, policy = NOTHING, scene.policy
    coming = scene.view.find(Meeting, pair_id=scene.pair.id, status=MeetingStatus.PLANNED)
    broken = [m for m in coming if m.starts_at > scene.now and not stands(m, policy)]
    for meeting in broken:
        seen = replace(scene, view=Overlay(scene.view, decision.changes))
        diary = Diary(seen.pair, seen.view, policy, busy, leaving=broken)
        times = _near(seen, meeting, policy.meetings.tolerance_days)
        why = say(policy.language, "meetings.why.calendar")
        decision = decision.and_then(_put_elsewhere(seen, diary, meeting, times, why=why))
    return decision


# --- missed -----------------------------------------------------------------------------------------


def offer_again(scene: Scene, meeting: Meeting) -> Decision:
    """Look for a time to make up for a meeting that did not take place, if there is still use in it."""
    policy, now = scene.policy, scene.now
    recent = now - meeting.starts_at <= timedelta(days=policy.meetings.every_days)
    if meeting.moves >= MOST_MOVES or not recent or not may_meet(scene.pair, scene.view, now, policy):
        return NOTHING
    question = Question(pair_id=scene.pair.id, purpose=AGAIN, detail=str(meeting.number))
    reason = f"Meeting {meeting.number} of {scene.title} did not take place: looking for a time to make up for it."
    return ask(question, scene.pair, scene.view, now=now, policy=policy, reason=reason)


def again(scene: Scene, question: Question, event: BusyKnown) -> Decision:
    """The calendars answered for a missed meeting: a place before the next regular one, or none."""
    lost = scene.view.get(Meeting, f"{scene.pair.id}/{question.detail}")
    if lost is None or lost.status not in (MeetingStatus.MISSED, MeetingStatus.CANCELLED):
        return NOTHING
    if not may_meet(scene.pair, scene.view, scene.now, scene.policy):
        return NOTHING
    known = scene.view.find(Meeting, pair_id=scene.pair.id)
    diary = Diary(scene.pair, scene.view, scene.policy, event.busy)
    times = _before_next(scene, known)
    place = next((p for p in (diary.place(t, host=lost.host_id) for t in times) if p is not None), None)
    if place is None:
        reason = f"No time was free to make up for meeting {lost.number} of {scene.title} before the next one."
        return Decision(reason=reason, about=scene.both)
    language = scene.policy.language
    why = say(language, "meetings.why.again", number=lost.number)
    new = to_meeting(scene.pair, place, number=next_number(known), why=why, moves=lost.moves + 1, language=language)
    return _stands_anew(scene, new, _told(scene, new, lost, "meetings.again"))


def _before_next(scene: Scene, known: Iterable[Meeting]) -> list[SlotTime]:
    school, every = scene.policy.school, scene.policy.meetings.every_days
    planned = [m.starts_at for m in known if m.status is MeetingStatus.PLANNED and m.starts_at > scene.now]
    soonest = min(planned, default=scene.now + timedelta(days=every))
    until = min(soonest, scene.now + timedelta(days=every))
    taken = {school.local_date(soonest)} if planned else set[date]()
    stray = max(0, (school.local_date(until) - school.local_date(scene.now)).days)
    times = near_times(scene.pair, school.local_date(scene.now), stray, now=scene.now, policy=scene.policy)
    return [t for t in times if t.on not in taken and t.starts_at < until]


# --- what all of them do ----------------------------------------------------------------------------


def _near(scene: Scene, meeting: Meeting, stray: int) -> list[SlotTime]:
    """Times around the meeting, the nearest first, on days when the pair has no other meeting."""
    school = scene.policy.school
    day_ = school.local_date(meeting.starts_at)
    others = scene.view.find(Meeting, pair_id=scene.pair.id, status=MeetingStatus.PLANNED)
    taken = {school.local_date(m.starts_at) for m in others if m.id != meeting.id}
    times = near_times(scene.pair, day_, stray, now=scene.now, policy=scene.policy)
    return sorted((t for t in times if t.on not in taken), key=lambda t: abs(t.starts_at - meeting.starts_at))


def _put_elsewhere(scene: Scene, diary: Diary, meeting: Meeting, times: Iterable[SlotTime], *, why: str) -> Decision:
    place = next((p for p in (diary.place(t, host=meeting.host_id) for t in times) if p is not None), None)
    if place is None:
        return call_off(scene, meeting, why=why)
    if place.host.id == meeting.host_id:
        new = moved(meeting, place, why=why, language=scene.policy.language)
        return _stands_anew(scene, new, _told(scene, new, meeting, "meetings.moved"))
    return _with_other_adult(scene, meeting, place)


def _with_other_adult(scene: Scene, meeting: Meeting, place: Place) -> Decision:
    # The adult owns the calendar entry, and an entry cannot change its owner: the old one goes, a new one comes.
    language = scene.policy.language
    old = _cancelled(meeting, say(language, "meetings.why.moved"))
    number = next_number(scene.view.find(Meeting, pair_id=scene.pair.id))
    why = say(language, "meetings.why.replaced", number=meeting.number)
    new = to_meeting(scene.pair, place, number=number, why=why, moves=meeting.moves + 1, language=language)
    gone = Decision(
        changes=(old,),
        effects=(telling.forget_reminders(scene, old), telling.row(scene, old), telling.entry(scene, old)),
        timers=telling.no_timers(old),
    )
    return gone.and_then(_stands_anew(scene, new, _told(scene, new, meeting, "meetings.moved")))


def _stands_anew(scene: Scene, meeting: Meeting, mails: tuple[SendMail, ...]) -> Decision:
    on = scene.policy.school.local_date(meeting.starts_at).isoformat()
    return Decision(
        changes=(meeting,),
        effects=(
            telling.forget_reminders(scene, meeting),
            telling.row(scene, meeting),
            telling.entry(scene, meeting),
            *mails,
        ),
        timers=telling.timers(meeting, scene.now, scene.policy),
        reason=f"Meeting {meeting.number} of {scene.title} is now on {on}, {scene.clock(meeting)}. {meeting.why}",
        about=scene.both,
    )


def _told(scene: Scene, new: Meeting, old: Meeting, words: str) -> tuple[SendMail, ...]:
    return telling.to_both(scene, new, words, more=lambda language: {"before": scene.on(old, language)})


def call_off(scene: Scene, meeting: Meeting, *, why: str) -> Decision:
    """Cancel one coming meeting and tell both, with the next one if there is one."""
    language = scene.policy.language
    off = _cancelled(meeting, say(language, "meetings.why.cancelled", why=why))
    planned = scene.view.find(Meeting, pair_id=scene.pair.id, status=MeetingStatus.PLANNED)
    later = sorted(m.starts_at for m in planned if m.id != meeting.id and m.starts_at > scene.now)

    def next_one(reader: str) -> dict[str, str]:
        if not later:
            return {"next": say(reader, "meetings.cancelled.soon")}
        on = day(reader, scene.policy.school.local_date(later[0]))
        return {"next": say(reader, "meetings.cancelled.next", day=on)}

    return Decision(
        changes=(off,),
        effects=(
            telling.forget_reminders(scene, off),
            telling.row(scene, off),
            telling.entry(scene, off),
            *telling.to_both(scene, off, "meetings.cancelled", more=next_one),
        ),
        timers=telling.no_timers(off),
        reason=f"Meeting {meeting.number} of {scene.title} on {scene.on(meeting, language)} is called off. {why}",
        about=scene.both,
    )


def _cancelled(meeting: Meeting, why: str) -> Meeting:
    return replace(meeting, status=MeetingStatus.CANCELLED, version=meeting.version + 1, why=why)


def _both(pair: Pair) -> tuple[str, str]:
    return pair.mentor_id, pair.mentee_id

"""One last meeting for a pair that is over, so that both can say goodbye."""

from __future__ import annotations

from datetime import time

from workflows.decision import NOTHING, Decision
from workflows.effects import Urgency
from workflows.events import GoodbyeArranged
from workflows.meetings import telling
from workflows.meetings.asking import GOODBYE, Question, ask
from workflows.meetings.booking import next_number, notice_ends, to_meeting
from workflows.meetings.planning import Busy, Diary, Place, common_slots
from workflows.meetings.telling import Scene
from workflows.rules import may_take_part
from workflows.state import Meeting, Role
from workflows.text.say import say


def wanted(scene: Scene) -> Decision:
    """Ask the calendars for a time to say goodbye."""
    if not _may_part(scene):
        return _none(scene, "meetings.goodbye.not_both")
    question = Question(pair_id=scene.pair.id, purpose=GOODBYE)
    reason = f"Looking for a time at which {scene.title} can say goodbye."
    return ask(question, scene.pair, scene.view, now=scene.now, policy=scene.policy, reason=reason)


def _may_part(scene: Scene) -> bool:
    """The pair is over, but nothing else may stand between the two and one more meeting."""
    today = scene.policy.school.local_date(scene.now)
    sides = ((scene.pair.mentor_id, Role.MENTOR), (scene.pair.mentee_id, Role.MENTEE))
    return not any(may_take_part(p, role, scene.view, scene.policy, today=today) for p, role in sides)


def _none(scene: Scene, why: str) -> Decision:
    words = say(scene.policy.language, why)
    told = GoodbyeArranged(pair_id=scene.pair.id, meeting_id="", why=words)
    return Decision(events=(told,), reason=f"No goodbye meeting for {scene.title}: {words}", about=scene.both)


def booked(scene: Scene, busy: Busy) -> Decision:
    """The calendars answered: book the earliest time, or say that there is none."""
    if not _may_part(scene):
        return _none(scene, "meetings.goodbye.not_both")
    known = scene.view.find(Meeting, pair_id=scene.pair.id)
    place = _place(scene, busy)
    if place is None:
        return _none(scene, "meetings.goodbye.no_time")
    language = scene.policy.language
    why = say(language, "meetings.why.goodbye")
    meeting = to_meeting(scene.pair, place, number=next_number(known), why=why, language=language)
    if scene.view.get(Meeting, meeting.id) is not None:
        return NOTHING
    return Decision(
        changes=(meeting,),
        effects=(
            telling.row(scene, meeting, ""),
            telling.entry(scene, meeting),
            *telling.to_both(scene, meeting, "meetings.goodbye", urgency=Urgency.ROUTINE),
        ),
        timers=telling.timers(meeting, scene.now, scene.policy),
        events=(GoodbyeArranged(pair_id=scene.pair.id, meeting_id=meeting.id, why=""),),
        reason=f"Goodbye of {scene.title}: {scene.on(meeting, language)}.",
        about=scene.both,
    )


def _place(scene: Scene, busy: Busy) -> Place | None:
    """The earliest time free for both, an adult and a room; two mornings must lie before it, for mail to be read."""
    school, policy = scene.policy.school, scene.policy
    slots = common_slots(scene.pair, school)
    if not slots:
        return None
    last = school.school_day_after(school.local_date(scene.now), policy.closure.goodbye_within)
    starts_at = notice_ends(scene.now, school)
    second = school.at(school.school_day_after(school.local_date(starts_at)), time.min)
    diary = Diary(scene.pair, scene.view, policy, busy)
    times = school.slot_times(max(starts_at, second), school.at(last, time.max), slots)
    places = (diary.place(when) for when in times)
    return next((p for p in places if p is not None), None)

"""How a meeting turned out: said by the check-ins or by staff in the workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows import tabs
from workflows.decision import NOTHING, Decision
from workflows.events import CellEdited, MeetingSettled
from workflows.meetings import telling
from workflows.meetings.replanning import STUCK, call_off, offer_again
from workflows.meetings.telling import Scene
from workflows.policy import Policy
from workflows.rules import cell_word, staff_answer
from workflows.state import Meeting, MeetingStatus, Pair, Watch
from workflows.text.say import day, say
from workflows.view import View

STAFF = "staff"
_OUTCOMES = {
    tabs.HELD: MeetingStatus.HELD,
    tabs.MISSED: MeetingStatus.MISSED,
    tabs.CANCEL: MeetingStatus.CANCELLED,
}


def cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    """Staff chose an outcome: take it, or say in the neighbouring cell why not."""
    meeting = view.get(Meeting, event.row)
    pair = view.get(Pair, meeting.pair_id) if meeting else None
    if meeting is None or pair is None:
        return Decision(reason=f"A cell was edited in a row of Meetings that stands for no meeting ({event.row}).")
    scene = Scene(pair=pair, view=view, now=now, policy=policy)
    word = cell_word(event.value)
    status = _OUTCOMES.get(word)
    refusal = _refusal(scene, meeting, word, status)
    if refusal or status is None:
        answer = staff_answer(tabs.MEETINGS, meeting.id, refusal, now)
        effects = (telling.row(scene, meeting, refusal),)
        reason = f"Staff edited the outcome of meeting {meeting.number} of {scene.title}. {refusal}".strip()
        return Decision(changes=(answer,), effects=effects, reason=reason, about=scene.both)
    on = day(policy.language, policy.school.local_date(now))
    key = "meetings.cell.cancelled" if meeting.starts_at > now else "meetings.cell.done"
    answer = staff_answer(tabs.MEETINGS, meeting.id, say(policy.language, key, day=on, outcome=status.value), now)
    settled = MeetingSettled(meeting_id=meeting.id, pair_id=pair.id, outcome=status.value, by=STAFF)
    reason = f"Staff noted meeting {meeting.number} of {scene.title} as {status.value}."
    return Decision(changes=(answer,), events=(settled,), reason=reason, about=scene.both)


def _refusal(scene: Scene, meeting: Meeting, word: str, status: MeetingStatus | None) -> str:
    language = scene.policy.language
    if not word:
        return ""
    if status is None:
        return say(language, "meetings.cell.unknown", word=word[:40])
    if status is meeting.status and meeting.outcome_by == STAFF:
        return say(language, "meetings.cell.same", outcome=status.value)
    if meeting.status is MeetingStatus.CANCELLED and meeting.starts_at > scene.now:
        return say(language, "meetings.cell.same", outcome=meeting.status.value)
    if meeting.starts_at > scene.now and status is not MeetingStatus.CANCELLED:
        return say(language, "meetings.cell.future", day=scene.on(meeting, language))
    return ""


def settled(event: MeetingSettled, view: View, now: datetime, policy: Policy) -> Decision:
    """Note the outcome, and look for a time to make up for a meeting that did not take place."""
    meeting, pair = view.get(Meeting, event.meeting_id), view.get(Pair, event.pair_id)
    if meeting is None or pair is None:
        return NOTHING
    scene = Scene(pair=pair, view=view, now=now, policy=policy)
    status = MeetingStatus(event.outcome)
    if status is MeetingStatus.CANCELLED and meeting.status is MeetingStatus.PLANNED and meeting.starts_at > now:
        return call_off(scene, replace(meeting, outcome_by=event.by), why="")
    noted = replace(meeting, status=status, outcome_by=event.by)
    decision = Decision(
        changes=(noted, *_unstuck(scene, status)) if noted != meeting else (),
        effects=(telling.row(scene, noted),),
        reason=f"Meeting {meeting.number} of {scene.title}: {status.value}.",
        about=scene.both,
    )
    lost = status is MeetingStatus.MISSED or (status is MeetingStatus.CANCELLED and event.by != STAFF)
    if lost and meeting.status is not status:
        return decision.and_then(offer_again(scene, noted))
    return decision


def _unstuck(scene: Scene, status: MeetingStatus) -> tuple[Watch, ...]:
    held = scene.view.get(Watch, f"{scene.pair.id}:{STUCK}")
    if status is not MeetingStatus.HELD or held is None or held.cleared_at is not None:
        return ()
    return (replace(held, cleared_at=scene.now),)

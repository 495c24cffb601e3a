"""The end of a pair's meetings: every coming one is called off at once, whatever the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from workflows import tabs
from workflows.decision import NOTHING, CancelTimer, Decision
from workflows.effects import Effect, RemoveRow, SendMail
from workflows.events import ConsentEnded, PairEnded, PersonErased, PersonWithdrew, TrainingLapsed
from workflows.letters import letter, mail_key, pupil_links, to_pupil, unsend
from workflows.meetings import telling
from workflows.meetings.booking import next_number
from workflows.meetings.telling import EXTEND, NO_TIME, Scene
from workflows.policy import Policy
from workflows.rules import topics_left
from workflows.state import Meeting, MeetingStatus, Pair, PairStatus, Watch
from workflows.text.say import say
from workflows.view import View


def person_left(
    event: PersonWithdrew | ConsentEnded | PersonErased, view: View, now: datetime, policy: Policy
) -> Decision:
    """Stop all meetings of everybody who was paired with this pupil. The other side learns no reason.

    Of somebody erased the calendar entries are cancelled here; values and rows are erased by `people`, afterwards.
    """
    decision = NOTHING
    for pair in _pairs_of(event.person_id, view):
        scene = Scene(pair=pair, view=view, now=now, policy=policy)
        words = "meetings.over" if pair.status is PairStatus.ACTIVE else "meetings.no_goodbye"
        decision = decision.and_then(stop(scene, tell=[p for p in scene.both if p != event.person_id], words=words))
    return decision


def pair_ended(event: PairEnded, view: View, now: datetime, policy: Policy) -> Decision:
    """Stop the meetings of a pair that is over."""
    pair = view.get(Pair, event.pair_id)
    if pair is None:
        return NOTHING
    scene = Scene(pair=pair, view=view, now=now, policy=policy)
    # Of an end that was foreseen both are told by whoever planned it.
    return stop(scene, tell=() if event.planned else scene.both)


def training_lapsed(event: TrainingLapsed, view: View, now: datetime, policy: Policy) -> Decision:
    """Nobody meets as a mentor without the topics the school asks for: meetings wait until they are complete."""
    decision = NOTHING
    if not topics_left(view, event.person_id, policy):
        return decision
    for pair in view.find(Pair, mentor_id=event.person_id, status=PairStatus.ACTIVE):
        scene = Scene(pair=pair, view=view, now=now, policy=policy)
        decision = decision.and_then(stop(scene, tell=scene.both, words="meetings.paused"))
    return decision


def stop(scene: Scene, *, tell: Iterable[str], words: str = "meetings.over") -> Decision:
    """Call off every coming meeting of the pair; tell the pupils named kindly and without the reason."""
    planned = scene.view.find(Meeting, pair_id=scene.pair.id, status=MeetingStatus.PLANNED)
    why = say(scene.policy.language, "meetings.why.cancelled", why="the pair does not meet any more.")
    off = [
        replace(m, status=MeetingStatus.CANCELLED, version=m.version + 1, why=why)
        for m in planned
        if m.ends_at > scene.now
    ]
    extend = CancelTimer(kind=EXTEND, subject=scene.pair.id)
    if not off:
        reason = f"{scene.title}: no meeting was left to call off."
        return Decision(effects=_unbooked(scene), timers=(extend,), reason=reason, about=scene.both)
    effects: list[Effect] = [unsend(scene.policy, "meetings", scene.pair.id, why="The pair does not meet any more.")]
    for meeting in off:
        effects += [telling.row(scene, meeting), telling.entry(scene, meeting)]
    return Decision(
        changes=tuple(off),
        effects=(*effects, *_unbooked(scene), *_over(scene, tell, off[0].id, words)),
        timers=(*(t for m in off for t in telling.no_timers(m)), extend),
        reason=f"All {len(off)} coming meetings of {scene.title} are called off.",
        about=scene.both,
    )


def _unbooked(scene: Scene) -> tuple[RemoveRow, ...]:
    """The row that says that no time was found goes with the pair: nobody looks for one any more."""
    key = f"{scene.pair.id}/{next_number(scene.view.find(Meeting, pair_id=scene.pair.id))}"
    held = scene.view.get(Watch, f"{scene.pair.id}:{NO_TIME}")
    return (RemoveRow(tab=tabs.MEETINGS, key=key),) if held is not None and held.cleared_at is None else ()


def _over(scene: Scene, tell: Iterable[str], stamp: str, words: str) -> list[SendMail]:
    lead = scene.policy.staff_member(scene.policy.roles.lead)
    wanted = set(tell)
    return [
        letter(
            key=mail_key(scene.policy, words.replace(".", "-"), stamp, person.id),
            to=to_pupil(person),
            words=words,
            policy=scene.policy,
            values={"name": person.name, "lead": lead.name},
            extra=pupil_links(person),
        )
        for _, person in scene.people
        if person.id in wanted and person.email and person.withdrawn_at is None
    ]


def _pairs_of(person_id: str, view: View) -> list[Pair]:
    """The pairs that may have meetings ahead; a pair already gone is put together from its meetings."""
    pairs = {p.id: p for p in (*view.find(Pair, mentor_id=person_id), *view.find(Pair, mentee_id=person_id))}
    as_mentor = view.find(Meeting, mentor_id=person_id, status=MeetingStatus.PLANNED)
    as_mentee = view.find(Meeting, mentee_id=person_id, status=MeetingStatus.PLANNED)
    kept = {p.id: p for p in pairs.values() if p.status is PairStatus.ACTIVE}
    for m in (*as_mentor, *as_mentee):
        gone = Pair(id=m.pair_id, mentor_id=m.mentor_id, mentee_id=m.mentee_id, status=PairStatus.ENDED)
        kept.setdefault(m.pair_id, pairs.get(m.pair_id, gone))
    return list(kept.values())

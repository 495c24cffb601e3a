"""What follows for tasters from each event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from workflows import engagements, forms, pair_tabs
from workflows.decision import NOTHING, CancelTimer, Decision, Gone, Timer
from workflows.effects import Effect
from workflows.events import (
    AcceptanceRevoked,
    CellEdited,
    ConsentEnded,
    Event,
    FormAnswered,
    PersonErased,
    PersonWithdrew,
    ProgrammeStarted,
    TimerFired,
)
from workflows.policy import Policy
from workflows.rules import cell_word
from workflows.state import Entity, Role, Taster, TasterStatus, TasterVote
from workflows.tasters import telling
from workflows.tasters.planning import planned, taking_part
from workflows.tasters.telling import ROTATION
from workflows.tasters.voting import ask_all, voted
from workflows.view import Overlay, View

VOTE = "tasters.vote"


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for tasters; nothing while the programme file has none and had none."""
    match event:
        case ProgrammeStarted() if policy.tasters.slot:
            return Decision(effects=(telling.rotation_row(view, policy),), reason="The Tasters tab says how to begin.")
        case CellEdited(tab=pair_tabs.TASTERS, row="rotation", column="decision"):
            return _said(event, view, now, policy)
        case TimerFired(kind="tasters.vote"):
            return ask_all(view, now, policy)
        case TimerFired(kind="rollover.roll"):
            return _year_over(view, policy)
        case FormAnswered(form=forms.TASTER_VOTES):
            return voted(event, view, now, policy)
    return _person(event, view, now, policy)


def _person(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    match event:
        case PersonWithdrew() | ConsentEnded():
            return _without(event.person_id, view, now, policy)
        case AcceptanceRevoked():
            return _without(event.person_id, view, now, policy, role=event.role)
        case PersonErased():
            return _erased(event.person_id, view, now, policy)
    return NOTHING


# --- the lead's word ---------------------------------------------------------------------------------


def _said(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    """The lead plans, books or calls off the rotation."""
    acts = {"plan": _plan, "book": _book, "cancel": _call_off}
    act = acts.get(cell_word(event.value))
    if act is None:
        return telling.answered("unknown" if cell_word(event.value) else "blank", view, now, policy)
    return act(view, now, policy)


def _plan(view: View, now: datetime, policy: Policy) -> Decision:
    """A rotation, once the last one is over; groups that met stay, because votes on them may still come."""
    if any(t.status is TasterStatus.BOOKED and t.ends_at > now for t in view.find(Taster)):
        return telling.answered("booked_already", view, now, policy)
    old = [t for t in view.find(Taster) if t.status is not TasterStatus.BOOKED]
    forgotten = _forgotten(old)
    return forgotten.and_then(planned(Overlay(view, forgotten.changes), now, policy, called_off=old))


def _forgotten(tasters: Iterable[Taster]) -> Decision:
    return Decision(
        changes=tuple(Gone(kind="Taster", id=t.id) for t in tasters), effects=tuple(telling.no_row(t) for t in tasters)
    )


def _year_over(view: View, policy: Policy) -> Decision:
    """Groups and votes were of the year that ended."""
    old, votes = view.find(Taster), view.find(TasterVote)
    if not (old or votes):
        return NOTHING
    said = Gone(kind="StaffAnswer", id=f"{pair_tabs.TASTERS}:{telling.ROTATION}")
    gone = _forgotten(old).and_then(
        Decision(changes=(*(Gone(kind="TasterVote", id=v.id) for v in votes), said), reason="The tasters are cleared.")
    )
    return gone.and_then(Decision(effects=(telling.rotation_row(Overlay(view, gone.changes), policy),)))


def _book(view: View, now: datetime, policy: Policy) -> Decision:
    ideas = [t for t in view.find(Taster, status=TasterStatus.PLANNED.value) if t.starts_at > now]
    if not ideas:
        return telling.answered("nothing_planned", view, now, policy)
    taking = taking_part(view, now, policy)
    there = (_still_there(replace(t, status=TasterStatus.BOOKED), taking, view) for t in ideas)
    booked = tuple(t for t in there if t.mentee_ids)
    seen = Overlay(view, booked)
    ends_at = max(t.ends_at for t in booked)
    due = policy.school.school_morning(ends_at, policy.matching.draft_at)
    standing = Decision(
        changes=booked,
        effects=(
            *(effect for t in booked for effect in (telling.entry(t, seen, policy), telling.row(t, seen, policy))),
            *telling.invitations(booked, seen, policy),
        ),
        timers=(Timer(kind=VOTE, subject=ROTATION, due_at=due),),
    )
    return standing.and_then(telling.answered("booked", seen, now, policy, groups=len(booked)))


def _still_there(taster: Taster, taking: frozenset[tuple[str, Role]], view: View) -> Taster:
    """The group with those who may still take part and are not promised elsewhere; empty when its mentor is not."""

    def there(person: str, role: Role) -> bool:
        elsewhere = engagements.is_elsewhere(person, taster.starts_at, taster.ends_at, view)
        return (person, role) in taking and not elsewhere

    mentees = tuple(m for m in taster.mentee_ids if there(m, Role.MENTEE))
    return replace(taster, mentee_ids=mentees if there(taster.mentor_id, Role.MENTOR) else ())


def _call_off(view: View, now: datetime, policy: Policy) -> Decision:
    """Take everything that has not begun out of the calendars; nobody is asked to vote."""
    off = [t for t in view.find(Taster) if t.status is not TasterStatus.CANCELLED and t.ends_at > now]
    decision = NOTHING
    for taster in off:
        decision = decision.and_then(_cancelled(taster, view, policy))
    stopped = Decision(timers=(CancelTimer(kind=VOTE, subject=ROTATION),))
    seen = Overlay(view, decision.changes)
    return decision.and_then(stopped).and_then(telling.answered("cancelled", seen, now, policy, groups=len(off)))


def _cancelled(taster: Taster, view: View, policy: Policy) -> Decision:
    over = replace(taster, status=TasterStatus.CANCELLED, version=taster.version + 1)
    # An idea nobody was told of has no calendar entry to take back.
    told = (telling.entry(over, view, policy),) if taster.status is TasterStatus.BOOKED else ()
    return Decision(changes=(over,), effects=(*told, telling.row(over, Overlay(view, (over,)), policy)))


# --- somebody leaves ---------------------------------------------------------------------------------


def _without(person: str, view: View, now: datetime, policy: Policy, *, role: Role | None = None) -> Decision:
    """Take a pupil out of every group to come; a group without its mentor or its last mentee is called off."""
    decision = NOTHING
    for taster in view.find(Taster):
        leads = taster.mentor_id == person and role is not Role.MENTEE
        sits = person in taster.mentee_ids and role is not Role.MENTOR
        if not (leads or sits) or taster.ends_at <= now or taster.status is TasterStatus.CANCELLED:
            continue
        left = tuple(m for m in taster.mentee_ids if m != person)
        if leads or not left:
            decision = decision.and_then(_cancelled(taster, view, policy))
            continue
        fewer = replace(taster, mentee_ids=left, version=taster.version + 1)
        told = (telling.entry(fewer, view, policy),) if taster.status is TasterStatus.BOOKED else ()
        row = telling.row(fewer, Overlay(view, (fewer,)), policy)
        decision = decision.and_then(Decision(changes=(fewer,), effects=(*told, row)))
    if decision == NOTHING:
        return NOTHING
    return replace(decision, reason="A pupil who left is out of the tasters.", about=(person,))


def _erased(person: str, view: View, now: datetime, policy: Policy) -> Decision:
    """Forget whom this pupil met and chose, and who chose them."""
    out = _without(person, view, now, policy)
    seen = Overlay(view, out.changes)
    gone = [Gone(kind="Taster", id=t.id) for t in seen.find(Taster, mentor_id=person)]
    kept = [t for t in seen.find(Taster) if person in t.mentee_ids and t.mentor_id != person]
    fewer = [replace(t, mentee_ids=_but(person, t.mentee_ids)) for t in kept]
    changes: tuple[Entity | Gone, ...] = (*gone, *fewer, *_votes_without(person, seen))
    if not changes:
        return out
    after = Overlay(seen, changes)
    rows: tuple[Effect, ...] = (
        *(telling.no_row_of(g.id) for g in gone),
        *(telling.row(t, after, policy) for t in fewer),
    )
    return out.and_then(Decision(changes=changes, effects=rows, reason="Forgot the tasters of a person."))


def _votes_without(person: str, view: View) -> Iterator[TasterVote | Gone]:
    """The pupil's own vote gone, the others' without the pupil."""
    for vote in view.find(TasterVote):
        if vote.id == person:
            yield Gone(kind="TasterVote", id=person)
        elif person in vote.chosen:
            yield replace(vote, chosen=_but(person, vote.chosen))


def _but(person: str, people: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(p for p in people if p != person)

"""What follows for pairs when somebody leaves, loses consent, or a pair is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows import tabs
from workflows.decision import Decision, Gone
from workflows.effects import Effect, RemoveRow
from workflows.events import PairEnded
from workflows.matching.board import UNMATCHED, name_of, pair_row
from workflows.state import Entity, Pair, PairStatus, Unmatched
from workflows.view import Overlay, View

_IDEAS = (PairStatus.DRAFT, PairStatus.LOCKED)


def without(person_id: str, why: str, view: View, now: datetime) -> Decision:
    """Take a pupil out of every pair at once: ideas are dropped, active pairs end."""
    pairs = [*view.find(Pair, mentor_id=person_id), *view.find(Pair, mentee_id=person_id)]
    ideas = [p for p in pairs if p.status in _IDEAS]
    ended = [ended_pair(p, why, now) for p in pairs if p.status is PairStatus.ACTIVE]
    waiting = view.get(Unmatched, person_id)
    changes: list[Entity | Gone] = [*ended, *(Gone(kind="Pair", id=p.id) for p in ideas)]
    rows: list[Effect] = [RemoveRow(tab=tabs.PAIRS, key=p.id) for p in ideas]
    if waiting is not None:
        changes.append(Gone(kind="Unmatched", id=waiting.id))
        rows.append(RemoveRow(tab=tabs.PAIRS, key=UNMATCHED + person_id))
    if not changes:
        return Decision()
    after = Overlay(view, changes)
    return Decision(
        changes=tuple(changes),
        effects=(*rows, *(pair_row(p, after) for p in ended)),
        events=tuple(PairEnded(pair_id=p.id, why=why) for p in ended),
        reason=f"{name_of(person_id, view)} is out of {len(ideas)} draft and {len(ended)} approved pairs: {why}.",
        about=(person_id,),
    )


def erased(person_id: str, view: View) -> Decision:
    """Forget every pair of a pupil whose data is erased."""
    pairs = [*view.find(Pair, mentor_id=person_id), *view.find(Pair, mentee_id=person_id)]
    keys = [p.id for p in pairs]
    return Decision(
        changes=(*(Gone(kind="Pair", id=key) for key in keys), Gone(kind="Unmatched", id=person_id)),
        effects=tuple(RemoveRow(tab=tabs.PAIRS, key=key) for key in (*keys, UNMATCHED + person_id)),
        events=tuple(PairEnded(pair_id=p.id, why="erased") for p in pairs if p.status is PairStatus.ACTIVE),
        reason=f"Forgot {len(keys)} pairs of a person whose data was erased.",
    )


def ended_pair(pair: Pair, why: str, now: datetime) -> Pair:
    """The pair, over now."""
    return replace(pair, status=PairStatus.ENDED, ended_at=now, end_reason=why)


def is_over(pair_id: str, why: str, view: View, now: datetime) -> Decision:
    """Another workflow ended this pair: say so in state and sheet. Unless its year was over, it is never made again."""
    pair = view.get(Pair, pair_id)
    if pair is None or pair.status is not PairStatus.ACTIVE:
        return Decision()
    over = ended_pair(pair, why, now)
    return Decision(
        changes=(over,),
        effects=(pair_row(over, view),),
        reason=f"{name_of(pair.mentor_id, view)} and {name_of(pair.mentee_id, view)} are no pair any more: {why}.",
        about=(pair.mentor_id, pair.mentee_id),
    )

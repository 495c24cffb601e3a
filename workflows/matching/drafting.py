"""The draft: the best pairs for everybody ready, written to the sheet. Nobody is told; only what changed is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from workflows import tabs
from workflows.decision import Decision, Gone
from workflows.effects import Effect, RemoveRow
from workflows.matching.board import UNMATCHED, pair_row, unmatched_row
from workflows.matching.couples import pair_id
from workflows.matching.equals import equal_pairs
from workflows.matching.figures import fairness_rows
from workflows.matching.groups import half_approved
from workflows.matching.outcome import LeftOut, Placed, outcome_of
from workflows.matching.pool import pool_of
from workflows.matching.summary import proof_of_round, summary_rows
from workflows.policy import Policy
from workflows.state import Entity, Pair, PairStatus, Role, Unmatched
from workflows.view import Overlay, View

_MOVABLE = (PairStatus.DRAFT, PairStatus.LOCKED)


def draft(view: View, now: datetime, policy: Policy) -> Decision:
    """Draft all pairs anew. Approved, forbidden and ended pairs do not move.

    Raises `LockedOutError` when the locks cannot all be kept.
    """
    if policy.matching.equals:
        return _draft_of_equals(view, now, policy)
    pool = pool_of(view, now, policy)
    outcome = outcome_of(pool, policy.language)
    pairs = [_pair(p, view, now, policy) for p in outcome.pairs]
    left = [*outcome.unmatched, *outcome.idle]
    without = _without(left, now)
    decision = _difference(view, pairs, without, policy)
    placed = f"{len(pairs)} pairs" if len(pairs) != 1 else "1 pair"
    waiting = sum(u.role is Role.MENTEE for u in without)
    reason = f"Drafted {placed}, {outcome.tiers['total']} points in total; {waiting} mentees are without a mentor."
    if decision.changes:
        figures = (*summary_rows(outcome.solution, policy.language), *fairness_rows(pool, outcome, policy))
        decision = replace(decision, effects=decision.effects + figures)
    return replace(decision, reason=reason)


def _draft_of_equals(view: View, now: datetime, policy: Policy) -> Decision:
    found = equal_pairs(pool_of(view, now, policy), view, policy.language)
    pairs = [_pair(p, view, now, policy) for p in found.pairs]
    decision = _difference(view, [*pairs, *half_approved(view)], _without(found.left, now), policy)
    if decision.changes:
        decision = replace(decision, effects=(*decision.effects, proof_of_round(found.gap, policy.language)))
    reason = f"Drafted {len(pairs)} pairs of equals; {len(found.left)} pupils are without a partner."
    return replace(decision, reason=reason)


def _without(left: Sequence[LeftOut], now: datetime) -> list[Unmatched]:
    return [Unmatched(id=u.pupil, person_id=u.pupil, role=u.role, reasons=u.reasons, drafted_at=now) for u in left]


def _pair(placed: Placed, view: View, now: datetime, policy: Policy) -> Pair:
    """The draft pair, keeping the moment it was first drafted when nothing about it is new."""
    key = pair_id(placed.mentor, placed.mentee, view, now, policy)
    held = view.get(Pair, key)
    fresh = Pair(
        id=key,
        mentor_id=placed.mentor,
        mentee_id=placed.mentee,
        status=PairStatus.LOCKED if placed.locked else PairStatus.DRAFT,
        score=placed.score,
        reasons=placed.reasons,
        alternatives=placed.alternatives,
        slots=placed.slots,
        drafted_at=now,
    )
    same = held is not None and replace(fresh, drafted_at=held.drafted_at) == held
    return held if held is not None and same else fresh


def _difference(view: View, pairs: list[Pair], without: list[Unmatched], policy: Policy) -> Decision:
    """What has to change in state and sheet to get from the last draft to this one."""
    put: list[Entity] = [p for p in pairs if view.get(Pair, p.id) != p]
    put += [u for u in without if not _said_already(view, u)]
    gone = _outdated(view, pairs, without)
    removed = [RemoveRow(tab=tabs.PAIRS, key=g.id if g.kind == "Pair" else UNMATCHED + g.id) for g in gone]
    rows = _rows(put, Overlay(view, [*put, *gone]), policy)
    return Decision(changes=(*put, *gone), effects=(*removed, *rows))


def _outdated(view: View, pairs: list[Pair], without: list[Unmatched]) -> list[Gone]:
    """What the last draft said and this one does not say any more."""
    old = {p.id for p in view.find(Pair) if p.status in _MOVABLE} - {p.id for p in pairs}
    placed = {u.id for u in view.find(Unmatched)} - {u.id for u in without}
    return [Gone(kind="Pair", id=i) for i in sorted(old)] + [Gone(kind="Unmatched", id=i) for i in sorted(placed)]


def _rows(put: list[Entity], after: View, policy: Policy) -> list[Effect]:
    rows: list[Effect] = [pair_row(p, after) for p in put if isinstance(p, Pair)]
    return rows + [unmatched_row(u, after, policy.language) for u in put if isinstance(u, Unmatched)]


def _said_already(view: View, unmatched: Unmatched) -> bool:
    held = view.get(Unmatched, unmatched.id)
    return held is not None and replace(unmatched, drafted_at=held.drafted_at) == held

"""What the lead says in the Pairs tab: approve, lock, forbid, end, or clear. Every word gets an answer beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from workflows import tabs
from workflows.decision import Decision
from workflows.events import CellEdited, PairApproved, PairEnded
from workflows.matching.asking import named_pair, unmatched_edited
from workflows.matching.board import UNMATCHED, name_of
from workflows.matching.groups import linked, partners_of
from workflows.matching.leaving import ended_pair
from workflows.matching.pool import pool_of_two, still_closing
from workflows.matching.trying import IDEAS, Edit, rules_against, try_pair
from workflows.policy import Policy
from workflows.rules import cell_word, may_take_part
from workflows.state import Pair, PairStatus, Repair, Role
from workflows.view import View

WORDS = ", ".join((tabs.APPROVE, tabs.LOCK, tabs.FORBID, tabs.END))


def pair_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows from an edit of the decision column."""
    if event.row.startswith(UNMATCHED):
        return unmatched_edited(event, view, now, policy)
    pair = view.get(Pair, event.row)
    if pair is None:
        return Decision(reason=f"A decision was written in a row of Pairs that stands for nobody ({event.row}).")
    edit, word = Edit(pair, view, now, policy), cell_word(event.value)
    act = _ACTS.get(word)
    if act is not None:
        return act(edit)
    tried = named_pair(pair.mentee_id, event.value, view, now=now, policy=policy)
    if isinstance(tried, Decision):
        return tried
    return edit.answered(tried or edit.say("unknown", word=event.value.strip()[:40], words=WORDS))


# --- the five things the lead can say ---------------------------------------------------------------


def _approve(edit: Edit) -> Decision:
    pair = edit.pair
    if pair.status is PairStatus.ACTIVE:
        return edit.answered(edit.say("already", day=edit.day_of(pair.approved_at)))
    if pair.status not in IDEAS:
        return edit.answered(edit.say("over" if pair.status is PairStatus.ENDED else "forbidden"))
    refusal = _refusal(edit)
    if refusal:
        return edit.answered(refusal)
    active = replace(pair, status=PairStatus.ACTIVE, approved_at=edit.now)
    return edit.answered(edit.say("approved", day=edit.day_of(edit.now)), active, (PairApproved(pair_id=pair.id),))


def _refusal(edit: Edit) -> str:
    """What stands against approving at this moment, or ""."""
    pair, view, policy = edit.pair, edit.view, edit.policy
    for person, role in ((pair.mentor_id, Role.MENTOR), (pair.mentee_id, Role.MENTEE)):
        missing = _missing(person, role, edit)
        if missing:
            return edit.say("missing", name=name_of(person, view), missing="; ".join(missing))
    busy = _taken_equal(edit) if policy.matching.equals else _taken_mentee(edit)
    if busy:
        return edit.say("paired", name=name_of(busy, view))
    pool = pool_of_two(pair.mentor_id, pair.mentee_id, view, policy)
    if not pool.room(pool.mentors[0]):
        taken = pool.taken.get(pair.mentor_id, 0)
        return edit.say("full", name=name_of(pair.mentor_id, view), count=taken)
    against = rules_against(pool, policy.language)
    return edit.say("rules", reasons="; ".join(against)) if against else ""


def _missing(person: str, role: Role, edit: Edit) -> tuple[str, ...]:
    """The row may be days old: what was there when it was drafted may have lapsed since."""
    lacks = may_take_part(person, role, edit.view, edit.policy, today=edit.policy.school.local_date(edit.now))
    return (*lacks, *(still_closing(person, edit.view) if role is Role.MENTEE else ()))


def _taken_mentee(edit: Edit) -> str:
    mentee = edit.pair.mentee_id
    return mentee if edit.view.find(Pair, mentee_id=mentee, status=PairStatus.ACTIVE) else ""


def _taken_equal(edit: Edit) -> str:
    """Who of the two has a partner already, unless all three are one group."""
    links = linked(edit.view)
    both = edit.pair.mentor_id, edit.pair.mentee_id
    for person, other in (both, both[::-1]):
        thirds = partners_of(person, edit.view) - {other}
        if any(frozenset((third, other)) not in links for third in thirds):
            return person
    return ""


def _lock(edit: Edit) -> Decision:
    if edit.pair.status not in (*IDEAS, PairStatus.FORBIDDEN):
        return _unmovable(edit)
    return try_pair(edit, PairStatus.LOCKED, edit.say("locked"))


def _forbid(edit: Edit) -> Decision:
    if edit.pair.status not in (*IDEAS, PairStatus.FORBIDDEN):
        return _unmovable(edit)
    return try_pair(edit, PairStatus.FORBIDDEN, edit.say("forbidden"))


def _clear(edit: Edit) -> Decision:
    if edit.pair.status in (PairStatus.ACTIVE, PairStatus.ENDED):
        return _unmovable(edit)
    if edit.pair.status is PairStatus.DRAFT:
        return edit.answered(edit.say("cleared"))
    return try_pair(edit, PairStatus.DRAFT, edit.say("cleared"))


def _end(edit: Edit) -> Decision:
    if edit.pair.status is not PairStatus.ACTIVE:
        return edit.answered(edit.say("over" if edit.pair.status is PairStatus.ENDED else "not_active"))
    over = ended_pair(edit.pair, "ended by the lead", edit.now)
    # The lead's word counts at once; that nobody tried to mend the pair is said, not held against it.
    tried = not edit.policy.supervision.on or edit.view.get(Repair, edit.pair.id) is not None
    text = edit.say("ended" if tried else "ended_unmended", day=edit.day_of(edit.now))
    return edit.answered(text, over, (PairEnded(pair_id=over.id, why=over.end_reason),))


def _unmovable(edit: Edit) -> Decision:
    return edit.answered(edit.say("over" if edit.pair.status is PairStatus.ENDED else "active"))


_ACTS: Mapping[str, Callable[[Edit], Decision]] = {
    tabs.APPROVE: _approve,
    tabs.LOCK: _lock,
    tabs.FORBID: _forbid,
    tabs.END: _end,
    "": _clear,
}

"""Trying something out: change one thing, draft again, and say what changed and what it cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workflows import tabs
from workflows.decision import NOTHING, Decision
from workflows.events import Event
from workflows.matching.board import name_of, pair_row
from workflows.matching.couples import pair_id
from workflows.matching.pupil import Pool
from workflows.matching.telling import with_consequences
from workflows.matching.wording import why_not
from workflows.policy import Policy
from workflows.rules import staff_answer
from workflows.state import Entity, Pair, PairStatus
from workflows.text.say import day, say
from workflows.view import Overlay, View

IDEAS = (PairStatus.DRAFT, PairStatus.LOCKED)


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of one pair's row, with what is needed to answer it."""

    pair: Pair
    view: View
    now: datetime
    policy: Policy

    def say(self, key: str, **values: str | int) -> str:
        """Words in the school's language."""
        return say(self.policy.language, f"matching.cell.{key}", **values)

    def day_of(self, instant: datetime | None) -> str:
        """A date as the school writes it."""
        return day(self.policy.language, self.policy.school.local_date(instant or self.now))

    def answered(self, text: str, pair: Pair | None = None, events: tuple[Event, ...] = ()) -> Decision:
        """Answer in the neighbouring cell, with the pair as it is after the edit."""
        after = pair or self.pair
        changes: tuple[Entity, ...] = (staff_answer(tabs.PAIRS, after.id, text, self.now),)
        if pair is not None:
            changes = (pair, *changes)
        who = f"{name_of(after.mentor_id, self.view)} and {name_of(after.mentee_id, self.view)}"
        return Decision(
            changes=changes,
            effects=(pair_row(after, Overlay(self.view, changes)),),
            events=events,
            reason=f"{who}: {text}",
            about=(after.mentor_id, after.mentee_id),
        )


def draft_anew(view: View, now: datetime, policy: Policy) -> Decision:
    """Draft again. Locks that cannot all be kept leave the last draft standing and are named in their cells."""
    from workflows.matching.drafting import draft
    from workflows.matching.problem import LockedOutError

    try:
        return draft(view, now, policy)
    except LockedOutError as refused:
        return _locks_refused(refused.pairs, view, now, policy)


def _locks_refused(pairs: tuple[tuple[str, str], ...], view: View, now: datetime, policy: Policy) -> Decision:
    text = say(policy.language, "matching.cell.no_lock", pairs=_named(pairs, view))
    decision = NOTHING
    for mentor, mentee in pairs:
        pair = view.get(Pair, pair_id(mentor, mentee, view, now, policy))
        if pair is not None:
            decision = decision.and_then(replace(Edit(pair, view, now, policy).answered(text), reason=""))
    return decision.and_then(Decision(reason=f"The draft was not renewed. {text}"))


def try_pair(edit: Edit, status: PairStatus, text: str) -> Decision:
    """Give a pair this status, draft again, and answer in its row. A lock that cannot be kept is refused."""
    from workflows.matching.drafting import draft
    from workflows.matching.problem import LockedOutError

    tried = replace(edit.pair, status=status)
    try:
        drafted = draft(Overlay(edit.view, (tried,)), edit.now, edit.policy)
    except LockedOutError as refused:
        return edit.answered(edit.say("no_lock", pairs=_named(refused.pairs, edit.view)))
    changes = (tried, *drafted.changes)
    text = with_consequences(text, edit.view, Overlay(edit.view, changes), edit.policy)
    answer = staff_answer(tabs.PAIRS, tried.id, text, edit.now)
    after = Overlay(edit.view, (*changes, answer))
    pair = after.get(Pair, tried.id)
    return Decision(
        changes=(*changes, answer),
        effects=(*drafted.effects, *((pair_row(pair, after),) if pair else ())),
        reason=f"{_named(((tried.mentor_id, tried.mentee_id),), edit.view)}: {text} {drafted.reason}",
        about=(tried.mentor_id, tried.mentee_id),
    )


def rules_against(pool: Pool, language: str) -> tuple[str, ...]:
    """The hard rules that stand against the one pair of a pool of two, in words."""
    from workflows.matching.frame import Frame
    from workflows.matching.rules import score

    broken = score(Frame(pool)).broken
    return tuple(why_not(rule, language) for rule, table in broken.items() if table[0, 0])


def _named(pairs: Sequence[tuple[str, str]], view: View) -> str:
    return ", ".join(f"{name_of(a, view)} and {name_of(b, view)}" for a, b in pairs)

"""`lock: <mentor>` and `forbid: <mentor>`: the lead names a mentor for the mentee of a row, drafted or not."""

from __future__ import annotations

from datetime import datetime

from workflows import tabs
from workflows.decision import NOTHING, Decision
from workflows.events import CellEdited
from workflows.matching.board import UNMATCHED, unmatched_row
from workflows.matching.couples import pair_id
from workflows.matching.pool import pool_of, pool_of_two
from workflows.matching.pupil import Pupil
from workflows.matching.trying import Edit, rules_against, try_pair
from workflows.policy import Policy
from workflows.rules import cell_word, may_take_part, staff_answer
from workflows.state import Pair, PairStatus, Role, Unmatched
from workflows.text.say import say
from workflows.view import Overlay, View

_STATUS = {tabs.LOCK: PairStatus.LOCKED, tabs.FORBID: PairStatus.FORBIDDEN}


def named_pair(mentee: str, value: str, view: View, *, now: datetime, policy: Policy) -> Decision | str | None:
    """What follows from `lock: X` or `forbid: X` for this mentee; a text when it is refused, None for other words."""
    verb, colon, who = cell_word(value).partition(":")
    status = _STATUS.get(verb.strip())
    if status is None or not colon:
        return None
    mentor = _find(who.strip(), pool_of(view, now, policy).mentors)
    if mentor is None:
        return say(policy.language, "matching.cell.nobody", name=who.strip()[:60])
    key = pair_id(mentor.id, mentee, view, now, policy)
    fresh = Pair(id=key, mentor_id=mentor.id, mentee_id=mentee, status=PairStatus.DRAFT, drafted_at=now)
    pair = view.get(Pair, key) or fresh
    return _try(pair, status, Edit(pair, view, now, policy), mentor)


def _try(pair: Pair, status: PairStatus, edit: Edit, mentor: Pupil) -> Decision | str:
    if pair.status in (PairStatus.ACTIVE, PairStatus.ENDED):
        return edit.say("active" if pair.status is PairStatus.ACTIVE else "over")
    if status is PairStatus.LOCKED:
        against = _against(pair, edit)
        if against:
            return edit.say("cannot", mentor=mentor.shown, reasons="; ".join(against))
    return try_pair(edit, status, edit.say("locked" if status is PairStatus.LOCKED else "forbidden"))


def _against(pair: Pair, edit: Edit) -> tuple[str, ...]:
    view, policy, today = edit.view, edit.policy, edit.policy.school.local_date(edit.now)
    if view.find(Pair, mentee_id=pair.mentee_id, status=PairStatus.ACTIVE):
        return (edit.say("has_mentor"),)
    sides = ((pair.mentor_id, Role.MENTOR), (pair.mentee_id, Role.MENTEE))
    missing = tuple(m for who, role in sides for m in may_take_part(who, role, view, policy, today=today))
    return missing or rules_against(pool_of_two(pair.mentor_id, pair.mentee_id, view, policy), policy.language)


def unmatched_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows from a word in the row of a pupil without a pair."""
    unmatched = view.get(Unmatched, event.row.removeprefix(UNMATCHED))
    if unmatched is None or not cell_word(event.value):
        return NOTHING
    tried: Decision | str | None = None
    if unmatched.role is Role.MENTEE:
        tried = named_pair(unmatched.person_id, event.value, view, now=now, policy=policy)
    if isinstance(tried, Decision):
        return tried
    text = tried or say(policy.language, "matching.cell.lock_which")
    answer = staff_answer(tabs.PAIRS, event.row, text, now)
    row = unmatched_row(unmatched, Overlay(view, (answer,)), policy.language)
    return Decision(changes=(answer,), effects=(row,), reason=text, about=(unmatched.person_id,))


def _find(who: str, mentors: tuple[Pupil, ...]) -> Pupil | None:
    found = [p for p in mentors if who in p.handles or who == " ".join(p.name.lower().split())]
    return found[0] if len(found) == 1 else None

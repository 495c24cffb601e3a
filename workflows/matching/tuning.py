"""The Matching tab: the weights in force, what the draft reached, its proof; and trying other values."""

from __future__ import annotations

from datetime import datetime

from workflows import tabs
from workflows.decision import NOTHING, Decision, Gone
from workflows.effects import PutRow
from workflows.events import CellEdited
from workflows.matching.pool import CAPACITY, WEIGHT, steered
from workflows.matching.telling import by_weights_of, with_consequences
from workflows.matching.wording import meaning_of
from workflows.policy import MatchingPolicy, Policy
from workflows.rules import staff_answer
from workflows.state import Entity, StaffAnswer, Steer
from workflows.text.say import say
from workflows.view import Overlay, View

_MOST_WEIGHT, _MOST_CAPACITY = 1000, 20


def rows(view: View, policy: Policy) -> tuple[PutRow, ...]:
    """Every row the lead may change, as it stands now."""
    now = steered(view, policy)
    return tuple(_row(key, now, view, policy) for key in _keys(policy))


def tuned(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows from a value written into the Matching tab: the draft is made anew with it."""
    if event.row not in _keys(policy):
        return NOTHING
    change = _change(event, now, policy)
    if change is None:
        text = say(policy.language, "matching.steer.unknown", most=_most(event.row))
        return _answered(event.row, text, (), view=view, now=now, policy=policy)
    return _answered(event.row, _set(event.row, change, policy), (change,), view=view, now=now, policy=policy)


def _keys(policy: Policy) -> tuple[str, ...]:
    return (CAPACITY, *(WEIGHT + rule for rule in policy.matching.weights))


def _change(event: CellEdited, now: datetime, policy: Policy) -> Steer | Gone | None:
    text = event.value.strip()
    if not text or text == str(_value(event.row, policy.matching)):
        return Gone(kind="Steer", id=event.row)
    least = 1 if event.row == CAPACITY else 0
    if not (text.isdecimal() and len(text) < 5 and least <= int(text) <= _most(event.row)):
        return None
    return Steer(id=event.row, value=int(text), at=now)


def _set(key: str, change: Steer | Gone, policy: Policy) -> str:
    default = _value(key, policy.matching)
    if isinstance(change, Gone):
        return say(policy.language, "matching.steer.cleared", default=default)
    return say(policy.language, "matching.steer.set", value=change.value, default=default)


def _answered(
    key: str, text: str, changes: tuple[Entity | Gone, ...], *, view: View, now: datetime, policy: Policy
) -> Decision:
    drafted = NOTHING
    if changes:
        from workflows.matching.trying import draft_anew

        drafted = draft_anew(Overlay(view, changes), now, policy)
        text = _told(key, text, Overlay(view, (*changes, *drafted.changes)), view=view, now=now, policy=policy)
    answer = staff_answer(tabs.MATCHING, key, text, now)
    after = Overlay(view, (*changes, answer))
    return Decision(
        changes=(*changes, *drafted.changes, answer),
        effects=(*drafted.effects, _row(key, steered(after, policy), after, policy)),
        reason=f"Matching, {key}: {text}",
    )


def _told(key: str, text: str, after: View, *, view: View, now: datetime, policy: Policy) -> str:
    if key == CAPACITY:
        return with_consequences(text, view, after, policy)
    return with_consequences(text, view, by_weights_of(view, after, now, policy), policy, words="changed_weights")


def _row(key: str, now: MatchingPolicy, view: View, policy: Policy) -> PutRow:
    rule = key.removeprefix(WEIGHT)
    item = "matching.item.capacity" if key == CAPACITY else "matching.item.weight"
    answer = view.get(StaffAnswer, f"{tabs.MATCHING}:{key}")
    cells = {
        "item": say(policy.language, item, rule=rule),
        "meaning": meaning_of(rule, policy.language),
        "value": str(_value(key, now)),
        "answer": answer.text if answer else "",
    }
    return PutRow(tab=tabs.MATCHING, key=key, cells=cells)


def _value(key: str, matching: MatchingPolicy) -> int:
    return matching.capacity if key == CAPACITY else matching.weights[key.removeprefix(WEIGHT)]


def _most(key: str) -> int:
    return _MOST_CAPACITY if key == CAPACITY else _MOST_WEIGHT

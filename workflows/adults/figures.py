"""What staff read in the workbook: how many adults were reached each month, and what they said."""

from __future__ import annotations

from collections.abc import Sequence

from workflows import pair_tabs
from workflows.effects import PutRow
from workflows.policy import Policy
from workflows.rules import percent
from workflows.state import AdultWord, Person, Side
from workflows.text.say import say
from workflows.view import View


def summary(month: str, view: View, policy: Policy) -> tuple[PutRow, ...]:
    """A row for each side: how many were to hear, were reached, and answered."""
    asked = {side: view.find(AdultWord, side=side.value, month=month) for side in Side}
    return tuple(_reach(side, month, words, policy) for side, words in asked.items() if words)


def _reach(side: Side, month: str, words: Sequence[AdultWord], policy: Policy) -> PutRow:
    reached, said = sum(w.reached for w in words), sum(w.answered_at is not None for w in words)
    cells = {
        "month": month,
        "who": say(policy.language, f"adults.who.{side.value}"),
        "pupil": say(policy.language, "adults.everybody", count=len(words)),
        "reached": f"{reached} ({percent(reached, len(words))})",
        "answered": f"{said} ({percent(said, reached)})",
        "going": "",
        "words": "",
    }
    return PutRow(tab=pair_tabs.ADULTS, key=f"reach:{side.value}:{month}", cells=cells)


def row_of(word: AdultWord, person: Person, policy: Policy) -> PutRow:
    """The row of one answer."""
    cells = {
        "month": word.month,
        "who": say(policy.language, f"adults.who.{word.side.value}"),
        "pupil": person.name,
        "reached": "",
        "answered": policy.school.local_date(word.answered_at).isoformat() if word.answered_at else "",
        "going": word.going,
        "words": word.words,
    }
    return PutRow(tab=pair_tabs.ADULTS, key=word.id, cells=cells)

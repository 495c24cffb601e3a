"""The Pairs tab: one row for each pair and one for each pupil without."""

from __future__ import annotations

from workflows import tabs
from workflows.effects import PutRow
from workflows.state import Pair, Person, StaffAnswer, Unmatched
from workflows.text.say import say
from workflows.view import View

UNMATCHED = tabs.UNMATCHED


def pair_row(pair: Pair, view: View) -> PutRow:
    """How the row of a pair should read."""
    return PutRow(
        tab=tabs.PAIRS,
        key=pair.id,
        cells={
            "mentor": name_of(pair.mentor_id, view),
            "mentee": name_of(pair.mentee_id, view),
            "status": pair.status.value,
            "score": str(pair.score),
            "why": "; ".join(pair.reasons),
            "alternatives": "; ".join(pair.alternatives),
            "answer": answer_of(pair.id, view),
        },
    )


def unmatched_row(unmatched: Unmatched, view: View, language: str) -> PutRow:
    """How the row of a pupil without a pair should read."""
    key = UNMATCHED + unmatched.person_id
    return PutRow(
        tab=tabs.PAIRS,
        key=key,
        cells={
            "mentor": "",
            "mentee": "",
            unmatched.role.value: name_of(unmatched.person_id, view),
            "status": say(language, "matching.status.unmatched"),
            "score": "",
            "why": "; ".join(unmatched.reasons),
            "alternatives": "",
            "answer": answer_of(key, view),
        },
    )


def name_of(person_id: str, view: View) -> str:
    """What to call a pupil in the sheet."""
    person = view.get(Person, person_id)
    return person.told_apart if person else person_id


def answer_of(row: str, view: View) -> str:
    """What the answer cell of a row says now."""
    answer = view.get(StaffAnswer, f"{tabs.PAIRS}:{row}")
    return answer.text if answer else ""

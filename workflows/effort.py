"""How much the programme asks of staff: what they decide by hand, by month and by pair.

The aim is one short list of decisions a week.

A cell counts half a minute, a form two: what reading a row and choosing a word, or three short answers, takes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows import forms, tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import PutRow
from workflows.events import CellEdited, Event, FormAnswered, TimerFired
from workflows.policy import Policy
from workflows.state import Effort, Pair, PairStatus
from workflows.text.say import say
from workflows.view import View

STAFF_FORMS = frozenset({forms.SETUP, forms.DUTY, forms.REFERENCE, forms.RUBRIC, forms.FEEDBACK_ADULT})
CELL_MINUTES, FORM_MINUTES = 0.5, 2.0


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the count of staff's work."""
    match event:
        case CellEdited():
            return _counted(view, now, policy, cells=1)
        case FormAnswered() if event.form in STAFF_FORMS:
            return _counted(view, now, policy, forms_filled=1)
        # With the weekly report, so that the figures stand still while staff work.
        case TimerFired(kind="reports.weekly"):
            return Decision(effects=rows(view, policy))
    return NOTHING


def _counted(view: View, now: datetime, policy: Policy, *, cells: int = 0, forms_filled: int = 0) -> Decision:
    month = policy.school.local_date(now).strftime("%Y-%m")
    held = view.get(Effort, month) or Effort(id=month)
    more = replace(held, cells=held.cells + cells, forms=held.forms + forms_filled)
    return Decision(changes=(more,))


def minutes(effort: Effort) -> float:
    """How long staff worked by hand that month, as far as we can tell."""
    return effort.cells * CELL_MINUTES + effort.forms * FORM_MINUTES


def rows(view: View, policy: Policy) -> tuple[PutRow, ...]:
    """A row for each month in the Programme tab."""
    pairs = len(view.find(Pair, status=PairStatus.ACTIVE))
    return tuple(
        PutRow(
            tab=tabs.PROGRAMME,
            key=f"effort-{effort.id}",
            cells={
                "item": say(policy.language, "effort.item", month=effort.id),
                "value": say(
                    policy.language,
                    "effort.value",
                    count=effort.cells + effort.forms,
                    minutes=round(minutes(effort)),
                    pairs=pairs,
                    each=f"{minutes(effort) / pairs:.1f}" if pairs else "–",
                ),
                "answer": "",
            },
        )
        for effort in view.find(Effort)
    )

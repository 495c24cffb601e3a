"""Who else acts in a simulated programme: pupils who coordinate, and the lead who sets it up and changes a setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.simulate.module import Module, Stage
from service.simulate.outside import Book
from service.simulate.post import Letter, Link
from workflows import forms
from workflows.text.say import say

CHANGED = say("en", "setup.item.meetings.first_within")
"""The row of the Programme tab in which the lead changes something."""


@dataclass(kw_only=True)
class Wider:
    """Coordinators and the lead."""

    stage: Stage
    answered: set[str] = field(default_factory=set)
    changed: bool = False

    def begin(self, start: datetime) -> None:
        """They wait for their forms."""

    def read(self, letter: Letter, now: datetime) -> None:
        """Fill the forms that came, once each."""
        for link in letter.links:
            code = dict(link.prefill).get("code", "")
            answers = self._answers(link.form, now)
            if answers and f"{link.form}/{code}" not in self.answered:
                self.answered.add(f"{link.form}/{code}")
                self._fill(link, answers, now)

    def _fill(self, link: Link, answers: dict[str, str], now: datetime) -> None:
        whole = {key: (text,) for key, text in (*link.prefill, *answers.items())}
        at = now + timedelta(hours=self.stage.random.uniform(1, 60))
        self.stage.agenda.plan(at, lambda then: self.stage.outside.submit(link.form, whole, then))

    def _answers(self, form: str, now: datetime) -> dict[str, str]:
        school = self.stage.school.policy.school
        match form:
            case forms.SETUP:
                return {"goal": self.stage.school.policy.goal, "meetings_first_within": "8"}
            case forms.IDEA:
                told = {"title": "Paper planes", "text": "Each folds one; whose flies further?", "minutes": "10"}
                return {"action": "Add an activity", **told, "need": "Friendship", "place": "outdoors"}
            case forms.SCHOOL_EVENT:
                day = school.school_day_after(school.local_date(now), 12).isoformat()
                return {"title": "Games afternoon", "on": day, "place": "Hall", "text": "Pairs play together."}
        return {}

    def work(self, book: Book, now: datetime) -> None:
        """Once, the lead changes a setting in the workbook."""
        del now
        for number, row in list(book.rows("Programme")):
            if not self.changed and row.get("Item") == CHANGED and "Change to" in row:
                self.changed = True
                book.put("Programme", number, "Change to", "9")


WIDER = Module(name="wider", play=lambda stage: Wider(stage=stage))
"""Coordinators, and the lead as the one who sets the programme up."""

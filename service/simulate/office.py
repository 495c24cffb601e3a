"""The school's office in a simulation: twice a year it brings the records of attendance, and some pupils came less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from service.simulate.module import Module, Stage
from service.simulate.outside import Book
from service.simulate.post import Letter
from service.simulate.school import FIRST_DAY, Pupil
from workflows.events import AttendanceImported

SHORTEST = 20  # school days of a year in which two stretches have room
STRETCH = 8  # school days that the first records of a year cover
CAME_LESS = 0.2


@dataclass(kw_only=True)
class Office:
    """Imports what the register says."""

    stage: Stage

    def begin(self, start: datetime) -> None:
        """Plan the imports of every year: its first days, and the stretch before it is two thirds over."""
        school = self.stage.school.policy.school
        ends = self.stage.school.year_ends
        starts = (school.terms[0].starts_on, *(end + timedelta(days=1) for end in ends))
        for first, end in zip(starts, ends, strict=False):
            days = school.school_days(first, end)
            if len(days) >= SHORTEST:
                self._plan(days[:STRETCH])
                self._plan(days[len(days) // 2 : len(days) * 7 // 10])

    def _plan(self, days: Sequence[date]) -> None:
        at = self.stage.school.policy.school.at(days[-1], time(15, 0))
        for pupil in self.stage.school.pupils:
            self.stage.agenda.plan(at, partial(self._import, pupil, days))

    def _import(self, pupil: Pupil, days: Sequence[date], now: datetime) -> None:
        del now
        possible = len(days)
        missed = possible // 2 if came_less(pupil.email, days[-1]) else 0
        line = AttendanceImported(
            email=pupil.email, first=days[0], last=days[-1], present=possible - missed, possible=possible
        )
        self.stage.tell(line, f"attendance/{pupil.email}/{days[0].isoformat()}")

    def read(self, letter: Letter, now: datetime) -> None:
        """The office gets no mail of ours."""

    def work(self, book: Book, now: datetime) -> None:
        """The office does not open the workbook."""


def came_less(email: str, last: date) -> bool:
    """Whether this pupil was away half of the stretch that ended on `last`: one pupil in five was."""
    return Random(f"{email}/{last.isoformat()}").random() < CAME_LESS and last.month != FIRST_DAY.month


OFFICE = Module(name="office", play=lambda stage: Office(stage=stage))
"""The records of attendance; what follows from them is judged with the pairs and the learning."""

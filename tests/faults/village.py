"""A school for fault scenarios: the real workflows and engine over a suite in memory that may be away for a time.

What the suite holds is the supplier's side; the scenarios count there.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from connectors.ports import Response
from service.storage.database import Database, open_database
from tests.builders import NOW, POLICY
from tests.repeats import times
from tests.service.engine_school import School
from tests.service.memory_suite import World
from workflows import forms
from workflows.policy import Policy
from workflows.router import decide

T = TypeVar("T")
SEEDS = tuple(range(times(25)))
MINUTE = timedelta(minutes=1)
OFTEN = dict.fromkeys(("forms", "table", "calendar", "mail"), timedelta(minutes=5))
MAIL_ACTS = ("draft", "send", "state", "bounces")
Trouble = Callable[[str, datetime], Exception | None]
"""By act and time: what is raised instead of acting, or None."""


def well(act: str, now: datetime) -> None:
    """No trouble at all."""


@dataclass
class TimedWorld(World):
    """A world that notes when each act was asked for."""

    trouble: Trouble = well
    now: Callable[[], datetime] = lambda: NOW
    asked: list[tuple[str, datetime]] = field(default_factory=list)

    def do(self, act: str, work: Callable[[], T]) -> T:
        """As `World.do`, unless there is trouble at this time."""
        self.asked.append((act, self.now()))
        error = self.trouble(act, self.now())
        if error is not None:
            raise error
        return super().do(act, work)

    def times(self, *acts: str) -> list[datetime]:
        """When one of these acts was asked for."""
        return [at for act, at in self.asked if act in acts]


@dataclass
class Village:
    """One school with its database; `fresh` copies the empty file for each seed."""

    school: School
    world: TimedWorld

    def live(self, span: timedelta) -> None:
        """From due instant to due instant, each at its time."""
        until = self.school.now + span
        while (at := self.school.engine.next_due(self.school.now)) is not None and at <= until:
            self.school.run(max(at - self.school.now, timedelta(milliseconds=1)))
        self.school.run(max(until - self.school.now, timedelta(0)))

    def rows(self, tab: str) -> dict[str, dict[str, str]]:
        """The rows of a tab by key."""
        return {key: row for (title, key), row in self.world.rows.items() if title == tab}

    def doubled(self) -> dict[str, int]:
        """Mails that reached somebody more than once, and invitations told twice."""
        told = Counter({f"{key}/{version}": n for (key, version), n in self.world.notices.items()})
        return {key: n for key, n in (self.world.mailed() + told).items() if n > 1}

    def problems(self) -> dict[str, str]:
        """What the Health tab says is wrong."""
        return {key: row["state"] for key, row in self.rows("health").items() if row["state"] != "working"}


@dataclass
class Villages:
    """Makes one village after the other."""

    template: Path
    folder: Path
    opened: list[Database] = field(default_factory=list)

    def new(self, trouble: Trouble = well, *, policy: Policy = POLICY, now: datetime = NOW) -> Village:
        """A fresh school in which nothing has happened."""
        path = self.folder / f"village{len(self.opened)}.db"
        shutil.copy(self.template, path)
        database = open_database(f"sqlite:///{path}")
        self.opened.append(database)
        world = TimedWorld(trouble=trouble)
        tokens = (number.to_bytes(32, "big") for number in count())
        school = School(
            *(database, world),
            decide=decide,
            look_every=OFTEN,
            token_bytes=partial(next, tokens),
            policy=policy,
            now=now,
        )
        world.now = school.clock.now
        return Village(school, world)

    def close(self) -> None:
        """Let go of every database."""
        while self.opened:
            with suppress(OSError):
                self.opened.pop().close()


def application(number: int, *, revision: int = 1, at: datetime = NOW, **answers: str | tuple[str, ...]) -> Response:
    """A pupil's complete application to be a mentor; every pupil has an address of their own."""
    known: dict[str, str | tuple[str, ...]] = {
        "name": f"Pupil {number}",
        "email": f"p{number}@oak.example",
        "grade": "10",
        "guardian_name": f"Guardian {number}",
        "guardian_email": f"home{number}@mail.example",
        "slots": ("Mon/Lunch", "Tue/Lunch"),
        "why": "I like to help.",
    }
    return Response(
        form=forms.MENTOR,
        response_id=f"r{number}",
        revision=f"{revision:04d}",
        submitted_at=at,
        respondent=None,
        answers={key: (said,) if isinstance(said, str) else said for key, said in {**known, **answers}.items()},
    )


def concern(number: int = 0, text: str = "A friend is hurt.", at: datetime = NOW) -> Response:
    """A worry sent through the concern form."""
    answers = {"text": (text,), "about": ("a friend",), "category": ("Bullying",)}
    return replace(application(number), form=forms.CONCERN, response_id=f"c{number}", submitted_at=at, answers=answers)


def names(village: Village) -> list[str]:
    """Whose applications staff see."""
    return sorted(row["name"] for row in village.rows("applications").values())


def pupils(numbers: Iterable[int]) -> list[str]:
    """Their names, as staff see them."""
    return sorted(f"Pupil {number}" for number in numbers)

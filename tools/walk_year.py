"""A school year for the walks in `docs/walks`: the demo school, lived through by simulated people without mishaps.

`python -m tools.walk_year FOLDER` lives it and keeps it, so that the pictures can be taken again in seconds with
`python -m tools.walk_pictures FOLDER`.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random

from service.demo.room import demo_school
from service.log import configure_log
from service.simulate.inside import Inside, Site, form_desk, open_inside
from service.simulate.on_disk import FolderOutside
from service.simulate.plan import Plan
from service.simulate.pupils import application
from service.simulate.run import World
from service.simulate.school import Pupil, School
from workflows.forms import MENTEE

PUPILS, SEED = 24, 5
BASE_URL = "https://mentoring.oakfield.example"
ARABIC = Pupil(
    name="Layla Haddad",
    email="layla.haddad@oakfield.example",
    grade=7,
    mentor=False,
    guardian_name="Rami Haddad",
    guardian_email="rami.haddad@family.example",
    slots=("Mon/Lunch", "Tue/Lunch", "Wed/Lunch", "Thu/Lunch", "Fri/Lunch"),
    topics=("Finding my way around",),
    interests=("Art",),
    subjects=("Maths",),
    capacity=1,
)
"""A pupil who wants her letters in Arabic, and so do her parents."""
AFTERWARDS = timedelta(days=12)
"""The last letters of a year go out when it is over."""
LOOKS = tuple(date(2026, 9, 2) + timedelta(days=days) for days in range(45))
"""Days on which the workbook is copied as it looks before the lead decides."""


@dataclass(kw_only=True)
class WalkYear:
    """The school in folder `out`; `live` lives the year, `open` finds what an earlier run left."""

    out: Path
    school: School = field(init=False)
    inside: Inside = field(init=False)

    def __post_init__(self) -> None:
        made = demo_school(PUPILS, Random(SEED))  # noqa: S311 -- chance by seed, nothing secret
        policy = made.policy
        policy = replace(policy, adults=replace(policy.adults, on=True))
        self.school = replace(made, policy=policy)
        self._plan = Plan(pupils=PUPILS, days=len(policy.school.day_names), seed=SEED, faults=0.0, modules=True)
        self._site = Site(base_url=BASE_URL, hasty=True)
        self.out.mkdir(parents=True, exist_ok=True)
        self.inside = open_inside(self._plan, self.out, school=self.school, site=self._site)

    def live(self) -> None:
        """Live through the whole year."""
        world, looks = self._world(), list(LOOKS)
        world.begin()
        world.agenda.plan(world.start, partial(self._apply, world))
        now: datetime | None = world.start
        while now is not None and now < world.end + AFTERWARDS:
            now = world.live_at(now)
            while looks and now is not None and now >= self._afternoon(looks[0]):
                shutil.copy(self.out / "workbook.xlsx", self.workbook(looks.pop(0)))

    def _world(self) -> World:
        random = Random(SEED)  # noqa: S311 -- chance by seed, nothing secret
        forms = form_desk(self.out, self.school, self._site)
        outside = FolderOutside(out=self.out, forms=forms, random=random)
        world = World(
            plan=self._plan,
            school=self.school,
            outside=outside,
            driver=self.inside,
            random=random,
            revive=lambda: None,
        )
        world.staff.mischief = 0.0
        return world

    def _apply(self, world: World, now: datetime) -> None:
        world.outside.submit(MENTEE, {**application(ARABIC, ""), "language": ("ar",)}, now)

    def _afternoon(self, day: date) -> datetime:
        return self.school.policy.school.at(day, time(15, 30))

    def workbook(self, day: date) -> Path:
        """The workbook as it was in the afternoon of one of `LOOKS`."""
        return self.out / f"workbook-{day.isoformat()}.xlsx"


def main(arguments: Sequence[str]) -> None:
    """Live the year in a new folder."""
    configure_log("auto", level=logging.ERROR)
    year = WalkYear(out=Path(arguments[0]))
    print(f"  a year of {len(year.school.pupils) + 1} pupils in {year.out} (some minutes)", file=sys.stderr)
    year.live()
    year.inside.close()


if __name__ == "__main__":
    main(sys.argv[1:])

"""The real engine, pages and local suite around one small school, with a clock that is moved by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from service.app import create_app
from service.clock import SteppingClock
from service.engine import EngineSettings
from service.house import RunningHouse
from service.intake.inbox import Inbox
from service.simulate.driver import Step
from service.simulate.inside import SECRET, Inside, Site, open_inside
from service.simulate.plan import Plan, opening
from service.simulate.school import School, make_school
from tests.journeys.school_folder import SchoolFolder

BASE = "http://localhost"
PLAN = Plan(pupils=4, days=30, seed=5, faults=0.0)
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class RealSchool(SchoolFolder):
    """A school whose service is stepped from due instant to due instant."""

    inside: Inside
    clock: SteppingClock
    house: RunningHouse
    school: School

    @property
    def now(self) -> datetime:
        """The school's present."""
        return self.clock.now()

    def live(self, span: timedelta = timedelta(0)) -> None:
        """Do everything that falls due within that time, each thing at its instant."""
        until, now = self.now + span, self.now
        while True:
            due = self.inside.step(Step(now=now)).next_due
            if due is None or due > until:
                break
            now = max(due, now + timedelta(milliseconds=1))
        self.clock.move_to(until)

    def browser(self) -> FlaskClient:
        """Somebody's browser, signed in as nobody."""
        return create_app(self.house).test_client()

    def fill(self, form: str, answers: Mapping[str, str | tuple[str, ...]]) -> TestResponse:
        """Send a form as a pupil does."""
        return self.browser().post(f"/forms/{form}", data=MultiDict(several(answers)))


@contextmanager
def real_school(folder: Path, *, settings: EngineSettings | None = None) -> Iterator[RealSchool]:
    """A school on its first morning; the service has laid out its forms and its workbook."""
    school = make_school(PLAN.pupils, PLAN.days, Random(PLAN.seed))
    clock = SteppingClock(opening(school))
    site = Site(base_url=BASE, secret=SECRET, settings=settings or EngineSettings(), hasty=True)
    inside = open_inside(PLAN, folder, school=school, clock=clock, site=site)
    inbox = Inbox(inside.database)
    house = RunningHouse(
        programmes={inside.programme.key: inside.programme},
        database=inside.database,
        inbox=inbox,
        base_url=BASE,
        secret=SECRET,
        wake_up=lambda programme, source: None,  # as if the notification were lost: only the looks by the clock remain
        last_beat=clock.now,
        clock=clock,
        wall_clock=clock,
    )
    running = RealSchool(folder, inside, clock, house, school)
    running.live()
    try:
        yield running
    finally:
        inbox.close()
        inside.close()


def several(answers: Mapping[str, str | tuple[str, ...]]) -> list[tuple[str, str]]:
    """The answers as a browser sends them: one pair for each value."""
    listed = ((key, (value,) if isinstance(value, str) else value) for key, value in answers.items())
    return [(key, value) for key, values in listed for value in values]


def press(browser: FlaskClient, path: str) -> TestResponse:
    """Open a staff page and press its button."""
    token = CSRF.search(browser.get(path).text)
    return browser.post(path, data={"csrf": token[1] if token else ""}, headers={"Origin": BASE})

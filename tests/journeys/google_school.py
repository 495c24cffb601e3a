"""A small school on the emulated Google with the service stepped beside it, lived through until its pairs meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from connectors.google.event_body import KEY
from connectors.google.grid import tab_id
from service.simulate.driver import Step
from service.simulate.inside import Inside, open_inside
from service.simulate.plan import Plan, planned_school
from service.simulate.post import read_letter
from service.simulate.run import World as People
from tests.emulators.google.calendar_model import times
from tests.emulators.google.gmail_model import parse
from tests.emulators.google.school import BOOK
from tests.emulators.google.world import World
from tests.simulation.google import GoogleOutside, play

PLAN = Plan(pupils=12, days=30, seed=3, faults=0.0)
Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoogleSchool:
    """The world, the people in it and the service."""

    world: World
    outside: GoogleOutside
    people: People
    inside: Inside

    def live_until_pairs_meet(self) -> datetime:
        """People do as they do until a meeting of the future stands in the calendar; the time then."""
        now = self.people.start
        self.people.begin()
        while not self.coming(now):
            following = self.people.live_at(now)
            assert following is not None, "the year ended without a meeting"
            now = following
        return now

    def step(self, now: datetime, *sources: str) -> None:
        """The service alone, told of these sources, and what follows within ten minutes."""
        until, told = now + timedelta(minutes=10), sources
        while True:
            self.world.now = now
            due = self.inside.step(Step(now=now, look_at=told)).next_due
            if due is None or due > until:
                return
            now, told = max(due, now + timedelta(milliseconds=1)), ()

    def coming(self, now: datetime) -> list[Event]:
        """Meetings that stand and have not begun, soonest first."""
        standing = (e for e in self.world.calendars.events.values() if e["status"] != "cancelled")
        return sorted((e for e in standing if times(e)[0] > now), key=times)

    def link(self, address: str, form: str) -> dict[str, tuple[str, ...]]:
        """What a link to this form in somebody's mail has filled in already."""
        mails = [read_letter(address, parse(raw), self.outside.links) for raw in self.world.mail.delivered[address]]
        return next({k: (v,) for k, v in link.prefill} for mail in mails for link in mail.links if link.form == form)

    def rows(self, tab: str) -> dict[str, dict[str, str]]:
        """A tab's rows by key, each by its columns' marks."""
        lines = [[str(value) for value in line] for line in self.world.workbooks.get(BOOK).tab(tab_id(tab)).values({})]
        return {line[0]: dict(zip(lines[0], line, strict=False)) for line in lines[2:] if line and line[0]}


def key_of(event: Event) -> str:
    """The meeting's key in the programme."""
    return str(event["extendedProperties"]["private"][KEY])


@contextmanager
def google_school(folder: Path) -> Iterator[GoogleSchool]:
    """The school on its first morning; nobody's calendar is private and guests answer only when a test says so."""
    school = planned_school(PLAN)
    with play(PLAN, school, folder) as played:
        outside = played.outside
        assert isinstance(outside, GoogleOutside)
        outside.world.calendars.unreadable.clear()
        outside.guests_answer = False
        site = replace(played.site, settings=replace(played.site.settings, budgets={}))
        inside = open_inside(PLAN, folder, school=school, site=site)
        people = People(
            plan=PLAN, school=school, outside=outside, driver=inside, random=Random(PLAN.seed), revive=lambda: None
        )
        people.staff.mischief = 0.0
        yield GoogleSchool(outside.world, outside, people, inside)
        inside.close()

"""The office's records of attendance in a simulated year."""

from __future__ import annotations

from datetime import date, timedelta

from service.simulate.agenda import Agenda
from service.simulate.module import Stage
from service.simulate.office import Office, came_less
from service.simulate.plan import Plan, opening, planned_school
from workflows.events import AttendanceImported, Event

PLAN = Plan(pupils=4, days=40, seed=1, faults=0.0, modules=True, years=2)


class Hall:
    """Nobody fills forms here."""


def imported() -> list[AttendanceImported]:
    told: list[Event] = []
    school, agenda = planned_school(PLAN), Agenda()
    stage = Stage(
        school=school,
        outside=Hall(),  # type: ignore[arg-type]  # the office sends no form
        random=None,  # type: ignore[arg-type]  # and leaves nothing to chance
        agenda=agenda,
        tell=lambda event, identity: told.append(event),
    )
    Office(stage=stage).begin(opening(school))
    agenda.act_until(opening(school) + timedelta(days=900))
    return [event for event in told if isinstance(event, AttendanceImported)]


def test_records_come_twice_in_every_year_for_everybody() -> None:
    lines = imported()
    assert len(lines) == 2 * 2 * 4
    assert len({line.first for line in lines}) == 4


def test_some_came_less_but_never_in_the_first_weeks() -> None:
    addresses = [f"pupil.{n}@oak.example" for n in range(100)]
    assert 5 < sum(came_less(address, date(2026, 11, 3)) for address in addresses) < 40
    assert not any(came_less(address, date(2026, 9, 10)) for address in addresses)

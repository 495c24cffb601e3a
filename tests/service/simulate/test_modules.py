"""Modules in a simulation: switched on together, without changing the year of a school that leaves them out."""

from __future__ import annotations

from datetime import date

from service.simulate.driver import Step, decode_step, encode_step
from service.simulate.everything import everything_on, sections
from service.simulate.plan import Plan, opening, planned_school

PLAIN = Plan(pupils=10, days=180, seed=1, faults=0.0)
WHOLE = Plan(pupils=10, days=180, seed=1, faults=0.0, modules=True, years=2)


def test_everything_on_leaves_no_switch_off() -> None:
    switches = [getattr(s, "on", True) for s in sections(everything_on(planned_school(PLAIN).policy)).values()]
    assert all(switches)


def test_planned_school_leaves_modules_alone_unless_asked() -> None:
    assert planned_school(PLAIN).policy != planned_school(WHOLE).policy
    assert planned_school(PLAIN).pupils == planned_school(WHOLE).pupils


def test_planned_years_do_not_overlap() -> None:
    school = planned_school(WHOLE)
    terms = school.policy.school.terms
    assert [t.starts_on <= end <= t.ends_on for t, end in zip(terms, school.year_ends, strict=True)] == [True, True]
    assert school.year_ends == (date(2027, 6, 21), date(2028, 6, 19))


def test_step_carries_the_offices_commands() -> None:
    step = Step(now=opening(planned_school(PLAIN)), told=(("roster/1", "RosterImported", "{}"),))
    assert decode_step(encode_step(step)) == step

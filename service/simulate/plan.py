"""What a simulation is asked to do, the school it is about, and when its school year opens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from random import Random

from service.simulate.everything import everything_on
from service.simulate.school import FIRST_DAY, School, make_school
from service.simulate.sites import with_school
from service.simulate.years import with_years
from workflows.policy.matching import CLASSIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to simulate. `days` are school days of one year; `faults` is the share of calls that go wrong, 0 to 1.

    `modules` switches on every part of the programme that a school may leave out. `mode` is that of matching.
    """

    pupils: int
    days: int
    seed: int
    faults: float
    modules: bool = False
    years: int = 1
    mode: str = CLASSIC


def planned_school(plan: Plan) -> School:
    """The school of a plan: the same for the same plan, in every process."""
    school = make_school(plan.pupils, plan.days, Random(plan.seed), years=plan.years)
    matching = replace(school.policy.matching, mode=plan.mode)
    school = replace(school, policy=replace(school.policy, matching=matching))
    if not plan.modules:
        return school
    return replace(school, policy=with_years(with_school(everything_on(school.policy), school), school))


def opening(school: School) -> datetime:
    """The instant a simulation begins: seven o'clock on the first day."""
    return school.policy.school.at(FIRST_DAY, time(7, 0))

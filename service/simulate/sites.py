"""What of a simulated programme depends on who is in the school: two sites with their timetables, and coordinators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.simulate.school import Pupil, School
from workflows.policy import Policy

NORTH, SOUTH = "North", "South"
COORDINATORS = 2


def with_school(policy: Policy, school: School) -> Policy:
    """The policy with what depends on who is in the school: two sites with timetables of their own, coordinators."""
    slots, hosts = policy.school.slots, policy.hosts
    return replace(
        with_coordinators(policy, school.pupils),
        matching=replace(policy.matching, same_site=False, timetables={NORTH: slots, SOUTH: slots[1:]}),
        reports=replace(policy.reports, site_leads={NORTH: hosts[0].id, SOUTH: hosts[-1].id}),
    )


def with_coordinators(policy: Policy, pupils: Sequence[Pupil]) -> Policy:
    """The policy in which the first pupils who mentor coordinate."""
    mentors = [pupil.email for pupil in pupils if pupil.mentor]
    return replace(policy, coordinators=replace(policy.coordinators, addresses=tuple(mentors[:COORDINATORS])))


def site_of(number: int) -> str:
    """The site of the pupil with this place in the school's list."""
    return SOUTH if number % 5 == 0 else NORTH

"""The first weeks of a simulated school: when pupils are called and until when, who interviews, what is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from itertools import islice

from service.simulate.school import DOMAIN
from workflows.policy import InfoSession, Policy

SCHOOL_DAYS_OPEN = 8


def with_beginning(policy: Policy) -> Policy:
    """The policy with dates, a panel and rules for the start."""
    days = tuple(islice(sorted(policy.school.day_names), SCHOOL_DAYS_OPEN + 1))
    # After the last period, so that no session takes a pupil's lunch or club.
    sessions = tuple(
        InfoSession(id=f"info-{n}", on=day, starts=time(16, 5)) for n, day in enumerate(days[2:5:2], start=1)
    )
    roles = policy.roles
    return replace(
        policy,
        applications=replace(policy.applications, domains=(DOMAIN,)),
        needs=replace(policy.needs, open_days=5),
        recruiting=replace(policy.recruiting, closes=days[-1] + timedelta(days=7), sessions=sessions),
        selection=replace(
            policy.selection,
            references=True,
            interviews=True,
            panel=(roles.lead, roles.safeguarding_deputy),
            attendance_floor={"any": 80},
        ),
    )

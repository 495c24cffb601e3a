"""What the pairs' life of a simulated school needs besides its switches: sessions, self-checks, partners."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from itertools import islice

from workflows.policy import Policy, SessionPlan, TasterPolicy

CLUB = "hello@club.example"


def with_life(policy: Policy) -> Policy:
    """The policy with training sessions after school, a quiz, scenarios, partners and coordinators."""
    days = tuple(islice(sorted(policy.school.day_names), 12, 40, 5))
    sessions = tuple(
        SessionPlan(id=f"training-{n}", on=day, starts=time(16, 5), capacity=200) for n, day in enumerate(days, start=1)
    )
    training = replace(
        policy.training,
        sessions=sessions,
        preread="The mentor's leaflet",
        quiz="Raising a concern",
        scenarios="What would you do",
        focus="Online safety",
        issue_topics={"Online safety": ("Safe online",)},
    )
    every = tuple(replace(s, topics=(*policy.training.topics, "Safe online")) for s in sessions)
    roles = policy.roles
    return replace(
        policy,
        training=replace(training, sessions=every),
        # A club period has room for five rounds.
        tasters=TasterPolicy(slot=policy.school.slots[3], minutes=8, meet=2, mentees=6),
        adapted=replace(policy.adapted, staff=(roles.safeguarding_lead,), longer_minutes=40),
        referrals=replace(policy.referrals, counsellor=roles.safeguarding_deputy, community={"Youth club": CLUB}),
        supervision=replace(policy.supervision, slot=policy.school.slots[-1]),
    )

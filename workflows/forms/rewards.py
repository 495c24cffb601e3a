"""Pupils choose the reward."""

from __future__ import annotations

from workflows.forms.shape import CODE, Field, Form, Kind
from workflows.policy import Policy

REWARD_POLL = "reward_poll"


def reward_forms(policy: Policy) -> tuple[Form, ...]:
    """The vote, where the school holds one."""
    if not (policy.recognition.on and policy.recognition.poll_on):
        return ()
    choice = Field(
        key="choice",
        title="Which reward would you like?",
        kind=Kind.CHOICE,
        required=True,
        options=policy.recognition.rewards,
    )
    poll = Form(
        kind=REWARD_POLL,
        title="Choose your reward",
        description="Everybody has one vote. You can change it until the day of the celebration.",
        fields=(CODE, choice),
        identity=("code",),
        personal=True,
    )
    return (poll,)

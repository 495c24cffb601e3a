"""Forms of the start: setting the programme up, taking on a duty, the needs survey."""

from __future__ import annotations

from workflows.forms.shape import CODE, Field, Form, Kind
from workflows.policy import Policy
from workflows.text.say import say

SETUP = "setup"
DUTY = "duty"
NEEDS = "needs_survey"
ASKED = (
    "goal",
    "applications_mentor_grades",
    "applications_mentee_grades",
    "meetings_every_days",
    "meetings_first_within",
    "matching_capacity",
)
"""Questions of the set-up form: the settings that every programme has, without dots."""
SCALE = ("1", "2", "3", "4", "5")


def starting_forms(policy: Policy) -> tuple[Form, ...]:
    """The forms of the steps that are on."""
    setup = (setup_form(policy), duty_form(policy)) if policy.setup.on else ()
    return (*setup, *((needs_form(policy),) if policy.needs.on else ()))


def setup_form(policy: Policy) -> Form:
    """What the programme is for and how it runs; an empty answer leaves a setting as it is."""
    focus = (
        Field(
            key="training_focus",
            title=say(policy.language, "setup.item.training.focus"),
            kind=Kind.CHOICE,
            options=policy.needs.issues,
        ),
    )
    return Form(
        kind=SETUP,
        title="Set the programme up",
        description=f"{policy.name}. Leave a question empty to keep what the Programme tab says.",
        fields=(
            CODE,
            *(Field(key=key, title=say(policy.language, f"setup.item.{_dotted(key)}")) for key in ASKED),
            *(focus if policy.needs.on else ()),
        ),
        identity=("code",),
        personal=True,
    )


def _dotted(key: str) -> str:
    section, _, name = key.partition("_")
    return f"{section}.{name}" if name else section


def duty_form(policy: Policy) -> Form:
    """An adult takes on a duty, or does not."""
    return Form(
        kind=DUTY,
        title="Your part in the programme",
        description=f"{policy.name}. You can change your answer with the same link.",
        fields=(
            CODE,
            Field(
                key="answer",
                title="Do you take it on?",
                kind=Kind.CHOICE,
                required=True,
                options=("Yes, I do", "No, I cannot"),
            ),
            Field(key="hours", title="About how many hours a week can you give?", kind=Kind.NUMBER),
        ),
        identity=("code",),
        personal=True,
    )


def needs_form(policy: Policy) -> Form:
    """What troubles pupils most. The answer is kept without a name."""
    issues = policy.needs.issues
    troubles = tuple(
        Field(key=trouble_key(number), title=issue, kind=Kind.SCALE, options=SCALE)
        for number, issue in enumerate(issues)
    )
    return Form(
        kind=NEEDS,
        title="What should we work on?",
        description="How much of a problem is each of these at our school? 1: none at all, 5: a very big one. "
        "We keep your answer without your name.",
        fields=(
            CODE,
            *troubles,
            Field(key="first", title="Where should we begin?", kind=Kind.CHOICE, options=issues),
        ),
        identity=("code",),
        personal=True,
    )


def trouble_key(number: int) -> str:
    """The question about the issue with that place in the list."""
    return f"issue_{number + 1}"

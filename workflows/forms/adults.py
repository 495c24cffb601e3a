"""What homeroom teachers and guardians are asked, three short questions each."""

from __future__ import annotations

from workflows.forms.shape import CODE, WORRIED, Field, Form, Kind
from workflows.policy import Policy

TEACHER_PULSE, GUARDIAN_INSIGHT = "teacher_pulse", "guardian_insight"


def adult_forms(policy: Policy) -> tuple[Form, ...]:
    """The forms of those the school writes to."""
    rules = policy.adults
    return (
        *((_pulse(),) if rules.on and rules.teachers else ()),
        *((_insight(),) if rules.on and rules.guardians else ()),
    )


def _pulse() -> Form:
    return _personal(
        TEACHER_PULSE,
        "Three questions about your pupil",
        Field(
            key="going",
            title="How is the pupil doing in class, compared with last month?",
            kind=Kind.CHOICE,
            required=True,
            options=("Better", "As before", "Worse", "I can not say"),
        ),
        Field(key="good", title="What is the pupil good at just now?"),
        Field(key="next", title="What comes up in class that the pair could prepare?"),
    )


def _insight() -> Form:
    return _personal(
        GUARDIAN_INSIGHT,
        "What do you notice at home?",
        Field(
            key="going",
            title="Have you noticed a change in the last month?",
            kind=Kind.CHOICE,
            required=True,
            options=("Better", "As before", "Worse", "I can not say"),
        ),
        Field(key="good", title="What does your child tell about the meetings?"),
        Field(key="next", title="What should we know or do?", kind=Kind.PARAGRAPH),
    )


def _personal(kind: str, title: str, *fields: Field) -> Form:
    return Form(
        kind=kind,
        title=title,
        description="Takes a minute. Staff of the programme read your answer; pupils do not.",
        fields=(CODE, *fields, WORRIED),
        identity=("code",),
        personal=True,
    )

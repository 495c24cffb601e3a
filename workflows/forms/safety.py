"""The form for a worry."""

from __future__ import annotations

from workflows.forms.shape import Field, Form, Kind
from workflows.policy import Policy

CONCERN = "concern"


def concern(policy: Policy) -> Form:
    """A worry, open to everybody; the emergency text stands above it."""
    return Form(
        kind=CONCERN,
        title="Tell us about a worry",
        description=policy.concerns.emergency_text + " This goes straight to the safeguarding lead, nobody else.",
        fields=(
            Field(key="text", title="What are you worried about?", kind=Kind.PARAGRAPH, required=True),
            Field(key="about", title="Whom is it about?"),
            Field(
                key="category",
                title="What kind of worry is it?",
                kind=Kind.CHOICE,
                options=(
                    "Somebody is being hurt",
                    "Bullying",
                    "Somebody is very unhappy",
                    "Something online",
                    "Something else",
                ),
            ),
            Field(key="urgent", title="Could somebody be hurt soon?", kind=Kind.CHOICE, options=("No", "Yes")),
            Field(
                key="staff_involved",
                title="Is it about one of these adults? They will not be told.",
                kind=Kind.CHOICES,
                options=tuple(member.name for member in policy.staff),
            ),
            Field(key="name", title="Your name (you may leave it empty)"),
        ),
    )

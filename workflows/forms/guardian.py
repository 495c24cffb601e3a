"""The guardian's permission."""

from __future__ import annotations

from workflows.forms.shape import CODE, Field, Form, Kind
from workflows.policy import Policy

CONSENT = "consent"


def consent(policy: Policy) -> Form:
    """What the guardian decides; each item is read out before the question."""
    return Form(
        kind=CONSENT,
        title="Permission to take part",
        description="Your answer counts at once, and you can change it at any time with the same link.",
        fields=(
            CODE,
            Field(
                key="decision",
                title="Do you agree that your child takes part?",
                kind=Kind.CHOICE,
                required=True,
                options=("Yes, I agree", "No, I do not agree"),
                help="Your child would: " + "; ".join(policy.consent.items) + ".",
            ),
            Field(key="guardian_name", title="Your name", required=True),
            Field(key="note", title="Anything we should know?", kind=Kind.PARAGRAPH),
        ),
        identity=("code",),
        personal=True,
    )

"""Leaving the programme."""

from __future__ import annotations

from workflows.forms.shape import CODE, Field, Form, Kind

WITHDRAWAL = "withdrawal"


def withdrawal() -> Form:
    """One click to stop, without a reason."""
    return Form(
        kind=WITHDRAWAL,
        title="Leave the programme",
        description="You can stop at any time and need not give a reason.",
        fields=(
            CODE,
            Field(
                key="confirm",
                title="Do you want to stop?",
                kind=Kind.CHOICE,
                required=True,
                options=("Yes, stop now", "No"),
            ),
            Field(key="why", title="Would you like to say why?", kind=Kind.PARAGRAPH),
        ),
        identity=("code",),
        personal=True,
    )

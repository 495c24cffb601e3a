"""What pairs fill in: the agreement, the check-in after a meeting."""

from __future__ import annotations

from workflows.forms.shape import CODE, WORRIED, Field, Form, Kind

CHECK_IN = "check_in"
AGREEMENT = "agreement"


def check_in(*more: Field) -> Form:
    """One side's word on one meeting; `more` are questions of other parts of the programme."""
    return Form(
        kind=CHECK_IN,
        title="How was your meeting?",
        description="Takes less than a minute.",
        fields=(
            CODE,
            Field(
                key="outcome",
                title="Did the meeting take place?",
                kind=Kind.CHOICE,
                required=True,
                options=("Yes", "No, somebody did not come", "No, it was cancelled"),
            ),
            Field(key="mood", title="How was it? (1 bad, 5 great)", kind=Kind.SCALE, options=("1", "2", "3", "4", "5")),
            Field(key="hard", title="Was it hard?", kind=Kind.CHOICE, options=("No", "Yes")),
            *more,
            Field(key="note", title="Anything to add?", kind=Kind.PARAGRAPH),
            WORRIED,
        ),
        identity=("code",),
        personal=True,
    )


def agreement() -> Form:
    """What both sides promise after the first meeting."""
    return Form(
        kind=AGREEMENT,
        title="Our agreement",
        description="We come on time, we listen, we tell somebody when we cannot come, we keep confidences "
        "but not secrets "
        "about safety.",
        fields=(
            CODE,
            Field(
                key="agree",
                title="Do you agree?",
                kind=Kind.CHOICE,
                required=True,
                options=("Yes", "I want to talk first"),
            ),
            WORRIED,
        ),
        identity=("code",),
        personal=True,
    )

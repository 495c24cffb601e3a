"""After the tasters: whom did you like best?"""

from __future__ import annotations

from workflows.forms.shape import CODE, WORRIED, Field, Form
from workflows.policy import Policy

TASTER_VOTES = "taster_votes"
PLACES = ("first", "second", "third")


def taster_forms(policy: Policy) -> tuple[Form, ...]:
    """The form for the votes, while the programme has tasters."""
    return (_votes(),) if policy.tasters.slot else ()


def _votes() -> Form:
    titles = ("Whom did you like best?", "And after that?", "And then?")
    asked = "Write the name as it stands in our mail. Only people you met count; nobody else sees your answer."
    fields = (Field(key=k, title=t, help=asked if k == "first" else "") for k, t in zip(PLACES, titles, strict=True))
    return Form(
        kind=TASTER_VOTES,
        title="Whom did you enjoy meeting?",
        description="The school thinks of your answer when it makes pairs. It is a wish, not a promise.",
        fields=(CODE, *fields, WORRIED),
        identity=("code",),
        personal=True,
    )

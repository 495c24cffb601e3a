"""One form for each scale in use, with the words the school pasted."""

from __future__ import annotations

from workflows.forms.shape import CODE, Field, Form, Kind
from workflows.policy import Policy
from workflows.policy.learning import ScaleUse
from workflows.scales import SCALES, points_of

SCALE_FORM = "scale_"
"""Begins the kind of every such form; the scale's id follows."""


def scale_forms(policy: Policy) -> tuple[Form, ...]:
    """The forms of the scales in use."""
    rules = policy.learning
    return tuple(_form(use) for use in rules.scales if use.id in SCALES) if rules.on else ()


def _form(use: ScaleUse) -> Form:
    options = tuple(str(n) for n in range(1, points_of(use) + 1))
    items = (
        Field(key=f"q{number}", title=text, kind=Kind.SCALE, options=options)
        for number, text in enumerate(use.items, 1)
    )
    return Form(
        kind=SCALE_FORM + use.id,
        title="Some questions about you",
        description="There are no right answers. Your name is not kept with them.",
        fields=(CODE, *items),
        identity=("code",),
        personal=True,
    )

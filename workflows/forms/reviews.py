"""What a review session is to be about."""

from __future__ import annotations

from workflows.forms.shape import CODE, WORRIED, Field, Form, Kind
from workflows.policy import Policy

REVIEW_AGENDA = "review_agenda"
AGENDA_TOPICS = ("Finding time", "What to do together", "When it is hard", "The rooms", "The rules", "What is good")


def review_forms(policy: Policy) -> tuple[Form, ...]:
    """The agenda poll, where there are reviews."""
    if not (policy.learning.on and policy.learning.reviews_on):
        return ()
    topics = Field(key="topics", title="What should we talk about?", kind=Kind.CHOICES, options=AGENDA_TOPICS)
    poll = Form(
        kind=REVIEW_AGENDA,
        title="Our review",
        description="We meet to look at how it goes. Choose what we talk about.",
        fields=(CODE, topics, WORRIED),
        identity=("code",),
        personal=True,
    )
    return (poll,)

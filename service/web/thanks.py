"""What happens next, by form: the words of the page after sending."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workflows.forms import AGREEMENT, CHECK_IN, CONCERN, CONSENT, MENTEE, MENTOR, WITHDRAWAL

EMERGENCY = "emergency"
"""Stands for the school's own words about emergencies."""


@dataclass(frozen=True, slots=True)
class Thanks:
    """A heading and the next steps, in order."""

    title: str
    next: tuple[str, ...]

    def having(self, emergency: str) -> Thanks:
        """These words with the school's own about emergencies put in."""
        return replace(self, next=tuple(emergency if line is EMERGENCY else line for line in self.next))


_APPLIED = (
    "You get a receipt by mail, with a link to change your answers.",
    "Your parent or guardian is asked for permission. Nothing begins before they say yes.",
    "The programme lead looks at your application and you hear from us by mail.",
)

THANKS = {
    "": Thanks("Thank you, your answer has arrived.", ("You can close this page.",)),
    MENTOR: Thanks("Thank you for offering your help.", _APPLIED),
    MENTEE: Thanks("Thank you, we have your request.", _APPLIED),
    CONSENT: Thanks(
        "Thank you, your answer counts from now.",
        ("You get a copy by mail.", "You can change your mind at any time: open the same link again."),
    ),
    CHECK_IN: Thanks(
        "Thank you for telling us how it went.",
        ("The programme lead sees that the meeting was answered.", "Your next meeting is in your calendar."),
    ),
    AGREEMENT: Thanks("Thank you.", ("If you want to talk first, the programme lead comes to you.",)),
    CONCERN: Thanks(
        "Thank you for telling us. It was right to do so.",
        (
            EMERGENCY,
            "The safeguarding lead is told at once. If they do not answer, the next adult is told.",
            "It is not shown to anybody else in the programme.",
        ),
    ),
    WITHDRAWAL: Thanks(
        "Your answer has arrived.",
        ("If you chose to stop, your meetings are cancelled at once.", "You need not do anything else."),
    ),
}

"""Short questions to each side: midway, at the end of a year, and when a pair is over."""

from __future__ import annotations

from workflows.forms.shape import CODE, WORRIED, Field, Form, Kind
from workflows.policy import Policy

FEEDBACK_MENTOR, FEEDBACK_MENTEE, FEEDBACK_ADULT = "feedback_mentor", "feedback_mentee", "feedback_adult"
EXIT = "exit_survey"

# The lists are the same every time, so that answers can be counted and compared.
HELPED = ("Talking", "Doing things together", "Help with school", "Being listened to", "Fun", "Nothing special")
HARD = ("Finding time", "Knowing what to say", "The room", "Getting on", "Coming every time", "Nothing")
ADULT_HELPED = ("Confidence", "Attendance", "Friendships", "Homework", "Behaviour", "Nothing special")
ADULT_HARD = ("Time", "Rooms", "Missed lessons", "Too little information", "Supervision", "Nothing")
ENDED = ("It was a good end", "I would have liked to go on", "We did not get on", "No time any more", "I cannot say")


def feedback(kind: str, *, equals: bool = False) -> Form:
    """The form of one side; equals are each other's partners."""
    titles = {
        FEEDBACK_MENTOR: f"How is it going with your {'partner' if equals else 'mentee'}?",
        FEEDBACK_MENTEE: f"How is it going with your {'partner' if equals else 'mentor'}?",
        FEEDBACK_ADULT: "How is the programme going?",
    }
    adult = kind == FEEDBACK_ADULT
    return Form(
        kind=kind,
        title=titles[kind],
        description="Four short questions. Answers are counted together; nobody else sees yours.",
        fields=(
            CODE,
            _rating("How is it going? (1 bad, 5 great)"),
            _choices("helped", "What does it help with?", ADULT_HELPED if adult else HELPED),
            _choices("hard", "What is hard?", ADULT_HARD if adult else HARD),
            Field(key="note", title="What should we change?", kind=Kind.PARAGRAPH),
            *(() if adult else (WORRIED,)),
        ),
        identity=("code",),
        personal=True,
    )


def exit_survey() -> Form:
    """What both sides say when their pair is over."""
    return Form(
        kind=EXIT,
        title="Looking back",
        description="Your time as a pair is over. These questions help us do it well for others.",
        fields=(
            CODE,
            _rating("How was it, all in all? (1 bad, 5 great)"),
            _choices("helped", "What did it help with?", HELPED),
            _choices("hard", "How did it end?", ENDED),
            Field(key="note", title="Anything you want to tell us?", kind=Kind.PARAGRAPH),
            WORRIED,
        ),
        identity=("code",),
        personal=True,
    )


def _rating(title: str) -> Field:
    return Field(key="rating", title=title, kind=Kind.SCALE, required=True, options=("1", "2", "3", "4", "5"))


def _choices(key: str, title: str, options: tuple[str, ...]) -> Field:
    return Field(key=key, title=title, kind=Kind.CHOICES, options=options)


def feedback_forms(policy: Policy) -> tuple[Form, ...]:
    """The forms of what is switched on."""
    asked = policy.feedback.mid_point or policy.feedback.end
    kinds = (FEEDBACK_MENTOR, FEEDBACK_MENTEE, FEEDBACK_ADULT) if asked else ()
    return (
        *(feedback(kind, equals=policy.matching.equals) for kind in kinds),
        *((exit_survey(),) if policy.closure.on else ()),
    )

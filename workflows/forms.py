"""The standard forms: which questions the programme asks, under which keys.

`service/wiring` hands these to the suite as `connectors.ports.FormDefinition`s.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workflows.policy import Policy


class Kind(StrEnum):
    """How a question is answered; the same words as `connectors.ports.QuestionKind`."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    EMAIL = "email"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a standard form."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A standard form. `identity`: a second answer with the same values there edits the first."""

    kind: str
    title: str
    description: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...] = ()
    personal: bool = False  # opens only from a signed link


MENTOR = "mentor_application"
MENTEE = "mentee_application"
CONSENT = "consent"
CHECK_IN = "check_in"
AGREEMENT = "agreement"
CONCERN = "concern"
WITHDRAWAL = "withdrawal"

CODE = Field(key="code", title="Your personal code", kind=Kind.HIDDEN, required=True)
WORRIED = Field(
    key="worried",
    title="Are you worried about somebody's safety?",
    kind=Kind.CHOICE,
    options=("No", "Yes, please contact me"),
)


def standard_forms(policy: Policy) -> tuple[Form, ...]:
    """Every form of the programme, with the school's own choices in the lists."""
    return (
        _application(policy, MENTOR),
        _application(policy, MENTEE),
        _consent(policy),
        _check_in(),
        _agreement(),
        _concern(policy),
        _withdrawal(),
    )


def _application(policy: Policy, kind: str) -> Form:
    mentor = kind == MENTOR
    choices, offered = policy.applications, policy.school.slots
    fields = (
        Field(key="name", title="Your full name", required=True),
        Field(key="email", title="Your school mail address", kind=Kind.EMAIL, required=True),
        Field(key="grade", title="Your grade (year)", kind=Kind.NUMBER, required=True),
        Field(key="language", title="Language we write to you in", kind=Kind.TEXT, help="For example: en"),
        Field(key="guardian_name", title="Your parent's or guardian's name", required=True),
        Field(key="guardian_email", title="Your parent's or guardian's mail address", kind=Kind.EMAIL, required=True),
        Field(
            key="slots",
            title="When could you meet?",
            kind=Kind.CHOICES,
            required=True,
            options=offered,
            help=f"Choose at least {choices.minimum_slots}.",
        ),
        Field(
            key="topics",
            title="What could you help with?" if mentor else "What would you like help with?",
            kind=Kind.CHOICES,
            options=choices.topics,
        ),
        Field(key="subjects", title="Subjects", kind=Kind.CHOICES, options=choices.subjects),
        Field(key="interests", title="What do you enjoy?", kind=Kind.CHOICES, options=choices.interests),
        Field(key="dislikes", title="What do you not enjoy at all?", kind=Kind.CHOICES, options=choices.interests),
        Field(key="languages", title="Languages you speak", kind=Kind.CHOICES, options=choices.languages),
        Field(key="career", title="Jobs you find interesting", help="Separate with commas."),
        Field(key="wishes", title="Anyone you would like to be with?", help="Mail addresses, most wanted first."),
        Field(key="gender", title="Gender", help="Only used if you ask for the same gender below."),
        Field(
            key="same_gender", title="Must your partner have the same gender?", kind=Kind.CHOICE, options=("No", "Yes")
        ),
        *((Field(key="capacity", title="How many pupils could you mentor?", kind=Kind.NUMBER),) if mentor else ()),
        Field(key="why", title="Why would you like to take part?", kind=Kind.PARAGRAPH),
        WORRIED,
    )
    return Form(
        kind=kind,
        title="Become a mentor" if mentor else "Ask for a mentor",
        description=f"{policy.name}. Sending this form again changes your earlier answer.",
        fields=fields,
        identity=("email",),
    )


def _consent(policy: Policy) -> Form:
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


def _check_in() -> Form:
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
            Field(key="note", title="Anything to add?", kind=Kind.PARAGRAPH),
            WORRIED,
        ),
        identity=("code",),
        personal=True,
    )


def _agreement() -> Form:
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


def _concern(policy: Policy) -> Form:
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


def _withdrawal() -> Form:
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

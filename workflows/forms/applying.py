"""The two application forms."""

from __future__ import annotations

from workflows.forms.shape import WORRIED, Field, Form, Kind
from workflows.policy import Policy

MENTOR = "mentor_application"
MENTEE = "mentee_application"


def _teacher(policy: Policy, *, mentor: bool) -> tuple[Field, ...]:
    """Who could say a word for a mentor, when the school asks for references."""
    if not (mentor and policy.selection.on and policy.selection.references):
        return ()
    told = "This teacher gets a mail with three short questions."
    return (Field(key="teacher_email", title="Mail address of a teacher who knows you", kind=Kind.EMAIL, help=told),)


def _support(policy: Policy) -> tuple[Field, ...]:
    """What a pupil needs to take part, where everybody is called; only the lead reads the answer."""
    if not policy.recruiting.on:
        return ()
    told = "For example: larger print, more time, somebody with you. Only the programme lead reads this."
    return (Field(key="support", title="Do you need anything so that you can take part?", help=told),)


def _traits(policy: Policy) -> tuple[Field, ...]:
    """Hints about oneself, where the school lists some."""
    if not policy.applications.traits:
        return ()
    told = "Choose what fits; nobody checks it."
    return (
        Field(
            key="traits",
            title="Which of these are you?",
            kind=Kind.CHOICES,
            options=policy.applications.traits,
            help=told,
        ),
    )


def application(policy: Policy, kind: str) -> Form:
    """The form of one side; the lists are the school's own."""
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
        *_traits(policy),
        Field(key="wishes", title="Anyone you would like to be with?", help="Mail addresses, most wanted first."),
        Field(key="gender", title="Gender", help="Only used if you ask for the same gender below."),
        Field(
            key="same_gender", title="Must your partner have the same gender?", kind=Kind.CHOICE, options=("No", "Yes")
        ),
        *((Field(key="capacity", title="How many pupils could you mentor?", kind=Kind.NUMBER),) if mentor else ()),
        *_teacher(policy, mentor=mentor),
        *_support(policy),
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

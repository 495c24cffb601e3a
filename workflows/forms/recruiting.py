"""Forms of recruiting and choosing: nominate a pupil, come to an information session, a reference, a rubric."""

from __future__ import annotations

from workflows.forms.shape import CODE, Field, Form, Kind
from workflows.policy import InfoSession, Policy
from workflows.text.say import day

NOMINATION = "nomination"
INFO = "info_session"
REFERENCE = "reference"
RUBRIC = "rubric"
SCALE = ("1", "2", "3", "4", "5")


def recruiting_forms(policy: Policy) -> tuple[Form, ...]:
    """The forms of the steps that are on."""
    rules = policy.selection
    calls = (nomination_form(policy),) if policy.recruiting.on else ()
    sessions = (info_form(policy),) if policy.recruiting.on and policy.recruiting.sessions else ()
    references = (reference_form(policy),) if rules.on and rules.references else ()
    return (*calls, *sessions, *references, *((rubric_form(policy),) if rules.on and rules.interviews else ()))


def nomination_form(policy: Policy) -> Form:
    """Name a pupil who could mentor, or who could do with a mentor."""
    return Form(
        kind=NOMINATION,
        title="Name a pupil",
        description=f"{policy.name}. For teachers, parents and pupils. The pupil is asked and decides.",
        fields=(
            Field(key="name", title="Your name", required=True),
            Field(key="email", title="Your mail address", kind=Kind.EMAIL),
            Field(
                key="who",
                title="You are",
                kind=Kind.CHOICE,
                options=("A teacher", "A parent or guardian", "A pupil", "Somebody else"),
            ),
            Field(key="pupil_name", title="The pupil's name", required=True),
            Field(key="pupil_email", title="The pupil's school mail address", kind=Kind.EMAIL, required=True),
            Field(
                key="role",
                title="The pupil should",
                kind=Kind.CHOICE,
                required=True,
                options=("Be a mentor", "Have a mentor"),
            ),
            Field(key="reasons", title="Why? What are the pupil's strengths?", kind=Kind.PARAGRAPH),
        ),
    )


def session_label(session: InfoSession, language: str) -> str:
    """A session as it stands in the form's list."""
    return f"{day(language, session.on)}, {session.starts:%H:%M}"


def info_form(policy: Policy) -> Form:
    """Sign up for an information session."""
    offered = tuple(session_label(session, policy.language) for session in policy.recruiting.sessions)
    return Form(
        kind=INFO,
        title="Come and hear more",
        description=f"{policy.name}. You need not apply afterwards.",
        fields=(
            CODE,
            Field(
                key="session", title="When would you like to come?", kind=Kind.CHOICE, required=True, options=offered
            ),
        ),
        identity=("code",),
        personal=True,
    )


def reference_form(policy: Policy) -> Form:
    """A teacher's word on an applicant."""
    return Form(
        kind=REFERENCE,
        title="A word about an applicant",
        description="Only the adults who choose mentors read this. 1: not yet, 5: very strong.",
        fields=(
            CODE,
            *_ratings(policy),
            Field(key="note", title="Anything we should know?", kind=Kind.PARAGRAPH),
        ),
        identity=("code",),
        personal=True,
    )


def rubric_form(policy: Policy) -> Form:
    """What one member of the panel thinks after the interview."""
    return Form(
        kind=RUBRIC,
        title="After the interview",
        description="Fill it in by yourself, before you talk with the others. 1: not yet, 5: very strong.",
        fields=(CODE, *_ratings(policy), Field(key="note", title="What made you think so?", kind=Kind.PARAGRAPH)),
        identity=("code",),
        personal=True,
    )


def _ratings(policy: Policy) -> tuple[Field, ...]:
    return tuple(
        Field(key=criterion_key(number), title=criterion, kind=Kind.SCALE, options=SCALE)
        for number, criterion in enumerate(policy.selection.criteria)
    )


def criterion_key(number: int) -> str:
    """The question about the criterion with that place in the list."""
    return f"criterion_{number + 1}"

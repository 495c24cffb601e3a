"""What mentors fill in while they train: attendance, the quiz, the scenarios. The wording is the programme's own.

Each choice is a plain sentence; `QUIZ_RIGHT` and `UNSAFE` say which are right and which are not safe.
"""

from __future__ import annotations

from collections.abc import Mapping

from workflows.forms.shape import CODE, WORRIED, Field, Form, Kind
from workflows.policy import Policy

ATTENDANCE = "training_attendance"
QUIZ = "concern_quiz"
SCENARIOS = "training_scenarios"

LEAD, ALONE, SECRET = "The safeguarding lead", "I look after it alone", "My best friend"
STAFF = "A trusted adult at school"

QUIZ_QUESTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "who": ("Your mentee says somebody hurts them. Whom do you tell?", (SECRET, LEAD, "Nobody", ALONE)),
    "when": ("When do you tell?", ("The same day, at once", "At the next meeting", "When I am quite sure")),
    "secret": ("Your mentee asks you to promise not to tell. What do you say?", ("I promise", "I cannot promise that")),
    "proof": ("Do you need proof before you tell?", ("Yes, I ask around first", "No, being worried is enough")),
    "danger": (
        "Somebody is in danger right now. What first?",
        ("I fill in the form", "I get an adult or call for help"),
    ),
    "online": ("Your mentee shows you a threat in a chat. What do you do?", ("I answer it", "I tell an adult")),
}
"""Question and choices by key."""

QUIZ_RIGHT: Mapping[str, str] = {
    "who": LEAD,
    "when": "The same day, at once",
    "secret": "I cannot promise that",
    "proof": "No, being worried is enough",
    "danger": "I get an adult or call for help",
    "online": "I tell an adult",
}
"""The right choice of each question; the quiz is passed when all are right."""

SCENARIO_QUESTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "bullied": (
        "Your mentee is left out and called names at lunch. What do you do?",
        ("I listen, and tell a trusted adult with them", "I tell them to hit back", "I say it will pass"),
    ),
    "cut": (
        "You see cuts on your mentee's arm. They say it is nothing.",
        ("I keep quiet, it is private", "I say I care, and tell the safeguarding lead today", "I ask my friends"),
    ),
    "home": (
        "Your mentee does not want to go home and will not say why.",
        ("I invite them to sleep at my home", "I tell the safeguarding lead today", "I wait for next week"),
    ),
    "photo": (
        "Somebody older asks your mentee for photos online.",
        ("We answer together", "I tell them to delete it all", "I tell a trusted adult now and nothing is deleted"),
    ),
    "homework": (
        "Your mentee wants you to do their homework.",
        ("I do it this once", "I show them how to start", "I say no and change the subject"),
    ),
    "late": (
        "Your mentee did not come, twice in a row.",
        ("I stop coming too", "I tell the programme lead and ask kindly", "I shout at them in the corridor"),
    ),
    "quiet": (
        "Your mentee says very little.",
        ("I bring an activity and take time", "I talk all the time", "I ask for another mentee"),
    ),
    "gift": (
        "Your mentee asks to borrow money.",
        ("I lend it and keep it between us", "I say I cannot, and tell the programme lead"),
    ),
}
"""The scenario bank: what happens, and what one could do."""

UNSAFE: Mapping[str, frozenset[str]] = {
    "bullied": frozenset({"I tell them to hit back", "I say it will pass"}),
    "cut": frozenset({"I keep quiet, it is private", "I ask my friends"}),
    "home": frozenset({"I invite them to sleep at my home", "I wait for next week"}),
    "photo": frozenset({"We answer together", "I tell them to delete it all"}),
    "late": frozenset({"I shout at them in the corridor"}),
    "gift": frozenset({"I lend it and keep it between us"}),
}
"""Choices that would put somebody at risk. What is only clumsy is talked about in the training."""


def training_forms(policy: Policy) -> tuple[Form, ...]:
    """The forms of the parts of the training that the school uses."""
    rules = policy.training
    return (
        *((attendance(),) if rules.sessions else ()),
        *((quiz(),) if rules.quiz else ()),
        *((scenarios(),) if rules.scenarios else ()),
    )


def attendance() -> Form:
    """The mentor types the word that is said in the room."""
    word = Field(key="word", title="Which word did the trainer say?", required=True)
    return Form(
        kind=ATTENDANCE,
        title="I am at the training",
        description="Type the word you hear in the room. Then you are on the list.",
        fields=(CODE, word, WORRIED),
        identity=("code",),
        personal=True,
    )


def quiz() -> Form:
    """How to raise a concern: passed when every answer is right; it may be tried again."""
    description = "Six short questions. You may try again as often as you need."
    return _choices(QUIZ, "How to raise a concern", description, QUIZ_QUESTIONS)


def scenarios() -> Form:
    """The self-check with the scenario bank."""
    description = "What would you do? There is not always one right answer, but some are not safe."
    return _choices(SCENARIOS, "What would you do?", description, SCENARIO_QUESTIONS)


def _choices(kind: str, title: str, description: str, asked: Mapping[str, tuple[str, tuple[str, ...]]]) -> Form:
    questions = (
        Field(key=key, title=text, kind=Kind.CHOICE, required=True, options=options)
        for key, (text, options) in asked.items()
    )
    return Form(
        kind=kind,
        title=title,
        description=description,
        fields=(CODE, *questions, WORRIED),
        identity=("code",),
        personal=True,
    )

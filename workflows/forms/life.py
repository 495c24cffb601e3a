"""What pairs, coordinators, teachers and partners fill in while the programme runs."""

from __future__ import annotations

from workflows.forms.shape import CODE, WORRIED, Field, Form, Kind
from workflows.policy import Policy

CHECK_IN_PICTURES = "check_in_pictures"
GOAL, GOAL_PROGRESS = "goal", "goal_progress"
PAIR_HELP = "pair_help"
IDEA, SCHOOL_EVENT = "activity_idea", "school_event"
OPPORTUNITY = "opportunity"
HELP_REQUEST, REFERRAL_CONSENT, REFERRAL_OUTCOME = "help_request", "referral_consent", "referral_outcome"
SUPPORT_NEEDS = "support_needs"
CLASS_PAIRS = "class_pairs"

ISSUES = (
    "My partner says little",
    "We did not know what to do",
    "We do not get on",
    "My partner did not come",
    "The place or the time",
    "This pair does not fit",
)
"""What can make a meeting hard; the last one asks for mending."""

DUE = {"In four weeks": 28, "In eight weeks": 56, "In a school term": 84}
PROGRESS = {"Not started": 0, "A quarter": 25, "Half": 50, "Nearly there": 75, "Reached": 100}
NEEDS = {
    "Homework and subjects": "tutor",
    "Settling in, friends, getting organised": "mentor",
    "Confidence and plans": "mentor",
    "Sadness, fear or anger": "counsellor",
    "Something at home": "counsellor",
}
"""What somebody may need, and who helps with it."""

OUTCOMES = ("We have met and go on", "We have met and that was enough", "It did not come about")


def check_in_extras(policy: Policy) -> tuple[Field, ...]:
    """What the check-in asks besides, for the parts that are on."""
    fields: tuple[Field, ...] = ()
    if policy.activities.on:
        used = ("The first idea", "The second idea", "Something else")
        stars = ("1", "2", "3", "4", "5")
        fields += (
            Field(key="activity", title="Which idea did you use?", kind=Kind.CHOICE, options=used),
            Field(key="activity_rating", title="How was that? (1 bad, 5 great)", kind=Kind.SCALE, options=stars),
        )
    if policy.supervision.on:
        fields += (Field(key="issue", title="If it was hard: what was it?", kind=Kind.CHOICE, options=ISSUES),)
    return fields


def life_forms(policy: Policy) -> tuple[Form, ...]:
    """The forms of the parts that are on."""
    return (
        *((_pictures(),) if policy.adapted.on else ()),
        *((_goal(), _progress()) if policy.goals.on else ()),
        *((_pair_help(),) if policy.supervision.on else ()),
        *((_idea(), _event()) if policy.coordinators.on else ()),
        *((_opportunity(policy),) if policy.futures.on else ()),
        *((_request(), _referral_consent(), _referral_outcome()) if policy.referrals.on else ()),
        *((_support_needs(),) if policy.adapted.on else ()),
        *((_class_pairs(policy),) if policy.class_pairs.on else ()),
    )


def _personal(kind: str, title: str, description: str, *fields: Field) -> Form:
    return Form(
        kind=kind,
        title=title,
        description=description,
        fields=(CODE, *fields),
        identity=("code",),
        personal=True,
    )


def _choice(key: str, title: str, *options: str, required: bool = False) -> Field:
    return Field(key=key, title=title, kind=Kind.CHOICE, options=options, required=required)


def _text(key: str, title: str, *, required: bool = False, help_: str = "") -> Field:
    return Field(key=key, title=title, required=required, help=help_)


def _long(key: str, title: str, *, required: bool = False, help_: str = "") -> Field:
    return Field(key=key, title=title, kind=Kind.PARAGRAPH, required=required, help=help_)


def _pictures() -> Form:
    return _personal(
        CHECK_IN_PICTURES,
        "🙂 How was it?",
        "👆",
        _choice(
            "outcome",
            "🤝 ?",
            "👍 Yes",
            "🚶 No, somebody did not come",
            "❌ No, it was cancelled",
            required=True,
        ),
        _choice("mood", "🙂 ?", "😢 1", "🙁 2", "😐 3", "🙂 4", "😀 5"),
        _choice("hard", "😓 ?", "👌 No", "😓 Yes"),
        _choice("worried", "🆘 ?", "No", "🆘 Yes, please contact me"),
    )


def _goal() -> Form:
    return _personal(
        GOAL,
        "Our goal",
        "One thing you want to reach together. Small is good.",
        _text("goal", "What do you want to reach?", required=True),
        _text("measure", "How will you know that you are there?", required=True),
        _choice("due", "By when?", *DUE, required=True),
        WORRIED,
    )


def _progress() -> Form:
    title = "How far are you?"
    return _personal(GOAL_PROGRESS, title, "One tap.", _choice("progress", title, *PROGRESS, required=True), WORRIED)


def _pair_help() -> Form:
    return _personal(
        PAIR_HELP,
        "Help with my pair",
        "Only the adult in charge reads this. Most pairs find together again with a little help.",
        _choice("issue", "What is it?", *ISSUES, required=True),
        _long("note", "What would help?"),
        WORRIED,
    )


def _idea() -> Form:
    from_bank = ("Settling in", "Homework", "Friendship", "Confidence", "Organisation", "Attendance", "Future")
    return _personal(
        IDEA,
        "The activity bank",
        "You look after the bank. The adult in charge gets a copy. No names of pupils, please.",
        _choice("action", "What do you do?", "Add an activity", "Take one out", required=True),
        _text("title", "Its name", required=True),
        _long("text", "What do the two do?"),
        _choice("need", "What is it good for?", *from_bank),
        Field(key="minutes", title="How many minutes does it take?", kind=Kind.NUMBER),
        _choice("place", "Where?", "room", "outdoors", "computer"),
        WORRIED,
    )


def _event() -> Form:
    return _personal(
        SCHOOL_EVENT,
        "Plan an event",
        "You plan it, the adult in charge agrees. No names of pupils, please.",
        _text("title", "What is it called?", required=True),
        _text("on", "On which day?", required=True, help_="For example 2026-12-10"),
        _text("place", "Where?", required=True),
        _long("text", "What happens there?"),
        WORRIED,
    )


def _opportunity(policy: Policy) -> Form:
    return _personal(
        OPPORTUNITY,
        "An opportunity for pupils",
        "A visit, a course, a competition. It goes to pupils who named that field of work.",
        _text("title", "What is it?", required=True),
        _choice("field", "Field of work", *policy.futures.fields, required=True),
        _long("text", "What should they know, and how do they take part?", required=True),
        _text("until", "Until which day?", required=True, help_="For example 2027-03-31"),
    )


def _request() -> Form:
    return Form(
        kind=HELP_REQUEST,
        title="Ask for help for a pupil, or for yourself",
        description="We find out who helps best: a mentor, a tutor or the counsellor. In danger, get an adult first.",
        fields=(
            Field(key="about", title="The pupil's school mail address", kind=Kind.EMAIL, required=True),
            _choice("need", "What is it about?", *NEEDS, required=True),
            _long("note", "What should we know?"),
            _text("name", "Your name"),
            WORRIED,
        ),
    )


def _referral_consent() -> Form:
    return _personal(
        REFERRAL_CONSENT,
        "Another kind of help",
        "Your answer counts at once. Without your yes, nobody is told anything.",
        _choice(
            "decision",
            "May we put your child in touch, and tell them what it is about?",
            "Yes",
            "No",
            required=True,
        ),
    )


def _referral_outcome() -> Form:
    return _personal(
        REFERRAL_OUTCOME,
        "What came of it?",
        "One tap; no details, please.",
        _choice("outcome", "What came of it?", *OUTCOMES, required=True),
    )


def _support_needs() -> Form:
    return _personal(
        SUPPORT_NEEDS,
        "What a pupil needs to take part",
        "Only authorised staff see this. It stands in no shared table.",
        Field(key="about", title="The pupil's school mail address", kind=Kind.EMAIL, required=True),
        _choice("pictures", "Pictures in place of words?", "No", "Yes"),
        _choice("adult", "An adult in the room at each meeting?", "No", "Yes"),
        _choice("longer", "More time for each meeting?", "No", "Yes"),
        _long("need", "Anything else the adult in the room should know?"),
    )


def _class_pairs(policy: Policy) -> Form:
    names = "One name in each line."
    return _personal(
        CLASS_PAIRS,
        "Pair two classes",
        "Everybody gets a partner; where the numbers differ, some work in threes. No application is needed.",
        Field(key="teacher_one", title="First teacher's mail address", kind=Kind.EMAIL, required=True),
        _long("class_one", "First class", required=True, help_=names),
        Field(key="teacher_two", title="Second teacher's mail address", kind=Kind.EMAIL, required=True),
        _long("class_two", "Second class", required=True, help_=names),
        _text("on", "On which day?", required=True, help_="For example 2026-10-14"),
        _choice("period", "In which lesson?", *policy.school.periods, required=True),
        _text("room", "Where?"),
    )

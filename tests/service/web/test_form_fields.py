from __future__ import annotations

from connectors.ports import FormDefinition, Question, QuestionKind
from service.web.form_fields import Control, read_answers, to_controls
from service.web.speech import in_english

NAME = Question(key="name", title="Name", required=True, help="In full.")
TOPICS = Question(key="topics", title="Topics", kind=QuestionKind.CHOICES, options=("a", "b"))
MOOD = Question(key="mood", title="Mood", kind=QuestionKind.SCALE, options=("1", "2"))
WHY = Question(key="why", title="Why", kind=QuestionKind.PARAGRAPH, max_length=900)
FORM = FormDefinition(kind="trial", title="Trial", description="", questions=(NAME, TOPICS, MOOD, WHY))


def control(key: str, **errors: str) -> Control:
    drawn = to_controls(FORM, {"name": ("Ada",), "topics": ("a", "b")}, errors, in_english)
    return next(each for each in drawn if each.key == key)


def test_control_shows_answer_help_and_error() -> None:
    assert control("name", name="Please.") == Control(
        key="name",
        title="Name",
        kind="text",
        help="In full.",
        required=True,
        options=(),
        labels=(),
        values=("Ada",),
        error="Please.",
        autocomplete="name",
        max_length=300,
    )


def test_control_is_described_by_help_and_error() -> None:
    assert control("name", name="Please.").described_by == "h-name e-name"
    assert control("why").described_by == ""


def test_error_link_jumps_to_the_first_choice_of_a_group() -> None:
    assert [control(key).target for key in ("name", "topics", "mood")] == ["q-name", "q-topics-0", "q-mood-0"]


def test_long_answers_keep_their_length() -> None:
    assert control("why").max_length == 900


def test_guardians_own_name_is_offered_on_the_consent_form() -> None:
    asked = Question(key="guardian_name", title="Your name")
    forms = [FormDefinition(kind=k, title="", description="", questions=(asked,)) for k in ("consent", "mentor")]
    assert [to_controls(form, {}, {}, in_english)[0].autocomplete for form in forms] == ["name", "off"]


def test_read_answers_keeps_known_questions_only() -> None:
    sent = {"name": ["  Ada \r\n L\x00 ", "second"], "topics": ["a", "", "b"], "unknown": ["x"], "why": [" "]}
    assert read_answers(FORM, sent) == {"name": ("Ada \n L",), "topics": ("a", "b")}

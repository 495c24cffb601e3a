"""Forms that schools made themselves, forms we make, edits the filter does not see, and forms that are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from connectors.errors import AuthExpired, Permanent, Retryable, Unclear
from connectors.google.form_making import HIDDEN_HELP, changes, question_id
from connectors.google.form_reading import FormPlan, FormShape, padded, read_response, read_shape
from connectors.google.forms import GoogleForms
from connectors.ports import FormDefinition, Question, QuestionKind
from tests.connectors.contracts import APPLY, HOUR, MINUTE, NOW, WORRY
from tests.emulators.google.faults import Kind
from tests.emulators.google.forms_model import FormFile
from tests.emulators.google.refused import Refused
from tests.emulators.google.school import School

pytestmark = pytest.mark.slow
TEXT: dict[str, Any] = {"textQuestion": {}}


def asked(identifier: str, title: str, kind: dict[str, Any] = TEXT) -> dict[str, Any]:
    return {
        "itemId": f"i{identifier}",
        "title": title,
        "questionItem": {"question": {"questionId": identifier, **kind}},
    }


def school_form(house: School, *items: dict[str, Any]) -> FormFile:
    """A form that staff made in the browser, named in the programme's file."""
    form = FormFile(form_id="1Own", info={"title": "Sign up"}, items=list(items))
    house.world.forms.files["1Own"] = form
    house.extra = {"create_forms": "no", "forms.mentor_application.id": "1Own"}
    house.extra |= {f"forms.mentor_application.questions.{one}": key for one, key in (("aa", "name"), ("bb", "email"))}
    house.extra["forms.mentor_application.identity"] = "email"
    return form


def source(house: School) -> GoogleForms:
    opened = house.open().forms
    assert isinstance(opened, GoogleForms)
    return opened


def made(house: School) -> GoogleForms:
    opened = source(house)
    opened.ensure((APPLY, WORRY))
    return opened


def file_of(house: School, form: FormDefinition) -> FormFile:
    """A form that we made."""
    name = f"nearpeer {form.kind}"
    return next(file for file in house.world.forms.files.values() if file.info["documentTitle"] == name)


def submit(house: School, form: FormDefinition, answers: dict[str, tuple[str, ...]], at: datetime) -> None:
    house.world.forms.submit(file_of(house, form).form_id, answers, at)


def test_own_form_is_read_by_question_ids(house: School) -> None:
    school_form(house, asked("aa", "Name?"), asked("bb", "Mail?"))
    house.world.forms.submit("1Own", {"aa": ("Ada",), "bb": ("a@x.example",)}, NOW)
    [response] = source(house).changes(None).responses
    assert response.answers == {"name": ("Ada",), "email": ("a@x.example",)}


def test_renamed_moved_and_added_questions_lose_nothing(house: School) -> None:
    form = school_form(house, asked("aa", "Name?"), asked("bb", "Mail?"))
    opened = source(house)
    cursor = opened.changes(None).cursor
    form.items = [asked("cc", "Shoe size"), asked("bb", "Your address"), asked("aa", "Who are you?")]
    house.world.forms.submit("1Own", {"aa": ("Ada",), "bb": ("a@x.example",), "cc": ("44",)}, NOW)
    page = opened.changes(cursor)
    assert page.responses[0].answers == {"name": ("Ada",), "email": ("a@x.example",), "?Shoe size": ("44",)}
    assert any("Shoe size" in problem for problem in page.problems)


def test_removed_question_is_told_and_its_answers_stay(house: School) -> None:
    form = school_form(house, asked("aa", "Name?"), asked("bb", "Mail?"))
    house.world.forms.submit("1Own", {"aa": ("Ada",), "bb": ("a@x.example",)}, NOW)
    form.items.pop()
    page = source(house).changes(None)
    assert page.responses[0].answers["email"] == ("a@x.example",)
    assert any("email was removed" in problem for problem in page.problems)


def test_titles_suggest_a_map_for_a_person_to_confirm(house: School) -> None:
    school_form(house, asked("aa", " your FULL name"), asked("bb", "Pet"), asked("cc", "Why?"))
    found = source(house).suggest(APPLY)
    assert {question.id: question.field for question in found} == {"aa": "name", "bb": "email", "cc": "why"}


def test_form_that_was_looked_at_is_not_read_again_within_hours(house: School) -> None:
    forms = house.open().forms
    forms.ensure((APPLY,))
    before = house.world.calls()
    forms.ensure((APPLY,))
    assert house.world.calls() == before
    forms.ensure((replace(APPLY, questions=APPLY.questions[:2]),))
    assert house.world.calls() > before


def test_edit_that_the_filter_does_not_see_is_found_by_the_full_read(house: School) -> None:
    school_form(house, asked("aa", "Name?"), asked("cc", "Why?"))
    house.extra.pop("forms.mentor_application.identity")
    name = house.world.forms.submit("1Own", {"aa": ("Ada",)}, NOW)
    opened = source(house)
    cursor = opened.changes(None).cursor
    house.world.now = NOW + 30 * MINUTE
    house.world.forms.submit("1Own", {"aa": ("Other",)}, NOW + 30 * MINUTE)
    cursor = opened.changes(cursor).cursor
    house.world.forms.submit("1Own", {"aa": ("Ada L.",)}, NOW + 31 * MINUTE, edits=name)
    found: list[object] = []
    for minute in (32, 61, 76, 91):
        house.world.now = NOW + minute * MINUTE
        page = opened.changes(cursor)
        cursor, found = page.cursor, found + [response.answers["name"] for response in page.responses]
    assert found == [("Ada L.",)]


def test_first_look_does_not_read_again_what_was_laid_out(house: School) -> None:
    forms = house.open().forms
    forms.ensure((APPLY, WORRY))
    before = house.world.calls("forms.forms.get")
    forms.changes(None)
    assert house.world.calls("forms.forms.get") == before


def looked_at(house: School, about: set[str]) -> list[str]:
    """What is called by a look about so much, when everything was read once."""
    opened = made(house)
    cursor = opened.changes(None).cursor
    before = len(house.world.ledger)
    opened.changes(cursor, about)
    return [call.method.removeprefix("forms.forms.") for call in house.world.ledger[before:]]


def test_look_about_one_form_is_one_call(house: School) -> None:
    made(house)
    assert looked_at(house, {file_of(house, APPLY).form_id}) == ["responses.list"]


def test_look_about_changed_questions_reads_them_again(house: School) -> None:
    made(house)
    assert looked_at(house, {f"{file_of(house, APPLY).form_id}/questions"}) == ["responses.list", "get"]


@pytest.mark.parametrize("about", [set(), {"1Unknown"}, {"1Unknown/questions"}])
def test_look_about_nothing_we_know_reads_every_form(house: School, about: set[str]) -> None:
    assert looked_at(house, about) == ["responses.list", "responses.list"]


def test_look_about_one_form_says_what_is_wrong_with_the_others(house: School) -> None:
    made(house)
    file_of(house, WORRY).items.append(asked("cc", "Shoe size"))
    opened = made(house)
    page = opened.changes(None)
    again = opened.changes(page.cursor, {file_of(house, APPLY).form_id})
    assert again.problems == page.problems != ()


def test_look_about_one_form_tries_the_one_that_is_gone(house: School) -> None:
    opened = made(house)
    about = {file_of(house, APPLY).form_id}
    house.world.forms.files.pop(file_of(house, WORRY).form_id)
    page = opened.changes(None)
    again = opened.changes(page.cursor, about)
    assert again.problems == page.problems != ()


def test_quiet_form_is_not_repeated(house: School) -> None:
    opened = made(house)
    submit(house, APPLY, {question_id(APPLY.kind, "name"): ("Ada",)}, NOW)
    cursor = opened.changes(None).cursor
    found: list[object] = []
    for minute in range(0, 300, 15):
        house.world.now = NOW + minute * MINUTE
        page = opened.changes(cursor)
        cursor, found = page.cursor, found + list(page.responses)
    assert found == []


def test_pages_come_together_in_order(house: School) -> None:
    opened = made(house)
    house.world.forms.page_size = 7
    for number in range(40):
        submit(house, WORRY, {question_id(WORRY.kind, "text"): (str(number),)}, NOW + number * MINUTE)
    found = [response.answers["text"][0] for response in opened.changes(None).responses]
    assert found == [str(number) for number in range(40)]


def test_deleted_form_is_told_and_the_others_are_read(house: School) -> None:
    opened = made(house)
    del house.world.forms.files[file_of(house, APPLY).form_id]
    submit(house, WORRY, {question_id(WORRY.kind, "text"): ("Help",)}, NOW)
    page = opened.changes(None)
    assert [response.form for response in page.responses] == ["concern"]
    assert "mentor_application" in page.problems[0]


def test_all_forms_withdrawn_pauses_the_connection(house: School) -> None:
    opened = made(house)
    for form in house.world.forms.files.values():
        form.shared = False
    with pytest.raises(AuthExpired):
        opened.changes(None)


def test_busy_supplier_is_no_deleted_form(house: School) -> None:
    opened = made(house)
    house.world.faults.plan("forms.forms.responses", Kind.REFUSE, refusal=Refused(403, "RATE_LIMIT_EXCEEDED", "Slow."))
    with pytest.raises(Retryable):
        opened.changes(None)


def test_one_form_that_must_wait_keeps_no_other_waiting(house: School) -> None:
    opened = made(house)
    submit(house, APPLY, {question_id(APPLY.kind, "name"): ("Ada",)}, NOW)
    submit(house, WORRY, {question_id(WORRY.kind, "text"): ("A worry",)}, NOW)
    house.world.faults.plan("forms.forms.responses.list", Kind.REFUSE)
    first = opened.changes(None)
    with pytest.raises(Retryable):
        opened.changes(first.cursor)
    second = opened.changes(first.cursor)
    assert [[one.form for one in page.responses] for page in (first, second)] == [[WORRY.kind], [APPLY.kind]]
    assert (first.more, second.more) == (True, False)


def test_wait_that_google_names_is_a_wait_for_every_form(house: School) -> None:
    opened = made(house)
    submit(house, WORRY, {question_id(WORRY.kind, "text"): ("A worry",)}, NOW)
    refusal = Refused(429, "RATE_LIMIT_EXCEEDED", "Slow.", {"Retry-After": "20"})
    house.world.faults.plan("forms.forms.responses.list", Kind.REFUSE, refusal=refusal)
    before = house.world.calls("forms.forms.responses.list")
    with pytest.raises(Retryable):
        opened.changes(None)
    assert house.world.calls("forms.forms.responses.list") == before + 1


def test_form_replaced_by_another_is_read_from_its_start(house: School) -> None:
    school_form(house, asked("aa", "Name?"))
    cursor = source(house).changes(None).cursor
    house.world.forms.files["1New"] = FormFile(form_id="1New", info={}, items=[asked("aa", "Name?")])
    house.world.forms.submit("1New", {"aa": ("Ada",)}, NOW - 100 * HOUR)
    house.extra["forms.mentor_application.id"] = "1New"
    assert len(source(house).changes(cursor).responses) == 1


def test_made_form_is_published_to_everybody(house: School) -> None:
    made(house)
    form = file_of(house, APPLY)
    assert form.open
    assert form.readers == [{"id": "perm0", "type": "anyone", "role": "reader", "view": "published"}]


def test_form_whose_making_was_interrupted_is_found_again(house: School) -> None:
    house.world.faults.plan("forms.forms.create", Kind.DROP_AFTER)
    with pytest.raises(Unclear):
        made(house)
    made(house)
    names = [form.info["documentTitle"] for form in house.world.forms.files.values()]
    assert sorted(names) == ["nearpeer concern", "nearpeer mentor_application"]


@pytest.mark.parametrize("method", ["forms.forms.batchUpdate", "forms.forms.setPublishSettings", "drive.permissions"])
@pytest.mark.parametrize("kind", [Kind.DROP_BEFORE, Kind.DROP_AFTER])
def test_making_a_form_can_be_taken_up_anywhere(house: School, method: str, kind: Kind) -> None:
    house.world.faults.plan(method, kind)
    with pytest.raises(Retryable):
        made(house)
    made(house)
    form = file_of(house, APPLY)
    assert (len(form.items), form.open, len(form.readers)) == (len(APPLY.questions), True, 1)


def test_new_options_replace_the_old_and_ids_stay(house: School) -> None:
    made(house)
    topics = Question(key="topics", title="Topics", kind=QuestionKind.CHOICES, options=("Maths", "Art"))
    wider = FormDefinition(kind=APPLY.kind, title="t", description="d", questions=(topics,))
    source(house).ensure((wider,))
    shape = read_shape(file_of(house, APPLY).resource())
    assert shape.options[question_id(APPLY.kind, "topics")] == ("Maths", "Art")
    assert len(shape.titles) == len(APPLY.questions)


def test_school_that_makes_its_own_forms_must_name_them(house: School) -> None:
    house.extra = {"create_forms": "no"}
    with pytest.raises(Permanent) as caught:
        source(house).ensure((APPLY,))
    assert "forms.mentor_application" in caught.value.mend


# --- pure parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026-09-07T08:00:00Z", "2026-09-07T08:00:00.000000000Z"),
        ("2026-09-07T08:00:00.5Z", "2026-09-07T08:00:00.500000000Z"),
        ("2026-09-07T08:00:00.123456789Z", "2026-09-07T08:00:00.123456789Z"),
    ],
)
def test_times_sort_as_text(given: str, kept: str) -> None:
    assert padded(given) == kept


def test_grid_rows_pictures_and_files_are_read() -> None:
    rows = [{"questionId": "r1", "rowQuestion": {"title": "Monday"}}]
    form = {
        "formId": "1F",
        "items": [
            {"itemId": "p", "title": "Welcome", "pageBreakItem": {}},
            {"itemId": "g", "title": "When?", "questionGroupItem": {"questions": rows}},
        ],
    }
    shape = read_shape(form)
    files = {"fileUploadAnswers": {"answers": [{"fileId": "f9", "fileName": "cv.pdf"}]}}
    raw = {"responseId": "R", "lastSubmittedTime": "2026-09-07T08:00:00Z", "answers": {"r1": files}}
    read = read_response(FormPlan(kind="k", form_id="1F", fields={}), shape, raw)
    assert read.answers == {"?When?: Monday": ("https://drive.google.com/open?id=f9",)}


@pytest.mark.parametrize(("collected", "vouched"), [("VERIFIED", "a@x.example"), ("RESPONDER_INPUT", None)])
def test_typed_address_is_an_answer_and_no_identity(collected: str, vouched: str | None) -> None:
    shape = read_shape({"formId": "1F", "settings": {"emailCollectionType": collected}})
    raw = {"responseId": "R", "lastSubmittedTime": "2026-09-07T08:00:00Z", "respondentEmail": "A@x.example"}
    read = read_response(FormPlan(kind="k", form_id="1F", fields={}), shape, raw)
    assert (read.respondent, read.answers) == (vouched, {"email": ("a@x.example",)})


def test_every_kind_of_question_has_its_form() -> None:
    kinds = {
        QuestionKind.CHOICE: "choiceQuestion",
        QuestionKind.CHOICES: "choiceQuestion",
        QuestionKind.SCALE: "scaleQuestion",
        QuestionKind.DATE: "dateQuestion",
    }
    questions = tuple(Question(key=kind, title=kind, kind=kind, options=("1", "2")) for kind in QuestionKind)
    form = FormDefinition(kind="k", title="t", description="", questions=questions)
    items = [request["createItem"]["item"] for request in changes(form, FormShape(form_id="1", address="", titles={}))]
    shown = {item["title"]: set(item["questionItem"]["question"]) - {"questionId", "required"} for item in items}
    assert shown == {kind: {kinds.get(kind, "textQuestion")} for kind in QuestionKind}
    assert next(item for item in items if item["title"] == "hidden")["description"] == HIDDEN_HELP

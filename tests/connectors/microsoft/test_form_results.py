from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.errors import AuthExpired, Permanent, Retryable
from connectors.microsoft.forms import MicrosoftForms
from connectors.ports import FormDefinition, Question, QuestionKind, ResponsePage
from tests.connectors.contracts import NOW, WORRY
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.forms_part import (
    DRIVE_FEED,
    FIXED,
    LIST_FEED,
    TABLES,
    AnswerList,
    Answers,
    Results,
    answers,
    details,
    give,
    lay,
)
from tests.emulators.microsoft.school import DRIVE, SITE, School

pytestmark = pytest.mark.slow
TITLE = WORRY.questions[0].title
MINUTE = timedelta(minutes=1)
DRIVE_CHANGES, LIST_CHANGES = f"GET {DRIVE_FEED}(token='{{token}}')", f"GET {LIST_FEED}"
TABLE = f"GET {TABLES}/{{workbookTable-id}}/range()"


@pytest.fixture
def school(house: School) -> School:
    """One form by its workbook and one by a list, both empty."""
    here = answers(house.world)
    here.results["01F"] = Results(drive=DRIVE, file="01F", titles=[*FIXED, TITLE])
    here.lists["L"] = AnswerList(site=SITE, identifier="L")
    house.extra |= {
        "forms.concern.route": "workbook",
        "forms.concern.drive_id": DRIVE,
        "forms.concern.file_id": "01F",
        "forms.concern.address": "https://forms.office.com/r/one",
        "forms.check_in.route": "list",
        "forms.check_in.site_id": SITE,
        "forms.check_in.list_id": "L",
        "forms.check_in.id": "F2",
    }
    return house


def source(school: School) -> MicrosoftForms:
    made = MicrosoftForms(school.door(), school.read())
    made.ensure((WORRY,))
    return made


def add_books(school: School, number: int) -> None:
    """So many more forms, each with a results workbook in the same drive."""
    for kind, file in ((f"form{one}", f"01F{one}") for one in range(number)):
        part(school).results[file] = Results(drive=DRIVE, file=file, titles=[*FIXED, TITLE])
        place = {"route": "workbook", "drive_id": DRIVE, "file_id": file, "address": f"https://forms.office.com/{kind}"}
        school.extra |= {f"forms.{kind}.{name}": text for name, text in place.items()}


def share_list(school: School) -> None:
    """A flow of another form fills the list too."""
    place = {"route": "list", "site_id": SITE, "list_id": "L", "id": "F3"}
    school.extra |= {f"forms.later.{name}": text for name, text in place.items()}


def part(school: School) -> Answers:
    return answers(school.world)


def read(forms: MicrosoftForms, cursor: str | None = None) -> tuple[list[str], ResponsePage]:
    """The numbers of the answers found, and the page."""
    page = forms.changes(cursor)
    return [response.response_id for response in page.responses], page


def test_quiet_look_costs_one_call_for_a_drive_and_one_for_a_list(school: School) -> None:
    forms = source(school)
    _, page = read(forms)
    before = school.world.calls()
    read(forms, page.cursor)
    assert school.world.calls() - before == 2


def test_look_costs_one_call_for_a_drive_and_two_old_workbooks(school: School) -> None:
    add_books(school, 9)
    forms = source(school)
    _, page = read(forms)
    school.world.advance(16 * MINUTE)
    before = school.world.by_method()
    read(forms, page.cursor)
    assert school.world.by_method() - before == {DRIVE_CHANGES: 1, TABLE: 2, LIST_CHANGES: 1}


def test_sweep_comes_round_to_every_workbook(school: School) -> None:
    add_books(school, 9)
    forms = source(school)
    _, page = read(forms)
    for book in part(school).results:
        give(school.world, book, 1, {TITLE: "x"}, at=NOW)
    part(school).changes.clear()
    seen = set[str]()
    for _ in range(5):
        school.world.advance(16 * MINUTE)
        page = forms.changes(page.cursor)
        seen |= {response.form for response in page.responses}
    assert seen == {"concern", *(f"form{number}" for number in range(9))}


def test_only_the_workbook_that_changed_is_opened(school: School) -> None:
    add_books(school, 9)
    forms = source(school)
    _, page = read(forms)
    give(school.world, "01F3", 1, {TITLE: "x"}, at=NOW)
    before = school.world.by_method()
    page = forms.changes(page.cursor)
    assert [response.form for response in page.responses] == ["form3"]
    assert (school.world.by_method() - before)[TABLE] == 1


def test_workbooks_that_were_read_are_kept_while_another_is_busy(school: School) -> None:
    add_books(school, 9)
    forms = source(school)
    school.world.faults.plan(TABLE, Kind.LATE)
    _, page = read(forms)
    before = school.world.by_method()
    _, again = read(forms, page.cursor)
    assert (page.more, again.more) == (True, False)
    assert (school.world.by_method() - before)[TABLE] == 1


def test_busy_workbook_without_any_news_makes_the_look_wait(school: School) -> None:
    add_books(school, 9)
    forms = source(school)
    _, page = read(forms)
    give(school.world, "01F3", 1, {TITLE: "x"}, at=NOW)
    school.world.faults.plan(TABLE, Kind.LATE)
    school.world.advance(16 * MINUTE)
    with pytest.raises(Retryable):
        read(forms, page.cursor)


def test_table_that_forms_made_anew_is_found(school: School) -> None:
    forms = source(school)
    _, page = read(forms)
    give(school.world, "01F", 1, {TITLE: "x"}, at=NOW)
    part(school).results["01F"].table = "{11111111-000C-0000-FFFF-FFFF00000000}"
    assert read(forms, page.cursor)[0] == ["1"]


def test_form_that_comes_later_to_a_list_is_read_from_its_start(school: School) -> None:
    lay(school.world, "L", 6, details({"mood": "fine"}, at=NOW), form_id="F3")
    _, page = read(source(school))
    share_list(school)
    _, page = read(source(school), page.cursor)
    assert [(response.form, response.response_id) for response in page.responses] == [("later", "6")]


def test_answer_that_forms_writes_late_is_found_without_another_sign(school: School) -> None:
    forms = source(school)
    _, page = read(forms)
    book = part(school).results["01F"]
    give(school.world, "01F", 1, {TITLE: "x"}, at=NOW)
    book.late, book.rows = book.rows, []
    found, page = read(forms, page.cursor)
    book.sync()
    school.world.advance(2 * MINUTE)
    assert (found, read(forms, page.cursor)[0]) == ([], ["1"])


def test_form_that_is_busy_keeps_no_other_forms_answers_waiting(school: School) -> None:
    forms = source(school)
    give(school.world, "01F", 1, {TITLE: "x"}, at=NOW)
    lay(school.world, "L", 7, details({"Your answer": "y"}, at=NOW), form_id="F2")
    school.world.faults.plan("GET /drives/*", Kind.LATE, times=2)
    found, page = read(forms)
    assert (found, page.more) == (["7"], True)
    with pytest.raises(Retryable):
        read(forms, page.cursor)
    assert read(forms, page.cursor)[0] == ["1"]


def test_answer_of_which_no_sign_ever_comes_is_found_by_the_sweep(school: School) -> None:
    forms = source(school)
    _, page = read(forms)
    give(school.world, "01F", 1, {TITLE: "x"}, at=NOW)
    part(school).changes.clear()
    found, page = read(forms, page.cursor)
    school.world.advance(16 * MINUTE)
    assert (found, read(forms, page.cursor)[0]) == ([], ["1"])


def test_edited_old_row_is_shown_again(school: School) -> None:
    forms = source(school)
    give(school.world, "01F", 1, {TITLE: "x"}, at=NOW)
    give(school.world, "01F", 2, {TITLE: "y"}, at=NOW + MINUTE)
    _, page = read(forms)
    give(school.world, "01F", 1, {TITLE: "z"}, at=NOW)
    found, page = read(forms, page.cursor)
    assert set(found) == {"1", "2"}
    assert [r.answers["text"] for r in page.responses if r.response_id == "1"] == [("z",)]


def test_rows_that_staff_sorted_are_no_news(school: School) -> None:
    forms = source(school)
    for number in (1, 2, 3):
        give(school.world, "01F", number, {TITLE: "x"}, at=NOW + number * MINUTE)
    _, page = read(forms)
    part(school).results["01F"].rows.reverse()
    school.world.changed(f"drives/{DRIVE}/root", id="01F")
    assert read(forms, page.cursor)[0] == []


def test_feeds_that_forgot_us_are_begun_again(school: School) -> None:
    forms = source(school)
    _, page = read(forms)
    give(school.world, "01F", 1, {TITLE: "x"}, at=NOW)
    lay(school.world, "L", 5, details({"mood": "fine"}, at=NOW), form_id="F2")
    part(school).forget()
    part(school).change("L", "5")
    assert set(read(forms, page.cursor)[0]) == {"1", "5"}


def test_line_of_another_form_is_left_out(school: School) -> None:
    lay(school.world, "L", 5, details({"mood": "fine"}, at=NOW), form_id="F3")
    lay(school.world, "L", 6, details({"mood": "fine"}, at=NOW), form_id="F2")
    assert read(source(school))[0] == ["6"]


def test_line_that_holds_no_answer_is_told_and_the_others_read(school: School) -> None:
    lay(school.world, "L", 5, details({"mood": "fine"}, at=NOW), form_id="F2")
    lay(school.world, "L", 6, details({"mood": "good"}, at=NOW), form_id="F2")
    part(school).lists["L"].items[0]["fields"]["Answers"] = "not JSON"
    found, page = read(source(school))
    assert (found, [problem[:31] for problem in page.problems]) == (["6"], ["Form check_in: line 5 of its li"])


def test_line_that_names_no_form_is_told_where_forms_share_the_list(school: School) -> None:
    lay(school.world, "L", 6, details({"mood": "fine"}, at=NOW))
    assert read(source(school))[0] == ["6"]
    share_list(school)
    found, page = read(source(school))
    assert (found, [problem[:31] for problem in page.problems]) == ([], ["Forms check_in, later: line 6 o"])


def test_list_of_many_pages_is_read_to_the_end(school: School) -> None:
    part(school).page = 3
    for number in range(10):
        lay(school.world, "L", number, details({"mood": "fine"}, at=NOW + number * MINUTE), form_id="F2")
    assert len(read(source(school))[0]) == 10


def test_question_that_is_gone_is_told_at_every_look(school: School) -> None:
    part(school).results["01F"].titles[-1] = "Something else"
    forms = source(school)
    _, page = read(forms)
    [problem] = page.problems
    assert read(forms, page.cursor)[1].problems == (problem,)
    assert problem.startswith(f"Form concern: no column of its results workbook is called {TITLE!r}")


def test_workbook_that_staff_remade_is_told_and_the_list_read(school: School) -> None:
    part(school).results["01F"].rows.append(["Ada", "x", "x", "x", "x", "x"])
    lay(school.world, "L", 6, details({"mood": "fine"}, at=NOW), form_id="F2")
    found, page = read(source(school))
    assert (found, "not those of Forms" in page.problems[0]) == (["6"], True)


def test_forms_that_all_cannot_be_read_stop_the_source(school: School) -> None:
    school.world.identities.granted = frozenset({"Mail.Send"})
    with pytest.raises(AuthExpired):
        read(source(school))


def test_ensure_names_all_forms_that_are_missing(school: School) -> None:
    with pytest.raises(Permanent) as caught:
        MicrosoftForms(school.door(), school.read()).ensure((WORRY, *(_other(kind) for kind in ("a", "b"))))
    assert "a (Tell" in str(caught.value)
    assert "b (Tell" in str(caught.value)


def _other(kind: str) -> FormDefinition:
    return replace(WORRY, kind=kind)


def test_ensure_names_the_question_that_a_personal_link_cannot_fill(school: School) -> None:
    code = Question(key="code", title="Your code", kind=QuestionKind.HIDDEN)
    asked = replace(WORRY, questions=(*WORRY.questions, code))
    with pytest.raises(Permanent, match=r"concern \(Your code\)"):
        MicrosoftForms(school.door(), school.read()).ensure((asked,))
    school.extra["forms.concern.questions.r" + "c" * 32] = "code"
    forms = MicrosoftForms(school.door(), school.read())
    forms.ensure((asked,))
    assert forms.link("concern", {"code": "A b"}).endswith(f"?r{'c' * 32}=A%20b")

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.microsoft.form_reading import Given, Plan, instant, is_question, read_details, read_rows, to_response
from connectors.microsoft.settings import FormSettings, Route
from connectors.ports import FormDefinition, Question, QuestionKind

AT = datetime(2026, 9, 7, 8, 0, 5, tzinfo=UTC)
ASKS = FormDefinition(
    kind="concern",
    title="A worry",
    description="",
    questions=(
        Question(key="text", title="What is it?", kind=QuestionKind.PARAGRAPH),
        Question(key="topics", title="Topics", kind=QuestionKind.CHOICES, options=("A; B", "C")),
    ),
)
SETTINGS = FormSettings(kind="concern", route=Route.FLOW, questions={"r" + "a" * 32: "text"})
PLAN = Plan(SETTINGS, ASKS)


def answers(**texts: Any) -> dict[str, tuple[str, ...]]:
    """What the programme reads of these texts."""
    one = Given(number="7", submitted_at=AT, responder="", texts=texts)
    return dict(to_response(PLAN, one).answers)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-07T08:00:05Z",
        "2026-09-07T08:00:05.0000000Z",
        "2026-09-07T10:00:05+02:00",
        "2026-09-07T08:00:05",
        "9/7/2026 8:00:05 AM",
        46272.333391203705,
        "46272.333391203705",
    ],
)
def test_instant_is_read_in_every_writing(text: object) -> None:
    assert instant(text) == AT


@pytest.mark.parametrize("text", ["", "soon", None, True])
def test_instant_of_anything_else_is_no_time(text: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the parsers word it each in their own way
        instant(text)


def test_question_goes_by_id_title_or_key() -> None:
    assert answers(**{"r" + "a" * 32: "one"}) == {"text": ("one",)}
    assert answers(**{" what  IS it? *": "two"}) == {"text": ("two",)}
    assert answers(**{"text": "three", "Shoe size": "44"}) == {"text": ("three",), "?Shoe size": ("44",)}


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ('["A; B","C"]', ("A; B", "C")),
        ("C;", ("C",)),
        ("A;C;", ("A", "C")),
        ("[not a list", ("[not a list",)),
        ("[1, 2]", ("[1, 2]",)),
        ('[{"name":"a.pdf","link":"https://x/a.pdf"}]', ("https://x/a.pdf",)),
    ],
)
def test_several_choices_are_read_in_both_writings(given: str, read: tuple[str, ...]) -> None:
    assert answers(topics=given) == {"topics": read}


@pytest.mark.parametrize("given", ['["A","C"]', "a;b;", "[x]"])
def test_text_that_looks_like_choices_stays_text(given: str) -> None:
    assert answers(text=given) == {"text": (given,)}


def test_number_of_the_workbook_is_written_as_it_was() -> None:
    assert answers(text=44.0) == {"text": ("44",)}


def test_address_of_the_person_is_vouched_for() -> None:
    one = Given(number="7", submitted_at=AT, responder="Ada@School.example", texts={})
    read = to_response(PLAN, one)
    assert (read.respondent, read.answers) == ("ada@school.example", {"email": ("ada@school.example",)})


@pytest.mark.parametrize("responder", ["anonymous", "Anonymous", "", "None"])
def test_nobody_is_vouched_for_on_an_open_form(responder: str) -> None:
    one = Given(number="7", submitted_at=AT, responder=responder, texts={"text": "x"})
    assert to_response(PLAN, one).respondent is None


def test_answer_is_the_same_by_every_route() -> None:
    details = {
        "responder": "ada@x.example",
        "submitDate": "9/7/2026 8:00:05 AM",
        "r" + "a" * 32: "x",
        "Topics": '["C"]',
    }
    brought = read_details("7", details, otherwise="")
    header = [*HEADER[:5], "What is it?", "Topics"]
    [written] = read_rows(header, [[7, 46272.0, 46272.33339699, "ada@x.example", "Ada", "x", "C;"]])
    assert to_response(PLAN, brought) == to_response(PLAN, written)


def test_later_version_sorts_later() -> None:
    first = Given(number="9", submitted_at=AT, responder="", texts={"a": "z"})
    second = Given(number="10", submitted_at=AT, responder="", texts={"a": "b"})
    assert to_response(PLAN, first).revision < to_response(PLAN, second).revision


@pytest.mark.parametrize(
    "name", ["responder", "submitDate", "@odata.etag", "Total points", "Points - What is it?", " "]
)
def test_what_stands_beside_the_questions_is_none(name: str) -> None:
    assert not is_question(name)


def test_details_without_a_time_take_the_flows() -> None:
    read = read_details("7", {"responder": "anonymous", "r1": "x"}, otherwise="2026-09-07T08:00:05Z")
    assert (read.submitted_at, read.texts) == (AT, {"r1": "x"})


HEADER = ["Id", "Startzeit", "Abschlusszeit", "E-Mail", "Name", "What is it?"]


def test_rows_go_by_the_place_of_their_first_columns() -> None:
    [read] = read_rows(HEADER, [[7.0, 46272.0, 46272.333391203705, "anonymous", "", "x"]])
    assert (read.number, read.submitted_at, read.texts) == ("7", AT, {"What is it?": "x"})


def test_rows_without_content_are_left_out() -> None:
    assert read_rows(HEADER, [["", "", "", "", "", ""]]) == []


def test_changed_row_says_when() -> None:
    row = [7, 46272.0, 46272.333391203705, "anonymous", "", "x", 46273.0]
    [read] = read_rows([*HEADER, "Last modified time"], [row])
    assert read.modified_at == datetime(2026, 9, 8, tzinfo=UTC)


@pytest.mark.parametrize("header", [HEADER[:3], HEADER])
def test_table_that_is_not_forms_own_is_refused(header: list[str]) -> None:
    with pytest.raises(ValueError, match="not those of Forms"):
        read_rows(header, [["Ada", "x", "x", "x", "x", "x"]])


@given(text=st.text(max_size=60))
def test_any_text_comes_through_a_text_question(text: str) -> None:
    assert answers(text=text) == ({"text": (text,)} if text else {})

"""The ports' promises as tests: one class per port, a test per promise; every suite inherits them.

A suite's test class derives from a contract and fills in its hooks. `open()` opens the port over the same world each
time, so calling it again is a restart of our process. Hooks named `staff_...` act as people do in the suite's own
programs, never through the port. Where a suite keeps a promise in another shape, its class says so and tests that.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.errors import CursorExpired, Permanent, Retryable, SourceEmptied, Unclear, WebhookRejected
from connectors.ports import (
    Answer,
    Calendar,
    Column,
    Delivery,
    Entry,
    Eraser,
    FormDefinition,
    FormSource,
    GuestAnswer,
    Interval,
    Mailer,
    MailState,
    OutgoingMail,
    PostedForms,
    Probe,
    Puller,
    Question,
    QuestionKind,
    Response,
    RowWrite,
    Subscriptions,
    TabLayout,
    Table,
    TableReading,
    WebhookVerifier,
)

NOW = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "<b>&amp;</b>",
    "اسم 名前 😀",
    "two\nlines",
    '"quoted"',
    "'1",
    "007",
    "1e5",
)
LONGEST_CELL = 32_767  # characters, the limit of a spreadsheet's cell

APPLY = FormDefinition(
    kind="mentor_application",
    title="Become a mentor",
    description="Sending this form again changes your earlier answer.",
    questions=(
        Question(key="name", title="Your full name", required=True),
        Question(key="email", title="Your school mail address", kind=QuestionKind.EMAIL, required=True),
        Question(key="topics", title="Topics", kind=QuestionKind.CHOICES, options=("Maths", "Music", "Chess")),
        Question(key="why", title="Why?", kind=QuestionKind.PARAGRAPH),
    ),
    identity=("email",),
)
WORRY = FormDefinition(
    kind="concern",
    title="Tell us about a worry",
    description="Goes to one person.",
    questions=(Question(key="text", title="What is it?", kind=QuestionKind.PARAGRAPH, required=True),),
)


class FormSourceContract(ABC):
    """Every promise of `FormSource`."""

    @abstractmethod
    def open(self) -> FormSource:
        """The port, over the same world each time."""

    @abstractmethod
    def submit(self, form: str, answers: Mapping[str, tuple[str, ...]], *, at: datetime) -> None:
        """A person sends the form. A key `?Title` is a question that somebody added to the form by hand."""

    @abstractmethod
    def expired_cursor(self) -> str:
        """A cursor that was good once and that the supplier no longer knows."""

    def named(self, form: str) -> str:
        """What a notification of an answer to the form names; a suite whose notifications name nothing keeps this."""
        return form

    def ready(self) -> FormSource:
        """An opened source whose forms exist."""
        source = self.open()
        source.ensure((APPLY, WORRY))
        return source

    def apply(self, name: str, email: str, *, at: datetime = NOW) -> None:
        """A person applies."""
        self.submit(APPLY.kind, {"name": (name,), "email": (email,)}, at=at)

    def read_all(self, source: FormSource, cursor: str | None = None) -> tuple[list[Response], str]:
        """Every response after the cursor, page by page, and the last cursor."""
        found: list[Response] = []
        while True:
            page = source.changes(cursor)
            found, cursor = [*found, *page.responses], page.cursor
            if not page.more:
                return found, page.cursor

    def test_ensure_returns_an_address_for_each_kind(self) -> None:
        addresses = self.open().ensure((APPLY, WORRY))
        assert set(addresses) == {APPLY.kind, WORRY.kind}
        assert all(address.startswith(("http://", "https://")) for address in addresses.values())

    def test_ensure_repeated_changes_nothing(self) -> None:
        source = self.ready()
        self.apply("Ada", "ada@school.example")
        before = source.changes(None).responses
        assert source.ensure((APPLY, WORRY)) == self.open().ensure((APPLY, WORRY))
        assert source.changes(None).responses == before

    def test_ensure_adds_a_new_question(self) -> None:
        source = self.ready()
        wider = replace(APPLY, questions=(*APPLY.questions, Question(key="pet", title="Your pet")))
        source.ensure((wider,))
        self.submit(APPLY.kind, {"name": ("Ada",), "email": ("ada@school.example",), "pet": ("Cat",)}, at=NOW)
        assert source.changes(None).responses[0].answers["pet"] == ("Cat",)

    def test_link_holds_the_answers_given(self) -> None:
        link = self.ready().link(APPLY.kind, {"name": "Ada & Bo", "email": "ada@school.example"})
        assert "Ada & Bo" in unquote_plus(link)
        assert "ada@school.example" in unquote_plus(link)

    def test_link_without_answers_is_the_forms_address(self) -> None:
        source = self.ready()
        assert source.link(WORRY.kind, {}).startswith(source.ensure((WORRY,))[WORRY.kind])

    def test_link_to_unknown_form_is_permanent(self) -> None:
        with pytest.raises(Permanent) as caught:
            self.ready().link("no_such_form", {})
        assert "no_such_form" in str(caught.value)
        assert caught.value.mend

    def test_changes_is_empty_before_anything_is_sent(self) -> None:
        page = self.ready().changes(None)
        assert (page.responses, page.more) == ((), False)

    def test_changes_holds_what_was_answered(self) -> None:
        source = self.ready()
        answers = {"name": ("Ada",), "email": ("ada@school.example",), "topics": ("Maths", "Chess")}
        self.submit(APPLY.kind, answers, at=NOW)
        [response] = source.changes(None).responses
        given = {key: value for key, value in response.answers.items() if value}
        assert (response.form, response.submitted_at, given) == (APPLY.kind, NOW, answers)

    def test_changes_is_in_the_order_of_submission(self) -> None:
        source = self.ready()
        self.apply("Ada", "ada@school.example", at=NOW)
        self.submit(WORRY.kind, {"text": ("A worry",)}, at=NOW + MINUTE)
        self.apply("Bo", "bo@school.example", at=NOW + 2 * MINUTE)
        found, _ = self.read_all(source)
        assert [response.submitted_at for response in found] == [NOW, NOW + MINUTE, NOW + 2 * MINUTE]

    def test_changes_after_cursor_holds_the_newer_one(self) -> None:
        source = self.ready()
        self.apply("Ada", "ada@school.example")
        _, cursor = self.read_all(source)
        self.apply("Bo", "bo@school.example", at=NOW + MINUTE)
        found, _ = self.read_all(source, cursor)
        assert found[-1].answers["name"] == ("Bo",)

    def test_changes_settles_when_nothing_is_new(self) -> None:
        source = self.ready()
        self.apply("Ada", "ada@school.example")
        _, cursor = self.read_all(source)
        first, again = self.read_all(source, cursor)
        assert self.read_all(source, again)[0] == first

    def test_changes_cursor_outlives_a_restart(self) -> None:
        self.ready()
        self.apply("Ada", "ada@school.example")
        _, cursor = self.read_all(self.open())
        self.apply("Bo", "bo@school.example", at=NOW + MINUTE)
        found, _ = self.read_all(self.open(), cursor)
        assert found[-1].answers["email"] == ("bo@school.example",)

    def test_changes_shows_an_edit_as_the_same_response(self) -> None:
        source = self.ready()
        self.apply("Ada", "ada@school.example")
        [first], cursor = self.read_all(source)
        self.apply("Ada Lovelace", "ada@school.example", at=NOW + MINUTE)
        second = self.read_all(source, cursor)[0][-1]
        assert second.response_id == first.response_id
        assert second.revision > first.revision
        assert second.answers["name"] == ("Ada Lovelace",)

    def test_changes_without_identity_are_all_new(self) -> None:
        source = self.ready()
        for minute in range(2):
            self.submit(WORRY.kind, {"text": ("The same words",)}, at=NOW + minute * MINUTE)
        found, _ = self.read_all(source)
        assert len({response.response_id for response in found}) == 2

    def test_changes_keeps_an_unknown_question_under_its_title(self) -> None:
        source = self.ready()
        self.submit(WORRY.kind, {"text": ("A worry",), "?Shoe size": ("44",)}, at=NOW)
        assert source.changes(None).responses[0].answers["?Shoe size"] == ("44",)

    def test_changes_leaves_answers_as_they_were_written(self) -> None:
        source = self.ready()
        for number, text in enumerate(HOSTILE):
            self.submit(WORRY.kind, {"text": (text,)}, at=NOW + number * MINUTE)
        found, _ = self.read_all(source)
        assert [response.answers["text"][0].strip() for response in found] == [text.strip() for text in HOSTILE]

    def test_changes_skips_nothing_over_many_pages(self) -> None:
        source = self.ready()
        for number in range(120):
            self.submit(WORRY.kind, {"text": (str(number),)}, at=NOW + number * MINUTE)
        found, _ = self.read_all(source)
        assert {response.answers["text"][0] for response in found} == {str(number) for number in range(120)}

    def test_changes_about_a_form_holds_its_answers(self) -> None:
        source = self.ready()
        _, cursor = self.read_all(source)
        self.apply("Ada", "ada@school.example", at=NOW + MINUTE)
        page = source.changes(cursor, {self.named(APPLY.kind)})
        assert [response.answers["name"] for response in page.responses] == [("Ada",)]

    def test_changes_about_one_form_skips_nothing_of_the_others(self) -> None:
        source = self.ready()
        _, cursor = self.read_all(source)
        self.submit(WORRY.kind, {"text": ("A worry",)}, at=NOW + MINUTE)
        self.apply("Ada", "ada@school.example", at=NOW + 2 * MINUTE)
        page = source.changes(cursor, {self.named(APPLY.kind)})
        found = [*page.responses, *self.read_all(self.open(), page.cursor)[0]]
        assert {response.form for response in found} == {APPLY.kind, WORRY.kind}

    def test_changes_about_something_unknown_holds_everything(self) -> None:
        source = self.ready()
        _, cursor = self.read_all(source)
        self.apply("Ada", "ada@school.example", at=NOW + MINUTE)
        self.submit(WORRY.kind, {"text": ("A worry",)}, at=NOW + 2 * MINUTE)
        page = source.changes(cursor, {self.named(APPLY.kind), "nobody knows this"})
        assert {response.form for response in page.responses} == {APPLY.kind, WORRY.kind}

    def test_changes_with_an_unknown_cursor_is_expired(self) -> None:
        source = self.ready()
        cursor = self.expired_cursor()
        with pytest.raises(CursorExpired):
            source.changes(cursor)


PEOPLE = TabLayout(
    key="people",
    title="People",
    columns=(
        Column(key="name", title="Name", width=24),
        Column(key="status", title="Status"),
        Column(key="action", title="Action", staff=True, options=("accept", "decline")),
        Column(key="answer", title="What happened", width=44),
    ),
)
PAIRS = TabLayout(
    key="pairs",
    title="Pairs",
    columns=(Column(key="pair", title="Pair"), Column(key="decision", title="Decision", staff=True)),
)


def person(key: str, name: str, status: str = "new") -> RowWrite:
    """A row of the tab People."""
    return RowWrite(tab="people", key=key, cells={"name": name, "status": status, "answer": ""})


class TableContract(ABC):
    """Every promise of `Table`. Hooks name tabs and columns by the keys of `PEOPLE` and `PAIRS`."""

    @abstractmethod
    def open(self) -> Table:
        """The port, over the same world each time."""

    @abstractmethod
    def see(self, tab: str) -> list[dict[str, str]]:
        """The rows that people see, from the top: header text -> cell text. The hidden key column is left out."""

    @abstractmethod
    def staff_edit(self, tab: str, key: str, column: str, value: str) -> None:
        """Staff type a value."""

    @abstractmethod
    def staff_note(self, tab: str, key: str, title: str, value: str) -> None:
        """Staff type a value in a free column of their own, made when it is not there."""

    @abstractmethod
    def staff_add_row(self, tab: str, cells: Mapping[str, str]) -> None:
        """Staff type a row of their own below the last, by column key."""

    @abstractmethod
    def staff_copy_row(self, tab: str, key: str) -> None:
        """Staff copy a whole row, the hidden key with it, below the last."""

    @abstractmethod
    def staff_delete_row(self, tab: str, key: str) -> None:
        """Staff delete a row."""

    @abstractmethod
    def staff_sort(self, tab: str, column: str) -> None:
        """Staff sort the rows by a column, last first."""

    @abstractmethod
    def staff_insert_column(self, tab: str, title: str, *, before: str) -> None:
        """Staff insert a column of their own before one of ours."""

    @abstractmethod
    def staff_rename_header(self, tab: str, column: str, title: str) -> None:
        """Staff call a column something else."""

    @abstractmethod
    def staff_move_column_last(self, tab: str, column: str) -> None:
        """Staff drag a column behind all others."""

    @abstractmethod
    def staff_delete_tab(self, tab: str) -> None:
        """Staff delete a tab."""

    @abstractmethod
    def staff_lock(self) -> None:
        """Staff have the workbook open in a program that locks it."""

    @abstractmethod
    def staff_unlock(self) -> None:
        """Staff close it."""

    @abstractmethod
    def corrupt(self) -> None:
        """The workbook becomes unreadable."""

    @abstractmethod
    def empty(self) -> None:
        """Every row of every tab is deleted, headers stay."""

    @abstractmethod
    def supplier_calls(self) -> int:
        """How often the supplier was called (for files: the file was replaced) since the world began."""

    def ready(self, *rows: RowWrite) -> Table:
        """An opened workbook with these rows."""
        table = self.open()
        table.ensure((PEOPLE, PAIRS))
        table.write(rows)
        return table

    def reading(self, table: Table, since: str | None = None) -> TableReading:
        """A reading that must not be None."""
        reading = table.read(since)
        assert reading is not None
        return reading

    def names(self) -> list[str]:
        """What people see in the column Name."""
        return [row["Name"] for row in self.see("people")]

    def test_ensure_makes_every_column(self) -> None:
        self.ready(person("p1", "Ada"))
        assert self.see("people") == [{"Name": "Ada", "Status": "new", "Action": "", "What happened": ""}]

    def test_ensure_repeated_changes_nothing(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.staff_note("people", "p1", "My notes", "call back")
        before = (self.see("people"), self.reading(table).rows)
        table.ensure((PEOPLE, PAIRS))
        self.open().ensure((PEOPLE, PAIRS))
        assert (self.see("people"), self.reading(table).rows) == before

    def test_ensure_adds_a_column_to_a_tab_that_stands(self) -> None:
        table = self.ready(person("p1", "Ada"))
        wider = replace(PEOPLE, columns=(*PEOPLE.columns, Column(key="house", title="House")))
        table.ensure((wider, PAIRS))
        table.write([RowWrite(tab="people", key="p1", cells={"house": "Red"})])
        assert self.see("people")[0]["House"] == "Red"
        assert self.see("people")[0]["Name"] == "Ada"

    def test_ensure_makes_a_deleted_tab_anew(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.staff_delete_tab("pairs")
        table.ensure((PEOPLE, PAIRS))
        table.write([RowWrite(tab="pairs", key="x", cells={"pair": "Ada and Bo"})])
        assert self.see("pairs") == [{"Pair": "Ada and Bo", "Decision": ""}]
        assert self.names() == ["Ada"]

    def test_write_adds_and_updates_by_key(self) -> None:
        table = self.ready(person("p1", "Ada"), person("p2", "Bo"))
        table.write([person("p2", "Bo", "accepted"), person("p3", "Cem")])
        assert [(row["Name"], row["Status"]) for row in self.see("people")] == [
            ("Ada", "new"),
            ("Bo", "accepted"),
            ("Cem", "new"),
        ]

    def test_write_repeated_changes_nothing(self) -> None:
        table = self.ready(person("p1", "Ada"))
        before = self.see("people")
        table.write([person("p1", "Ada")])
        self.open().write([person("p1", "Ada")])
        assert self.see("people") == before

    def test_write_keeps_cells_it_does_not_name(self) -> None:
        table = self.ready(person("p1", "Ada"))
        table.write([RowWrite(tab="people", key="p1", cells={"answer": "done"})])
        assert self.see("people") == [{"Name": "Ada", "Status": "new", "Action": "", "What happened": "done"}]

    def test_write_takes_a_row_out(self) -> None:
        table = self.ready(person("p1", "Ada"), person("p2", "Bo"), person("p3", "Cem"))
        gone = RowWrite(tab="people", key="p2", cells=None)
        table.write([gone])
        table.write([gone, person("p3", "Cem", "later")])
        assert [row for row in self.names() if row] == ["Ada", "Cem"]
        assert set(self.reading(table).rows["people"]) == {"p1", "p3"}

    def test_write_last_wins_within_one_batch(self) -> None:
        self.ready(person("p1", "Ada"), person("p1", "Ada", "second"))
        assert [(row["Name"], row["Status"]) for row in self.see("people")] == [("Ada", "second")]

    def test_write_puts_text_and_never_formulas(self) -> None:
        self.ready(*(person(f"p{number}", text) for number, text in enumerate(HOSTILE)))
        assert [name.strip() for name in self.names()] == [text.strip() for text in HOSTILE]

    def test_write_survives_unprintable_text(self) -> None:
        self.ready(person("p1", "A\x00d\x0ba\ud800!"), person("p2", "x" * (LONGEST_CELL + 10)))
        first, second = self.names()
        assert (first[0], first[-1], "\x00" in first) == ("A", "!", False)
        assert len(second) <= LONGEST_CELL

    def test_write_finds_rows_and_columns_wherever_staff_moved_them(self) -> None:
        table = self.ready(person("p1", "Ada"), person("p2", "Bo"))
        self.staff_sort("people", "name")
        self.staff_insert_column("people", "Mine", before="status")
        self.staff_rename_header("people", "status", "How far")
        self.staff_move_column_last("people", "name")
        table.write([person("p1", "Ada", "accepted")])
        rows = [(row["Name"], row["How far"], row["Mine"]) for row in self.see("people")]
        assert rows == [("Bo", "new", ""), ("Ada", "accepted", "")]

    def test_write_keeps_staff_and_free_columns(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.staff_edit("people", "p1", "action", "accept")
        self.staff_note("people", "p1", "My notes", "call back")
        table.write([person("p1", "Ada", "accepted"), person("p2", "Bo")])
        assert self.see("people")[0] == {
            "Name": "Ada",
            "Status": "accepted",
            "Action": "accept",
            "What happened": "",
            "My notes": "call back",
        }

    def test_write_brings_a_deleted_row_back_only_for_its_key(self) -> None:
        table = self.ready(person("p1", "Ada"), person("p2", "Bo"))
        self.staff_delete_row("people", "p1")
        table.write([person("p2", "Bo", "later")])
        assert [name for name in self.names() if name] == ["Bo"]
        table.write([person("p1", "Ada")])
        assert sorted(name for name in self.names() if name) == ["Ada", "Bo"]

    def test_write_keeps_rows_that_staff_added(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.staff_add_row("people", {"name": "A visitor"})
        table.write([person("p2", "Bo"), person("p1", "Ada", "later")])
        assert sorted(self.names()) == ["A visitor", "Ada", "Bo"]

    def test_write_of_many_rows_is_few_calls(self) -> None:
        table = self.ready()
        before = self.supplier_calls()
        table.write([person(f"p{number}", f"Name {number}") for number in range(300)])
        assert self.supplier_calls() - before <= 6
        assert len(self.see("people")) == 300

    def test_write_waits_while_staff_have_it_locked(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.staff_lock()
        with pytest.raises(Retryable) as caught:
            table.write([person("p1", "Ada", "later")])
        assert caught.value.mend
        self.staff_unlock()
        table.write([person("p1", "Ada", "later")])
        assert self.see("people")[0]["Status"] == "later"

    def test_write_to_a_workbook_that_stays_unreadable_is_permanent(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.corrupt()
        with pytest.raises(Permanent) as caught:
            self.write_twice(table)
        assert caught.value.mend

    def write_twice(self, table: Table) -> None:
        """Write; once more where the first answer is to wait, for the workbook may be in the midst of being saved."""
        with suppress(Retryable):
            table.write([person("p1", "Ada", "later")])
        table.write([person("p1", "Ada", "later")])

    def test_read_shows_staff_columns_by_key(self) -> None:
        table = self.ready(person("p1", "Ada"), person("p2", "Bo"))
        self.staff_edit("people", "p2", "action", "accept")
        assert self.reading(table).rows["people"] == {"p1": {"action": ""}, "p2": {"action": "accept"}}

    def test_read_follows_moved_rows_and_columns(self) -> None:
        table = self.ready(person("p1", "Ada"), person("p2", "Bo"))
        self.staff_sort("people", "name")
        self.staff_insert_column("people", "Mine", before="action")
        self.staff_rename_header("people", "action", "Your decision")
        self.staff_edit("people", "p1", "action", "decline")
        assert self.reading(table).rows["people"] == {"p1": {"action": "decline"}, "p2": {"action": ""}}

    def test_read_is_none_when_nothing_changed(self) -> None:
        table = self.ready(person("p1", "Ada"))
        revision = self.reading(table).revision
        assert table.read(revision) is None
        assert self.open().read(revision) is None

    def test_read_sees_an_edit_after_the_revision(self) -> None:
        table = self.ready(person("p1", "Ada"))
        revision = self.reading(table).revision
        self.staff_edit("people", "p1", "action", "accept")
        assert self.reading(table, revision).rows["people"]["p1"] == {"action": "accept"}

    def test_read_sees_an_edit_made_before_our_write(self) -> None:
        table = self.ready(person("p1", "Ada"))
        revision = self.reading(table).revision
        self.staff_edit("people", "p1", "action", "accept")
        table.write([person("p1", "Ada", "later")])
        assert self.reading(table, revision).rows["people"]["p1"] == {"action": "accept"}

    def test_read_leaves_out_rows_without_key(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.staff_add_row("people", {"name": "A visitor", "action": "accept"})
        assert self.reading(table).rows["people"] == {"p1": {"action": ""}}

    def test_read_names_a_copied_row_and_uses_the_first(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.staff_edit("people", "p1", "action", "accept")
        self.staff_copy_row("people", "p1")
        reading = self.reading(table)
        assert reading.rows["people"] == {"p1": {"action": "accept"}}
        assert any("People" in problem for problem in reading.problems)

    def test_read_names_a_missing_tab(self) -> None:
        table = self.ready(person("p1", "Ada"))
        self.staff_delete_tab("pairs")
        reading = self.reading(table)
        assert "pairs" not in reading.rows
        assert any("Pairs" in problem for problem in reading.problems)

    def test_read_of_a_workbook_that_lost_all_rows_stops(self) -> None:
        table = self.ready(person("p1", "Ada"))
        revision = self.reading(table).revision
        self.empty()
        with pytest.raises(SourceEmptied) as caught:
            table.read(revision)
        assert caught.value.mend


ORGANISER, ADA, BO, ROOM = "lead@school.example", "ada@school.example", "bo@school.example", "room7@school.example"
MEETING = Entry(
    key="p/meetings/m1/1",
    version=1,
    title="Mentoring: Ada and Bo",
    starts_at=NOW,
    ends_at=NOW + HOUR / 2,
    zone="Europe/Berlin",
    organiser=ORGANISER,
    attendees=(ADA, BO),
    location="Room 7",
    room=ROOM,
    description="Bring your agreement.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A meeting of ours that stands (is not cancelled) in somebody's calendar."""

    key: str
    version: int
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str


def standing(entry: Entry) -> Standing:
    """What should stand for an entry."""
    return Standing(
        key=entry.key,
        version=entry.version,
        title=entry.title,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        location=entry.location,
    )


class CalendarContract(ABC):
    """Every promise of `Calendar`."""

    @abstractmethod
    def open(self) -> Calendar:
        """The port, over the same world each time."""

    @abstractmethod
    def meetings_of(self, address: str) -> list[Standing]:
        """Our meetings that stand in this calendar, by start."""

    @abstractmethod
    def notices_to(self, address: str) -> int:
        """How many notices (invitation, change, cancellation) this person has got."""

    @abstractmethod
    def guest_says(self, key: str, attendee: str, answer: Answer, *, at: datetime) -> None:
        """A guest answers the invitation in their own program."""

    @abstractmethod
    def add_foreign(self, address: str, starts_at: datetime, ends_at: datetime) -> None:
        """The person has an appointment of their own."""

    @abstractmethod
    def break_calendar(self, address: str) -> None:
        """The person's calendar cannot be read."""

    @abstractmethod
    def expired_cursor(self) -> str:
        """A cursor that was good once and that the supplier no longer knows."""

    def put(self, *entries: Entry) -> None:
        """Put entries that must all be done."""
        assert list(self.open().put(entries)) == [None] * len(entries)

    def test_put_stands_in_every_calendar(self) -> None:
        self.put(MEETING)
        for address in (ADA, BO, ORGANISER):
            assert self.meetings_of(address) == [standing(MEETING)]

    def test_put_again_changes_nothing_and_notifies_nobody(self) -> None:
        self.put(MEETING)
        before = (self.notices_to(ADA), self.notices_to(BO))
        self.put(MEETING, MEETING)
        assert self.meetings_of(ADA) == [standing(MEETING)]
        assert (self.notices_to(ADA), self.notices_to(BO)) == before

    def test_put_notifies_each_attendee_once(self) -> None:
        self.put(MEETING)
        assert (self.notices_to(ADA), self.notices_to(BO)) == (1, 1)

    def test_put_newer_version_replaces(self) -> None:
        moved = replace(
            MEETING, version=2, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR, title="Moved", location="Hall"
        )
        self.put(MEETING)
        self.put(moved)
        for address in (ADA, BO, ORGANISER):
            assert self.meetings_of(address) == [standing(moved)]
        assert self.notices_to(ADA) == 2

    def test_put_older_version_changes_nothing(self) -> None:
        newer = replace(MEETING, version=3, title="Newest")
        self.put(newer)
        before = self.notices_to(ADA)
        self.put(MEETING)
        assert self.meetings_of(ADA) == [standing(newer)]
        assert self.notices_to(ADA) == before

    def test_put_cancelled_takes_it_out_with_notice(self) -> None:
        self.put(MEETING)
        self.put(replace(MEETING, version=2, cancelled=True))
        assert [self.meetings_of(address) for address in (ADA, BO, ORGANISER)] == [[], [], []]
        assert self.notices_to(ADA) == 2

    def test_put_cancelled_that_never_stood_is_done(self) -> None:
        self.put(replace(MEETING, cancelled=True))
        assert self.meetings_of(ADA) == []
        assert self.notices_to(ADA) == 0

    def test_put_takes_it_from_those_no_longer_invited(self) -> None:
        self.put(MEETING)
        self.put(replace(MEETING, version=2, attendees=(ADA,)))
        assert self.meetings_of(BO) == []
        assert len(self.meetings_of(ADA)) == 1

    def test_put_gives_one_outcome_for_each_in_order(self) -> None:
        entries = [
            replace(
                MEETING, key=f"k{day}", starts_at=NOW + timedelta(days=day), ends_at=NOW + timedelta(days=day) + HOUR
            )
            for day in range(5)
        ]
        assert list(self.open().put(entries)) == [None] * 5
        assert self.meetings_of(ADA) == [standing(entry) for entry in entries]

    def test_put_of_nothing_is_nothing(self) -> None:
        assert list(self.open().put(())) == []

    def test_put_keeps_text_within_its_field(self) -> None:
        nasty = replace(
            MEETING, title="A\r\nATTENDEE:mailto:x@y.example", description="B;,\\ \nEND:VEVENT", location="<b>"
        )
        self.put(nasty)
        [found] = self.meetings_of(ADA)
        assert (found.key, found.starts_at, found.location) == (nasty.key, nasty.starts_at, "<b>")
        assert self.notices_to("x@y.example") == 0

    def test_put_keeps_what_people_added(self) -> None:
        self.add_foreign(ADA, NOW + 3 * HOUR, NOW + 4 * HOUR)
        self.put(MEETING)
        self.put(replace(MEETING, version=2, title="New"))
        busy = self.open().busy([ADA], NOW + 2 * HOUR, NOW + 5 * HOUR)
        assert busy == {ADA: (Interval(starts_at=NOW + 3 * HOUR, ends_at=NOW + 4 * HOUR),)}

    def test_busy_counts_ours_and_theirs(self) -> None:
        self.put(MEETING)
        self.add_foreign(ADA, NOW + 3 * HOUR, NOW + 4 * HOUR)
        busy = self.open().busy([ADA, BO], NOW - HOUR, NOW + 9 * HOUR)
        ours = Interval(starts_at=MEETING.starts_at, ends_at=MEETING.ends_at)
        assert busy == {ADA: (ours, Interval(starts_at=NOW + 3 * HOUR, ends_at=NOW + 4 * HOUR)), BO: (ours,)}

    def test_busy_leaves_out_what_is_cancelled(self) -> None:
        self.put(MEETING)
        self.put(replace(MEETING, version=2, cancelled=True))
        assert self.open().busy([ADA], NOW - HOUR, NOW + HOUR) == {ADA: ()}

    def test_busy_touching_the_edges_does_not_count(self) -> None:
        self.put(MEETING)
        calendar = self.open()
        assert calendar.busy([ADA], MEETING.ends_at, MEETING.ends_at + HOUR) == {ADA: ()}
        assert calendar.busy([ADA], MEETING.starts_at - HOUR, MEETING.starts_at) == {ADA: ()}

    def test_busy_is_none_where_it_cannot_be_read(self) -> None:
        self.put(MEETING)
        self.break_calendar(BO)
        busy = self.open().busy([ADA, BO], NOW - HOUR, NOW + HOUR)
        assert (busy[BO], busy[ADA]) == (None, (Interval(starts_at=MEETING.starts_at, ends_at=MEETING.ends_at),))

    def test_guest_answers_are_told_with_key_and_version(self) -> None:
        self.put(MEETING)
        _, cursor = self.answers(None)
        self.guest_says(MEETING.key, ADA, Answer.DECLINED, at=NOW + HOUR)
        found, _ = self.answers(cursor)
        declined = GuestAnswer(key=MEETING.key, version=1, attendee=ADA, answer=Answer.DECLINED, answered_at=NOW + HOUR)
        assert found[-1] == declined

    def test_guest_answers_skip_none_over_a_restart(self) -> None:
        self.put(MEETING)
        self.guest_says(MEETING.key, ADA, Answer.ACCEPTED, at=NOW)
        _, cursor = self.answers(None)
        self.guest_says(MEETING.key, BO, Answer.TENTATIVE, at=NOW + HOUR)
        found, _ = self.answers(cursor)
        assert (found[-1].attendee, found[-1].answer) == (BO, Answer.TENTATIVE)

    def test_guest_answers_are_not_lost_by_a_newer_version(self) -> None:
        self.put(MEETING)
        self.guest_says(MEETING.key, ADA, Answer.DECLINED, at=NOW)
        self.put(replace(MEETING, version=2, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR))
        found, _ = self.answers(None)
        assert [(answer.attendee, answer.version, answer.answer) for answer in found if answer.version == 1] == [
            (ADA, 1, Answer.DECLINED)
        ]

    def test_guest_answers_with_an_unknown_cursor_is_expired(self) -> None:
        calendar = self.open()
        cursor = self.expired_cursor()
        with pytest.raises(CursorExpired):
            calendar.guest_answers(cursor)

    def answers(self, cursor: str | None) -> tuple[Sequence[GuestAnswer], str]:
        """The answers after the cursor and the next cursor."""
        page = self.open().guest_answers(cursor)
        return page.answers, page.cursor


MAIL = OutgoingMail(
    key="p/consent/s1/ask/1",
    to="parent@home.example",
    to_name="Zoë Müller",
    subject="Please answer: may Ada take part? 😀",
    text="Dear Zoë,\n\nplease answer.\n.\nFrom the school\n",
    html="<p>Dear Zoë,</p><p>please answer.</p>",
    reply_to="lead@school.example",
    headers={"List-Id": "mentoring <mentoring.school.example>"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A mail as its reader sees it. `headers` in lower case, decoded."""

    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    headers: Mapping[str, str]


class MailerContract(ABC):
    """Every promise of `Mailer`."""

    @abstractmethod
    def open(self) -> Mailer:
        """The port, over the same world each time."""

    @abstractmethod
    def delivered(self, address: str) -> list[Received]:
        """What has reached this address, oldest first."""

    @abstractmethod
    def bounce(self, mail: OutgoingMail, reason: str, *, at: datetime) -> None:
        """A mail that was sent comes back."""

    @abstractmethod
    def expired_cursor(self) -> str:
        """A cursor that was good once and that the supplier no longer knows."""

    def send(self, mail: OutgoingMail) -> str:
        """Draft and send; the draft's id."""
        mailer = self.open()
        draft_id = mailer.draft(mail)
        mailer.send(draft_id)
        return draft_id

    def test_draft_reaches_nobody(self) -> None:
        mailer = self.open()
        draft_id = mailer.draft(MAIL)
        assert mailer.state(draft_id) is MailState.DRAFTED
        assert self.delivered(MAIL.to) == []

    def test_send_delivers_what_was_drafted(self) -> None:
        self.send(MAIL)
        [mail] = self.delivered(MAIL.to)
        assert (mail.to, mail.subject, mail.html.strip()) == ((MAIL.to,), MAIL.subject, MAIL.html)
        assert mail.text.splitlines() == MAIL.text.splitlines()

    def test_send_keeps_the_headers_asked_for(self) -> None:
        self.send(MAIL)
        [mail] = self.delivered(MAIL.to)
        assert (mail.headers["reply-to"], mail.headers["list-id"]) == (MAIL.reply_to, MAIL.headers["List-Id"])
        assert mail.headers["auto-submitted"] == "auto-generated"

    def test_send_again_sends_nothing(self) -> None:
        draft_id = self.send(MAIL)
        self.open().send(draft_id)
        assert len(self.delivered(MAIL.to)) == 1

    def test_draft_and_send_again_with_one_key_sends_nothing(self) -> None:
        first = self.send(MAIL)
        mailer = self.open()
        if mailer.state(first) is not MailState.SENT:
            mailer.send(mailer.draft(MAIL))
        assert len(self.delivered(MAIL.to)) == 1

    def test_draft_made_anew_says_what_its_newest_version_says(self) -> None:
        # After a crash a mail is composed again, and the link in it that signs staff in is another one.
        mailer = self.open()
        mailer.draft(MAIL)
        mailer.send(mailer.draft(replace(MAIL, text="Newer words.", html="<p>Newer words.</p>")))
        [mail] = self.delivered(MAIL.to)
        assert mail.text.strip() == "Newer words."

    def test_send_of_an_unknown_draft_is_permanent(self) -> None:
        with pytest.raises(Permanent):
            self.open().send("no-such-draft")

    def test_send_to_a_broken_address_is_permanent(self) -> None:
        mailer = self.open()
        with pytest.raises(Permanent) as caught:
            mailer.send(mailer.draft(replace(MAIL, key="broken", to="not an address")))
        assert caught.value.mend

    def test_send_lets_no_header_in(self) -> None:
        nasty = "Hello\r\nBcc: thief@evil.example\r\n\r\nBody"
        self.send(replace(MAIL, key="nasty", subject=nasty, to_name=nasty, reply_to="", headers={"X-Note": nasty}))
        [mail] = self.delivered(MAIL.to)
        assert "bcc" not in mail.headers
        assert self.delivered("thief@evil.example") == []

    def test_state_of_a_sent_mail_outlives_a_restart(self) -> None:
        assert self.open().state(self.send(MAIL)) is MailState.SENT

    def test_state_of_an_unknown_draft_is_absent(self) -> None:
        assert self.open().state("no-such-draft") is MailState.ABSENT

    def test_state_changes_nothing(self) -> None:
        mailer = self.open()
        draft_id = mailer.draft(MAIL)
        assert [mailer.state(draft_id) for _ in range(2)] == [MailState.DRAFTED] * 2
        assert self.delivered(MAIL.to) == []

    def test_bounces_are_told_with_the_key(self) -> None:
        self.send(MAIL)
        cursor = self.open().bounces(None).cursor
        self.bounce(MAIL, "550 5.1.1 No such user", at=NOW)
        bounce = self.open().bounces(cursor).bounces[-1]
        assert (bounce.key, bounce.to, bounce.bounced_at) == (MAIL.key, MAIL.to, NOW)
        assert "No such user" in bounce.reason

    def test_bounces_skip_none_after_a_cursor(self) -> None:
        other = replace(MAIL, key="other", to="second@home.example")
        for mail in (MAIL, other):
            self.send(mail)
        self.bounce(MAIL, "550 gone", at=NOW)
        cursor = self.open().bounces(None).cursor
        self.bounce(other, "550 gone", at=NOW)
        assert self.open().bounces(cursor).bounces[-1].to == other.to

    def test_bounces_with_an_unknown_cursor_is_expired(self) -> None:
        mailer = self.open()
        cursor = self.expired_cursor()
        with pytest.raises(CursorExpired):
            mailer.bounces(cursor)


class LineMailerContract(MailerContract):
    """What a mailer promises besides when its supplier is reached over a line that may break."""

    @abstractmethod
    def lose_answer(self, *, after_sending: bool) -> None:
        """The line breaks during the next `send`, before or after the supplier took the mail."""

    def test_send_that_broke_before_the_supplier_took_it_can_be_repeated(self) -> None:
        mailer = self.open()
        draft_id = mailer.draft(MAIL)
        self.lose_answer(after_sending=False)
        with pytest.raises((Retryable, Unclear)):
            mailer.send(draft_id)
        if mailer.state(draft_id) is MailState.DRAFTED:
            mailer.send(draft_id)
        assert len(self.delivered(MAIL.to)) <= 1

    def test_send_that_broke_after_the_supplier_took_it_is_seen_as_sent(self) -> None:
        mailer = self.open()
        draft_id = mailer.draft(MAIL)
        self.lose_answer(after_sending=True)
        with pytest.raises(Unclear):
            mailer.send(draft_id)
        assert mailer.state(draft_id) is MailState.SENT
        assert len(self.delivered(MAIL.to)) == 1


class WebhookVerifierContract(ABC):
    """Every promise of `WebhookVerifier`."""

    @abstractmethod
    def open(self) -> WebhookVerifier:
        """The verifier."""

    @abstractmethod
    def notification(self, *, now: datetime) -> tuple[Mapping[str, str], bytes]:
        """Headers and body of one notification as the supplier sends it at `now`."""

    @abstractmethod
    def source(self) -> str:
        """The source that the notification is about."""

    def judge(self, headers: Mapping[str, str], body: bytes, now: datetime = NOW) -> list[Delivery] | None:
        """The deliveries, or None when rejected. Any other error fails the test."""
        try:
            return list(self.open().verify(headers, body, now))
        except WebhookRejected:
            return None

    def test_verify_names_source_and_arrival(self) -> None:
        [delivery] = self.judge(*self.notification(now=NOW)) or []
        assert (delivery.source, delivery.received_at) == (self.source(), NOW)
        assert delivery.delivery_id

    def test_verify_gives_a_replay_the_same_id(self) -> None:
        headers, body = self.notification(now=NOW)
        first, again = self.judge(headers, body), self.judge(headers, body, NOW + MINUTE)
        assert first is not None
        assert again is not None
        assert [item.delivery_id for item in first] == [item.delivery_id for item in again]

    def test_verify_reads_header_names_in_any_case(self) -> None:
        headers, body = self.notification(now=NOW)
        assert self.judge({name.upper(): value for name, value in headers.items()}, body) == self.judge(headers, body)

    def test_verify_rejects_a_stale_notification(self) -> None:
        headers, body = self.notification(now=NOW)
        assert self.judge(headers, body, NOW + timedelta(days=365)) is None

    def test_verify_rejects_no_headers(self) -> None:
        _, body = self.notification(now=NOW)
        assert self.judge({}, body) is None

    def test_verify_rejects_changed_headers(self) -> None:
        headers, body = self.notification(now=NOW)
        assert self.judge(dict.fromkeys(headers, "forged"), body) is None

    @given(
        headers=st.dictionaries(st.text(max_size=30), st.text(max_size=60), max_size=6), body=st.binary(max_size=300)
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    def test_verify_rejects_any_other_bytes(self, headers: dict[str, str], body: bytes) -> None:
        assert self.judge(headers, body) is None

    @given(value=st.text(max_size=80), position=st.integers(0, 9), body=st.binary(max_size=80))
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
    def test_verify_rejects_a_forged_header_among_good_ones(self, value: str, position: int, body: bytes) -> None:
        headers, _ = self.notification(now=NOW)
        names = sorted(headers)
        assert self.judge({**headers, names[position % len(names)]: value}, body) is None


class SubscriptionsContract(ABC):
    """Every promise of `Subscriptions`."""

    @abstractmethod
    def open(self) -> Subscriptions:
        """The port, over the same world each time."""

    def test_keep_alive_repeated_is_harmless(self) -> None:
        first = [item.name for item in self.open().keep_alive(NOW)]
        assert [item.name for item in self.open().keep_alive(NOW + MINUTE)] == first

    def test_keep_alive_leaves_nothing_expired(self) -> None:
        for day in range(15):
            now = NOW + timedelta(days=day)
            assert all(item.expires_at is None or item.expires_at > now for item in self.open().keep_alive(now))


class PullerContract(ABC):
    """Every promise of `Puller`."""

    @abstractmethod
    def open(self) -> Puller:
        """The port, over the same world each time."""

    @abstractmethod
    def notify(self) -> None:
        """The supplier has something to tell."""

    def test_pull_finds_nothing_where_nothing_waits(self) -> None:
        assert list(self.open().pull()) == []

    def test_pull_finds_it_again_until_acknowledged(self) -> None:
        self.notify()
        first = self.open().pull()
        assert [item.delivery_id for item in self.open().pull()] == [item.delivery_id for item in first] != []

    def test_acknowledge_ends_it(self) -> None:
        self.notify()
        puller = self.open()
        found = puller.pull()
        puller.acknowledge(found)
        puller.acknowledge(found)
        assert list(self.open().pull()) == []


class PostedFormsContract(ABC):
    """Every promise of `PostedForms`."""

    @abstractmethod
    def open(self) -> PostedForms:
        """The port, with settings that fit."""

    @abstractmethod
    def open_unfitting(self) -> PostedForms:
        """The port with settings that do not know the form."""

    @abstractmethod
    def body(self) -> bytes:
        """A delivery's body with one answer."""

    def test_responses_are_the_same_from_the_same_body(self) -> None:
        first = self.open().responses(self.body())
        assert [response.response_id for response in first] != []
        assert self.open().responses(self.body()) == first

    def test_responses_wait_for_settings_that_fit(self) -> None:
        with pytest.raises(Permanent) as caught:
            self.open_unfitting().responses(self.body())
        assert caught.value.mend


class ProbeContract(ABC):
    """Every promise of `Probe`."""

    @abstractmethod
    def open(self) -> Probe:
        """The probe of a world where everything is in order."""

    @abstractmethod
    def open_broken(self) -> Probe:
        """The probe of a world where something is wrong."""

    def test_findings_are_good_in_a_good_world(self) -> None:
        findings = self.open().findings()
        assert findings
        assert [finding for finding in findings if not finding.ok] == []

    def test_findings_name_the_mend(self) -> None:
        bad = [finding for finding in self.open_broken().findings() if not finding.ok]
        assert bad
        assert all(finding.check and finding.mend for finding in bad)


class EraserContract(ABC):
    """Every promise of `Eraser`."""

    @abstractmethod
    def open(self) -> Eraser:
        """The port, over the same world each time."""

    @abstractmethod
    def keep(self, address: str) -> str:
        """An answer, a mail, a draft and a meeting of this person are kept; the answer's id."""

    @abstractmethod
    def kept(self) -> str:
        """Everything kept for us in this world, as text."""

    def test_erase_takes_everything_of_the_person(self) -> None:
        answer = self.keep("amira@oak.example")
        self.open().erase(("amira@oak.example",), (answer,))
        assert "amira" not in self.kept()

    def test_erase_leaves_others_alone(self) -> None:
        answer, other = self.keep("amira@oak.example"), self.keep("ben@oak.example")
        self.open().erase(("amira@oak.example",), (answer,))
        left = self.kept()
        assert (other in left, left.count("ben@oak.example") > 2) == (True, True)

    def test_erase_repeated_changes_nothing(self) -> None:
        answer = self.keep("amira@oak.example")
        self.keep("ben@oak.example")
        self.open().erase(("amira@oak.example",), (answer,))
        before = self.kept()
        self.open().erase(("amira@oak.example", "nobody@oak.example"), (answer, "no-answer"))
        assert self.kept() == before

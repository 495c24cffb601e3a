"""Rows land on the right people, whatever staff do between our reading and writing and whatever answers get lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

import pytest

from connectors.errors import AuthExpired, Permanent, Retryable
from connectors.microsoft.tables import MicrosoftTable
from connectors.ports import RowWrite
from tests.connectors.attempts import until_done, write_once
from tests.connectors.contracts import HOSTILE, MINUTE, PAIRS, PEOPLE, person
from tests.connectors.microsoft.workbook_staff import book, column_of, fresh_book, open_table, sheet_of, texts
from tests.emulators.microsoft.faults import Kind
from tests.emulators.microsoft.refused import Refused
from tests.emulators.microsoft.school import School
from tests.emulators.microsoft.workbook_model import Formula, Sheet
from tests.emulators.microsoft.workbook_part import BOOK, ITEM, RANGE, SHEET
from tests.repeats import times

pytestmark = pytest.mark.slow
READ = f"GET {SHEET}/usedRange(valuesOnly={{valuesOnly}})"
WRITE, DELETE, OPEN = f"PATCH {RANGE}", f"POST {RANGE}/delete", f"POST {BOOK}/createSession"
CROWD = tuple(person(f"p{number}", f"Name {number}") for number in range(6))
SHOWN = {"name": "", "status": "", "action": ""}


def ready(house: School, *rows: RowWrite) -> MicrosoftTable:
    table = open_table(house)
    table.ensure((PEOPLE, PAIRS))
    table.write(rows)
    return table


def people(house: School) -> Sheet:
    return sheet_of(house, "people")


def rows(house: School) -> dict[str, tuple[str, ...]]:
    """Key -> name, status, action."""
    return texts(people(house), SHOWN)


def as_written(*, status: str = "new") -> dict[str, tuple[str, ...]]:
    return {row.key: (f"Name {row.key[1:]}", status, "") for row in CROWD}


def methods(house: School, since: int) -> list[str]:
    return [call.method for call in house.world.ledger[since:]]


def test_flush_is_one_read_and_one_write(house: School) -> None:
    table, before = ready(house), house.world.calls()
    table.write([person(f"p{number}", f"Name {number}") for number in range(1_000)])
    assert methods(house, before) == [READ, WRITE]


def test_write_of_what_stands_is_one_read(house: School) -> None:
    table, before = ready(house, *CROWD), house.world.calls()
    table.write(CROWD)
    assert methods(house, before) == [READ]


def test_unchanged_file_is_one_look_at_the_drive(house: School) -> None:
    table = ready(house, *CROWD)
    reading = table.read(None)
    assert reading
    table.read(reading.revision)
    before = house.world.calls()
    assert table.read(reading.revision) is None
    assert methods(house, before) == [f"GET {ITEM}"]


def test_edit_after_a_settled_reading_is_seen(house: School) -> None:
    table = ready(house, *CROWD)
    reading = table.read(None)
    assert reading
    table.read(reading.revision)
    people(house).put(2, column_of(people(house), "action"), "accept")
    book(house).touch()
    again = table.read(reading.revision)
    assert again
    assert again.rows["people"]["p0"] == {"action": "accept"}


def test_thousand_submissions_in_a_minute_are_few_calls(house: School) -> None:
    """As delivery does at the suite's pace: what came in since the last flush, in three tabs, every ten seconds."""
    tabs = tuple(replace(PEOPLE, key=name, title=name.title()) for name in ("people", "applications", "activity"))
    table = open_table(house)
    table.ensure(tabs)
    before = house.world.calls()
    for flush in range(6):
        numbers = range(flush * 167, min(1_000, flush * 167 + 167))
        table.write([replace(person(f"p{number}", "A"), tab=tab.key) for number in numbers for tab in tabs])
        house.world.advance(timedelta(seconds=10))
    assert house.world.calls() - before <= 60
    assert [len(texts(sheet_of(house, tab.key), SHOWN)) for tab in tabs] == [1_000] * 3
    assert not [call for call in house.world.ledger if call.status == 429]


@pytest.mark.parametrize("kind", [Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.DUPLICATE, Kind.LATE])
def test_lost_answer_never_doubles_a_row(house: School, kind: Kind) -> None:
    table = ready(house)
    house.world.faults.plan(WRITE, kind)
    until_done(partial(write_once, table, CROWD), house.world.advance)
    table.write(CROWD)
    keys = sorted(str(value) for (row, column), value in people(house).cells.items() if column == 0 and row > 1)
    assert keys == [row.key for row in CROWD]


def test_hundreds_of_lost_answers_double_and_lose_nothing(house: School) -> None:
    table = ready(house)
    house.world.faults.by_chance(0.4, 20_260_907, (Kind.DROP_AFTER, Kind.DROP_BEFORE, Kind.DUPLICATE, Kind.LATE))
    for number in range(120):
        until_done(partial(write_once, table, (person(f"k{number}", str(number)),)), house.world.advance)
    house.world.faults.rate = 0
    keys = sorted(str(value) for (row, column), value in people(house).cells.items() if column == 0 and row > 1)
    assert keys == sorted(f"k{number}" for number in range(120))


def test_lost_answer_on_a_sorted_sheet_is_put_right(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.just_before(WRITE, lambda: people(house).sort(1, descending=True))
    house.world.faults.plan(WRITE, Kind.DROP_AFTER)
    until_done(partial(write_once, table, (person("p0", "Name 0", "later"),)), house.world.advance)
    assert rows(house) == {**as_written(), "p0": ("Name 0", "later", "")}


def test_sort_between_reading_and_writing_hits_nobody(house: School) -> None:
    table = ready(house, *CROWD)
    people(house).put(2, 3, "accept")
    house.world.just_before(WRITE, lambda: people(house).sort(1, descending=True))
    table.write([person("p0", "Name 0", "later"), person("p4", "Name 4", "later")])
    assert rows(house) == {**as_written(), "p0": ("Name 0", "later", "accept"), "p4": ("Name 4", "later", "")}


@pytest.mark.parametrize("inserted", [1, 2, 5])
def test_rows_inserted_before_an_appending_write_cost_nobody_theirs(house: School, inserted: int) -> None:
    table = ready(house, *CROWD)
    people(house).put(7, 3, "accept")
    house.world.just_before(WRITE, lambda: people(house).shift(0, 3, inserted))
    table.write([person("n1", "New 1"), person("n2", "New 2")])
    expected = {
        **as_written(),
        "p5": ("Name 5", "new", "accept"),
        "n1": ("New 1", "new", ""),
        "n2": ("New 2", "new", ""),
    }
    assert rows(house) == expected


def test_row_typed_where_ours_was_bound_for_stays_with_staff(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.just_before(WRITE, lambda: people(house).put(8, 3, "accept"))
    table.write([person("n1", "New 1")])
    assert rows(house)["n1"] == ("New 1", "new", "")
    assert people(house).cells[8, 3] == "accept"
    assert (8, 0) not in people(house).cells


def test_insertion_between_reading_and_taking_out_loses_nobody(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.just_before(DELETE, lambda: people(house).shift(0, 2, 1))
    table.write([RowWrite(tab="people", key="p3", cells=None)])
    assert rows(house) == {key: line for key, line in as_written().items() if key != "p3"}


def test_row_that_staff_take_out_meanwhile_is_not_brought_back_by_others(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.just_before(WRITE, lambda: people(house).shift(0, 2, -1))
    table.write([person("p4", "Name 4", "later")])
    assert sorted(rows(house)) == ["p1", "p2", "p3", "p4", "p5"]


def test_rows_that_never_rest_are_left_for_later(house: School) -> None:
    table = ready(house, *CROWD)

    def stir() -> None:
        people(house).sort(1, descending=house.world.calls(WRITE) % 2 == 0)
        house.world.just_before(WRITE, stir)

    house.world.just_before(WRITE, stir)
    with pytest.raises(Retryable) as caught:
        table.write([person("p0", "Name 0", "later")])
    assert caught.value.mend


def act(house: School, random: Random) -> Callable[[], object]:
    """Something staff do."""
    sheet = people(house)
    last, column = max(sheet.last_row(), 3), random.randint(1, 6)
    acts: list[Callable[[], object]] = [
        lambda: sheet.sort(column, descending=random.random() < 0.5),
        lambda: sheet.shift(0, random.randint(2, last), 1),
        lambda: sheet.put(random.randint(2, last), 12, "note"),
        lambda: sheet.move_column(random.randint(1, 4), random.randint(1, 7)),
        lambda: sheet.put(1, column, f"Renamed {column}"),
        lambda: setattr(sheet, "title", f"People {random.randint(1, 9)}"),
        lambda: sheet.shift(1, random.randint(1, 5), 1),
    ]
    return random.choice(acts)


def test_hundreds_of_random_staff_acts_leave_every_cell_with_its_person(house: School) -> None:
    random = Random(20_260_907)
    table, expected = ready(house, *CROWD), as_written()
    for step in range(times(300)):
        house.world.just_before(random.choice((READ, WRITE)), act(house, random))
        key = f"p{random.randint(0, 5)}"
        expected[key] = (f"Name {key[1:]}", f"step {step}", "")
        house.world.advance(MINUTE)
        table.write([person(key, f"Name {key[1:]}", f"step {step}")])
        house.world.meanwhile.clear()
    assert rows(house) == expected


def test_lost_session_is_made_anew_once(house: School) -> None:
    table = ready(house, *CROWD)
    book(house).sessions.clear()
    before = house.world.calls()
    table.write([person("p0", "Name 0", "later")])
    assert methods(house, before) == [READ, OPEN, READ, WRITE]


def test_idle_session_is_not_tried(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.advance(timedelta(minutes=4))
    before = house.world.calls()
    table.write([person("p0", "Name 0", "later")])
    assert methods(house, before) == [OPEN, READ, WRITE]


@pytest.mark.parametrize(
    "refusal",
    [
        Refused(409, "Conflict", inner="conflictUncategorized"),
        Refused(423, "resourceLocked"),
        Refused(429, "tooManyRequests", headers={"Retry-After": "7"}),
        Refused(500, "generalException", inner="internalServerErrorUncategorized"),
        Refused(400, "invalidRequest", inner="invalidResourceId"),
        Refused(504, "timeout"),
    ],
)
def test_refusal_that_passes_is_tried_again(house: School, refusal: Refused) -> None:
    table = ready(house, *CROWD)
    house.world.faults.plan(WRITE, Kind.REFUSE, refusal=refusal)
    with pytest.raises(Retryable) as caught:
        table.write([person("p0", "Name 0", "later")])
    assert caught.value.mend
    table.write([person("p0", "Name 0", "later")])
    assert rows(house)["p0"] == ("Name 0", "later", "")


def test_tenant_that_keeps_applications_out_is_told_of_lists(house: School) -> None:
    fresh_book(house).app_only = False
    with pytest.raises(AuthExpired) as caught:
        open_table(house).ensure((PEOPLE, PAIRS))
    assert "table: list" in caught.value.mend


def test_first_layout_is_drawn_for_people(house: School) -> None:
    ready(house)
    sheet = people(house)
    assert (sheet.frozen, sheet.hidden_rows, sheet.hidden_columns) == ("C3", {0}, {0})
    assert sheet.choices == {3: '"accept,decline"'}
    assert [one.title for one in book(house).sheets] == ["People", "Pairs"]


def test_excel_asks_back_who_types_into_our_columns(house: School) -> None:
    ready(house)
    staff = {index for index, column in enumerate(PEOPLE.columns, start=1) if column.staff}
    assert people(house).asks_back == {*range(len(PEOPLE.columns) + 1)} - staff


def test_workbook_of_staffs_own_keeps_what_is_in_it(house: School) -> None:
    fresh_book(house).sheets[0].put(0, 0, "ours")
    fresh_book(house).sheets[0].title = "People"
    ready(house, *CROWD)
    assert book(house).sheets[0].asks_back == set()
    assert book(house).sheets[0].cells == {(0, 0): "ours"}
    assert (people(house).title, rows(house)) == ("People2", as_written())


def test_open_file_is_not_replaced(house: School) -> None:
    fresh_book(house).open_in_excel = True
    with pytest.raises(Retryable) as caught:
        ready(house)
    assert "close" in caught.value.mend
    assert [one.title for one in book(house).sheets] == ["Sheet1"]


def test_tab_made_later_looks_like_the_others(house: School) -> None:
    table = ready(house)
    book(house).open_in_excel = True
    table.ensure((PEOPLE, PAIRS, replace(PEOPLE, key="meetings", title="Meetings")))
    sheet = sheet_of(house, "meetings")
    assert (sheet.title, sheet.hidden_rows, sheet.hidden_columns) == ("Meetings", {0}, {0})
    assert {part for _, part, _ in sheet.looks} == {"fill", "font", "format"}


def test_overwritten_hidden_row_is_named_again_by_the_words(house: School) -> None:
    table = ready(house, *CROWD)
    sheet = people(house)
    sheet.cells = {place: value for place, value in sheet.cells.items() if place[0] != 0}
    table.ensure((PEOPLE, PAIRS))
    table.write([person("p0", "Name 0", "later")])
    assert rows(house) == {**as_written(), "p0": ("Name 0", "later", "")}


def test_deleted_column_is_made_again_behind_the_others(house: School) -> None:
    table = ready(house, *CROWD)
    people(house).shift(1, 2, -1)
    table.write([person("p0", "Name 0", "later")])
    assert rows(house)["p0"] == ("Name 0", "later", "")


def test_deleted_tab_that_nobody_knows_is_told(house: School) -> None:
    ready(house, *CROWD)
    book(house).sheets.remove(people(house))
    with pytest.raises(Permanent) as caught:
        open_table(house).write([person("p0", "Name 0"), RowWrite(tab="pairs", key="x", cells={"pair": "A and B"})])
    assert "version history" in caught.value.mend
    assert "A and B" in sheet_of(house, "pairs").cells.values()


@pytest.mark.parametrize("keeps_quotes", [False, True])
def test_no_cell_of_ours_computes(house: School, keeps_quotes: bool) -> None:
    fresh_book(house).keeps_quotes = keeps_quotes
    table = ready(house, *(person(f"p{number}", text) for number, text in enumerate(HOSTILE)))
    assert not [value for value in people(house).cells.values() if isinstance(value, Formula | float | bool)]
    assert [name.strip() for name, _, _ in rows(house).values()] == [text.strip() for text in reversed(HOSTILE)]
    before = house.world.calls(WRITE)
    table.write([person(f"p{number}", text) for number, text in enumerate(HOSTILE)])
    assert house.world.calls(WRITE) == before

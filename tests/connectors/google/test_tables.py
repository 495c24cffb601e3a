"""Rows land on the right people whatever staff do between our reading and our writing."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from connectors.errors import AuthExpired, Permanent, Retryable
from connectors.google.grid import KEY_TITLE, a1_column, as_text, read_grid, tab_id
from connectors.ports import RowWrite, Table
from tests.connectors.contracts import MINUTE, PAIRS, PEOPLE, person
from tests.emulators.google.faults import Kind
from tests.emulators.google.school import BOOK, School
from tests.emulators.google.sheets_model import Formula, Tab
from tests.repeats import times

pytestmark = pytest.mark.slow
WRITE = "sheets.spreadsheets.batchUpdate"
READ = "sheets.spreadsheets.values.batchGetByDataFilter"


def ready(house: School, *rows: RowWrite) -> Table:
    table = house.open().table
    table.ensure((PEOPLE, PAIRS))
    table.write(rows)
    return table


def people(house: School) -> Tab:
    return house.world.workbooks.get(BOOK).tab(tab_id("people"))


def rows(tab: Tab) -> dict[str, tuple[object, ...]]:
    """Key -> name, status, action, by the hidden row and column."""
    grid = read_grid("people", tab.title, {place: as_text(value) for place, value in tab.cells.items()})
    assert grid
    return {key: tuple(grid.text(key, column) for column in ("name", "status", "action")) for key in grid.rows}


CROWD = tuple(person(f"p{number}", f"Name {number}") for number in range(6))


def test_flush_is_one_read_and_one_write(house: School) -> None:
    table = ready(house)
    before = house.world.calls()
    table.write([person(f"p{number}", f"Name {number}") for number in range(1_000)])
    assert [call.method for call in house.world.ledger[before:]] == [READ, WRITE]


def test_write_of_what_stands_is_one_read(house: School) -> None:
    table = ready(house, *CROWD)
    before = house.world.calls()
    table.write(CROWD)
    assert [call.method for call in house.world.ledger[before:]] == [READ]


def test_unchanged_reading_is_one_small_call(house: School) -> None:
    table = ready(house, *CROWD)
    reading = table.read(None)
    assert reading
    table.read(reading.revision)
    before = house.world.calls()
    assert table.read(reading.revision) is None
    assert [call.method for call in house.world.ledger[before:]] == [READ]


@pytest.mark.parametrize("kind", [Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.DUPLICATE])
def test_lost_answer_never_doubles_a_row(house: School, kind: Kind) -> None:
    table = ready(house)
    house.world.faults.plan(WRITE, kind)
    for _ in range(2):
        try:
            table.write(CROWD)
            break
        except Retryable:
            continue
    table.write(CROWD)
    keys = [value for (row, column), value in people(house).cells.items() if column == 0 and row > 1]
    assert sorted(map(str, keys)) == [f"p{number}" for number in range(6)]


def test_batch_that_was_sent_twice_takes_out_one_row(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.faults.plan(WRITE, Kind.DUPLICATE)
    table.write([RowWrite(tab="people", key="p1", cells=None)])
    assert sorted(rows(people(house))) == ["p0", "p2", "p3", "p4", "p5"]


def test_numbers_of_batches_do_not_pile_up(house: School) -> None:
    table = ready(house)
    for step in range(20):
        table.write([person("p0", "Name 0", str(step))])
    assert len(house.world.workbooks.get(BOOK).metadata) == 1
    house.open().table.ensure((PEOPLE, PAIRS))
    assert house.world.workbooks.get(BOOK).metadata == {}


def test_sort_between_reading_and_writing_hits_nobody(house: School) -> None:
    table = ready(house, *CROWD)
    people(house).put(2, 3, "accept")
    house.world.just_before(WRITE, lambda: people(house).sort(1, descending=True))
    table.write([person("p0", "Name 0", "later"), person("p4", "Name 4", "later")])
    expected = {row.key: ("Name " + row.key[1:], "new", "") for row in CROWD}
    expected |= {"p0": ("Name 0", "later", "accept"), "p4": ("Name 4", "later", "")}
    assert rows(people(house)) == expected


def test_insertion_between_reading_and_taking_out_loses_nobody(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.just_before(WRITE, lambda: people(house).shift("ROWS", 2, 1))
    table.write([RowWrite(tab="people", key="p3", cells=None)])
    assert sorted(rows(people(house))) == ["p0", "p1", "p2", "p4", "p5"]
    assert {row[0] for row in rows(people(house)).values()} == {f"Name {number}" for number in (0, 1, 2, 4, 5)}


def test_row_that_staff_take_out_meanwhile_is_not_brought_back_by_others(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.just_before(WRITE, lambda: people(house).shift("ROWS", 2, -1))
    table.write([person("p4", "Name 4", "later")])
    assert sorted(rows(people(house))) == ["p1", "p2", "p3", "p4", "p5"]


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
    tab = people(house)
    last = max(tab.last_row(), 3)
    column = random.randint(1, 6)
    acts: list[Callable[[], object]] = [
        lambda: tab.sort(column, descending=random.random() < 0.5),
        lambda: tab.shift("ROWS", random.randint(2, last), 1),
        lambda: tab.put(random.randint(2, last), tab.columns - 1, "note"),
        lambda: tab.move_column(random.randint(1, 4), random.randint(1, 7)),
        lambda: tab.put(1, column, f"Renamed {column}"),
        lambda: setattr(tab, "title", f"People {random.randint(1, 9)}"),
        lambda: tab.shift("COLUMNS", random.randint(1, 5), 1),
    ]
    return random.choice(acts)


def test_hundreds_of_random_staff_acts_leave_every_cell_with_its_person(house: School) -> None:
    random = Random(20_260_907)
    table, expected = ready(house, *CROWD), {row.key: ("Name " + row.key[1:], "new", "") for row in CROWD}
    for step in range(times(400)):
        house.world.just_before(random.choice((READ, WRITE)), act(house, random))
        key = f"p{random.randint(0, 5)}"
        expected[key] = (f"Name {key[1:]}", f"step {step}", "")
        house.world.advance(MINUTE)
        table.write([person(key, f"Name {key[1:]}", f"step {step}")])
        house.world.meanwhile.clear()
    assert rows(people(house)) == expected


def test_overwritten_hidden_row_is_named_again_by_the_words(house: School) -> None:
    table = ready(house, *CROWD)
    tab = people(house)
    tab.cells = {place: value for place, value in tab.cells.items() if place[0] != 0}
    table.ensure((PEOPLE, PAIRS))
    table.write([person("p0", "Name 0", "later")])
    assert rows(people(house))["p0"] == ("Name 0", "later", "")
    assert len(rows(people(house))) == 6


def test_deleted_column_is_made_again_behind_the_others(house: School) -> None:
    table = ready(house, *CROWD)
    people(house).shift("COLUMNS", 2, -1)
    table.write([person("p0", "Name 0", "later")])
    assert rows(people(house))["p0"] == ("Name 0", "later", "")


def test_deleted_tab_that_nobody_knows_is_told(house: School) -> None:
    ready(house, *CROWD)
    house.world.workbooks.get(BOOK).tabs.remove(people(house))
    with pytest.raises(Permanent) as caught:
        house.open().table.write([person("p0", "Name 0"), RowWrite(tab="pairs", key="x", cells={"pair": "A and B"})])
    assert "version history" in caught.value.mend
    pairs = house.world.workbooks.get(BOOK).tab(tab_id("pairs"))
    assert "A and B" in pairs.cells.values()


def test_withdrawn_share_pauses_and_loses_nothing(house: School) -> None:
    table = ready(house, *CROWD)
    house.world.workbooks.get(BOOK).editable = False
    with pytest.raises(AuthExpired) as caught:
        table.write([person("p0", "Name 0", "later")])
    assert "Share" in caught.value.mend


def test_adopted_workbook_keeps_a_tab_of_the_same_name(house: School) -> None:
    own = house.world.workbooks.get(BOOK).tabs[0]
    own.title = "People"
    own.put(0, 0, "ours")
    ready(house, *CROWD)
    assert (own.cells, people(house).title) == ({(0, 0): "ours"}, "People (nearpeer)")


def test_tab_is_laid_out_for_people(house: School) -> None:
    ready(house)
    tab = people(house)
    assert (tab.frozen, tab.hidden_rows, tab.hidden_columns) == (2, {0}, {0})
    assert tab.validation == {3: ["accept", "decline"]}
    assert len(tab.protected) == 4
    assert all(protected["warningOnly"] for protected in tab.protected.values())
    assert tab.conditional[0]["booleanRule"]["condition"]["values"] == [{"userEnteredValue": '=AND($A3<>"",D3="")'}]


def test_school_may_lock_our_columns(house: School) -> None:
    ready(house)
    house.extra = {"strict_columns": "yes"}
    ready(house)
    locked = {"warningOnly": False, "editors": {"users": ["mentoring@school.example"]}}
    assert [{name: p.get(name) for name in locked} for p in people(house).protected.values()] == [locked] * 4


def test_protection_that_staff_took_away_comes_back(house: School) -> None:
    ready(house)
    before = dict(people(house).protected)
    people(house).protected.clear()
    ready(house)
    assert people(house).protected == before


def test_new_choices_reach_a_standing_tab(house: School) -> None:
    ready(house)
    columns = tuple(
        column if column.key != "action" else type(column)(key="action", title="Action", staff=True, options=("x",))
        for column in PEOPLE.columns
    )
    house.open().table.ensure((type(PEOPLE)(key="people", title="People", columns=columns),))
    assert people(house).validation == {3: ["x"]}


def test_no_cell_of_ours_computes(house: School) -> None:
    ready(house, person("p0", '=IMPORTXML("https://evil.example";"//a")'), person("p1", "+1"), person("p2", "＝1"))
    assert not [value for value in people(house).cells.values() if isinstance(value, Formula)]
    assert people(house).cells[1, 0] == KEY_TITLE


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")])
def test_columns_have_letters(index: int, letters: str) -> None:
    assert a1_column(index) == letters

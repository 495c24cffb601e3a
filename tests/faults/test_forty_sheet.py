"""Faults 9 to 13: what staff do to the sheet and to the form while we write and read. See docs/faults.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from tests.builders import NOW
from tests.connectors.contracts import MINUTE, person
from tests.connectors.google.conftest import house
from tests.connectors.google.test_forms import asked, school_form, source
from tests.connectors.google.test_tables import CROWD, READ, WRITE, act, people, ready, rows
from tests.emulators.google.school import School
from tests.faults.village import SEEDS, Villages, application, names, pupils

__all__ = ["house"]

pytestmark = pytest.mark.slow
KEYS = [row.key for row in CROWD]


def expected(status: str = "new") -> dict[str, tuple[str, str, str]]:
    return {key: (f"Name {key[1:]}", status, "") for key in KEYS}


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_09_staff_at_work_leave_every_cell_with_its_person(house: School, seed: int) -> None:
    random, table, want = Random(seed), ready(house, *CROWD), expected()
    for step in range(12):
        house.world.just_before(random.choice((READ, WRITE)), act(house, random))
        key = random.choice(KEYS)
        want[key] = (f"Name {key[1:]}", f"step {step}", "")
        house.world.advance(MINUTE)
        table.write([person(key, f"Name {key[1:]}", f"step {step}")])
        house.world.meanwhile.clear()
    assert rows(people(house)) == want


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_10_deleted_rows_stay_away_and_are_listed(villages: Villages, seed: int) -> None:
    village, random = villages.new(), Random(seed)
    village.world.responses += [application(n) for n in range(6)]
    village.live(timedelta(minutes=10))
    gone = random.sample(sorted(village.rows("applications")), random.randint(1, 4))
    for key in gone:
        del village.world.rows["applications", key]
    village.live(timedelta(minutes=20))
    listed = [row["what"] for row in village.rows("activity").values() if "Staff deleted the row" in row["what"]]
    assert set(gone).isdisjoint(village.rows("applications"))
    assert (len(village.rows("applications")), len(listed)) == (6 - len(gone), len(gone))
    village.world.responses += [application(n, revision=2, why="News.") for n in range(6)]
    village.live(timedelta(minutes=10))
    assert names(village) == pupils(range(6))  # news bring the row back


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_11_what_staff_type_meanwhile_stays(house: School, seed: int) -> None:
    random, table = Random(seed), ready(house, *CROWD)
    typed: dict[int, str] = {}

    def type_in() -> None:
        row = random.randint(2, 7)
        typed[row] = random.choice(("accept", "decline"))
        people(house).put(row, 3, typed[row])

    for step in range(8):
        house.world.just_before(random.choice((READ, WRITE)), type_in)
        house.world.advance(MINUTE)
        table.write([person(key, f"Name {key[1:]}", f"step {step}") for key in random.sample(KEYS, 3)])
        house.world.meanwhile.clear()
    assert {row: people(house).cells.get((row, 3)) for row in typed} == typed


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_12_columns_renamed_moved_or_deleted_misplace_nothing(house: School, seed: int) -> None:
    random, table = Random(seed), ready(house, *CROWD)
    tab = people(house)
    acts: list[Callable[[], object]] = [
        lambda: tab.put(1, random.randint(1, 4), "Renamed"),
        lambda: tab.move_column(random.randint(1, 4), random.randint(1, 6)),
        lambda: tab.shift("COLUMNS", random.randint(1, 4), 1),
        lambda: tab.shift("COLUMNS", random.randint(1, 4), -1),
    ]
    for step in range(6):
        house.world.just_before(random.choice((READ, WRITE)), random.choice(acts))
        house.world.advance(MINUTE)
        table.write([person(key, f"Name {key[1:]}", f"step {step}") for key in KEYS])
        house.world.meanwhile.clear()
    table.write([person(key, f"Name {key[1:]}", "last") for key in KEYS])
    assert rows(people(house)) == expected("last")


@pytest.mark.parametrize("seed", SEEDS)
def test_fault_13_questions_renamed_moved_or_added_keep_answers_under_their_heading(house: School, seed: int) -> None:
    random = Random(seed)
    items = [asked("aa", "Name?"), asked("bb", "Mail?")]
    form, opened = school_form(house, *items), None
    opened, wanted, found = source(house), [], list[dict[str, Any]]()
    cursor = opened.changes(None).cursor
    for step in range(6):
        extra = [asked(f"c{n}", f"Extra {n}") for n in range(random.randint(0, 3))]
        form.items = [asked("aa", f"Who {step}?"), asked("bb", f"Where {step}?"), *extra]
        random.shuffle(form.items)
        said = {"aa": (f"Ada {step}",), "bb": (f"a{step}@x.example",)} | {f"c{n}": ("x",) for n in range(len(extra))}
        house.world.advance(MINUTE)
        house.world.forms.submit("1Own", said, NOW + step * MINUTE)
        page = opened.changes(cursor)
        cursor = page.cursor
        found += [dict(response.answers) for response in page.responses]
        raw = {f"?Extra {n}": ("x",) for n in range(len(extra))}
        wanted.append({"name": said["aa"], "email": said["bb"], **raw})
    assert found == wanted

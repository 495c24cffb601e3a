"""Rows and meetings converge on what was decided last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from connectors.errors import AuthExpired, Permanent, Retryable, Unclear
from connectors.ports import RowWrite
from service import codec
from service.delivery import parked
from service.delivery.projections import CUT, LONGEST_CELL, put_meetings, write_rows
from service.storage.database import Database
from service.storage.projections import Standing, row_payload
from tests.builders import NOW
from tests.service.engine_school import School, always, asked
from tests.service.memory_suite import MemoryCalendar, MemoryTable, World, after
from workflows.decision import Decision
from workflows.effects import PutMeeting, PutRow, RemoveRow


class PickyTable(MemoryTable):
    """Refuses batches that hold certain rows."""

    def __init__(self, *bad: str) -> None:
        super().__init__(World())
        self.bad = bad

    def write(self, batch: Sequence[RowWrite]) -> None:
        self.world.calls["write"] += 1
        if any(row.key in self.bad for row in batch):
            raise Permanent("too strange")
        super().write(batch)


def rows(*keys: str) -> list[Standing]:
    """Wishes for rows."""
    return [Standing(f"people/{k}", "row", 1, row_payload("people", k, {"name": k}), 0, "due") for k in keys]


def meeting(version: int = 1, **changed: Any) -> PutMeeting:
    """A meeting of a pair."""
    values: dict[str, Any] = {
        "key": "m1",
        "version": version,
        "title": "Meeting",
        "starts_at": NOW + timedelta(days=1),
        "ends_at": NOW + timedelta(days=1, minutes=30),
        "organiser": "lead@oak.example",
        "attendees": ("a@oak.example",),
        "location": "Library",
        "room_address": "",
        "description": "",
        "about": ("p1",),
    }
    return PutMeeting(**(values | changed))


def school(database: Database, *effects: Any) -> School:
    """A school in which asking for a draft has these effects."""
    made = School(database, reactions=always(Decision(effects=effects)))
    made.run()
    return made


def test_many_rows_are_one_write(sqlite_database: Database) -> None:
    made = school(sqlite_database, *(PutRow(tab="people", key=str(n), cells={"n": str(n)}) for n in range(1_000)))
    made.happen(asked())
    assert (made.world.calls["write"], len(made.world.rows)) == (1, 1_000)


def test_refused_row_is_found_and_the_others_are_written() -> None:
    table = PickyTable("c")
    results = write_rows(table, rows(*"abcdefgh"))
    assert [standing.key for standing, _ in results.refused] == ["people/c"]
    assert (sorted(key for _, key in table.world.rows), results.error) == (list("abdefgh"), None)


def test_workbook_that_takes_nothing_stops_the_destination() -> None:
    names = [str(number) for number in range(200)]
    results = write_rows(PickyTable(*names), rows(*names))
    assert (type(results.error), results.refused, results.applied) == (Permanent, [], [])
    assert results.acts <= 6


def test_long_text_is_cut_with_a_mark() -> None:
    table = MemoryTable(World())
    long = Standing("people/a", "row", 1, row_payload("people", "a", {"why": "x" * 40_000}), 0, "due")
    write_rows(table, [long])
    text = table.world.rows["people", "a"]["why"]
    assert (len(text), text.endswith(CUT)) == (LONGEST_CELL, True)


def test_locked_workbook_is_written_later(sqlite_database: Database) -> None:
    made = school(sqlite_database, PutRow(tab="people", key="a", cells={"n": "1"}))
    made.world.fail("write", Retryable("somebody has it open"), after(Unclear("?")))
    made.happen(asked())
    made.settle()
    assert made.world.rows == {("people", "a"): {"n": "1"}}


def test_unreadable_workbook_is_shown_and_tried_again(sqlite_database: Database) -> None:
    made = school(sqlite_database, PutRow(tab="people", key="a", cells={"n": "1"}))
    made.world.fail("write", Permanent("The workbook cannot be read.", mend="Restore it."))
    made.happen(asked())
    made.settle(timedelta(hours=1))
    assert made.world.rows["health", "workbook"] == {"item": "workbook", "state": "working"}
    assert made.world.rows["people", "a"] == {"n": "1"}


def test_lost_permission_is_told_once(sqlite_database: Database) -> None:
    made = school(sqlite_database, PutRow(tab="people", key="a", cells={"n": "1"}))
    made.world.fail("write", *[AuthExpired("Access was taken away.")] * 3)
    made.happen(asked())
    made.settle(timedelta(hours=2))
    assert [letter.subject for letter in made.world.letters] == ["Oak mentoring: the workbook needs permission again"]
    assert made.world.rows["people", "a"] == {"n": "1"}


def test_row_removed_before_it_was_written_stays_away(sqlite_database: Database) -> None:
    made = school(sqlite_database, PutRow(tab="people", key="a", cells={}), RemoveRow(tab="people", key="a"))
    made.happen(asked())
    assert made.world.rows == {}


def test_meeting_is_put_once_and_changed_by_version(database: Database) -> None:
    made = school(database, meeting())
    made.world.fail("put", after(Unclear("504")))
    made.happen(asked(), "one")
    made.settle()
    made.reactions = always(Decision(effects=(meeting(2, cancelled=True),)))
    made.happen(asked(), "two")
    assert (dict(made.world.notices), made.world.entries["m1"].cancelled) == ({("m1", 1): 1, ("m1", 2): 1}, True)


def test_older_meeting_does_not_win(sqlite_database: Database) -> None:
    made = school(sqlite_database, meeting(2))
    made.happen(asked(), "one")
    made.reactions = always(Decision(effects=(meeting(1, title="Old"),)))
    made.happen(asked(), "two")
    assert made.world.entries["m1"].title == "Meeting"


def test_refused_meeting_is_parked_and_the_others_stand(sqlite_database: Database) -> None:
    made = school(sqlite_database, meeting(), meeting(key="m2"), meeting(key="m3"))
    made.world.fail("put m2", Permanent("no such room"))
    made.happen(asked())
    assert sorted(made.world.entries) == ["m1", "m3"]
    assert [(item.id, item.reason) for item in parked.listing(sqlite_database, "oak")] == [
        ("meeting:m2", "no such room")
    ]


def test_only_the_failed_meeting_is_repeated(sqlite_database: Database) -> None:
    made = school(sqlite_database, meeting(), meeting(key="m2"))
    made.world.fail("put m2", Retryable("busy"))
    made.happen(asked())
    made.settle()
    assert dict(made.world.notices) == {("m1", 1): 1, ("m2", 1): 1}


def test_replayed_meeting_is_put(sqlite_database: Database) -> None:
    made = school(sqlite_database, meeting())
    made.world.fail("put m1", Permanent("no such room"))
    made.happen(asked())
    assert parked.replay(sqlite_database, "oak", "meeting:m1", NOW)
    made.run()
    assert sorted(made.world.entries) == ["m1"]


@pytest.mark.parametrize("online", [False, True])
def test_meeting_asks_for_a_link_as_the_programme_says(online: bool) -> None:
    world, wished = World(), meeting()
    due = Standing(wished.key, "meeting", 1, codec.encode(wished), 0, "due")
    put_meetings(MemoryCalendar(world), [due], zone="Europe/Berlin", online=online)
    assert [(entry.online, entry.zone) for entry in world.entries.values()] == [(online, "Europe/Berlin")]

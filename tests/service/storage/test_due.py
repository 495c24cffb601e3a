"""What is due when, and for whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.storage import destinations, due, timers
from service.storage.database import Database
from service.storage.due import EVENTS, INTAKE, MAIL, PARTS, SOURCES, URGENT, Due
from service.storage.events import NewEvent
from tests.builders import NOW
from tests.service.engine_school import School, always, asked, mail
from workflows.decision import Decision, Timer
from workflows.effects import PutRow, Urgency
from workflows.events import TimerFired

HOUR = timedelta(hours=1)


def at(database: Database, who: str = "embedded") -> dict[str, datetime]:
    """When what is due."""
    with database.read() as connection:
        return due.due(connection, "oak", who).at


def test_idle_programme_waits_for_its_next_look(sqlite_database: Database) -> None:
    School(sqlite_database).run()
    assert at(sqlite_database) == {SOURCES: NOW + timedelta(days=365)}


def test_each_kind_of_work_is_told_apart(database: Database) -> None:
    effects = (mail(), mail("oak/u", urgency=Urgency.URGENT), PutRow(tab="people", key="p", cells={}))
    school = School(database, reactions=always(Decision(effects=effects)))
    school.run()
    school.engine.submit("oak", asked(), "one")
    assert at(database)[EVENTS] == NOW
    school.engine.run_part("oak", INTAKE, NOW)
    assert at(database) == {SOURCES: NOW + timedelta(days=365), MAIL: NOW, URGENT: NOW, "workbook": NOW}


def test_lease_of_another_worker_puts_work_off(database: Database) -> None:
    school = School(database, reactions=always(Decision(effects=(mail(urgency=Urgency.URGENT),))))
    school.run()
    school.engine.submit("oak", asked(), "one")
    school.engine.run_part("oak", INTAKE, NOW)
    with database.write() as connection:
        destinations.claim(connection, "oak", MAIL, "other", NOW)
    assert (at(database)[URGENT], at(database, "other")[URGENT]) == (NOW + destinations.LEASE, NOW)


def test_other_programmes_are_not_seen(sqlite_database: Database) -> None:
    School(sqlite_database).run()
    with sqlite_database.read() as connection:
        assert due.due(connection, "elm", "embedded").at == {}


@given(st.dictionaries(st.sampled_from([n for names in PARTS.values() for n in names]), st.integers(-5, 5)))
def test_part_is_due_when_anything_of_it_is(hours: dict[str, int]) -> None:
    work = Due({name: NOW + HOUR * hour for name, hour in hours.items()})
    expected = {part for part, names in PARTS.items() if any(hours.get(name, 1) <= 0 for name in names)}
    assert {part for part in PARTS if work.part_now(part, NOW)} == expected
    assert work.any_now(NOW) == bool(expected)


def test_timer_set_again_moves(database: Database) -> None:
    with database.write() as connection:
        timers.change(connection, "oak", {("k", "s"): NOW, ("k", "t"): NOW})
        timers.change(connection, "oak", {("k", "s"): NOW + HOUR, ("k", "t"): None})
        assert timers.take_due(connection, "oak", NOW, 10) == []
        (fired,) = timers.take_due(connection, "oak", NOW + HOUR, 10)
    event = TimerFired(kind="k", subject="s", due_at=NOW + HOUR)
    assert fired == NewEvent(event, f"timer/k/s/{(NOW + HOUR).isoformat()}")


def test_timers_fire_in_the_order_they_were_due(sqlite_database: Database) -> None:
    wanted = {("k", str(n)): NOW - timedelta(minutes=n) for n in range(5)}
    with sqlite_database.write() as connection:
        timers.change(connection, "oak", wanted)
        fired = timers.take_due(connection, "oak", NOW, 3)
    assert [new.identity.split("/")[2] for new in fired] == ["4", "3", "2"]


def reminded_in_an_hour(database: Database) -> Database:
    """The database of a programme in which nothing is due but a timer in an hour."""
    reminder = Decision(timers=(Timer(kind="nudge", subject="p1", due_at=NOW + HOUR),))
    School(database, reactions=always(reminder)).happen(asked())
    return database


def test_only_programmes_with_something_due_are_waiting(database: Database) -> None:
    with reminded_in_an_hour(database).read() as connection:
        found = [due.waiting(connection, at) for at in (NOW, NOW + HOUR)]
    assert found == [set(), {"oak"}]


def test_coming_work_is_the_soonest_that_is_not_due_yet(database: Database) -> None:
    with reminded_in_an_hour(database).read() as connection:
        found = [due.coming(connection, at) for at in (NOW, NOW + HOUR)]
    assert found == [NOW + HOUR, NOW + timedelta(days=365)]

"""Deciding in order, one transaction a batch, and what happens to an event that cannot be decided."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from service.delivery import parked
from service.delivery.parked import Item
from service.intake import dispatch
from service.storage.database import Database
from service.storage.tables import events, journal, projections
from tests.builders import NOW
from tests.service.engine_school import School, always, asked, hear, mail
from workflows.decision import Decision
from workflows.effects import Effect, PutRow, RemoveRow
from workflows.events import DraftRequested
from workflows.state import Person
from workflows.view import View


def _poison(event: DraftRequested, view: View, now: datetime) -> Decision:
    if event.by == "poison":
        raise ValueError("secret words of a pupil")
    return Decision(effects=(mail(f"oak/{event.by}"),), reason=f"For {event.by}.")


def _submit(school: School, *who: str) -> None:
    for by in who:
        school.engine.submit("oak", asked(by), by)


def test_poison_event_does_not_hold_up_the_others(database: Database) -> None:
    school = School(database, reactions={DraftRequested: _poison})
    _submit(school, "first", "poison", "last")
    school.run()
    assert school.world.mailed() == {"oak/first": 1, "oak/last": 1}


def test_poison_event_is_parked_after_its_attempts(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions={DraftRequested: _poison})
    _submit(school, "poison")
    school.settle()
    expected = Item(
        id="event:1", kind="event", key="poison", reason="ValueError while deciding DraftRequested", attempts=5
    )
    assert parked.listing(sqlite_database, "oak") == [expected]


def test_mended_event_is_decided_when_replayed(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions={DraftRequested: _poison})
    _submit(school, "poison")
    school.settle()
    school.reactions = always(Decision(effects=(mail(),)))
    assert parked.replay(sqlite_database, "oak", "event:1", school.now)
    school.run()
    assert (school.world.mailed(), parked.listing(sqlite_database, "oak")) == ({"oak/test/one": 1}, [])


def test_dropped_event_is_never_decided(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions={DraftRequested: _poison})
    _submit(school, "poison")
    school.settle()
    assert parked.drop(sqlite_database, "oak", "event:1", school.now)
    assert not parked.replay(sqlite_database, "oak", "event:1", school.now)


def test_failed_follow_up_takes_back_the_whole_event(sqlite_database: Database) -> None:
    school = School(sqlite_database)
    school.reactions[DraftRequested] = lambda event, view, now: (
        _poison(event, view, now)
        if event.by == "poison"
        else Decision(changes=(Person(id="p", email="", name="", grade=1),), events=(asked("poison"),))
    )
    _submit(school, "first")
    school.run()
    with sqlite_database.read() as connection:
        assert connection.execute(select(func.count()).select_from(journal)).scalar_one() == 0
        assert connection.execute(select(events.c.done_at)).scalars().all() == [None]


def test_endless_events_are_parked(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions=always(Decision(events=(asked(),))))
    school.happen(asked())
    school.settle()
    assert [item.reason for item in parked.listing(sqlite_database, "oak")] == [
        "EndlessEventsError while deciding DraftRequested"
    ]


def test_deciding_twice_leaves_one_row(database: Database) -> None:
    decision = Decision(effects=(mail(), PutRow(tab="people", key="p1", cells={"name": "A"})))
    school = School(database, reactions=always(decision))
    school.happen(asked(), "one")
    school.happen(asked(), "two")
    with database.read() as connection:
        versions = connection.execute(select(projections.c.key, projections.c.version)).all()
    assert ([tuple(row) for row in versions], school.world.mailed()) == ([("people/p1", 1)], {"oak/test/one": 1})


def test_cells_of_several_workflows_make_one_row(sqlite_database: Database) -> None:
    put = (PutRow(tab="people", key="p", cells={"name": "A"}), PutRow(tab="people", key="p", cells={"answer": "done"}))
    school = School(sqlite_database, reactions=always(Decision(effects=put[:1])))
    school.happen(asked(), "one")
    school.reactions = always(Decision(effects=put[1:]))
    school.happen(asked(), "two")
    with sqlite_database.read() as connection:
        payload = connection.execute(select(projections.c.payload)).scalar_one()
    assert payload == '["people","p",{"name":"A","answer":"done"}]'


def test_removed_row_starts_afresh(sqlite_database: Database) -> None:
    steps: dict[str, Effect] = {
        "one": PutRow(tab="people", key="p", cells={"name": "A"}),
        "two": RemoveRow(tab="people", key="p"),
        "three": PutRow(tab="people", key="p", cells={"answer": "new"}),
    }
    school = School(sqlite_database)
    school.reactions[DraftRequested] = lambda event, view, now: Decision(effects=(steps[event.by],))
    for by in steps:
        school.happen(asked(by), by)
    assert school.world.rows == {("people", "p"): {"answer": "new"}}


def test_restricted_reason_stays_out_of_the_workbook(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions=always(Decision(reason="A concern was raised.", restricted=True)))
    school.happen(asked())
    with sqlite_database.read() as connection:
        kept = connection.execute(select(journal.c.reason, journal.c.restricted)).all()
    assert ([tuple(row) for row in kept], school.world.rows) == ([("A concern was raised.", True)], {})


def test_activity_tab_keeps_the_newest_lines(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions=always(Decision(reason="Something was done.")))
    _submit(school, *(str(number) for number in range(305)))
    school.run()
    keys = sorted(key for tab, key in school.world.rows if tab == "activity")
    assert (len(keys), keys[0], keys[-1]) == (300, "00000005", "00000304")


def test_a_batch_is_bounded_and_everything_is_decided(sqlite_database: Database) -> None:
    seen: list[DraftRequested] = []
    school = School(sqlite_database, reactions={DraftRequested: hear(seen)})
    names = [str(number) for number in range(dispatch.BATCH + 5)]
    _submit(school, *names)
    school.run()
    assert [event.by for event in seen] == names


def test_reason_names_the_event_it_came_from(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions=always(Decision(reason="So.", about=("p1", "p2"))))
    school.happen(asked())
    with sqlite_database.read() as connection:
        line = connection.execute(select(journal)).one()
    assert (line.at, line.event_id, line.event_kind, line.about) == (NOW, 1, "DraftRequested", "|p1|p2|")


def test_event_waits_longer_after_each_failure(sqlite_database: Database) -> None:
    school = School(sqlite_database, reactions={DraftRequested: _poison})
    _submit(school, "poison")
    school.run()
    assert school.engine.next_due(NOW) == NOW + timedelta(minutes=1)

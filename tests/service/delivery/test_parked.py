"""What a person may do with work that was set aside."""

from __future__ import annotations

import pytest

from connectors.errors import Permanent
from service.delivery import parked
from service.storage.database import Database
from tests.builders import NOW
from tests.service.engine_school import School, always, asked
from workflows.decision import Decision
from workflows.effects import AskBusy

ASK = AskBusy(key="ask", addresses=("a@x",), starts_at=NOW, ends_at=NOW)


@pytest.fixture
def school(sqlite_database: Database) -> School:
    """A school with one parked question."""
    made = School(sqlite_database, reactions=always(Decision(effects=(ASK,))))
    made.world.fail("busy", Permanent("no such calendar", mend="Share it."))
    made.happen(asked())
    return made


def test_parked_question_is_listed(school: School) -> None:
    (item,) = parked.listing(school.database, "oak")
    assert (item.id, item.kind, item.reason) == ("question:ask", "question", "no such calendar Share it.")


def test_replayed_question_is_asked(school: School) -> None:
    assert parked.replay(school.database, "oak", "question:ask", NOW)
    school.run()
    assert (school.world.calls["busy"], parked.listing(school.database, "oak")) == (2, [])


def test_dropped_question_is_not_asked(school: School) -> None:
    assert parked.drop(school.database, "oak", "question:ask", NOW)
    school.run()
    assert (school.world.calls["busy"], parked.listing(school.database, "oak")) == (1, [])


@pytest.mark.parametrize("item", ["question:other", "event:x", "event:99", "mail:x", "row:x", "nonsense", ""])
def test_unknown_item_changes_nothing(school: School, item: str) -> None:
    assert not parked.replay(school.database, "oak", item, NOW)
    assert not parked.drop(school.database, "oak", item, NOW)


def test_item_of_another_programme_is_out_of_reach(school: School) -> None:
    assert not parked.replay(school.database, "elm", "question:ask", NOW)

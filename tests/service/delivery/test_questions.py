"""Asking calendars when people are busy, through trouble."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from connectors.errors import AuthExpired, Retryable, Unclear
from service.delivery import parked
from service.storage.database import Database
from tests.builders import NOW
from tests.service.engine_school import School, always, asked, hear
from workflows.decision import Decision
from workflows.effects import AskBusy
from workflows.events import BusyKnown


def ask(key: str) -> AskBusy:
    """A question about one address."""
    return AskBusy(key=key, addresses=("a@oak.example",), starts_at=NOW, ends_at=NOW + timedelta(hours=1))


@pytest.fixture
def heard() -> list[Any]:
    """The answers."""
    return []


@pytest.fixture
def school(sqlite_database: Database, heard: list[Any]) -> School:
    """A school that asks two questions."""
    made = School(sqlite_database, reactions=always(Decision(effects=(ask("one"), ask("two")))))
    made.reactions[BusyKnown] = hear(heard)
    made.run()
    return made


@pytest.mark.parametrize("trouble", [Retryable("busy"), Unclear("?"), ValueError("a bug")])
def test_question_that_fails_is_asked_again(school: School, heard: list[Any], trouble: Exception) -> None:
    school.world.fail("busy", trouble)
    school.happen(asked())
    assert [event.ask for event in heard] == ["two"]
    school.settle()
    assert sorted(event.ask for event in heard) == ["one", "two"]


def test_supplier_wait_stops_all_questions(school: School, heard: list[Any]) -> None:
    school.world.fail("busy", Retryable("slow down", after=timedelta(minutes=30)))
    school.happen(asked())
    school.run(timedelta(minutes=29))
    assert (school.world.calls["busy"], heard) == (1, [])
    school.settle()
    assert sorted(event.ask for event in heard) == ["one", "two"]


def test_lost_permission_pauses_questions(school: School, heard: list[Any]) -> None:
    school.world.fail("busy", AuthExpired("Gone."))
    school.happen(asked())
    assert school.world.rows["health", "questions"]["state"] == "Gone."
    school.settle()
    assert (school.world.rows["health", "questions"]["state"], len(heard)) == ("working", 2)


def test_question_that_never_works_is_parked(school: School) -> None:
    school.world.fail("busy", None, *[Unclear("?")] * 300)
    school.happen(asked())
    school.settle(timedelta(days=9))
    assert [item.id for item in parked.listing(school.database, "oak")] == ["question:two"]

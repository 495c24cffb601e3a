"""What deliveries bring: kept before the sender is answered, read once, forgotten when read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from connectors.ports import Delivery
from service.intake.changes import TRIED
from service.intake.inbox import Inbox
from service.storage import cursors, posts
from service.storage.database import Database
from service.storage.tables import journal, responses
from tests.service.engine_school import School, hear
from tests.service.memory_suite import BROUGHT_AT
from workflows.events import FormAnswered

EVERY = dict.fromkeys(("forms", "table", "calendar", "mail"), timedelta(minutes=1))


@pytest.fixture
def heard() -> list[Any]:
    return []


@pytest.fixture
def school(sqlite_database: Database, heard: list[Any]) -> School:
    """A school that looks every minute."""
    return School(sqlite_database, reactions={FormAnswered: hear(heard)}, look_every=EVERY)


def bring(school: School, *texts: str) -> None:
    """Deliveries with these bodies come in, and the next look comes."""
    box = Inbox(school.database)
    found = [Delivery(source="forms", delivery_id=text, received_at=school.now, body=text.encode()) for text in texts]
    box.record("oak", found)
    box.close()
    school.run(timedelta(minutes=2))


def kept(school: School) -> list[bytes]:
    with school.database.read() as connection:
        return [post.body for post in posts.waiting(connection, "oak")]


def forms_problem(school: School) -> str:
    with school.database.read() as connection:
        return next(c.problem for c in cursors.all_of(connection, "oak") if c.source == "forms")


def test_what_was_brought_is_read_once_and_forgotten(school: School, heard: list[Any]) -> None:
    bring(school, "Ada", "Bo")
    bring(school, "Ada")
    assert [event.answers["text"] for event in heard] == [("Ada",), ("Bo",)]
    assert kept(school) == []


def test_what_cannot_be_read_yet_is_kept_and_told(school: School, heard: list[Any]) -> None:
    bring(school, "unknown", "Ada")
    assert ([event.response_id for event in heard], kept(school)) == (["Ada"], [b"unknown"])
    assert forms_problem(school) == "No form has this id. Set forms.concern.id."


def test_a_trial_answer_proves_the_way_and_starts_nothing(school: School, heard: list[Any]) -> None:
    bring(school, "Nearpeer trial")
    with school.database.read() as connection:
        told = [row.reason for row in connection.execute(select(journal.c.reason)) if TRIED in row.reason]
        times = list(connection.execute(select(responses.c.submitted_at)).scalars())
    assert (heard, len(told), times) == ([], 1, [BROUGHT_AT])


def test_a_form_gone_quiet_is_told_until_it_is_heard(school: School) -> None:
    school.world.expected["concern"] = 3
    school.run(timedelta(days=21))
    assert forms_problem(school).startswith("No answer to the form concern has come for ")
    school.world.expected["concern"] = 300
    school.run(timedelta(minutes=2))
    assert forms_problem(school) == ""

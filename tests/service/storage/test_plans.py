"""How both databases find what the engine asks for: by an index, never by reading all that was ever done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import psycopg
import pytest
from sqlalchemy import Select, Update, event
from sqlalchemy.dialects import sqlite

from connectors.ports import Delivery, Response
from service.intake.inbox import Inbox
from service.storage import due, messages
from service.storage.database import Database, open_database
from tests.builders import NOW
from tests.service.engine_school import School
from workflows.forms import CONCERN, MENTEE, MENTOR
from workflows.router import decide

# These hold nothing but work that waits, so that reading one through is reading what is due.
ONLY_WAITING = re.compile(r"USING (COVERING )?INDEX ix_(events|projections|asks|inbox)_programme")
# Read through once a run, and no larger than the programme they belong to.
SMALL = {"programmes", "fires", "alembic_version"}


def plan(database: Database, statement: Select[tuple[object, ...]] | Update) -> str:
    compiled = str(statement.compile(dialect=sqlite.dialect()))
    with database.read() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        return " ".join(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {compiled}", ["x"] * compiled.count("?")))


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("_DUE", "ix_messages_programme_urgency_due_at"),
        ("_ROUTINE_DUE", "ix_messages_programme_urgency_due_at"),
        ("_GONE", "ix_messages_programme_sent_at"),
        ("_FOLDED", "ix_messages_programme_digest_key"),
        ("_UNDER_WAY", "ix_messages_programme_urgency_due_at"),
        ("_ROUTINE_GONE", "ix_messages_programme_sent_at"),
        ("_WITHDRAW_TO", "ix_messages_programme_person_id"),
    ],
)
def test_messages_are_found_by_their_index(sqlite_database: Database, name: str, index: str) -> None:
    assert index in plan(sqlite_database, getattr(messages, name))


def application(form: str) -> Response:
    """What a pupil answers."""
    answers = {
        "name": "Amira Khan",
        "email": f"{form}@oak.example",
        "grade": "11" if form == MENTOR else "8",
        "guardian_name": "Noor Khan",
        "guardian_email": "noor@home.example",
        "slots": "Tue/Lunch",
        "text": "Somebody takes my things.",
    }
    given = {key: (text,) for key, text in answers.items()}
    return Response(form=form, response_id=form, revision="1", submitted_at=NOW, respondent=None, answers=given)


def some_days(database: Database) -> None:
    """A school's first days: notified, applied, worried, decided by staff, mailed, reminded, written into the sheet."""
    tokens = count()
    school = School(database, decide=decide, token_bytes=lambda: str(next(tokens)).encode())
    inbox = Inbox(database)
    inbox.record("oak", [Delivery(source="forms", delivery_id="d1", received_at=NOW, body=b"brought")])
    inbox.close()
    school.world.responses += [application(form) for form in (MENTOR, MENTEE, CONCERN)]
    school.run()
    for tab, key in list(school.world.rows):
        if tab == "applications":
            school.world.staff_cells[tab, key, "decision"] = "accept"
    school.engine.look("oak", "table")
    school.settle(timedelta(days=5))
    school.engine.renew(school.now)
    with database.read() as connection:
        due.waiting(connection, school.now)
        due.coming(connection, school.now)
    assert len(school.world.letters) > 3


@contextmanager
def listening(database: Database, prepare: Any) -> Iterator[None]:
    """Every connection of the database that is opened meanwhile is prepared so."""

    def opened(connection: Any, _record: object) -> None:
        prepare(connection)

    database.engine.dispose()
    event.listen(database.engine, "connect", opened)
    try:
        yield
    finally:
        event.remove(database.engine, "connect", opened)
        database.engine.dispose()


def test_no_table_is_read_through_on_sqlite(sqlite_database: Database) -> None:
    said: dict[str, None] = {}
    with listening(sqlite_database, lambda raw: raw.set_trace_callback(lambda words: said.setdefault(words))):
        some_days(sqlite_database)
    asked = [words for words in said if re.match(r"SELECT|UPDATE|DELETE|INSERT", words)]
    with sqlite_database.read() as connection:
        raw: Any = connection.connection.driver_connection
        steps = {(row[3], words) for words in asked for row in raw.execute(f"EXPLAIN QUERY PLAN {words}")}
    scans = {step: words for step, words in steps if re.match(r"SCAN [a-z_]+\b(?! CONSTANT)", step)}
    read_through = {step for step in scans if not ONLY_WAITING.search(step) and step.split()[1] not in SMALL}
    assert (len(asked) > 50, read_through) == (True, set())


@pytest.mark.slow
def test_no_table_is_read_through_on_postgresql(postgres_url: str) -> None:
    said: dict[str, Any] = {}

    class Recorded(psycopg.Cursor[Any]):
        """Keeps what it was asked, with the values."""

        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            said.setdefault(str(query), params)
            return super().execute(query, params, **options)

    database = open_database(postgres_url)
    with listening(database, lambda raw: setattr(raw, "cursor_factory", Recorded)):
        some_days(database)
    asked = {words: values for words, values in said.items() if re.match(r"SELECT|UPDATE|DELETE", words)}
    with database.read() as connection:
        raw: Any = connection.connection.driver_connection
        # With so few rows reading all of them is the cheapest; forbidden, it shows where nothing else is possible.
        raw.execute("SET LOCAL enable_seqscan = off")
        steps = {row[0] for words, values in asked.items() for row in raw.execute(f"EXPLAIN {words}", values)}
    database.close()
    read_through = {step.split("Seq Scan on ")[1].split()[0] for step in steps if "Seq Scan on " in step}
    assert (len(asked) > 30, read_through - SMALL) == (True, set())

"""How SQLite finds due work: by an index that holds due rows only, never by reading what was done before."""

from __future__ import annotations

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite

from service.storage import messages
from service.storage.database import Database


def plan(database: Database, statement: Select[tuple[object, ...]]) -> str:
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
    ],
)
def test_messages_are_found_by_their_index(sqlite_database: Database, name: str, index: str) -> None:
    with sqlite_database.write() as connection:
        connection.execute(text("ANALYZE"))
    assert index in plan(sqlite_database, getattr(messages, name))

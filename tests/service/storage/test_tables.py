"""The tables, and that migrations lead to exactly them."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.engine.interfaces import ReflectedIndex

from service.storage import tables
from service.storage.aggregate_tables import AGGREGATES, DATABASE
from service.storage.columns import Instant
from service.storage.database import NEWEST, Database, migrate
from service.storage.migrating import alembic_config
from tests.builders import NOW
from workflows.state import Entity


def test_every_state_value_has_a_table() -> None:
    assert set(AGGREGATES) == set(get_args(Entity))


def test_every_table_says_whose_rows_it_holds() -> None:
    told = {table.name: set(table.info) for table in DATABASE.sorted_tables}
    assert told == {name: {"person", "retention"} for name in told}
    missing = {table.name for table in DATABASE.sorted_tables if not set(table.info["person"]) <= set(table.c.keys())}
    assert missing == set()


def test_every_row_bears_its_programme() -> None:
    assert [table.name for table in DATABASE.sorted_tables if "programme" not in table.c] == []


def test_migrations_lead_to_the_tables(database: Database) -> None:
    _migrate_from_nothing(database)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, DATABASE) == []


def test_new_tables_are_those_the_migrations_make(database: Database) -> None:
    made = _shape(database)
    _migrate_from_nothing(database)
    assert _shape(database) == made


def test_both_ways_make_the_same_tables_without_numbered_rows(sqlite_database: Database) -> None:
    made = _keyed(sqlite_database)
    _migrate_from_nothing(sqlite_database)
    assert _keyed(sqlite_database) == made == {"messages", "projections"}


def _keyed(database: Database) -> set[str]:
    with database.read() as connection:
        told = connection.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"))
        return set(told.scalars())


def _migrate_from_nothing(database: Database) -> None:
    config = alembic_config()
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        command.upgrade(config, "head")


def _shape(database: Database) -> dict[str, object]:
    with database.read() as connection:
        seen = inspect(connection)
        return {
            name: (
                [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(name)],
                seen.get_pk_constraint(name),
                [(i["name"], i["column_names"], i["unique"], _where(i)) for i in seen.get_indexes(name)],
            )
            for name in seen.get_table_names()
        }


def _where(index: ReflectedIndex) -> list[str]:
    return [str(told) for name, told in index.get("dialect_options", {}).items() if name.endswith("_where")]


def test_migrating_again_changes_nothing(database: Database) -> None:
    migrate(database)
    with database.read() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == "0001"


def test_migrations_can_be_taken_back(sqlite_database: Database) -> None:
    config = alembic_config()
    with sqlite_database.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_instants_come_back_equal_and_aware(database: Database) -> None:
    with database.write() as connection:
        row = {"programme": "oak", "kind": "k", "subject": "s", "due_at": NOW.replace(microsecond=123_456)}
        connection.execute(insert(tables.timers), row)
        found = connection.execute(select(tables.timers.c.due_at)).scalar_one()
    assert (found, found.utcoffset()) == (NOW.replace(microsecond=123_456), NOW.utcoffset())


def test_naive_time_is_refused(sqlite_database: Database) -> None:
    with pytest.raises(ValueError, match="naive"):
        Instant().process_bind_param(datetime(2026, 9, 8), sqlite_database.engine.dialect)  # noqa: DTZ001 -- the point


def test_answers_keep_what_databases_refuse(database: Database) -> None:
    answers = {"why": ["NUL \0, half a pair \ud83d"]}
    row = {
        "programme": "oak",
        "form": "f",
        "response_id": "r",
        "revision": "1",
        "submitted_at": NOW,
        "respondent": None,
        "answers": answers,
    }
    with database.write() as connection:
        connection.execute(insert(tables.responses), row)
        assert connection.execute(select(tables.responses.c.answers)).scalar_one() == answers


def test_newest_revision_is_the_last_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == NEWEST

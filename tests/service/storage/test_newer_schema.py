"""Old code beside new code: a database whose tables a newer version has widened serves this version as before."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from service.storage.aggregate_tables import DATABASE
from service.storage.database import NEWEST, Database, migrate
from tests.faults.village import application
from tests.service.engine_school import School
from workflows.router import decide

LATER = f"{int(NEWEST) + 1:04d}"


def widen(database: Database) -> None:
    """What the migration of a newer version may do while this one still runs: one more column that may be empty."""
    with database.write() as connection:
        for table in DATABASE.sorted_tables:
            connection.execute(text(f'ALTER TABLE "{table.name}" ADD COLUMN came_later TEXT'))
        connection.execute(text("UPDATE alembic_version SET version_num = :later"), {"later": LATER})


def revision(database: Database) -> str:
    with database.read() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def test_running_service_goes_on_in_a_wider_schema(database: Database) -> None:
    school = School(database, decide=decide)
    widen(database)
    school.world.responses.append(application(1))
    school.engine.look("oak", "forms")
    school.run()
    assert list(school.world.mailed().values()) == [1]
    assert [tab for tab, _ in school.world.rows if tab == "applications"] == ["applications"]


def test_restarted_service_leaves_a_newer_schema_as_it_is(database: Database) -> None:
    widen(database)
    migrate(database)
    assert revision(database) == LATER


def test_revisions_are_numbers_that_grow() -> None:
    files = (Path(__file__).parents[3] / "service" / "storage" / "migrations" / "versions").glob("r*.py")
    assert sorted(path.name[1:5] for path in files)[-1] == NEWEST

"""A school moves from one database into another with everything it has, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from service.commands.migrate import migrate_command
from service.storage.aggregate_tables import DATABASE
from service.storage.database import Database, open_database
from service.storage.moving import NotMovable, copy_into, count_rows
from service.storage.tables import programmes
from tests.builders import consent, person
from tests.service.engine_school import School, always, asked, mail
from workflows.decision import Decision
from workflows.effects import PutRow

BUSY = Decision(
    changes=(person(), consent()),
    effects=(PutRow(tab="people", key="p1", cells={"name": "Amira \u2014 \U0001f600"}), mail("oak/one")),
    reason="Amira applied.",
    about=("p1",),
)


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that has any."""
    with database.read() as connection:
        held = {t.name: sorted(map(tuple, connection.execute(select(t))), key=repr) for t in DATABASE.sorted_tables}
    return {name: rows for name, rows in held.items() if rows}


def lived(database: Database) -> School:
    """A school in which something happened."""
    school = School(database)
    school.reactions = always(BUSY)
    school.happen(asked(), "one")
    return school


@pytest.fixture(params=["to postgresql", "to sqlite"])
def move(request: pytest.FixtureRequest, sqlite_database: Database, postgres_url: str) -> Any:
    """Where everything stands, and where it shall."""
    other = open_database(postgres_url)
    yield (sqlite_database, other) if request.param == "to postgresql" else (other, sqlite_database)
    other.close()


def test_everything_stands_in_the_new_database_as_in_the_old(move: tuple[Database, Database]) -> None:
    source, target = move
    lived(source)
    heard: list[int] = []
    copied = copy_into(target, source, heard.append)
    assert everything(target) == everything(source)
    assert (copied, sum(heard)) == (count_rows(source), copied)


def test_school_goes_on_where_it_stopped(move: tuple[Database, Database]) -> None:
    source, target = move
    world = lived(source).world
    copy_into(target, source)
    school = School(target, world=world)
    school.reactions = always(Decision(effects=(mail("oak/one"), mail("oak/two"))))
    school.happen(asked(), "one")
    assert world.mailed() == {"oak/one": 1}, "what was taken in before the move is known after it"
    school.happen(asked(), "two")
    assert world.mailed() == {"oak/one": 1, "oak/two": 1}


def test_database_that_holds_something_is_left_alone(move: tuple[Database, Database]) -> None:
    source, target = move
    lived(source)
    lived(target)
    before = everything(target)
    with pytest.raises(NotMovable, match="give an empty one"):
        copy_into(target, source)
    assert everything(target) == before


def test_row_that_cannot_be_written_takes_everything_back(sqlite_database: Database, postgres_url: str) -> None:
    lived(sqlite_database)
    with sqlite_database.write() as connection:
        connection.execute(update(programmes).values(fingerprint="no server of that kind takes \x00"))
    target = open_database(postgres_url)
    with pytest.raises(Exception, match="NUL"):
        copy_into(target, sqlite_database)
    assert everything(target) == {}
    target.close()


def test_command_moves(sqlite_database: Database, sqlite_url: str, tmp_path: Path) -> None:
    lived(sqlite_database)
    environ = {"NEARPEER_DATA": str(tmp_path / "new"), "NEARPEER_SECRET": "0" * 64}
    ended = CliRunner(env=environ).invoke(migrate_command, ["--from", sqlite_url])
    assert (ended.exit_code, f"Copied {count_rows(sqlite_database)} rows." in ended.output) == (0, True), ended.output
    again = CliRunner(env=environ).invoke(migrate_command, ["--from", sqlite_url])
    assert (again.exit_code, "give an empty one" in again.output) == (3, True)


def test_command_needs_tables_to_copy_from(tmp_path: Path) -> None:
    environ = {"NEARPEER_DATA": str(tmp_path / "new"), "NEARPEER_SECRET": "0" * 64}
    ended = CliRunner(env=environ).invoke(migrate_command, ["--from", f"sqlite:///{tmp_path / 'none.db'}"])
    assert (ended.exit_code, "run `nearpeer migrate` on it first" in ended.output) == (3, True), ended.output

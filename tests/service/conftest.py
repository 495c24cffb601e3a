"""Real databases for the service's tests: SQLite in a file, and a PostgreSQL of our own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from service.storage.database import Database, migrate, open_database
from tests.servers import administer, binaries, running_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL that lives as long as the test run, on a socket file; its address without a database name."""
    folder = binaries()
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL server: install the package postgresql")
        pytest.skip("no PostgreSQL server: install the package postgresql")
    with running_postgres(folder) as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file to copy: migrating for every test would take most of the time."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite database."""
    path = tmp_path / "nearpeer.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated, empty database to copy."""
    administer(postgres_server, "CREATE DATABASE template_nearpeer")
    database = open_database(postgres_server.format(name="template_nearpeer"))
    migrate(database)
    database.close()
    return "template_nearpeer"


@pytest.fixture(scope="session")
def fresh_postgres(postgres_server: str, postgres_template: str) -> Callable[[], str]:
    """Makes a fresh PostgreSQL database at each call; its address."""

    def fresh() -> str:
        name = f"t{uuid4().hex[:12]}"
        administer(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
        return postgres_server.format(name=name)

    return fresh


@pytest.fixture
def postgres_url(fresh_postgres: Callable[[], str]) -> str:
    """A fresh PostgreSQL database."""
    return fresh_postgres()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The same test on both databases."""
    opened = open_database(request.getfixturevalue(f"{request.param}_url"))
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database, opened."""
    opened = open_database(sqlite_url)
    yield opened
    opened.close()

"""Fixtures: a house over a temporary folder and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.storage.aggregate_tables import DATABASE
from service.storage.database import Database, open_database
from tests.service.web.houses import SmallHouse, small_programme
from tests.service.web.signing import signed_verifier


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with empty tables, to be copied."""
    path = tmp_path_factory.mktemp("web") / "empty.sqlite"
    database = open_database(f"sqlite:///{path}")
    DATABASE.create_all(database.engine)
    database.close()
    return path


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Iterator[Database]:
    """A fresh database."""
    shutil.copy(empty_database, tmp_path / "db.sqlite")
    opened = open_database(f"sqlite:///{tmp_path / 'db.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def house(tmp_path: Path, database: Database) -> Iterator[SmallHouse]:
    """A house with one programme, whose signed door is open."""
    programme = small_programme(tmp_path, verifiers={"signed": signed_verifier("oak")})
    opened = SmallHouse(programmes={"oak": programme}, database=database)
    yield opened
    opened.inbox.close()


@pytest.fixture
def client(house: SmallHouse) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return house.client()

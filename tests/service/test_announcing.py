"""A process that starts again tells of a file that is known already: nobody has to wait for that."""

from __future__ import annotations

import pytest

from service.storage import programmes
from service.storage.database import Database, open_database
from tests.builders import NOW
from tests.service.engine_school import School


def test_known_file_is_no_news(database: Database) -> None:
    school = School(database)
    assert [school.engine.announce("oak", "one", NOW) for _ in range(2)] == [True, False]
    assert school.engine.announce("oak", "two", NOW)


@pytest.mark.slow
def test_worker_starts_while_another_one_decides(postgres_url: str) -> None:
    first, second = open_database(postgres_url), open_database(postgres_url)
    school = School(first)
    school.engine.announce("oak", "one", NOW)
    with second.write() as connection:
        programmes.lock(connection, "oak")
        assert not school.engine.announce("oak", "one", NOW)
    first.close()
    second.close()

"""The databases of the service's tests, for tests of faults as well, and villages to let things go wrong in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.village import Villages
from tests.service.conftest import fresh_postgres, postgres_server, postgres_template, postgres_url, sqlite_template

__all__ = ["fresh_postgres", "postgres_server", "postgres_template", "postgres_url", "sqlite_template"]


@pytest.fixture
def villages(sqlite_template: Path, tmp_path: Path) -> Iterator[Villages]:
    """Makes fresh schools; lets go of them at the end."""
    made = Villages(sqlite_template, tmp_path)
    yield made
    made.close()

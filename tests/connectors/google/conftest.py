from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulators.google.school import School, school


@pytest.fixture
def house(tmp_path: Path) -> Iterator[School]:
    """A school on the emulated Google."""
    with school(tmp_path) as opened:
        yield opened
        assert opened.world.crashes == []

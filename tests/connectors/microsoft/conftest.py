from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulators.microsoft.school import School, school


@pytest.fixture
def house(tmp_path: Path) -> Iterator[School]:
    """A school on the emulated Microsoft 365."""
    with school(tmp_path) as opened:
        yield opened
        assert opened.world.crashes == []

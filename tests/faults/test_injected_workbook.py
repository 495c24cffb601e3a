"""Fault 31: the same hostile texts into the staff's workbook at Microsoft."""

from __future__ import annotations

import pytest

from tests.connectors.contracts import person
from tests.connectors.microsoft.conftest import house
from tests.connectors.microsoft.test_tables import people, ready
from tests.emulators.microsoft.school import School
from tests.emulators.microsoft.workbook_model import Formula
from tests.faults.test_injections import CANARY, PAYLOADS

__all__ = ["house"]

pytestmark = pytest.mark.slow


def test_fault_31_no_cell_of_the_workbook_at_microsoft_computes(house: School) -> None:
    ready(house, *(person(f"p{number}", text) for number, text in enumerate(PAYLOADS)))
    cells = people(house).cells.values()
    assert [value for value in cells if isinstance(value, Formula | float | bool)] == []
    assert sum(CANARY in str(value) for value in cells) == len(PAYLOADS)

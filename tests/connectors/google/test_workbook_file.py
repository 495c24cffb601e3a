"""A school that names no workbook gets one: made once, shared once, found again."""

from __future__ import annotations

import pytest

from connectors.errors import ConnectorError, Permanent
from connectors.ports import Suite
from tests.connectors.contracts import PEOPLE, person
from tests.emulators.google.faults import Kind
from tests.emulators.google.school import School
from tests.emulators.google.sheets_model import Book

pytestmark = pytest.mark.slow
LEAD = "lead@school.example"


@pytest.fixture(autouse=True)
def without_workbook(house: School) -> None:
    house.world.workbooks.books.clear()
    house.extra = {"spreadsheet_id": "", "share_with": f"Lead@School.example, {LEAD}"}


def laid_out(house: School) -> Suite:
    suite = house.open()
    suite.table.ensure((PEOPLE,))
    return suite


def only_book(house: School) -> Book:
    [book] = house.world.workbooks.books.values()
    return book


def test_workbook_is_made_and_shared_with_the_staff_named(house: School) -> None:
    laid_out(house)
    book = only_book(house)
    assert (book.title, [tab.title for tab in book.tabs]) == ("Peer mentoring: workbook", ["Sheet1", "People"])
    assert [(p["emailAddress"], p["role"]) for p in book.readers] == [(LEAD, "writer")]


def test_workbook_is_made_once_over_a_restart(house: School) -> None:
    laid_out(house)
    laid_out(house).table.write([person("p1", "Amira")])
    assert len(only_book(house).readers) == 1


def test_workbook_whose_making_was_not_heard_of_is_found(house: School) -> None:
    house.world.faults.plan("drive.files.create", Kind.DROP_AFTER)
    with pytest.raises(ConnectorError):
        laid_out(house)
    laid_out(house)
    assert only_book(house).readers


def test_workbook_may_be_called_otherwise(house: School) -> None:
    laid_out(house)
    only_book(house).title = "Mentors and mentees"
    laid_out(house)
    assert only_book(house).title == "Mentors and mentees"


def test_reading_before_it_is_made_says_what_to_do(house: School) -> None:
    with pytest.raises(Permanent, match="not made yet") as caught:
        house.open().table.read(None)
    assert "nearpeer doctor" in caught.value.mend


def test_doctor_makes_it_and_names_the_setting(house: School) -> None:
    found = {finding.check: finding for finding in house.open().probe.findings()}
    assert found["Workbook: read"].detail.endswith(f"(spreadsheet_id: {only_book(house).book_id})")


def test_described_settings_name_it(house: School) -> None:
    described = laid_out(house).offers.described
    assert described
    assert described()["spreadsheet_id"] == only_book(house).book_id

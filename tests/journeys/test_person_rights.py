"""A pupil's right to see what is kept and to have it erased, on the real engine, pages and local suite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from service.storage.aggregate_tables import DATABASE
from tests.journeys.real_school import RealSchool, real_school
from workflows.rules import person_id

pytestmark = pytest.mark.slow
EMAIL, GUARDIAN, OTHER = "zoe@school.example", "eve@family.example", "max@school.example"
TRACES = ("Zoë", "zoe@", "Zo\\u00eb", GUARDIAN, "Eve Sand")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[RealSchool]:
    """A school with two applications, and a concern that one of them raised by name."""
    with real_school(tmp_path) as running:
        for email, name, guardian in (
            (EMAIL, "Zoë Sand", ("Eve Sand", GUARDIAN)),
            (OTHER, "Max Rock", ("Al", "al@x.example")),
        ):
            assert running.fill("mentee_application", application(email, name, *guardian)).status_code == 303
        assert running.fill("concern", {"text": "It is about Zoë Sand."}).status_code == 303
        running.live(timedelta(minutes=10))
        running.workbook.edit("applications", f"{identity(running)}:mentee", "note", "Welcome, Zoë")
        running.live(timedelta(minutes=10))
        yield running


def application(email: str, name: str, guardian: str, guardian_email: str) -> dict[str, str | tuple[str, ...]]:
    return {
        "name": name,
        "email": email,
        "grade": "7",
        "guardian_name": guardian,
        "guardian_email": guardian_email,
        "slots": ("Tue/Lunch", "Wed/Lunch"),
    }


def identity(school: RealSchool) -> str:
    return person_id(school.school.policy, EMAIL)


def erase(school: RealSchool) -> None:
    school.inside.engine.erase_person(school.inside.programme.key, identity(school), school.now)
    school.live(timedelta(minutes=10))


def left_in_files(school: RealSchool) -> list[str]:
    """Files of the suite that still speak of the pupil; the workbook is read as the XML it is."""
    found = {
        str(path): path.read_bytes() for path in school.folder.rglob("*") if path.is_file() and ".db" not in path.name
    }
    with ZipFile(school.folder / "workbook.xlsx") as book:
        found |= {name: book.read(name) for name in book.namelist()}
    words = [*TRACES, identity(school)]
    return sorted(Path(name).name for name, data in found.items() if any(word.encode() in data for word in words))


def left_in_tables(school: RealSchool) -> set[str]:
    words = [*TRACES, identity(school)]
    with school.house.database.read() as connection:
        rows = (
            (table.name, str(tuple(row)))
            for table in DATABASE.sorted_tables
            for row in connection.execute(select(table))
        )
        return {name for name, row in rows if any(word in row for word in words)}


def test_export_tells_what_is_kept(school: RealSchool) -> None:
    shown = school.inside.engine.export_person(school.inside.programme.key, identity(school))
    assert {"people", "applications", "responses", "messages", "projections"} <= set(shown)
    assert "It is about" not in json.dumps(shown)


def test_erased_pupil_is_only_in_the_safeguarding_record(school: RealSchool) -> None:
    assert len(left_in_files(school)) > 3
    erase(school)
    assert left_in_files(school) == ["concern.jsonl"]
    assert left_in_tables(school) <= {"concerns", "responses", "events"}
    assert not list((school.folder / "mail").glob("zoe@*"))


def test_erasing_one_pupil_leaves_the_other(school: RealSchool) -> None:
    before, mails = school.rows("people"), len(school.mails(OTHER))
    erase(school)
    assert school.rows("people") == {key: row for key, row in before.items() if key != identity(school)}
    assert len(school.mails(OTHER)) == mails > 0


def test_erased_pupil_may_apply_again(school: RealSchool) -> None:
    erase(school)
    assert school.fill("mentee_application", application(EMAIL, "Zoë Sand", "Eve Sand", GUARDIAN)).status_code == 303
    school.live(timedelta(minutes=10))
    assert school.rows("people")[identity(school)]["name"] == "Zoë Sand"
    assert len(school.mails(EMAIL)) > 0


def test_erased_words_are_not_left_in_the_database_file(school: RealSchool) -> None:
    files = [path for path in school.folder.rglob("*") if ".db" in path.name]
    before = b"".join(path.read_bytes() for path in files)
    assert GUARDIAN.encode() in before
    erase(school)
    school.house.database.settle()  # what was done since is folded in as well
    assert GUARDIAN.encode() not in b"".join(path.read_bytes() for path in files)

"""`--check` beside the analyst's own files: a certificate about other data proves nothing about these."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.matching.calling import call, written

TABLE = "x,b1,b2,b3\na1,5,1,\na2,3,,2\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path / "table.csv", TABLE)


@pytest.fixture
def draft(tmp_path: Path, table: Path) -> Path:
    return written(tmp_path / "draft.json", call("--scores", table, "--json").stdout)


def test_certificate_about_these_files_holds(draft: Path, table: Path) -> None:
    result = call("--check", draft, "--scores", table)
    assert (result.exit_code, result.stdout.partition(":")[0]) == (0, "The certificate holds for these files")


@pytest.mark.parametrize(
    ("table_now", "option", "differs"),
    [
        (TABLE.replace("5", "6"), (), "points"),
        (TABLE.replace("b3", "b4"), (), "mentees, points"),
        (TABLE.replace("5", "5.5"), (), "scale, points"),
        (TABLE, ("--capacity", "2"), "capacities or quotas"),
        (TABLE, ("--lock", "a1:b2"), "locks"),
        (TABLE, ("--forbid", "a2:b3"), "points"),
    ],
)
def test_certificate_about_other_files_does_not_hold(
    draft: Path, table: Path, table_now: str, option: tuple[str, ...], differs: str
) -> None:
    result = call("--check", draft, "--scores", written(table, table_now), *option)
    fault = f"  it is about other files or options: {differs} differ"
    assert (result.exit_code, result.stderr.splitlines()) == (3, ["The certificate does not hold:", fault])


def test_certificate_of_one_site_is_about_its_files(tmp_path: Path) -> None:
    mentors = written(tmp_path / "mentors.csv", "id,site\nm1,oak\nm2,elm\nm3,elm\n")
    mentees = written(tmp_path / "mentees.csv", "id,site\ne1,elm\ne2,oak\ne3,elm\n")
    policy = written(tmp_path / "p.yaml", "matching:\n  same_site: false\n")
    files = ("--mentors", mentors, "--mentees", mentees, "--policy", policy, "--site", "oak")
    saved = written(tmp_path / "oak.json", call(*files, "--json").stdout)
    assert call("--check", saved, *files).exit_code == 0
    assert call("--check", saved, *files[:-1], "elm").exit_code == 3


def test_option_that_says_nothing_beside_check_is_refused(draft: Path) -> None:
    result = call("--check", draft, "--figures")
    assert (result.exit_code, "--figures: says nothing beside --check" in result.stderr) == (2, True)


def test_options_of_a_question_beside_check_need_its_files(draft: Path) -> None:
    result = call("--check", draft, "--lock", "a1:b1")
    assert (result.exit_code, "give --mentors and --mentees, or --scores" in result.stderr) == (2, True)

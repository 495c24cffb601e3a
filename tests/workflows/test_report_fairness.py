"""The fairness table of the weekly report: right in its figures, silent where it would point at somebody."""

from __future__ import annotations

from tests.builders import accepted, pair, person
from workflows.report_fairness import fairness_table
from workflows.state import Entity, PairStatus, Role
from workflows.view import Snapshot


def mentees(grade: int, count: int, placed: int) -> list[Entity]:
    """So many accepted mentees of a grade; the first ones have a mentor."""
    found: list[Entity] = []
    for number in range(count):
        name = f"g{grade}-{number}"
        found += [
            person(id=name, grade=grade, site="", gender=""),
            accepted(Role.MENTEE, id=f"{name}:mentee", person_id=name),
        ]
        if number < placed:
            status = PairStatus.ACTIVE
            found.append(pair("m", name, id=f"m~{name}", status=status, score=10 * number))
    return found


def rows(*values: Entity) -> tuple[tuple[str, ...], ...]:
    return tuple(row for table in fairness_table(Snapshot(values), "en") for row in table.rows)


def test_groups_large_enough_show_placement_and_points() -> None:
    values = (*mentees(6, 6, 6), *mentees(7, 10, 5))
    assert rows(*values) == (("Grade 6", "6 of 6", "25.0"), ("Grade 7", "5 of 10", "20.0"))


def test_small_group_hides_one_more_that_would_give_it_away() -> None:
    values = (*mentees(6, 4, 4), *mentees(7, 8, 8), *mentees(8, 9, 9))
    hidden = "not shown (too few)"
    assert rows(*values) == (("Grade 6", hidden, "–"), ("Grade 7", hidden, "–"), ("Grade 8", "9 of 9", "40.0"))


def test_group_of_which_few_wait_is_not_shown() -> None:
    assert rows(*mentees(6, 9, 8), *mentees(7, 8, 8)) == ()


def test_single_group_says_nothing() -> None:
    assert rows(*mentees(6, 9, 9)) == ()

"""Two pupils of one name are told apart wherever staff read of them."""

from __future__ import annotations

import pytest

from tests.builders import NOW, applied, person
from tests.workflows.world import World
from workflows.namesakes import marked
from workflows.state import Person
from workflows.view import Snapshot

LI = person(id="p-li", name="Li Xiaohong", email="li.1@oak.example")
OTHER = person(id="p-other", name="Li Xiaohong", email="li.2@oak.example")


def test_second_pupil_of_a_name_marks_both() -> None:
    found = marked([OTHER], Snapshot([LI]))
    assert [(p.id, p.told_apart) for p in found] == [
        ("p-li", "Li Xiaohong (li.1)"),
        ("p-other", "Li Xiaohong (li.2)"),
    ]


@pytest.mark.parametrize("changed", [person(id="p-li", name="Li Xiaohong", grade=9), person(id="p-new", name="Ana")])
def test_nobody_is_marked_for_anything_else(changed: Person) -> None:
    assert marked([changed], Snapshot([LI])) == ()


def test_pupil_without_an_address_is_told_by_the_grade() -> None:
    (_, young) = marked([person(id="p-young", name="Li Xiaohong", email="", grade=6)], Snapshot([LI]))
    assert young.told_apart == "Li Xiaohong (6)"


def test_rows_of_both_tell_them_apart() -> None:
    world = World(LI)
    world.hear(applied(answers={"name": "Li Xiaohong"}), NOW)
    names = {cells["name"] for (tab, _), cells in world.rows.items() if tab == "people"}
    assert names == {"Li Xiaohong (amira)"}
    assert world.view.get(Person, "p-li") == marked([OTHER], Snapshot([LI]))[0]

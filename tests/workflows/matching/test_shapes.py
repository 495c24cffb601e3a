"""Other shapes: classes, circles of equals, tasters."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from workflows.matching.circle import rounds
from workflows.matching.classes import class_groups
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.tasters import Session, TasterPlan, rotate


def roster(letter: str, size: int) -> tuple[Pupil, ...]:
    return tuple(Pupil(id=f"{letter}{k}") for k in range(size))


@pytest.mark.parametrize(("older", "younger"), [(4, 4), (4, 7), (7, 4), (3, 10), (1, 1)])
def test_classes_place_everybody_in_balanced_groups(older: int, younger: int) -> None:
    groups = class_groups(roster("a", older), roster("b", younger))
    assert sorted(p for group in groups for side in group for p in side) == sorted(
        p.id for p in (*roster("a", older), *roster("b", younger))
    )
    sizes = {len(a) + len(b) for a, b in groups}
    assert (len(groups), max(sizes) - min(sizes) <= 1) == (min(older, younger), True)


def test_classes_keep_households_apart() -> None:
    older = (Pupil(id="a0", household="h"), Pupil(id="a1"))
    younger = (Pupil(id="b0", household="h"), Pupil(id="b1"))
    assert class_groups(older, younger) == ((("a0",), ("b1",)), (("a1",), ("b0",)))


def test_class_with_nobody_opposite_is_left_alone() -> None:
    assert class_groups(roster("a", 1), (), Pool(mentors=(), mentees=())) == ((("a0",), ()),)


def fit(a: str, b: str) -> int:
    """Neighbours in the list fit best."""
    return 10 - abs(int(a[1:]) - int(b[1:]))


@pytest.mark.parametrize("size", [2, 4, 8, 10])
def test_even_circle_meets_everybody_once_before_it_ends(size: int) -> None:
    found = rounds([f"p{k}" for k in range(size)], fit, size)
    pairs = [pair for made in found for pair in made]
    assert (len(found), len(set(pairs)), len(pairs)) == (size - 1, len(pairs), size * (size - 1) // 2)


@pytest.mark.parametrize("size", [3, 5, 7, 9])
def test_odd_circle_has_one_group_of_three_and_no_repeats(size: int) -> None:
    found = rounds([f"p{k}" for k in range(size)], fit, size)
    met = [frozenset(p) for made in found for group in made for p in itertools.combinations(group, 2)]
    assert all(sorted(len(group) for group in made)[-1] == 3 for made in found)
    assert all(sum(len(group) for group in made) == size for made in found)
    assert (len(met), bool(found)) == (len(set(met)), True)


def test_first_round_has_most_points() -> None:
    assert rounds(["p0", "p1", "p2", "p3"], fit, 1) == ((("p0", "p1"), ("p2", "p3")),)


def test_circle_keeps_apart_who_may_not_be_together() -> None:
    def apart(a: str, b: str) -> int | None:
        return None if {a, b} == {"p0", "p1"} else 1

    assert all(("p0", "p1") not in made for made in rounds(["p0", "p1", "p2", "p3"], apart, 5))


def everything(mentees: int, mentors: int) -> np.typing.NDArray[np.bool_]:
    return np.ones((mentees, mentors), dtype=np.bool_)


def people(letter: str, size: int) -> tuple[str, ...]:
    return tuple(f"{letter}{k}" for k in range(size))


def met(sessions: tuple[tuple[Session, ...], ...]) -> list[tuple[str, str]]:
    return [(e, m) for held in sessions for group in held for e in group.mentees for m in group.mentors]


def test_tasters_let_everybody_meet_enough_mentors_in_fewest_rounds() -> None:
    plan = TasterPlan(meet=3, rooms=4, adults=4, mentees_each=3)
    found = rotate(people("m", 4), people("e", 12), everything(12, 4), plan)
    pairs = met(found.rounds)
    assert (len(found.rounds), found.at_least, found.short) == (3, 3, {})
    assert len(pairs) == len(set(pairs)) == 36


def test_tasters_find_the_fewest_rounds_where_the_best_next_round_does_not() -> None:
    gaps = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        allowed = rng.random((int(rng.integers(4, 12)), int(rng.integers(2, 7)))) < 0.6
        plan = TasterPlan(meet=2, rooms=3, adults=3, mentees_each=2)
        found = rotate(people("m", allowed.shape[1]), people("e", allowed.shape[0]), allowed, plan)
        gaps += len(found.rounds) - found.at_least
        assert len(met(found.rounds)) == len(set(met(found.rounds)))
        assert all(len(g.mentees) <= 2 for held in found.rounds for g in held)
    assert gaps == 0


def test_tasters_use_no_more_rooms_than_adults() -> None:
    found = rotate(people("m", 6), people("e", 6), everything(6, 6), TasterPlan(meet=2, rooms=6, adults=2))
    assert max(len(held) for held in found.rounds) == 2


def test_taster_groups_hold_feasible_mentors_only_and_name_who_is_short() -> None:
    allowed = everything(2, 3)
    allowed[1] = [True, False, False]
    found = rotate(people("m", 3), people("e", 2), allowed, TasterPlan(meet=2))
    assert found.short == {"e1": 1}
    assert {m for e, m in met(found.rounds) if e == "e1"} == {"m0"}


def test_nobody_is_in_two_places_in_one_round() -> None:
    found = rotate(people("m", 5), people("e", 14), everything(14, 5), TasterPlan(meet=3, rooms=3, adults=3))
    for held in found.rounds:
        present = [p for group in held for p in (*group.mentors, *group.mentees)]
        assert len(present) == len(set(present))

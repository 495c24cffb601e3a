"""Two classes together: by what pupils said where that is known, evenly in any case."""

from __future__ import annotations

from tests.builders import accepted, person
from workflows.life.class_pairs import fitting_groups, groups
from workflows.state import Entity
from workflows.view import Snapshot


def liking(name: str, *interests: str, household: str = "") -> tuple[Entity, ...]:
    """A pupil who applied and named interests."""
    own = person(id=name, name=name, email=f"{name}@oak.example", household=household)
    return own, accepted(id=f"{name}:mentor", person_id=name, interests=interests)


def test_unknown_classes_are_mixed_as_before() -> None:
    one, other = ["Ann", "Ben", "Cem"], ["Dua", "Eva"]
    assert fitting_groups(one, other, "seed", Snapshot()) == groups(one, other, "seed")


def test_pupils_who_like_the_same_are_together() -> None:
    people = Snapshot(
        [*liking("Ann", "Chess"), *liking("Ben", "Music"), *liking("Dua", "Music"), *liking("Eva", "chess")]
    )
    assert set(fitting_groups(["Ann", "Ben"], ["Dua", "Eva"], "seed", people)) == {"Ann + Eva", "Ben + Dua"}


def test_one_household_is_kept_apart_and_sizes_stay_even() -> None:
    people = Snapshot([*liking("Ann", "Chess", household="h"), *liking("Dua", "Chess", household="h")])
    made = fitting_groups(["Ann", "Ben"], ["Dua", "Eva", "Fay", "Gus"], "seed", people)
    sizes = sorted(len(line.split(" + ")) for line in made)
    assert sizes == [3, 3]
    assert not any({"Ann", "Dua"} <= set(line.split(" + ")) for line in made)

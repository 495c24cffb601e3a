from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import AMIRA, person
from workflows.decision import Gone
from workflows.state import Consent, Person
from workflows.view import Overlay, Snapshot

PUPILS = st.lists(st.builds(person, id=st.sampled_from("abc"), name=st.sampled_from("xy")), max_size=6)


def test_snapshot_having_more_leaves_the_first_alone() -> None:
    first = Snapshot([person()])
    assert first.having(person(id="p-2")).find(Person) == [person(id="p-2"), person()]
    assert first.find(Person) == [person()]


def test_overlay_shows_the_change() -> None:
    view = Overlay(Snapshot([person()]), [person(name="Amira K")])
    assert view.get(Person, AMIRA) == person(name="Amira K")


def test_overlay_hides_what_is_gone() -> None:
    view = Overlay(Snapshot([person()]), [Gone(kind="Person", id=AMIRA)])
    assert (view.get(Person, AMIRA), view.find(Person)) == (None, [])


def test_overlay_finds_by_the_new_value_only() -> None:
    view = Overlay(Snapshot([person()]), [person(email="new@oak.example")])
    assert view.find(Person, email=person().email) == []
    assert view.find(Person, email="new@oak.example") == [person(email="new@oak.example")]


def test_overlay_keeps_kinds_apart() -> None:
    assert Overlay(Snapshot(), [person()]).get(Consent, AMIRA) is None


@given(PUPILS, PUPILS)
def test_overlay_reads_as_if_stored(below: list[Person], changes: list[Person]) -> None:
    laid, stored = Overlay(Snapshot(below), changes), Snapshot([*below, *changes])
    assert laid.find(Person) == stored.find(Person)
    assert laid.find(Person, name="x") == stored.find(Person, name="x")
    assert laid.get(Person, "a") == stored.get(Person, "a")

"""Two pupils of one name: staff must not take one for the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workflows.decision import Gone
from workflows.state import Entity, Person
from workflows.view import Overlay, View


def marked(changes: Sequence[Entity | Gone], view: View) -> tuple[Person, ...]:
    """Everybody who bears the name of a pupil who is new, or is called something new; see `Person.told_apart`.

    Whoever was told apart once stays so: the sheet names nobody in two ways from one week to the next.
    """
    called = {c.name for c in changes if isinstance(c, Person) and _is_news(c, view)}
    seen = Overlay(view, changes)
    same = [people for name in sorted(called) if len(people := seen.find(Person, name=name)) > 1]
    return tuple(replace(person, namesake=True) for people in same for person in people if not person.namesake)


def _is_news(person: Person, view: View) -> bool:
    before = view.get(Person, person.id)
    return bool(person.name) and (before is None or before.name != person.name)

"""The view over SQL shows what a view over memory would, whatever was changed, committed or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, get_origin, get_type_hints
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from service.storage import aggregates
from service.storage import view as view_module
from service.storage.aggregate_tables import AGGREGATES, plain_type
from service.storage.database import Database, migrate, open_database
from service.storage.unit_of_work import unit_of_work
from service.storage.view import MOST_HELD, Resident
from tests.builders import NOW, POLICY, accepted, consent, pair, person
from workflows import state
from workflows.decision import Gone
from workflows.state import Entity, Pair, PairStatus, Person, Role
from workflows.view import Snapshot

PEOPLE = ("a", "b", "c")
PAIRS = st.builds(
    lambda mentor, mentee, status, score: pair(mentor, mentee, status=status, score=score),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    st.sampled_from(PairStatus),
    st.integers(0, 1),
)
QUESTIONS = st.sampled_from(
    [{}, {"mentor_id": "a"}, {"mentor_id": "b"}, {"status": PairStatus.ACTIVE}, {"mentee_id": "c", "score": 1}]
)


class BrokenError(Exception):
    """Ends a transaction without a commit."""


class ViewMachine(RuleBasedStateMachine):
    """Changes and looks in batches that are committed or taken back, beside a snapshot in memory."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.resident = Resident()
        self.policy = POLICY.__class__(**{**_fields(POLICY), "key": uuid4().hex})
        self.model: dict[str, Entity] = {}

    @rule(
        steps=st.lists(st.one_of(PAIRS, st.tuples(st.just("gone"), PAIRS), QUESTIONS), max_size=6),
        commit=st.booleans(),
        other=st.booleans(),
    )
    def batch(self, steps: list[Any], commit: bool, other: bool) -> None:
        model = dict(self.model)
        resident = Resident() if other else self.resident
        try:
            with unit_of_work(self.database, self.policy, resident, NOW) as batch:
                for step in steps:
                    self._step(batch.view, model, step)
                if not commit:
                    raise BrokenError
        except BrokenError:
            return
        self.model = model

    def _step(self, view: Any, model: dict[str, Entity], step: Any) -> None:
        if isinstance(step, Pair):
            view.take(step)
            model[step.id] = step
        elif isinstance(step, tuple):
            view.take(Gone(kind="Pair", id=step[1].id))
            model.pop(step[1].id, None)
        else:
            snapshot = Snapshot(model.values())
            assert list(view.find(Pair, **step)) == list(snapshot.find(Pair, **step))
            assert view.get(Pair, "a~b") == snapshot.get(Pair, "a~b")


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path: Path = tmp_path_factory.mktemp("view") / "view.db"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    yield database
    database.close()


def test_view_shows_what_memory_would(shared: Database) -> None:
    machine = type("Machine", (ViewMachine,), {"database": shared})
    run_state_machine_as_test(machine, settings=settings(max_examples=25, stateful_step_count=8))


VALUES: list[Entity] = [
    person(withdrawn_at=NOW),
    accepted(slots=("Mon/Lunch",), same_gender=True),
    consent(state.ConsentStatus.GIVEN),
    state.Training(id="p:t", person_id="p", topic="t", completed_on=date(2026, 9, 1)),
    pair(reasons=("one", "two"), drafted_at=NOW),
    state.Unmatched(id="p", person_id="p", role=Role.MENTEE, reasons=("none free",), drafted_at=NOW),
    state.Steer(id="weight:topics", value=3, at=NOW),
    state.Meeting(
        id="a~b/1",
        pair_id="a~b",
        mentor_id="a",
        mentee_id="b",
        number=1,
        slot="Mon/Lunch",
        starts_at=NOW,
        ends_at=NOW + timedelta(minutes=30),
        room="Library",
        host_id="lead",
        status=state.MeetingStatus.PLANNED,
    ),
    state.CheckIn(
        id="a~b/1:a", meeting_id="a~b/1", pair_id="a~b", person_id="a", outcome=state.Outcome.HELD, submitted_at=NOW
    ),
    state.Watch(id="a~b:mood", pair_id="a~b", mentor_id="a", mentee_id="b", rule="mood", reason="low", since=NOW),
    state.Concern(
        id="c1",
        category="Bullying",
        text="…",
        about="",
        raised_by="",
        raised_at=NOW,
        level=state.ConcernLevel.LEAD,
        source="concern",
        excluded=("head",),
    ),
    state.StaffAnswer(id="people:p", text="done", at=NOW),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_value_is_stored_as_it_is(database: Database, value: Any) -> None:
    with unit_of_work(database, POLICY, Resident(), NOW) as batch:
        batch.view.take(value)
    with database.read() as connection:
        assert aggregates.load(connection, "oak", type(value)) == [value]


SAMPLES: dict[object, Any] = {str: "x", int: 3, bool: True, datetime: NOW, date: NOW.date()}


def filled(kind: type[Entity]) -> Entity:
    """A value of that kind whose every field holds something."""
    hints = get_type_hints(kind)
    return kind(**{field.name: _sample(hints[field.name]) for field in fields(kind)})


def _sample(annotation: object) -> Any:
    plain, _ = plain_type(annotation)
    if get_origin(plain) is tuple:
        return ("a", "b")
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return list(plain)[-1]
    return SAMPLES[plain]


@pytest.mark.parametrize("kind", AGGREGATES, ids=lambda kind: kind.__name__)
def test_every_field_of_every_kind_is_stored(sqlite_database: Database, kind: type[Entity]) -> None:
    value = filled(kind)
    with unit_of_work(sqlite_database, POLICY, Resident(), NOW) as batch:
        batch.view.take(value)
    with sqlite_database.read() as connection:
        assert aggregates.load(connection, "oak", kind) == [value]


def test_nothing_is_found_by_none_but_none(sqlite_database: Database) -> None:
    with unit_of_work(sqlite_database, POLICY, Resident(), NOW) as batch:
        batch.view.take(person(id="in"))
        batch.view.take(person(id="out", withdrawn_at=NOW))
    with unit_of_work(sqlite_database, POLICY, Resident(), NOW) as batch:
        assert [p.id for p in batch.view.find(Person, withdrawn_at=None)] == ["in"]


def test_change_by_another_process_is_seen(sqlite_database: Database) -> None:
    here, there = Resident(), Resident()
    with unit_of_work(sqlite_database, POLICY, here, NOW) as batch:
        batch.view.take(person(id="p", name="Before"))
    with unit_of_work(sqlite_database, POLICY, there, NOW) as batch:
        batch.view.take(person(id="p", name="After"))
    with unit_of_work(sqlite_database, POLICY, here, NOW) as batch:
        assert batch.view.get(Person, "p") == person(id="p", name="After")


def test_memory_is_let_go_when_too_much_is_held() -> None:
    resident = Resident(version=1)
    resident.shelves[Person].known = {str(number): None for number in range(MOST_HELD + 1)}
    resident.stays_small()
    assert (resident.version, dict(resident.shelves)) == (-1, {})


def test_many_questions_by_one_field_sort_everything_out_once(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sorted_out, look = list[Entity](), view_module._fields

    def counted(value: Entity, names: view_module.Names) -> Any:
        sorted_out.append(value)
        return look(value, names)

    monkeypatch.setattr(view_module, "_fields", counted)
    with unit_of_work(sqlite_database, POLICY, Resident(), NOW) as batch:
        for number in range(100):
            batch.view.take(person(id=f"p{number}", email=f"{number}@oak.example", name=f"Pupil {number}"))
            assert len(batch.view.find(Person, name=f"Pupil {number}")) == 1
    assert len(sorted_out) <= 200

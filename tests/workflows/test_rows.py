from __future__ import annotations

from datetime import date

import pytest

from tests.builders import AMIRA, GUARDIAN, NOW, POLICY, accepted, application, consent, pair, person, policy
from workflows.decision import Gone
from workflows.effects import PutRow, RemoveRow
from workflows.policy import TrainingPolicy
from workflows.rows import changed_rows, rows_of, touched
from workflows.state import ApplicationStatus, ConsentStatus, Entity, Role, StaffAnswer, Training
from workflows.view import Snapshot

TRAINED = policy(training=TrainingPolicy(topics=("Safety",)))
GIVEN = consent(ConsentStatus.GIVEN)
ANSWER = StaffAnswer(id=f"people:{AMIRA}", text="Done.", at=NOW)
PERSON_ROW = {
    "name": "Amira Khan",
    "email": "amira@oak.example",
    "grade": "10",
    "roles": "mentor",
    "status": "mentor: ready to be matched",
    "guardian": f"Noor Khan <{GUARDIAN}>",
    "answer": "",
}


def row(tab: str, *values: Entity) -> dict[str, str]:
    rows = rows_of([AMIRA], Snapshot([person(), *values]), POLICY)
    return dict(next(cells for (held, _), cells in rows.items() if held == tab))


def test_person_row_says_who_it_is() -> None:
    assert row("people", accepted(), GIVEN) == PERSON_ROW


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((application(),), "mentor: submitted"),
        ((accepted(),), "mentor: no consent from a guardian"),
        ((accepted(), GIVEN, pair()), "mentor: in a pair"),
        ((accepted(), application(Role.MENTEE)), "mentor: no consent from a guardian; mentee: submitted"),
        ((application(status=ApplicationStatus.WITHDRAWN), person(withdrawn_at=NOW)), "left on 2026-09-08"),
    ],
)
def test_person_row_says_how_it_stands(values: tuple[Entity, ...], status: str) -> None:
    assert row("people", *values)["status"] == status


def test_application_row_shows_the_schools_time() -> None:
    assert row("applications", application(why="To help.", topics=("Homework",))) == {
        "name": "Amira Khan",
        "role": "mentor",
        "grade": "10",
        "submitted": "2026-09-08 10:00",
        "slots": "Mon/Lunch, Tue/Lunch",
        "topics": "Homework",
        "interests": "",
        "why": "To help.",
        "status": "submitted",
        "answer": "",
    }


def test_consent_row_says_until_when() -> None:
    assert row("consents", accepted(), GIVEN) == {
        "name": "Amira Khan",
        "guardian": f"Noor Khan <{GUARDIAN}>",
        "status": "given",
        "requested": "2026-09-08",
        "expires": "2027-09-08",
        "answer": "",
    }


def test_somebody_who_never_applied_has_no_row() -> None:
    assert rows_of([AMIRA, "p-nobody"], Snapshot([person()]), POLICY) == {}


def test_changed_rows_writes_only_what_reads_differently() -> None:
    view = Snapshot([person(), accepted(), GIVEN])
    assert changed_rows([ANSWER], view, POLICY) == (
        PutRow(tab="people", key=AMIRA, cells={**PERSON_ROW, "answer": "Done."}),
    )
    assert changed_rows([person(), accepted(), GIVEN], view, POLICY) == ()


def test_changed_rows_adds_and_removes_training() -> None:
    view = Snapshot([person(), accepted()])
    cells = {"name": "Amira Khan", "topic": "Safety", "status": "to do", "answer": ""}
    put = PutRow(tab="training", key=f"{AMIRA}:Safety", cells=cells)
    assert put in changed_rows([accepted()], Snapshot([person()]), TRAINED)
    declined = application(status=ApplicationStatus.DECLINED)
    assert RemoveRow(tab="training", key=f"{AMIRA}:Safety") in changed_rows([declined], view, TRAINED)


def test_changed_rows_shows_when_a_topic_was_done() -> None:
    done = Training(id=f"{AMIRA}:Safety", person_id=AMIRA, topic="Safety", completed_on=date(2026, 9, 8))
    rows = changed_rows([done], Snapshot([person(), accepted()]), TRAINED)
    assert [r.cells["status"] for r in rows if isinstance(r, PutRow) and r.tab == "training"] == ["done on 2026-09-08"]


def test_changed_rows_removes_what_was_erased() -> None:
    gone = [Gone(kind="Person", id=AMIRA), Gone(kind="Application", id=f"{AMIRA}:mentor")]
    assert changed_rows(gone, Snapshot([person(), application()]), POLICY) == (
        RemoveRow(tab="people", key=AMIRA),
        RemoveRow(tab="applications", key=f"{AMIRA}:mentor"),
    )


def test_touched_names_everybody_once() -> None:
    other = StaffAnswer(id="pairs:a~b", text="Done.", at=NOW)
    assert touched([person(), ANSWER, pair(), other, Gone(kind="Pair", id="x~y")]) == (AMIRA, "p-mentee")

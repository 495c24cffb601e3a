"""The engine end to end on the memory suite: intake, decision, delivery, restart."""

from __future__ import annotations

from service.storage.database import Database
from tests.service.engine_school import School, always, asked, mail
from workflows.decision import Decision
from workflows.effects import PutRow
from workflows.state import Person


def test_event_leads_to_row_mail_and_reason(database: Database) -> None:
    decision = Decision(
        changes=(Person(id="p1", email="a@oak.example", name="Amira", grade=9),),
        effects=(PutRow(tab="people", key="p1", cells={"name": "Amira"}), mail()),
        reason="A mentor applied.",
        about=("p1",),
    )
    school = School(database, reactions=always(decision))
    school.happen(asked())
    assert school.world.rows == {
        ("people", "p1"): {"name": "Amira"},
        ("activity", "00000000"): {"at": "2026-09-08 10:00", "what": "A mentor applied."},
    }
    assert school.world.mailed() == {"oak/test/one": 1}

"""What a suite itself keeps of a pupil: by which addresses, and which answers to forms."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from service.storage.aggregate_tables import AGGREGATE_TABLES
from service.storage.database import Database
from service.storage.persons import Traces
from service.storage.tables import responses
from workflows.forms import CONCERN
from workflows.state import Person


@dataclass(frozen=True, slots=True)
class KeptOutside:
    """The pupil's address, and the guardian's when it stands for no other pupil; the ids of their answers."""

    addresses: tuple[str, ...]
    response_ids: tuple[str, ...]


def kept_outside(database: Database, sought: Traces) -> KeptOutside:
    """What to have erased in the suite. Ask before the person's rows are gone. Concerns are left out."""
    people, r = AGGREGATE_TABLES[Person].c, responses.c
    here = people.programme == sought.programme
    about = or_(sought.in_column(r.about), r.respondent.in_(sought.names[:1]))
    answers = select(r.response_id).where(r.programme == sought.programme, r.form != CONCERN, about).distinct()
    with database.read() as connection:
        own = connection.execute(select(people.email, people.guardian_email).where(here, people.id == sought.person_id))
        addresses = dict.fromkeys(address for row in own for address in row if address)
        shared = select(func.count()).select_from(AGGREGATE_TABLES[Person]).where(here, people.id != sought.person_id)
        kept = [
            address
            for address in addresses
            if not connection.execute(
                shared.where(or_(people.email == address, people.guardian_email == address))
            ).scalar_one()
        ]
        return KeptOutside(tuple(kept), tuple(connection.execute(answers).scalars()))

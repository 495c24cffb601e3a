"""An adapted programme: what a pupil needs, known to authorised staff only, and what follows without saying why.

Nothing of this stands in the workbook, a calendar or a mail to anybody else: longer slots, an adult in the room and a
form in pictures show up as if they were chance.
"""

from __future__ import annotations

from datetime import datetime

from workflows import forms
from workflows.decision import NOTHING, Decision
from workflows.events import Event, FormAnswered
from workflows.letters import letter, mail_key, to_staff
from workflows.policy import Policy
from workflows.rules import first_answer, normal_address, person_by_address, said_yes
from workflows.state import SupportNeed
from workflows.view import View


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for pupils who need something to take part."""
    match event:
        case FormAnswered(form=forms.SUPPORT_NEEDS):
            return _noted(event, view, now, policy)
    return NOTHING


def authorised(policy: Policy) -> tuple[str, ...]:
    """Staff ids of who may see and note needs."""
    return policy.adapted.staff or (policy.roles.safeguarding_lead,)


def _noted(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    staff_id = event.personal.get("staff", "")
    person = person_by_address(view, normal_address(first_answer(event.answers, "about")))
    if staff_id not in authorised(policy):
        return Decision(reason="A need was noted by nobody who may; it was not kept.", restricted=True)
    key = mail_key(policy, "life", "need", event.response_id, event.revision)
    to = to_staff(policy, staff_id)
    if person is None:
        mail = letter(key=key, to=to, words="life.need_unknown", policy=policy)
        return Decision(effects=(mail,), reason="A need was noted for nobody we know.", restricted=True)
    need = SupportNeed(
        id=person.id,
        person_id=person.id,
        by=staff_id,
        at=now,
        pictures=said_yes(event.answers, "pictures"),
        adult=said_yes(event.answers, "adult"),
        longer=said_yes(event.answers, "longer"),
        note=first_answer(event.answers, "need"),
    )
    mail = letter(key=key, to=to, words="life.need_noted", policy=policy)
    return Decision(
        changes=(need,), effects=(mail,), reason="A pupil's need was noted.", about=(person.id,), restricted=True
    )

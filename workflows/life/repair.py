"""Mending a pair before anything else: talk first; another partner only then, with closure and the lead's word.

Pupils who were given another mentor fared worse than those who kept theirs (Grossman and others 2012), so ending a
pair is the last step here, never the first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import PutRow
from workflows.events import CellEdited, Event, FormAnswered, PairEnded
from workflows.forms.life import ISSUES
from workflows.letters import letter, mail_key, to_lead
from workflows.policy import Policy
from workflows.rules import cell_word, first_answer, staff_answer
from workflows.state import Meeting, Pair, PairStatus, Person, Repair, StaffAnswer
from workflows.text.blocks import Items
from workflows.text.say import say
from workflows.view import Overlay, View

MENDED, REMATCH, TALKED = "mended", "rematch", "talked"
WHY = "the pair was mended as far as it went; the lead agreed to another partner"


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for pairs that need mending."""
    match event:
        case FormAnswered(form=forms.PAIR_HELP):
            return _asked(event.personal.get("pair", ""), event, view, now, policy)
        case FormAnswered(form=forms.CHECK_IN) if first_answer(event.answers, "issue") == ISSUES[-1]:
            meeting = view.get(Meeting, event.personal.get("meeting", ""))
            return _asked(meeting.pair_id if meeting else "", event, view, now, policy)
        case CellEdited(tab=pair_tabs.REPAIRS, column="step"):
            return _stepped(event, view, now, policy)
        case PairEnded():
            return _over(event.pair_id, view, policy)
    return NOTHING


def _asked(pair_id: str, event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    pair, person = view.get(Pair, pair_id), view.get(Person, event.personal.get("person", ""))
    if pair is None or person is None or person.id not in (pair.mentor_id, pair.mentee_id):
        return Decision(reason="Help with a pair was asked for without a link that names the pair and a pupil of it.")
    known = view.get(Repair, pair.id)
    if pair.status is not PairStatus.ACTIVE or (known is not None and not known.outcome):
        return NOTHING
    begun = Repair(
        id=pair.id, pair_id=pair.id, mentor_id=pair.mentor_id, mentee_id=pair.mentee_id, asked_by=person.id, at=now
    )
    to = to_lead(policy)
    steps = tuple(say(to.language, f"life.repair.step.{n}") for n in (1, 2, 3, 4))
    mail = letter(
        key=mail_key(policy, "life", pair.id, "repair", now.date().isoformat()),
        to=to,
        words="life.repair",
        policy=policy,
        values={"name": person.name, "pair": title(begun, view), "issue": first_answer(event.answers, "issue")},
        extra=(Items(lines=steps),),
    )
    return Decision(
        changes=(begun,),
        effects=(mail, row(begun, view, policy)),
        reason=f"{person.name} asked for help with the pair; the lead was told how to begin.",
        about=(pair.mentor_id, pair.mentee_id),
    )


def title(repair: Repair, view: View) -> str:
    """The pair by name."""
    people = (view.get(Person, key) for key in (repair.mentor_id, repair.mentee_id))
    return " & ".join(p.name for p in people if p is not None)


def row(repair: Repair, view: View, policy: Policy) -> PutRow:
    """Where mending stands."""
    said = view.get(StaffAnswer, f"{pair_tabs.REPAIRS}:{repair.id}")
    stage = repair.outcome or ("talked" if repair.talked_at else "begin")
    cells = {
        "pair": title(repair, view),
        "since": policy.school.local_date(repair.at).isoformat(),
        "stage": say(policy.language, f"life.repair.stage.{stage}"),
        "answer": said.text if said else "",
    }
    return PutRow(tab=pair_tabs.REPAIRS, key=repair.id, cells=cells)


def _stepped(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    repair = view.get(Repair, event.row)
    if repair is None:
        return Decision(reason=f"A step was written in a row of Mending that stands for no pair ({event.row}).")
    word = cell_word(event.value)
    if repair.outcome or word not in (TALKED, MENDED, REMATCH):
        said = "over" if repair.outcome else ("unknown" if word else "blank")
        return _told(repair, said, view, now, policy)
    if word == TALKED:
        return _told(replace(repair, talked_at=repair.talked_at or now), "talked", view, now, policy)
    if repair.talked_at is None:
        # The word of the lead counts only once both were heard.
        return _told(repair, "talk_first", view, now, policy)
    ended = (PairEnded(pair_id=repair.pair_id, why=WHY),) if word == REMATCH else ()
    done = _told(replace(repair, outcome=word), word, view, now, policy)
    return done.and_then(Decision(events=ended))


def _told(repair: Repair, said: str, view: View, now: datetime, policy: Policy) -> Decision:
    text = say(policy.language, f"life.repair.cell.{said}")
    answer = staff_answer(pair_tabs.REPAIRS, repair.id, text, now)
    seen = Overlay(view, (answer,))
    return Decision(
        changes=(repair, answer),
        effects=(row(repair, seen, policy),),
        reason=f"Mending a pair: {text}" if text else "",
        about=(repair.mentor_id, repair.mentee_id),
    )


def _over(pair_id: str, view: View, policy: Policy) -> Decision:
    """A pair that ended otherwise needs no mending any more."""
    repair = view.get(Repair, pair_id)
    if repair is None or repair.outcome:
        return NOTHING
    over = replace(repair, outcome="ended")
    return Decision(changes=(over,), effects=(row(over, view, policy),), reason="Mending stopped: the pair is over.")

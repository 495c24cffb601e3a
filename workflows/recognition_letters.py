"""Letters of recommendation: facts drafted, words by the lead, sent only when a person releases it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows import tabs
from workflows.decision import Decision
from workflows.effects import PutRow, Urgency
from workflows.events import CellEdited
from workflows.letters import letter, mail_key, side, to_pupil
from workflows.policy import Policy
from workflows.recognition_facts import Earned, earned_by
from workflows.rules import cell_word, staff_answer, year_end_of
from workflows.state import Award, Person, Role, Training
from workflows.text.blocks import Paragraph
from workflows.text.papers import Attachment, Document
from workflows.text.say import day, say
from workflows.view import View


def letter_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    """Staff asked for a letter, wrote words of their own into it, or released it."""
    person = view.get(Person, event.row)
    if person is None:
        return Decision(reason=f"A cell was edited in a row of Recognition that stands for nobody ({event.row}).")
    earned = earned_by(person, view, now, policy)
    award = _letter(earned, view, now, policy)
    if event.column == "words":
        kept = replace(award, words=event.value.strip())
        return _answered(earned, kept, "recognition.cell.words", now, policy)
    match cell_word(event.value):
        case tabs.LETTER:
            return _answered(earned, award, "recognition.cell.drafted", now, policy)
        case tabs.RELEASE:
            return _released(earned, award, view, now=now, policy=policy)
        case "":
            return _answered(earned, None, "recognition.cell.blank", now, policy)
    return _answered(earned, None, "recognition.cell.unknown", now, policy)


def _letter(earned: Earned, view: View, now: datetime, policy: Policy) -> Award:
    person = earned.person.id
    kind = f"letter-{year_end_of(policy.school.local_date(now), policy)}"
    held = view.get(Award, f"{kind}:{person}")
    fresh = Award(id=f"{kind}:{person}", person_id=person, kind=kind, at=now, held=0, minutes=0)
    return replace(held or fresh, held=earned.held, minutes=earned.minutes)


def _answered(earned: Earned, award: Award | None, key: str, now: datetime, policy: Policy) -> Decision:
    person = earned.person
    text = say(policy.language, key)
    cells = {"name": person.name, "answer": text}
    if award is not None:
        cells["letter"] = facts(earned, policy)
    return Decision(
        changes=(staff_answer(tabs.RECOGNITION, person.id, text, now), *((award,) if award else ())),
        effects=(PutRow(tab=tabs.RECOGNITION, key=person.id, cells=cells),),
        reason=f"{person.name}: {text}",
        about=(person.id,),
    )


def facts(earned: Earned, policy: Policy) -> str:
    """What the programme knows of a pupil, for a letter, in the school's language."""
    role = side(Role.MENTOR if earned.mentees else Role.MENTEE, policy)
    hours = f"{earned.minutes / 60:.1f}"
    words = f"recognition.letter.{role}"
    name = earned.person.name
    return say(policy.language, words, name=name, programme=policy.name, held=earned.held, hours=hours)


def _released(earned: Earned, award: Award, view: View, *, now: datetime, policy: Policy) -> Decision:
    """A named person let it go: only now it leaves the house."""
    person = earned.person
    if person.withdrawn_at is not None or not person.email:
        return _answered(earned, None, "recognition.cell.gone", now, policy)
    if award.released_at is not None:
        return _answered(earned, None, "recognition.cell.released_before", now, policy)
    sent = replace(award, released_at=now)
    mail = letter(
        key=mail_key(policy, "recognition", person.id, award.kind),
        to=to_pupil(person),
        words="recognition.letter",
        policy=policy,
        values={"name": person.name},
        urgency=Urgency.ROUTINE,
        attachments=(Attachment(name="letter", paper=paper(earned, award, view, now, policy)),),
    )
    return _answered(earned, sent, "recognition.cell.released", now, policy).and_then(Decision(effects=(mail,)))


def paper(earned: Earned, award: Award, view: View, now: datetime, policy: Policy) -> Document:
    """The letter as the pupil gets it: facts, training, and the lead's own words."""
    language = policy.language
    topics = ", ".join(t.topic for t in view.find(Training, person_id=earned.person.id))
    trained = say(language, "recognition.letter.trained", topics=topics) if topics else ""
    texts = (day(language, policy.school.local_date(now)), facts(earned, policy), trained, *award.words.splitlines())
    return Document(
        title=say(language, "recognition.letter.title", name=earned.person.name),
        blocks=tuple(Paragraph(text=text) for text in texts if text.strip()),
        place=policy.name,
        signed=policy.staff_member(policy.roles.lead).name,
        language=language,
    )

"""Training: which topics each accepted mentor has completed. Rows follow from state; staff tick them off."""

from __future__ import annotations

from datetime import date, datetime

from workflows import forms, tabs
from workflows.decision import NOTHING, Decision, Gone
from workflows.effects import Effect, PutRow, Urgency
from workflows.events import (
    ApplicantAccepted,
    CellEdited,
    Event,
    ProgrammeStarted,
    TrainingLapsed,
    TrainingRecorded,
)
from workflows.letters import letter, mail_key, pupil_links, to_pupil, unsend
from workflows.policy import Policy
from workflows.rows import rows_of
from workflows.rules import cell_word, required_topics, short_hash, staff_answer, topics_left
from workflows.state import Application, ApplicationStatus, Pair, PairStatus, Person, Role, Training
from workflows.text.blocks import FormLink, Items
from workflows.text.say import day, say
from workflows.view import Overlay, View

YES = ("yes", "y", "x", "done", "true", "✓")


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for training."""
    match event:
        case ApplicantAccepted(role=Role.MENTOR):
            return _invited(view.get(Person, event.person_id), view, policy)
        case CellEdited(tab=tabs.TRAINING, column="done"):
            return _cell_edited(event, view, now, policy)
        case TrainingRecorded():
            return _recorded(event, view, policy)
        case ProgrammeStarted():
            return Decision(effects=_all_rows(view, policy)).and_then(_lapsed(view, policy))
    return NOTHING


def _invited(person: Person | None, view: View, policy: Policy) -> Decision:
    if person is None or not person.email:
        return NOTHING
    left = topics_left(view, person.id, policy)
    if not left:
        return NOTHING
    mail = letter(
        key=mail_key(policy, "training", person.id, "invite", short_hash(*left, length=8)),
        to=to_pupil(person),
        words="training.invite",
        policy=policy,
        values={"name": person.name, "lead": policy.staff_member(policy.roles.lead).name},
        extra=(Items(lines=left), *self_check_links(person, left, policy), *pupil_links(person)),
    )
    reason = f"{person.name} was invited to the mentor training ({len(left)} topics)."
    return Decision(effects=(mail,), reason=reason, about=(person.id,))


def self_check_links(person: Person, left: tuple[str, ...], policy: Policy) -> tuple[FormLink, ...]:
    """Buttons to the quiz and the scenarios, as far as this mentor has yet to pass them."""
    rules = policy.training
    asked = ((rules.quiz, forms.QUIZ), (rules.scenarios, forms.SCENARIOS))
    return tuple(
        FormLink(label=topic, form=form, personal=(("person", person.id),))
        for topic, form in asked
        if topic and topic in left
    )


def _lapsed(view: View, policy: Policy) -> Decision:
    """The programme file may ask for more than it did: mentors already in a pair complete it before they meet again."""
    mentors = dict.fromkeys(p.mentor_id for p in view.find(Pair, status=PairStatus.ACTIVE))
    lapsed = [m for m in mentors if topics_left(view, m, policy)]
    invited = (_invited(view.get(Person, m), view, policy) for m in lapsed)
    events = tuple(TrainingLapsed(person_id=m) for m in lapsed)
    decision = Decision(events=events)
    for one in invited:
        decision = decision.and_then(one)
    return decision


def _cell_edited(event: CellEdited, view: View, now: datetime, policy: Policy) -> Decision:
    person_id, _, topic = event.row.partition(":")
    person = view.get(Person, person_id)
    if person is None:
        return Decision(reason=f"A cell was edited in a row of Training that stands for nobody ({event.row}).")
    word = cell_word(event.value)
    done = view.get(Training, event.row)
    if topic not in required_topics(policy):
        return _answered(event, person, now, say(policy.language, "training.cell.unknown_topic"))
    if word in YES:
        return NOTHING if done else _ticked(event, person, view=view, now=now, policy=policy)
    if word:
        return _answered(event, person, now, say(policy.language, "training.cell.unknown", word=event.value[:40]))
    return _unticked(event, person, now, policy) if done else _answered(event, person, now, "")


def _answered(event: CellEdited, person: Person, now: datetime, text: str) -> Decision:
    answer = staff_answer(tabs.TRAINING, event.row, text, now)
    return Decision(changes=(answer,), reason=f"{person.name}: {text}" if text else "", about=(person.id,))


def _ticked(event: CellEdited, person: Person, *, view: View, now: datetime, policy: Policy) -> Decision:
    today = policy.school.local_date(now)
    topic = event.row.partition(":")[2]
    text = say(policy.language, "training.cell.done", day=day(policy.language, today))
    return Decision(
        changes=(staff_answer(tabs.TRAINING, event.row, text, now),),
        events=(TrainingRecorded(person_id=person.id, topic=topic, completed_on=today),),
    ).and_then(_completed(person, topic, today, view=view, policy=policy))


def _unticked(event: CellEdited, person: Person, now: datetime, policy: Policy) -> Decision:
    text = say(policy.language, "training.cell.undone")
    taken_back = Decision(changes=(Gone(kind=Training.__name__, id=event.row),))
    lapsed = Decision(events=(TrainingLapsed(person_id=person.id),))
    return taken_back.and_then(_answered(event, person, now, text)).and_then(lapsed)


def _recorded(event: TrainingRecorded, view: View, policy: Policy) -> Decision:
    person = view.get(Person, event.person_id)
    if person is None or view.get(Training, f"{event.person_id}:{event.topic}"):
        return NOTHING
    return _completed(person, event.topic, event.completed_on, view=view, policy=policy)


def _completed(person: Person, topic: str, on: date, *, view: View, policy: Policy) -> Decision:
    training = Training(id=f"{person.id}:{topic}", person_id=person.id, topic=topic, completed_on=on)
    # Topics the file does not ask for are recorded, but finish nothing.
    finished = topic in required_topics(policy) and not topics_left(Overlay(view, (training,)), person.id, policy)
    return Decision(
        changes=(training,),
        effects=_well_done(person, on, policy) if finished else (),
        reason=f"{person.name} completed the training topic {topic}.",
        about=(person.id,),
    )


def _well_done(person: Person, on: date, policy: Policy) -> tuple[Effect, ...]:
    if not person.email:
        return ()
    mail = letter(
        key=mail_key(policy, "training", person.id, "complete", on.isoformat()),
        to=to_pupil(person),
        words="training.complete",
        policy=policy,
        values={"name": person.name},
        extra=pupil_links(person),
        urgency=Urgency.ROUTINE,
    )
    return (unsend(policy, "training", person.id, why="The training is complete."), mail)


def _all_rows(view: View, policy: Policy) -> tuple[Effect, ...]:
    """The rows of every accepted mentor: the programme file may name other topics now."""
    mentors = [a.person_id for a in view.find(Application, role=Role.MENTOR, status=ApplicationStatus.ACCEPTED)]
    rows = rows_of(mentors, view, policy)
    return tuple(PutRow(tab=tab, key=key, cells=cells) for (tab, key), cells in rows.items() if tab == tabs.TRAINING)

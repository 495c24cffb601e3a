"""A pair's goal: asked for once it knows itself, nudged before it is due, celebrated when reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from workflows import forms, pair_tabs
from workflows.decision import NOTHING, Decision, Timer
from workflows.effects import PutRow, SendMail, Urgency
from workflows.events import Event, FormAnswered, GoalReached, MeetingSettled, TimerFired
from workflows.forms.life import DUE, PROGRESS
from workflows.letters import letter, mail_key, pupil_links, to_pupil
from workflows.policy import Policy
from workflows.rules import first_answer
from workflows.state import Goal, Meeting, MeetingStatus, Pair, PairStatus, Person
from workflows.text.blocks import FormLink
from workflows.text.say import day, say
from workflows.view import View

NUDGE = "life.goal_nudge"


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for goals."""
    match event:
        case MeetingSettled(outcome="held"):
            return _ask(event, view, policy)
        case FormAnswered(form=forms.GOAL):
            return _set(event, view, now, policy)
        case FormAnswered(form=forms.GOAL_PROGRESS):
            return _progress(event, view, now, policy)
        case TimerFired(kind="life.goal_nudge"):
            return _nudge(view.get(Goal, event.subject), view, policy)
    return NOTHING


def _ask(event: MeetingSettled, view: View, policy: Policy) -> Decision:
    """The pair has met often enough to know what it wants; it is asked once."""
    pair = view.get(Pair, event.pair_id)
    if pair is None or pair.status is not PairStatus.ACTIVE or view.find(Goal, pair_id=event.pair_id):
        return NOTHING
    held = {m.id for m in view.find(Meeting, pair_id=pair.id, status=MeetingStatus.HELD)} | {event.meeting_id}
    if len(held) != policy.goals.after_meetings:
        return NOTHING
    mails = _to_both(pair, view, policy, step="ask", form=forms.GOAL, subject=pair.id)
    reason = f"{len(held)} meetings were held: {pair.id} is asked for a goal."
    return Decision(effects=mails, reason=reason, about=(pair.mentor_id, pair.mentee_id))


def _set(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    pair = view.get(Pair, event.personal.get("goal", ""))
    person = event.personal.get("person", "")
    weeks = DUE.get(first_answer(event.answers, "due"))
    if pair is None or person not in (pair.mentor_id, pair.mentee_id) or pair.status is not PairStatus.ACTIVE:
        return Decision(reason="A goal came in without a link that names an active pair and one of its two pupils.")
    if weeks is None:
        return Decision(reason="A goal did not say by when.", about=(person,))
    known = view.get(Goal, f"{pair.id}:{person}")
    school = policy.school
    due = school.local_date(known.at if known else now) + timedelta(days=weeks)
    goal = Goal(
        id=f"{pair.id}:{person}",
        pair_id=pair.id,
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        text=first_answer(event.answers, "goal"),
        measure=first_answer(event.answers, "measure"),
        due_on=min(due, school.ends_on),
        at=known.at if known else now,
        progress=known.progress if known else 0,
    )
    nudge = school.school_morning(
        school.at(goal.due_on - timedelta(days=policy.goals.nudge_before), time(0)), time(6, 30)
    )
    return Decision(
        changes=(goal,),
        effects=(row(goal, view, policy),),
        timers=(Timer(kind=NUDGE, subject=goal.id, due_at=nudge),) if nudge > now else (),
        reason=f"{pair.id} has a goal until {goal.due_on.isoformat()}.",
        about=(pair.mentor_id, pair.mentee_id),
    )


def _nudge(goal: Goal | None, view: View, policy: Policy) -> Decision:
    pair = view.get(Pair, goal.pair_id) if goal else None
    if goal is None or goal.reached_at is not None or pair is None or pair.status is not PairStatus.ACTIVE:
        return NOTHING
    mails = _to_both(pair, view, policy, step="nudge", form=forms.GOAL_PROGRESS, subject=goal.id, goal=goal)
    return Decision(effects=mails, reason=f"The goal of {pair.id} is due soon: both are asked how far they are.")


def _progress(event: FormAnswered, view: View, now: datetime, policy: Policy) -> Decision:
    goal = view.get(Goal, event.personal.get("goal", ""))
    progress = PROGRESS.get(first_answer(event.answers, "progress"))
    if goal is None or progress is None or event.personal.get("person") not in (goal.mentor_id, goal.mentee_id):
        return Decision(reason="A goal's progress came in without a link that names the goal and one of its pupils.")
    if goal.reached_at is not None:
        return NOTHING
    reached = progress == PROGRESS["Reached"]
    moved = replace(goal, progress=progress, reached_at=now if reached else None)
    about = (goal.mentor_id, goal.mentee_id)
    pair = view.get(Pair, goal.pair_id)
    happy = reached and pair is not None and pair.status is PairStatus.ACTIVE
    return Decision(
        changes=(moved,),
        effects=(
            row(moved, view, policy),
            *(_to_both(pair, view, policy, step="reached", subject=goal.id, goal=goal) if happy and pair else ()),
        ),
        events=(GoalReached(goal_id=goal.id, pair_id=goal.pair_id),) if happy else (),
        reason=f"The goal of {goal.pair_id} stands at {progress} %.",
        about=about,
    )


def _to_both(
    pair: Pair, view: View, policy: Policy, *, step: str, subject: str, form: str = "", goal: Goal | None = None
) -> tuple[SendMail, ...]:
    people = [view.get(Person, p) for p in (pair.mentor_id, pair.mentee_id)]
    names = [p.name if p else "" for p in people]
    return tuple(
        _mail(person, partner, policy, step=step, subject=subject, form=form, goal=goal)
        for person, partner in zip(people, reversed(names), strict=True)
        if person is not None and person.email and person.withdrawn_at is None
    )


def _mail(
    person: Person, partner: str, policy: Policy, *, step: str, subject: str, form: str, goal: Goal | None
) -> SendMail:
    words = f"life.goal_{step}"
    personal = (("goal", subject), ("person", person.id))
    links = (FormLink(label=say(person.language, f"{words}.link"), form=form, personal=personal),) if form else ()
    due = day(person.language, goal.due_on) if goal else ""
    return letter(
        key=mail_key(policy, "life", person.id, "goal", step, subject),
        to=to_pupil(person),
        words=words,
        policy=policy,
        values={"name": person.name, "partner": partner, "goal": goal.text if goal else "", "day": due},
        extra=(*links, *pupil_links(person)),
        urgency=Urgency.ROUTINE,
    )


def row(goal: Goal, view: View, policy: Policy) -> PutRow:
    """The goal's row, with its progress."""
    names = [p.name if (p := view.get(Person, key)) else key for key in (goal.mentor_id, goal.mentee_id)]
    status = "reached" if goal.reached_at else "going on"
    cells = {
        "pair": " & ".join(names),
        "goal": goal.text,
        "measure": goal.measure,
        "due": goal.due_on.isoformat(),
        "progress": f"{100 if goal.reached_at else goal.progress} %",
        "status": say(policy.language, f"life.goal_status.{status.replace(' ', '_')}"),
    }
    return PutRow(tab=pair_tabs.GOALS, key=goal.id, cells=cells)

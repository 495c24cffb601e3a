"""The programme itself: its goal, people, dates and rules, in plain words in the Programme tab.

Every row has a fixed key and is written each time the programme file changes, so that none is ever out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from workflows import tabs
from workflows.decision import NOTHING, Decision
from workflows.effects import PutRow
from workflows.events import CellEdited, Event, ProgrammeStarted
from workflows.policy import Policy
from workflows.rules import required_topics
from workflows.text.say import day, say
from workflows.view import View


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the Programme tab. The programme as such has no timers: each workflow keeps its own."""
    del view, now
    match event:
        case ProgrammeStarted():
            reason = "The programme file was read; the Programme tab says what it holds."
            return Decision(effects=rows(policy), reason=reason)
        case CellEdited(tab=tabs.PROGRAMME, column="change") if event.row in VALUES and event.row != "goal":
            return _fixed(event.row, policy)
    return NOTHING


def _fixed(key: str, policy: Policy) -> Decision:
    """Staff wrote beside a row that only tells: say where it is changed."""
    row = next(row for row in rows(policy) if row.key == key)
    answered = replace(row, cells={**row.cells, "answer": say(policy.language, "programme.cell.fixed")})
    return Decision(effects=(answered,), reason=f"The row {key} of the Programme tab only tells; nothing was changed.")


def rows(policy: Policy) -> tuple[PutRow, ...]:
    """The rows of the Programme tab, in the order people read them."""
    language = policy.language
    return tuple(
        PutRow(
            tab=tabs.PROGRAMME,
            key=key,
            cells={"item": say(language, f"programme.{key}.item"), "value": value(policy)},
        )
        for key, value in VALUES.items()
    )


def _goal(policy: Policy) -> str:
    return policy.goal or say(policy.language, "programme.goal.none")


def _lead(policy: Policy) -> str:
    lead = policy.staff_member(policy.roles.lead)
    return f"{lead.name} <{lead.email}>"


def _safeguarding(policy: Policy) -> str:
    roles, rules = policy.roles, policy.concerns
    return say(
        policy.language,
        "programme.safeguarding.value",
        lead=policy.staff_member(roles.safeguarding_lead).name,
        deputy=policy.staff_member(roles.safeguarding_deputy).name,
        head=policy.staff_member(roles.head).name,
        deputy_minutes=rules.deputy_after,
        head_minutes=rules.head_after,
    )


def _terms(policy: Policy) -> str:
    language = policy.language
    return "; ".join(
        say(
            language,
            "programme.terms.one",
            name=t.name,
            first=day(language, t.starts_on),
            last=day(language, t.ends_on),
        )
        for t in policy.school.terms
    )


def _times(policy: Policy) -> str:
    periods = policy.school.periods
    used = dict.fromkeys(slot.partition("/")[2] for slot in policy.school.slots)
    bells = (f"{p} {periods[p].starts:%H:%M}–{periods[p].ends:%H:%M}" for p in used if p in periods)
    return f"{', '.join(policy.school.slots)} ({'; '.join(bells)}; {policy.school.zone})"


def _rooms(policy: Policy) -> str:
    one = "programme.rooms.one"
    return "; ".join(say(policy.language, one, name=room.name, pairs=room.pairs) for room in policy.rooms)


def _grades(policy: Policy, grades: tuple[int, ...]) -> str:
    if not grades:
        return say(policy.language, "programme.who.any")
    return say(policy.language, "programme.who.grades", grades=", ".join(str(g) for g in grades))


def _who(policy: Policy) -> str:
    choices = policy.applications
    return say(
        policy.language,
        "programme.who.value",
        mentors=_grades(policy, choices.mentor_grades),
        mentees=_grades(policy, choices.mentee_grades),
        slots=choices.minimum_slots,
    )


def _consent(policy: Policy) -> str:
    rules = policy.consent
    if not rules.needed_for:
        return say(policy.language, "programme.consent.none")
    return say(
        policy.language,
        "programme.consent.value",
        chasers=", ".join(str(n) for n in rules.chase_after),
        give_up=rules.give_up_after,
        days=rules.valid_days,
    )


def _training(policy: Policy) -> str:
    topics = required_topics(policy)
    if not topics:
        return say(policy.language, "programme.training.none")
    return say(policy.language, "programme.training.value", topics=", ".join(topics))


def _meetings(policy: Policy) -> str:
    rules = policy.meetings
    return say(policy.language, "programme.meetings.value", first=rules.first_within, every=rules.every_days)


def _data(policy: Policy) -> str:
    kept = policy.retention
    return say(
        policy.language,
        "programme.data.value",
        application=kept.application,
        consent=kept.consent,
        programme_days=kept.programme,
    )


VALUES: Mapping[str, Callable[[Policy], str]] = {
    "name": lambda policy: policy.name,
    "goal": _goal,
    "lead": _lead,
    "safeguarding": _safeguarding,
    "hosts": lambda policy: ", ".join(host.name for host in policy.hosts),
    "terms": _terms,
    "times": _times,
    "rooms": _rooms,
    "who": _who,
    "expect": lambda policy: say(policy.language, "programme.expect.value"),
    "deciding": lambda policy: say(policy.language, "programme.deciding.value"),
    "consent": _consent,
    "training": _training,
    "meetings": _meetings,
    "data": _data,
}

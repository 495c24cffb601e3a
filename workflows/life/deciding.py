"""Who hears what among the parts of the pairs' life; a part that is off hears nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from workflows import forms
from workflows.decision import NOTHING, Decision
from workflows.effects import SendMail
from workflows.events import ConsentEnded, Event, PersonErased, PersonWithdrew, ProgrammeStarted
from workflows.letters import letter, mail_key, to_staff, unsend
from workflows.life import (
    activities,
    adapted,
    class_pairs,
    coordinators,
    futures,
    goals,
    referrals,
    repair,
    supervision,
)
from workflows.policy import Policy
from workflows.text.blocks import FormLink
from workflows.text.say import say
from workflows.view import Overlay, View

Part = Callable[[Event, View, datetime, Policy], Decision]


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the pairs' life."""
    decision = NOTHING
    for part in parts(policy):
        seen = Overlay(view, decision.changes) if decision.changes else view
        decision = decision.and_then(part(event, seen, now, policy))
    return decision.and_then(_common(event, view, now, policy))


def parts(policy: Policy) -> tuple[Part, ...]:
    """The parts that the school has switched on."""
    switches: tuple[tuple[bool, Part], ...] = (
        (policy.activities.on, activities.decide),
        (policy.goals.on, goals.decide),
        (policy.supervision.on, supervision.decide),
        (policy.supervision.on, repair.decide),
        (policy.coordinators.on, coordinators.decide),
        (policy.futures.on, futures.decide),
        (policy.referrals.on, referrals.decide),
        (policy.adapted.on, adapted.decide),
        (policy.class_pairs.on, class_pairs.decide),
    )
    return tuple(part for on, part in switches if on)


def _common(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    match event:
        case PersonWithdrew() | ConsentEnded() | PersonErased():
            return _stop(event.person_id, view, now, policy)
        case ProgrammeStarted():
            return Decision(effects=_staff_forms(policy))
    return NOTHING


def _stop(person_id: str, view: View, now: datetime, policy: Policy) -> Decision:
    """Nothing that waits for somebody without consent, or who left, goes out any more."""
    if not parts(policy):
        return NOTHING
    unsent = Decision(effects=(unsend(policy, "life", person_id, why="The pupil does not take part any more."),))
    return unsent.and_then(supervision.without(person_id, view, now, policy)).and_then(
        referrals.stopped(person_id, view, policy)
    )


def _staff_forms(policy: Policy) -> tuple[SendMail, ...]:
    """The forms that only staff fill in, as personal links: nobody signs in to anything."""
    lead = policy.roles.lead
    asked = [
        *((((lead, forms.OPPORTUNITY)),) if policy.futures.on else ()),
        *((((lead, forms.CLASS_PAIRS)),) if policy.class_pairs.on else ()),
        *((staff_id, forms.SUPPORT_NEEDS) for staff_id in (adapted.authorised(policy) if policy.adapted.on else ())),
    ]
    return tuple(
        _with_forms(staff_id, tuple(form for who, form in asked if who == staff_id), policy)
        for staff_id in dict.fromkeys(who for who, _ in asked)
    )


def _with_forms(staff_id: str, wanted: tuple[str, ...], policy: Policy) -> SendMail:
    to = to_staff(policy, staff_id)
    personal = (("staff", staff_id),)
    links = tuple(FormLink(label=say(to.language, f"life.forms.{f}"), form=f, personal=personal) for f in wanted)
    return letter(
        key=mail_key(policy, "life", "forms", staff_id, *wanted),
        to=to,
        words="life.forms",
        policy=policy,
        extra=links,
    )

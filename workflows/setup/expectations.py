"""What is expected of whom, in plain words and the reader's language, once a guardian has agreed."""

from __future__ import annotations

from datetime import datetime

from workflows.decision import NOTHING, Decision
from workflows.effects import Recipient, SendMail, Urgency
from workflows.events import ConsentGiven, Event
from workflows.letters import concern_link, letter, mail_key, pupil_links, role_word, side, to_guardian, to_pupil
from workflows.policy import Policy
from workflows.rules import accepted
from workflows.state import Person, Role
from workflows.text.blocks import FormLink, Items
from workflows.text.say import say
from workflows.view import View

RULES = ("time", "listen", "tell", "secret", "leave")


def decide(event: Event, view: View, now: datetime, policy: Policy) -> Decision:
    """What follows for the expectations; nothing while setting up is off."""
    del now
    match event:
        case ConsentGiven() if policy.setup.on:
            return _told(view.get(Person, event.person_id), view, policy)
    return NOTHING


def _told(person: Person | None, view: View, policy: Policy) -> Decision:
    if person is None or person.withdrawn_at is not None:
        return NOTHING
    roles = [role for role in Role if accepted(view, person.id, role)]
    mails = [mail for role in roles for mail in _mails(person, role, policy)]
    if not mails:
        return NOTHING
    reason = f"{person.name} and the guardian were told what is expected of whom."
    return Decision(effects=tuple(mails), reason=reason, about=(person.id,))


def _mails(person: Person, role: Role, policy: Policy) -> list[SendMail]:
    mails = []
    if person.email:
        mails.append(_mail(to_pupil(person), person, role, policy, words="pupil", links=pupil_links(person)))
    if person.guardian_email:
        links = (concern_link(person.guardian_language),)
        mails.append(_mail(to_guardian(person), person, role, policy, words="guardian", links=links))
    return mails


def _mail(
    to: Recipient, person: Person, role: Role, policy: Policy, *, words: str, links: tuple[FormLink, ...]
) -> SendMail:
    rules = tuple(say(to.language, f"expect.{side(role, policy)}.{rule}") for rule in RULES)
    return letter(
        key=mail_key(policy, "expect", person.id, role.value, words),
        to=to,
        words=f"expect.{words}",
        policy=policy,
        values={"name": person.name, "role": role_word(to.language, role, policy)},
        extra=(Items(lines=rules), *links),
        urgency=Urgency.ROUTINE,
    )

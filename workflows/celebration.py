"""The celebration: an event for the adults, invitations for everybody, and only names that may be shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from workflows.decision import Decision
from workflows.effects import PutMeeting, Recipient, SendMail, Urgency
from workflows.letters import letter, mail_key, to_guardian, to_lead, to_pupil
from workflows.policy import Policy
from workflows.recognition_facts import everybody, honoured
from workflows.state import Person
from workflows.text.blocks import Block, Heading, Items, Paragraph
from workflows.text.papers import Attachment, Document
from workflows.text.say import day, say
from workflows.view import View


def invited(on: date, view: View, now: datetime, policy: Policy) -> Decision:
    """Invite pupils, families and adults; give the lead the programme of the day to print and to show."""
    people = [earned.person for earned in everybody(view, now, policy)]
    names = honoured(view, now, policy)
    mails = [mail for person in people for mail in _invitations(person, on, names, policy)]
    return Decision(
        effects=(_event(on, policy), *mails, _programme_mail(on, names, policy)),
        reason=f"Invited {len(people)} pupils and their families to the celebration; {len(names)} names may be shown.",
    )


def _event(on: date, policy: Policy) -> PutMeeting:
    rules, school = policy.recognition, policy.school
    starts_at = school.at(on, rules.celebration_at)
    adults = dict.fromkeys(m.email.lower() for m in policy.staff)
    return PutMeeting(
        key=f"{policy.key}/celebration/{on.isoformat()}",
        version=0,
        title=say(policy.language, "celebration.title", programme=policy.name),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=rules.celebration_minutes),
        organiser=policy.staff_member(policy.roles.lead).email.lower(),
        attendees=tuple(adults),
        location=rules.celebration_place,
        room_address="",
        description=say(policy.language, "celebration.description"),
        about=(),
    )


def _invitations(person: Person, on: date, names: tuple[str, ...], policy: Policy) -> list[SendMail]:
    readers = [("pupil", to_pupil(person))] if person.email else []
    readers += [("family", to_guardian(person))] if person.guardian_email else []
    return [_invitation(who, to, person, (on, names), policy) for who, to in readers]


def _invitation(
    who: str, to: Recipient, person: Person, what: tuple[date, tuple[str, ...]], policy: Policy
) -> SendMail:
    on, names = what
    rules = policy.recognition
    listed = (Heading(text=say(to.language, "celebration.honours")), Items(lines=names)) if names else ()
    return letter(
        key=mail_key(policy, "recognition", person.id, f"celebration-{on.isoformat()}", who),
        to=to,
        words=f"celebration.{who}",
        policy=policy,
        values={
            "name": person.name,
            "day": day(to.language, on),
            "time": f"{rules.celebration_at:%H:%M}",
            "place": rules.celebration_place,
        },
        extra=listed,
        urgency=Urgency.ROUTINE,
    )


def _programme_mail(on: date, names: tuple[str, ...], policy: Policy) -> SendMail:
    """What the lead prints, projects or pins up."""
    to = to_lead(policy)
    title = say(to.language, "celebration.title", programme=policy.name)
    blocks: tuple[Block, ...] = (
        Paragraph(text=f"{day(to.language, on)}, {policy.recognition.celebration_place}"),
        Heading(text=say(to.language, "celebration.honours")),
        Items(lines=names or ("–",)),
    )
    paper = Document(title=title, blocks=blocks, place=policy.name, language=to.language)
    return letter(
        key=mail_key(policy, "celebration", on.isoformat(), "lead"),
        to=to,
        words="celebration.lead",
        policy=policy,
        values={"day": day(to.language, on), "count": len(names)},
        extra=blocks,
        attachments=(Attachment(name="celebration", paper=paper),),
        urgency=Urgency.ROUTINE,
    )

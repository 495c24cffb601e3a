"""Letters: a mail put together from the words of a language, with its reason and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping

from workflows import forms
from workflows.effects import Approval, Recipient, SendMail, Urgency, WithdrawMail
from workflows.policy import Policy
from workflows.state import Person, Role
from workflows.text.blocks import Block, FormLink, Paragraph
from workflows.text.papers import Attachment
from workflows.text.say import say


def side(role: Role, policy: Policy) -> str:
    """What that side of a pair is called in the keys of words: equals are each other's partners."""
    return "partner" if policy.matching.equals else role.value


def role_word(language: str, role: Role, policy: Policy) -> str:
    """What that side of a pair is called."""
    return say(language, f"role.{side(role, policy)}")


def mail_key(policy: Policy, *parts: str) -> str:
    """The key of a mail: `programme/workflow/instance/step/revision`, stable for the same act."""
    return "/".join((policy.key, *parts))


def to_pupil(person: Person) -> Recipient:
    """The pupil, at their own address."""
    return Recipient(person_id=person.id, address=person.email, name=person.name, language=person.language)


def to_guardian(person: Person) -> Recipient:
    """The pupil's guardian; the mail bears the pupil's id."""
    return Recipient(
        person_id=person.id,
        address=person.guardian_email,
        name=person.guardian_name,
        language=person.guardian_language,
    )


def to_staff(policy: Policy, staff_id: str) -> Recipient:
    """A member of staff."""
    member = policy.staff_member(staff_id)
    return Recipient(person_id=member.id, address=member.email, name=member.name, language=member.language)


def to_lead(policy: Policy) -> Recipient:
    """The programme lead."""
    return to_staff(policy, policy.roles.lead)


def ask_whom(policy: Policy) -> str:
    """Who answers questions: the programme lead, with the address."""
    lead = policy.staff_member(policy.roles.lead)
    return f"{lead.name} ({lead.email})"


def letter(
    *,
    key: str,
    to: Recipient,
    words: str,
    policy: Policy,
    values: Mapping[str, str | int] | None = None,
    extra: tuple[Block, ...] = (),
    urgency: Urgency = Urgency.PROMPT,
    approval: Approval = Approval.NOT_NEEDED,
    attachments: tuple[Attachment, ...] = (),
) -> SendMail:
    """A mail in the reader's language from the words `<words>.subject`, `.text`, `.why`; `extra` follows the text."""
    # Every letter may name the programme; callers need not think of it.
    given = {"programme": policy.name, **(values or {})}
    return SendMail(
        key=key,
        to=to,
        subject=say(to.language, f"{words}.subject", **given),
        blocks=(Paragraph(text=say(to.language, f"{words}.text", **given)), *extra),
        why=say(to.language, f"{words}.why", **given),
        urgency=urgency,
        approval=approval,
        ask_whom=ask_whom(policy),
        attachments=attachments,
    )


def unsend(policy: Policy, *parts: str, why: str) -> WithdrawMail:
    """Drop what is not yet sent under `programme/<parts>/`."""
    return WithdrawMail(key_prefix=mail_key(policy, *parts) + "/", why=why)


def pupil_links(person: Person) -> tuple[FormLink, ...]:
    """What every mail to a pupil who takes part ends with: how to tell us of a worry, and how to leave."""
    return (concern_link(person.language), leave_link(person))


def concern_link(language: str) -> FormLink:
    """A button that opens the concern form."""
    return FormLink(label=say(language, "link.concern"), form=forms.CONCERN)


def questions(language: str, whom: str) -> str:
    """Whom to ask, as a line at the end of a mail."""
    return say(language, "mail.questions", whom=whom)


def worried(language: str) -> tuple[str, FormLink]:
    """The line at the end of a mail that offers the concern form."""
    return say(language, "mail.worried"), FormLink(label=say(language, "mail.tell"), form=forms.CONCERN)


def way_out(language: str, person_id: str) -> tuple[str, FormLink]:
    """The line at the end of a mail with which a pupil leaves the programme."""
    link = FormLink(label=say(language, "link.leave"), form=forms.WITHDRAWAL, personal=(("person", person_id),))
    return say(language, "mail.stop"), link


def digest_subject(language: str, first: str, more: int) -> str:
    """The subject of a mail that holds several: that of the first, and how many more there are."""
    return say(language, "mail.digest", first=first, more=more)


def leave_link(person: Person) -> FormLink:
    """A button with which this pupil leaves the programme."""
    return FormLink(label=say(person.language, "link.leave"), form=forms.WITHDRAWAL, personal=(("person", person.id),))

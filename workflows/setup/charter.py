"""The charter: one page that says what the programme is for, by whom, when and under which rules."""

from __future__ import annotations

from workflows.effects import SendMail
from workflows.letters import concern_link, letter, mail_key, to_staff
from workflows.policy import Policy
from workflows.setup.steps import missing
from workflows.text.blocks import Block, Heading, Items, Paragraph
from workflows.text.say import day, say


def charter(staff: str, policy: Policy) -> SendMail:
    """The charter for one adult, once."""
    to = to_staff(policy, staff)
    return letter(
        key=mail_key(policy, "charter", staff, "launch"),
        to=to,
        words="charter",
        policy=policy,
        values={"name": to.name},
        extra=(*_page(to.language, policy), concern_link(to.language)),
    )


def _page(language: str, policy: Policy) -> tuple[Block, ...]:
    roles, school = policy.roles, policy.school
    first, last = min(t.starts_on for t in school.terms), max(t.ends_on for t in school.terms)
    adults = {
        "lead": roles.lead,
        "safeguarding_lead": roles.safeguarding_lead,
        "safeguarding_deputy": roles.safeguarding_deputy,
        "head": roles.head,
    }
    who = tuple(
        f"{say(language, f'duty.role.{role}')}: {policy.staff_member(staff).name}" for role, staff in adults.items()
    )
    rules = tuple(say(language, f"charter.rule.{rule}") for rule in ("consent", "decide", "concern", "leave", "answer"))
    left_out = tuple(broken.text for broken in missing(policy))
    return (
        Heading(text=say(language, "charter.goal")),
        Paragraph(text=policy.goal or say(language, "charter.goal.none")),
        Heading(text=say(language, "charter.who")),
        Items(lines=who),
        Heading(text=say(language, "charter.when")),
        Paragraph(text=say(language, "charter.dates", first=day(language, first), last=day(language, last))),
        Heading(text=say(language, "charter.rules")),
        Items(lines=rules),
        *((Heading(text=say(language, "charter.left_out")), Items(lines=left_out)) if left_out else ()),
    )

"""What the service itself tells the programme lead: that a connection is gone, in plain words."""

from __future__ import annotations

from datetime import datetime

from workflows.effects import Approval, PutRow, Recipient, SendMail, Urgency
from workflows.policy import Policy
from workflows.tabs import HEALTH
from workflows.text.blocks import Paragraph

FINE = "working"


def connection_lost(policy: Policy, name: str, reason: str, now: datetime) -> SendMail:
    """The one mail about a connection whose permission is gone."""
    lead = next(member for member in policy.staff if member.id == policy.roles.lead)
    text = (
        f"The service may no longer use the {name} of {policy.name}. Nothing is lost: work waits and goes on by "
        f"itself once permission is back."
    )
    return SendMail(
        key=f"{policy.key}/service/connection/{name}/{now.isoformat()}",
        to=Recipient(person_id=lead.id, address=lead.email, name=lead.name, language=lead.language),
        subject=f"{policy.name}: the {name} needs permission again",
        blocks=(Paragraph(text=text), Paragraph(text=reason)),
        why="You lead the programme.",
        urgency=Urgency.PROMPT,
        approval=Approval.NOT_NEEDED,
    )


def health(name: str, state: str) -> PutRow:
    """The connection's line in the Health tab."""
    return PutRow(tab=HEALTH, key=name, cells={"item": name, "state": state})

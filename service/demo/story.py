"""What a visitor of the demo should click first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from service.web.demo_room import DemoStep
from workflows.forms import CONCERN, MENTEE
from workflows.policy import Policy


def steps(policy: Policy, workbook: Path) -> Sequence[DemoStep]:
    """The first ten minutes, in order."""
    lead = policy.staff_member(policy.roles.lead)
    return (
        DemoStep(
            text="Three weeks of the autumn term have passed: pupils applied, staff decided, guardians answered. "
            "Apply as a pupil yourself, with any address you like.",
            path=f"/forms/{MENTEE}",
            label="Ask for a mentor",
        ),
        DemoStep(
            text="Your receipt is in your mailbox, at the end of the list below, and your row is in the workbook.",
        ),
        DemoStep(
            text=f"Open {workbook.name} in LibreOffice or Excel. On the tab Pairs, read why each pair was drafted, "
            "type “approve” beside some of them, save and close. Within seconds the next column answers."
        ),
        DemoStep(
            text="Approved pairs have a first meeting in their calendars, and their mail says where, when and why.",
            path=f"/demo/people/{policy.staff_member(policy.hosts[0].id).email}",
            label="A host's calendar",
        ),
        DemoStep(
            text="Press “Next week” twice: meetings take place, check-ins come in, and nobody had to chase anybody."
        ),
        DemoStep(
            text="On Monday morning the lead gets the weekly report.",
            path=f"/demo/people/{lead.email}",
            label=f"{lead.name}'s mail",
        ),
        DemoStep(
            text="Raise a concern and look at the safeguarding lead's mail: it holds no detail, only a way to it. "
            "If nobody acknowledges, it climbs.",
            path=f"/forms/{CONCERN}",
            label="Tell us about a worry",
        ),
    )

"""Whether the programme may begin. Until it may, nobody is accepted, invited or surveyed."""

from __future__ import annotations

from workflows.policy import Policy
from workflows.state import Duty, DutyStatus, Milestone
from workflows.view import View

LAUNCHED = "launched"
LEAD, SAFE, DEPUTY, HEAD, HOST = "lead", "safeguarding_lead", "safeguarding_deputy", "head", "host"


def may_begin(view: View, policy: Policy) -> bool:
    """Whether the adults who must be there have accepted; at once when the school does not ask them."""
    return not policy.setup.on or view.get(Milestone, LAUNCHED) is not None


def has_accepted(view: View, role: str, staff_id: str) -> bool:
    """Whether this adult took on this duty."""
    duty = view.get(Duty, f"{role}:{staff_id}")
    return duty is not None and duty.status is DutyStatus.ACCEPTED


def awaited(view: View, policy: Policy) -> tuple[str, ...]:
    """Names of the adults whose yes the launch still waits for; one of the two who receive concerns is enough."""
    roles = policy.roles
    waiting = [] if has_accepted(view, LEAD, roles.lead) else [roles.lead]
    receivers = ((SAFE, roles.safeguarding_lead), (DEPUTY, roles.safeguarding_deputy))
    if not any(has_accepted(view, role, staff) for role, staff in receivers):
        waiting.append(roles.safeguarding_lead)
    return tuple(dict.fromkeys(policy.staff_member(staff).name for staff in waiting))

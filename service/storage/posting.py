"""When a mail may go: at once, when the night is over, or in the digest of a school morning."""

from __future__ import annotations

from datetime import datetime, timedelta

from workflows.effects import SendMail, Urgency
from workflows.policy import Policy

_AFTER = timedelta(microseconds=1)


def when_due(mail: SendMail, policy: Policy, now: datetime) -> datetime:
    """The instant from which this mail may go."""
    rules = policy.messages
    if mail.urgency is Urgency.ROUTINE:
        return next_digest(policy, now)
    if mail.urgency is Urgency.URGENT or _of_a_concern(mail, policy):
        return now
    return policy.school.loud(now, rules.quiet_from, rules.quiet_until)


def next_digest(policy: Policy, now: datetime) -> datetime:
    """The next morning's digest; never the one that is being put together now, so that nobody gets two in a day."""
    return policy.school.school_morning(now + _AFTER, policy.messages.digest_at)


def _of_a_concern(mail: SendMail, policy: Policy) -> bool:
    # Somebody who wrote of a worry at night must not wait to hear that it arrived.
    return mail.key.startswith((f"{policy.key}/concerns/", f"{policy.key}/receipts/"))

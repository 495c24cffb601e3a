"""When mail and reports go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPolicy:
    """The weekly report to the lead."""

    weekday: str = "Mon"
    """Day of the report: Mon, Tue, Wed, Thu, Fri, Sat or Sun."""
    at: time = time(7, 0)
    """Time of the report."""
    site_leads: Mapping[str, str] = field(default_factory=dict)
    """Staff ids by site: who gets a weekly report of that site's own pupils, partners elsewhere unnamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePolicy:
    """When mail goes out."""

    digest_at: time = time(7, 30)
    """Routine messages to one person go as one mail at this time on school mornings."""
    quiet_from: time = time(20, 0)
    """From this time on only urgent mail goes out, such as about a concern; other mail waits."""
    quiet_until: time = time(6, 30)
    """Until this time in the morning. The same time as `quiet_from` for no quiet hours."""
    from_name: str = "Mentoring programme"
    """The sender's name that people see."""

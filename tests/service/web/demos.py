"""A demo school small enough to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from service.web.demo_room import DemoForm, DemoMail, DemoMeeting, DemoStep, Mailbox
from tests.service.web.houses import NOW

ADA = "ada@oak.example"
MAIL = DemoMail(
    id="1,S=20:2",
    subject="<b>Welcome</b>",
    sent_at=NOW,
    text="Hello\n<script>alert(1)</script>",
    html='<p style="color:red">Hello <a href="/forms/concern">form</a></p><script>alert(1)</script>',
)


@dataclass
class SmallDemo:
    """One mentor with one mail and one meeting."""

    workbook_path: Path
    now: datetime = NOW
    moves: list[str] = field(default_factory=list)

    def move_to_next_event(self) -> str:
        """See `Demo.move_to_next_event`."""
        self.moves.append("event")
        return "A receipt <went> out."

    def move_days(self, days: int) -> str:
        """See `Demo.move_days`."""
        self.moves.append(f"{days} days")
        self.now += timedelta(days=days)
        return f"{days} days passed."

    def mailboxes(self) -> Sequence[Mailbox]:
        """See `Demo.mailboxes`."""
        return [Mailbox(address=ADA, name="Ada <Ł>", role="mentor", mails=1, meetings=1)]

    def mails(self, address: str) -> Sequence[DemoMail]:
        """See `Demo.mails`."""
        return [MAIL] if address == ADA else []

    def calendar(self, address: str) -> Sequence[DemoMeeting]:
        """See `Demo.calendar`."""
        ends_at = NOW + timedelta(minutes=40)
        meeting = DemoMeeting(title="Mentoring", starts_at=NOW, ends_at=ends_at, location="Library", cancelled=True)
        return [meeting] if address == ADA else []

    def forms(self) -> Sequence[DemoForm]:
        """See `Demo.forms`."""
        return [DemoForm(title="Become a mentor", path="/forms/mentor_application")]

    def story(self) -> Sequence[DemoStep]:
        """See `Demo.story`."""
        return [DemoStep(text="Fill the form.", path="/forms/mentor_application", label="Open it")]

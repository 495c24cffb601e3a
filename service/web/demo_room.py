"""What the demo's pages need of the demo: a clock to move, mailboxes and calendars to look into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStep:
    """One thing worth clicking, and why; `path` may be empty when the step happens outside the browser."""

    text: str
    path: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Somebody of the demo school. `role` is a word such as `mentor`, `guardian` or `programme lead`."""

    address: str
    name: str
    role: str
    mails: int
    meetings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMail:
    """One delivered mail. `id` is unique in its mailbox."""

    id: str
    subject: str
    sent_at: datetime
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMeeting:
    """One entry of somebody's calendar."""

    title: str
    starts_at: datetime
    ends_at: datetime
    location: str
    attendees: tuple[str, ...] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoForm:
    """A form anybody of the school may fill."""

    title: str
    path: str


class Demo(Protocol):
    """The demo school, as its pages see it. Times are aware UTC."""

    @property
    def now(self) -> datetime:
        """The demo's time."""

    @property
    def workbook_path(self) -> Path:
        """The shared workbook's file."""

    def move_to_next_event(self) -> str:
        """Jump to the next due instant, do what is due, and say in a sentence what happened."""

    def move_days(self, days: int) -> str:
        """Let so many days pass, doing what falls due on the way, and say in a sentence what happened."""

    def mailboxes(self) -> Sequence[Mailbox]:
        """Everybody with a mailbox or a calendar, in an order that is good to read."""

    def mails(self, address: str) -> Sequence[DemoMail]:
        """The mails of one mailbox, newest first; none for an unknown address."""

    def calendar(self, address: str) -> Sequence[DemoMeeting]:
        """The meetings of one calendar, in time order; none for an unknown address."""

    def forms(self) -> Sequence[DemoForm]:
        """The forms anybody may fill."""

    def story(self) -> Sequence[DemoStep]:
        """What to click first, in order."""

"""What the outside world should come to look like: projections that converge, messages that go once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflows.text.blocks import Block
from workflows.text.papers import Attachment

# --- projections ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRow:
    """Row `key` of tab `tab` should read so in these machine columns."""

    tab: str
    key: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveRow:
    """Row `key` of tab `tab` should not be there."""

    tab: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutMeeting:
    """Meeting `key` should stand so in the calendars of everybody named. Addresses are in lower case."""

    key: str
    version: int
    title: str
    starts_at: datetime
    ends_at: datetime
    organiser: str
    attendees: tuple[str, ...]
    location: str
    room_address: str
    description: str
    about: tuple[str, ...]  # person ids
    cancelled: bool = False


# --- messages ---------------------------------------------------------------------------------------


class Urgency(StrEnum):
    """How soon a mail goes. ROUTINE mails to one person fold into one digest on the next school morning."""

    URGENT = "urgent"
    PROMPT = "prompt"
    ROUTINE = "routine"


class Approval(StrEnum):
    """Whether a person must release the mail first, because it judges somebody."""

    NOT_NEEDED = "not needed"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a mail goes to. `person_id` is the pupil it concerns (also in a guardian's mail) or a staff id.

    Pupils and guardians may end the pupil's part, and each mail offers it; `may_leave` is off for everybody else who
    is written to about a pupil, such as a teacher.
    """

    person_id: str
    address: str
    name: str
    language: str = "en"
    may_leave: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMail:
    """One mail, once. `key` never changes for the same act; `why` tells the reader why it came."""

    key: str
    to: Recipient
    subject: str
    blocks: tuple[Block, ...]
    why: str
    urgency: Urgency
    approval: Approval
    ask_whom: str = ""  # who answers questions about it
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMail:
    """Mails not yet sent whose key starts so are dropped: their reason is gone."""

    key_prefix: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMailTo:
    """Mails not yet sent to a pupil or their family are dropped, whichever workflow decided them: the pupil left.

    Urgent ones go: they answer somebody who may be in danger.
    """

    person_id: str
    why: str

    def drops(self, mail: SendMail) -> bool:
        """Whether the mail is one of these."""
        return mail.to.person_id == self.person_id and mail.urgency is not Urgency.URGENT


# --- questions --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBusy:
    """Find out when these addresses are busy; answered by a `BusyKnown` event with the same key."""

    key: str
    addresses: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime


Effect = PutRow | RemoveRow | PutMeeting | SendMail | WithdrawMail | WithdrawMailTo | AskBusy

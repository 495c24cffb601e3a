"""The ports: what every suite must be able to do, in values that no vendor owns.

Each sentence of a method's docstring is a promise with a test in `tests/connectors/contracts.py`, which every
suite inherits. All times are aware UTC. Addresses are mail addresses in lower case. Every method may raise
`Retryable`, `Permanent`, `AuthExpired` or `Unclear` from `connectors.errors`; others are named where they apply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from connectors.errors import ConnectorError
from connectors.form_definitions import FormDefinition as FormDefinition
from connectors.form_definitions import Question as Question
from connectors.form_definitions import QuestionKind as QuestionKind
from connectors.offers import Offers

# --- forms ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One version of one answer to a form. (`form`, `response_id`, `revision`) is its identity.

    `revision` only grows for one response (compare as strings). `respondent` is the address the suite vouches
    for, or None when it vouches for none. `answers` maps question keys to what was answered; a question the
    programme does not know is kept under its title, prefixed `?`.
    """

    form: str
    response_id: str
    revision: str
    submitted_at: datetime
    respondent: str | None
    answers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePage:
    """Responses in the order they were submitted, and the cursor after the last of them.

    `problems` are sentences for staff about all forms that cannot be read or no longer fit, looked at now or not.
    """

    responses: tuple[Response, ...]
    cursor: str
    more: bool = False
    problems: tuple[str, ...] = ()


class FormSource(Protocol):
    """The forms people fill. Reading from the cursor is the truth; notifications are hints."""

    def ensure(self, forms: Sequence[FormDefinition]) -> Mapping[str, str]:
        """Make the forms exist as described and return the address of each by kind. Repeating changes nothing."""

    def link(self, form: str, prefill: Mapping[str, str]) -> str:
        """The address of a form with some questions already answered. Raises `Permanent` for an unknown form."""

    def changes(self, cursor: str | None, about: AbstractSet[str] = frozenset()) -> ResponsePage:
        """New and edited responses after `cursor` (None: from the start). A response may be repeated, never skipped.

        Reading only what notifications named (`about`) is enough. No name, or one nobody knows, means everything.
        Raises `CursorExpired` when only a read from the start can be complete.
        """


# --- tables --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a tab. Machine columns are ours; staff columns are theirs and we never write them."""

    key: str
    title: str
    staff: bool = False
    options: tuple[str, ...] = ()
    width: int = 16  # characters
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLayout:
    """One tab. The key column is added by the suite, hidden from people, first and protected."""

    key: str
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWrite:
    """Row `key` of `tab` should read so in the named machine columns; `cells` None means it should be gone."""

    tab: str
    key: str
    cells: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """What stands in the staff columns: tab -> row key -> column key -> text ("" when blank).

    A tab that cannot be read is absent and named in `problems` with a sentence for staff.
    """

    revision: str
    rows: Mapping[str, Mapping[str, Mapping[str, str]]]
    problems: tuple[str, ...] = ()


class Table(Protocol):
    """The shared workbook. Rows are found by key and columns by header, wherever staff have moved them."""

    def ensure(self, tabs: Sequence[TabLayout]) -> None:
        """Make the tabs exist with their columns. Nothing staff added or typed is changed. Repeating is harmless."""

    def write(self, batch: Sequence[RowWrite]) -> None:
        """Write the whole batch in as few supplier calls as can be. Repeating is harmless.

        Values are text, never formulas. A row that staff deleted is added anew only by a write for its key.
        Staff columns and free columns keep their content. Raises `Retryable` while somebody has the workbook
        locked, `Permanent` (with the mend) when it cannot be read.
        """

    def read(self, since: str | None) -> TableReading | None:
        """Staff columns of every tab, or None when nothing changed since the reading with that revision.

        Raises `SourceEmptied` when a workbook that had rows has none.
        """


# --- calendars -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A meeting as it should stand in the calendars of its attendees.

    `key` is the idempotency key; `version` grows with every change. Wall times are shown in `zone`. `attendees`
    are addresses; `organiser` owns the meeting. `cancelled` entries are taken out, with notice to attendees.
    """

    key: str
    version: int
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    organiser: str
    attendees: tuple[str, ...]
    location: str = ""
    room: str = ""  # the room's own address, where the suite books rooms
    description: str = ""
    cancelled: bool = False
    online: bool = False  # ask the suite for its video link


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A stretch of time, `starts_at` inclusive, `ends_at` exclusive."""

    starts_at: datetime
    ends_at: datetime


class Answer(StrEnum):
    """What a guest said to an invitation."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAnswer:
    """A guest's answer to the entry with this key, at this version of it."""

    key: str
    version: int
    attendee: str
    answer: Answer
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAnswerPage:
    """Guests' answers after a cursor, oldest first."""

    answers: tuple[GuestAnswer, ...]
    cursor: str


class Calendar(Protocol):
    """Meetings in people's calendars: desired state, converging."""

    def put(self, entries: Sequence[Entry]) -> Sequence[ConnectorError | None]:
        """Make each entry stand (or be cancelled) as described; one outcome per entry, in order, None for done.

        The same key and version again changes nothing and notifies nobody; an older version than the one that
        stands changes nothing. Cancelling an entry that never stood is done.
        """

    def busy(
        self, addresses: Sequence[str], starts_at: datetime, ends_at: datetime
    ) -> Mapping[str, tuple[Interval, ...] | None]:
        """When each address is busy with anything at all, ours included; None where the calendar can't be read."""

    def guest_answers(self, cursor: str | None) -> GuestAnswerPage:
        """Answers of guests after `cursor`; may repeat, never skips. Raises `CursorExpired`."""


# --- mail ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    """A file that goes with a mail. `name` has its ending; `media_type` as in `application/pdf`."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A finished mail to one person. `key` is the idempotency key; header values hold no line breaks."""

    key: str
    to: str
    to_name: str
    subject: str
    text: str
    html: str
    language: str = "en"
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    files: tuple[MailFile, ...] = ()


class MailState(StrEnum):
    """What the supplier knows of a mail."""

    ABSENT = "absent"
    DRAFTED = "drafted"
    SENT = "sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A mail that came back. `key` is empty when the bounce does not name it."""

    key: str
    to: str
    reason: str
    bounced_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BouncePage:
    """Bounces after a cursor, oldest first."""

    bounces: tuple[Bounce, ...]
    cursor: str


class Mailer(Protocol):
    """Mail, once per key: draft, keep the draft's id, send the draft, look after an unclear answer."""

    def draft(self, mail: OutgoingMail) -> str:
        """Store the mail as a draft and return the draft's id. Reaches nobody."""

    def send(self, draft_id: str) -> None:
        """Send the draft, at most once ever. Raises `Unclear` when it may have gone, `Permanent` when refused."""

    def state(self, draft_id: str) -> MailState:
        """Whether that draft is still a draft, was sent, or is unknown. Changes nothing."""

    def bounces(self, cursor: str | None) -> BouncePage:
        """Mails that came back after `cursor`; may repeat, never skips. Raises `CursorExpired`."""


# --- being told ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One verified notification: look behind the door `source` at `about` ("": at all). It has no truth of its own.

    Where the sender keeps nothing to be read, `body` is the thing itself, kept until `PostedForms` made answers of it.
    """

    source: str
    delivery_id: str
    received_at: datetime
    body: bytes = field(default=b"", repr=False)
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """The supplier's standing promise to notify. `state` is a word for the status page."""

    name: str
    state: str
    renew_at: datetime | None
    expires_at: datetime | None


class Subscriptions(Protocol):
    """Standing promises to notify. A suite that notifies by itself has none."""

    def keep_alive(self, now: datetime) -> Sequence[Subscription]:
        """Create what is missing, renew what is due, heal what broke; say how each stands. Repeating is harmless."""


class Puller(Protocol):
    """Fetches notifications where the supplier cannot reach us. Most suites have none."""

    def pull(self) -> Sequence[Delivery]:
        """Notifications that wait, oldest first; the same ones come again until they are acknowledged."""

    def acknowledge(self, deliveries: Sequence[Delivery]) -> None:
        """These are recorded and need not come again. Repeating is harmless."""


class WebhookVerifier(Protocol):
    """Judges the bytes of one notification. Pure: no network, no clock of its own."""

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Delivery]:
        """The deliveries these bytes prove. Raises `WebhookRejected` on any other bytes, and nothing else."""


class PostedForms(Protocol):
    """Reads what a door was brought. Pure: no network, no clock. Most suites have none."""

    def responses(self, body: bytes) -> Sequence[Response]:
        """The answers in a delivery's body; the same body gives the same answers.

        Raises `Permanent` with the mend while the settings do not fit: the body is kept and read again.
        """


class Eraser(Protocol):
    """Takes a person out of what the suite keeps for the service alone."""

    def erase(self, addresses: Sequence[str], response_ids: Sequence[str]) -> None:
        """Erase every version of these answers, and the mail, drafts and calendar kept under these addresses.

        Cursors stay good and nobody else's things change. Repeating is harmless; so is what is not there.
        Raises `ConnectorError` when something could not be erased now.
        """


# --- the whole -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of `nearpeer doctor`: what was probed, whether it works, and the mend when it does not."""

    check: str
    ok: bool
    detail: str = ""
    mend: str = ""


class Probe(Protocol):
    """Harmless calls that prove each permission."""

    def findings(self) -> Sequence[Finding]:
        """One finding per permission or file; never raises for something a finding can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """One school's suite, opened. Every field but `offers` is a port.

    `puller` where notifications are fetched; `posted` where deliveries bring answers that can be read nowhere else;
    `eraser` where the suite keeps things of persons for the service alone.
    """

    name: str
    forms: FormSource
    table: Table
    calendar: Calendar
    mailer: Mailer
    subscriptions: Subscriptions
    probe: Probe
    verifiers: Mapping[str, WebhookVerifier] = field(default_factory=dict)
    puller: Puller | None = None
    posted: PostedForms | None = None
    eraser: Eraser | None = None
    offers: Offers = field(default_factory=Offers)

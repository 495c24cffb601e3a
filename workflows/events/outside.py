"""From outside: what intake, a person or the clock brings in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswered:
    """A form came in, or an earlier answer was edited. `form` is the kind; answers are tuples of text by question.

    `respondent` is an address the suite vouches for, or "". (`form`, `response_id`, `revision`) is its identity.
    `personal` holds what the reader's signed link proved (see `text.blocks.FormLink`), empty when there was none.
    """

    form: str
    response_id: str
    revision: str
    submitted_at: datetime
    respondent: str
    answers: Mapping[str, tuple[str, ...]]
    personal: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdited:
    """Staff changed a cell in a staff column. `before` is what we last read there."""

    tab: str
    row: str
    column: str
    value: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDeleted:
    """Staff deleted a row of ours. It is not written again unless something new happens to it."""

    tab: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAnswered:
    """A guest answered a meeting's invitation: `accepted`, `declined` or `tentative`."""

    meeting: str
    version: int
    address: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyKnown:
    """The answer to an `AskBusy`: busy stretches by address as (start, end); None where a calendar can't be read."""

    ask: str
    busy: Mapping[str, tuple[tuple[datetime, datetime], ...] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBounced:
    """A mail came back from this address."""

    mail: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerFired:
    """A timer set by a decision is due."""

    kind: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernAcknowledged:
    """A named member of staff took a concern in hand (by POST from the restricted page)."""

    concern: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequested:
    """Somebody asked for the pairs to be drafted anew."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequested:
    """Somebody asked for the weekly report now."""

    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeStarted:
    """The programme file was loaded for the first time, or changed: timers and fixed rows are (re)set."""

    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterImported:
    """One line of the school's own list of pupils and guardians."""

    email: str
    name: str
    grade: int
    site: str = ""
    language: str = "en"
    gender: str = ""
    household: str = ""
    guardian_name: str = ""
    guardian_email: str = ""
    guardian_language: str = "en"
    homeroom_email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceImported:
    """One line of the school's own records: on how many of the possible days a pupil was there, first to last."""

    email: str
    first: date
    last: date
    present: int
    possible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecorded:
    """A mentor completed a training topic."""

    person_id: str
    topic: str
    completed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased:
    """A person's data is to be erased: rows go, meetings are cancelled, timers stop."""

    person_id: str

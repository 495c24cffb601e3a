"""What happened: frozen facts in the past tense. Intake makes the first kind; deciders make the second."""

from __future__ import annotations

from workflows.events.between import (
    MEETING_ENDED,
    AcceptanceRevoked,
    ApplicantAccepted,
    CheckedIn,
    ConcernSuspected,
    ConsentEnded,
    ConsentGiven,
    GuardianChanged,
    MeetingSettled,
    PairApproved,
    PairEnded,
    PersonWithdrew,
)
from workflows.events.outside import (
    BusyKnown,
    CellEdited,
    ConcernAcknowledged,
    DraftRequested,
    FormAnswered,
    InvitationAnswered,
    MailBounced,
    PersonErased,
    ProgrammeStarted,
    ReportRequested,
    RosterImported,
    RowDeleted,
    TimerFired,
    TrainingRecorded,
)

Event = (
    FormAnswered
    | CellEdited
    | RowDeleted
    | InvitationAnswered
    | BusyKnown
    | MailBounced
    | TimerFired
    | ConcernAcknowledged
    | DraftRequested
    | ReportRequested
    | ProgrammeStarted
    | RosterImported
    | TrainingRecorded
    | PersonErased
    | ApplicantAccepted
    | AcceptanceRevoked
    | GuardianChanged
    | PersonWithdrew
    | ConsentGiven
    | ConsentEnded
    | PairApproved
    | PairEnded
    | MeetingSettled
    | CheckedIn
    | ConcernSuspected
)


__all__ = [
    "MEETING_ENDED",
    "AcceptanceRevoked",
    "ApplicantAccepted",
    "BusyKnown",
    "CellEdited",
    "CheckedIn",
    "ConcernAcknowledged",
    "ConcernSuspected",
    "ConsentEnded",
    "ConsentGiven",
    "DraftRequested",
    "Event",
    "FormAnswered",
    "GuardianChanged",
    "InvitationAnswered",
    "MailBounced",
    "MeetingSettled",
    "PairApproved",
    "PairEnded",
    "PersonErased",
    "PersonWithdrew",
    "ProgrammeStarted",
    "ReportRequested",
    "RosterImported",
    "RowDeleted",
    "TimerFired",
    "TrainingRecorded",
]

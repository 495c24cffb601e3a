"""What happened: frozen facts in the past tense. Intake makes the first kind; deciders make the second."""

from __future__ import annotations

from workflows.events.between import (
    MEETING_ENDED,
    MEETING_NEAR,
    AcceptanceRevoked,
    ApplicantAccepted,
    CheckedIn,
    ConcernSuspected,
    ConsentEnded,
    ConsentGiven,
    FeedbackSettled,
    FeedbackWanted,
    GoalReached,
    GoodbyeArranged,
    GoodbyeWanted,
    GuardianChanged,
    MeetingSettled,
    PairApproved,
    PairEnded,
    PersonWithdrew,
    ProgrammeLaunched,
    TrainingLapsed,
)
from workflows.events.outside import (
    AttendanceImported,
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
    | AttendanceImported
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
    | ProgrammeLaunched
    | GoodbyeWanted
    | GoodbyeArranged
    | FeedbackWanted
    | FeedbackSettled
    | TrainingLapsed
    | GoalReached
)


__all__ = [
    "MEETING_ENDED",
    "MEETING_NEAR",
    "AcceptanceRevoked",
    "ApplicantAccepted",
    "AttendanceImported",
    "BusyKnown",
    "CellEdited",
    "CheckedIn",
    "ConcernAcknowledged",
    "ConcernSuspected",
    "ConsentEnded",
    "ConsentGiven",
    "DraftRequested",
    "Event",
    "FeedbackSettled",
    "FeedbackWanted",
    "FormAnswered",
    "GoalReached",
    "GoodbyeArranged",
    "GoodbyeWanted",
    "GuardianChanged",
    "InvitationAnswered",
    "MailBounced",
    "MeetingSettled",
    "PairApproved",
    "PairEnded",
    "PersonErased",
    "PersonWithdrew",
    "ProgrammeLaunched",
    "ProgrammeStarted",
    "ReportRequested",
    "RosterImported",
    "RowDeleted",
    "TimerFired",
    "TrainingLapsed",
    "TrainingRecorded",
]

"""The programme's state: one frozen value per aggregate, nothing that needs a database to make sense.

Every value has `id`, its key inside the programme. Fields are plain: text, numbers, aware UTC datetimes, dates,
tuples of text. `service/storage` keeps each kind in its own table.
"""

from __future__ import annotations

from workflows.state.adults import AdultWord, Side
from workflows.state.ending import Closure, Feedback, Goodbye, History
from workflows.state.learning import ScaleAnswer
from workflows.state.life import (
    ClassPairing,
    DropIn,
    Goal,
    Idea,
    Opportunity,
    Referral,
    ReferralStatus,
    Repair,
    SchoolEvent,
    Suggestion,
    SupportEntry,
    SupportNeed,
)
from workflows.state.pairs import CheckIn, Meeting, MeetingStatus, Outcome, Pair, PairStatus, Steer, Unmatched, Watch
from workflows.state.pupils import Application, ApplicationStatus, Consent, ConsentStatus, Person, Role, Training
from workflows.state.recognition import Award, Vote
from workflows.state.recruiting import (
    Attendance,
    Guest,
    Interview,
    InterviewStatus,
    Invitation,
    Nomination,
    Reference,
    Score,
)
from workflows.state.safety import Concern, ConcernLevel
from workflows.state.staff import StaffAnswer
from workflows.state.starting import Duty, DutyStatus, Effort, Milestone, NeedsAnswer, Setting
from workflows.state.tasters import Taster, TasterStatus, TasterVote
from workflows.state.training import Seat, SeatStatus, SelfCheck, TrainingSession

Entity = (
    Person
    | Application
    | Consent
    | Training
    | Pair
    | Unmatched
    | Steer
    | Meeting
    | CheckIn
    | Watch
    | Concern
    | StaffAnswer
    | Taster
    | TasterVote
    | Closure
    | Feedback
    | History
    | Award
    | Vote
    | ScaleAnswer
    | TrainingSession
    | Seat
    | SelfCheck
    | ClassPairing
    | DropIn
    | Goal
    | Idea
    | Opportunity
    | Referral
    | Repair
    | SchoolEvent
    | Suggestion
    | SupportEntry
    | SupportNeed
    | Setting
    | Milestone
    | Duty
    | NeedsAnswer
    | Effort
    | Invitation
    | Nomination
    | Guest
    | Reference
    | Interview
    | Score
    | Attendance
    | AdultWord
)


__all__ = [
    "AdultWord",
    "Application",
    "ApplicationStatus",
    "Attendance",
    "Award",
    "CheckIn",
    "ClassPairing",
    "Closure",
    "Concern",
    "ConcernLevel",
    "Consent",
    "ConsentStatus",
    "DropIn",
    "Duty",
    "DutyStatus",
    "Effort",
    "Entity",
    "Feedback",
    "Goal",
    "Goodbye",
    "Guest",
    "History",
    "Idea",
    "Interview",
    "InterviewStatus",
    "Invitation",
    "Meeting",
    "MeetingStatus",
    "Milestone",
    "NeedsAnswer",
    "Nomination",
    "Opportunity",
    "Outcome",
    "Pair",
    "PairStatus",
    "Person",
    "Reference",
    "Referral",
    "ReferralStatus",
    "Repair",
    "Role",
    "ScaleAnswer",
    "SchoolEvent",
    "Score",
    "Seat",
    "SeatStatus",
    "SelfCheck",
    "Setting",
    "Side",
    "StaffAnswer",
    "Steer",
    "Suggestion",
    "SupportEntry",
    "SupportNeed",
    "Taster",
    "TasterStatus",
    "TasterVote",
    "Training",
    "TrainingSession",
    "Unmatched",
    "Vote",
    "Watch",
]

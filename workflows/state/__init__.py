"""The programme's state: one frozen value per aggregate, nothing that needs a database to make sense.

Every value has `id`, its key inside the programme. Fields are plain: text, numbers, aware UTC datetimes, dates,
tuples of text. `service/storage` keeps each kind in its own table.
"""

from __future__ import annotations

from workflows.state.pairs import CheckIn, Meeting, MeetingStatus, Outcome, Pair, PairStatus, Steer, Unmatched, Watch
from workflows.state.pupils import Application, ApplicationStatus, Consent, ConsentStatus, Person, Role, Training
from workflows.state.safety import Concern, ConcernLevel
from workflows.state.staff import StaffAnswer
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
    | TrainingSession
    | Seat
    | SelfCheck
)


__all__ = [
    "Application",
    "ApplicationStatus",
    "CheckIn",
    "Concern",
    "ConcernLevel",
    "Consent",
    "ConsentStatus",
    "Entity",
    "Meeting",
    "MeetingStatus",
    "Outcome",
    "Pair",
    "PairStatus",
    "Person",
    "Role",
    "Seat",
    "SeatStatus",
    "SelfCheck",
    "StaffAnswer",
    "Steer",
    "Training",
    "TrainingSession",
    "Unmatched",
    "Watch",
]

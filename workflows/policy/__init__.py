"""What the school decides: the programme file as values, with the defaults a small school would choose.

`service/config` reads the YAML file into these and reports every mistake at once, with its line. The text below a
field is its help in `docs/programme-file.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.policy.adults import AdultsPolicy
from workflows.policy.ending import ClosurePolicy, FeedbackPolicy, RolloverPolicy
from workflows.policy.joining import ApplicationPolicy, ConsentPolicy
from workflows.policy.learning import LearningPolicy, Objective, ScaleUse
from workflows.policy.life import (
    ActivityPolicy,
    AdaptedPolicy,
    ClassPairsPolicy,
    CoordinatorPolicy,
    FuturesPolicy,
    GoalPolicy,
    ReferralPolicy,
    SupervisionPolicy,
)
from workflows.policy.matching import MatchingPolicy
from workflows.policy.messages import MessagePolicy, ReportPolicy
from workflows.policy.pairs import CheckInPolicy, MeetingPolicy
from workflows.policy.recognition import RecognitionPolicy
from workflows.policy.recruiting import InfoSession, RecruitingPolicy, SelectionPolicy
from workflows.policy.retention import RetentionClass, RetentionPolicy
from workflows.policy.safety import ConcernPolicy
from workflows.policy.staff import Roles, Room, StaffMember
from workflows.policy.starting import NeedsPolicy, SetupPolicy
from workflows.policy.tasters import TasterPolicy
from workflows.policy.training import SessionPlan, TrainingPolicy
from workflows.school import SchoolCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The whole programme file."""

    key: str
    """Short name in lower case, used in keys and addresses."""
    name: str
    school: SchoolCalendar
    staff: tuple[StaffMember, ...]
    roles: Roles
    language: str = "en"
    goal: str = ""
    rooms: tuple[Room, ...] = (Room(name="Library", pairs=4),)
    applications: ApplicationPolicy = field(default_factory=ApplicationPolicy)
    consent: ConsentPolicy = field(default_factory=ConsentPolicy)
    training: TrainingPolicy = field(default_factory=TrainingPolicy)
    matching: MatchingPolicy = field(default_factory=MatchingPolicy)
    tasters: TasterPolicy = field(default_factory=TasterPolicy)
    meetings: MeetingPolicy = field(default_factory=MeetingPolicy)
    checkins: CheckInPolicy = field(default_factory=CheckInPolicy)
    concerns: ConcernPolicy = field(default_factory=ConcernPolicy)
    reports: ReportPolicy = field(default_factory=ReportPolicy)
    messages: MessagePolicy = field(default_factory=MessagePolicy)
    retention: RetentionPolicy = field(default_factory=RetentionPolicy)
    activities: ActivityPolicy = field(default_factory=ActivityPolicy)
    goals: GoalPolicy = field(default_factory=GoalPolicy)
    supervision: SupervisionPolicy = field(default_factory=SupervisionPolicy)
    coordinators: CoordinatorPolicy = field(default_factory=CoordinatorPolicy)
    futures: FuturesPolicy = field(default_factory=FuturesPolicy)
    referrals: ReferralPolicy = field(default_factory=ReferralPolicy)
    adapted: AdaptedPolicy = field(default_factory=AdaptedPolicy)
    class_pairs: ClassPairsPolicy = field(default_factory=ClassPairsPolicy)
    setup: SetupPolicy = field(default_factory=SetupPolicy)
    needs: NeedsPolicy = field(default_factory=NeedsPolicy)
    recruiting: RecruitingPolicy = field(default_factory=RecruitingPolicy)
    selection: SelectionPolicy = field(default_factory=SelectionPolicy)
    closure: ClosurePolicy = field(default_factory=ClosurePolicy)
    feedback: FeedbackPolicy = field(default_factory=FeedbackPolicy)
    rollover: RolloverPolicy = field(default_factory=RolloverPolicy)
    recognition: RecognitionPolicy = field(default_factory=RecognitionPolicy)
    learning: LearningPolicy = field(default_factory=LearningPolicy)
    adults: AdultsPolicy = field(default_factory=AdultsPolicy)

    def staff_member(self, staff_id: str) -> StaffMember:
        """The adult with that id. Raises `KeyError` (the loader has checked every reference)."""
        for member in self.staff:
            if member.id == staff_id:
                return member
        raise KeyError(staff_id)

    @property
    def hosts(self) -> tuple[StaffMember, ...]:
        """Adults who host meetings."""
        return tuple(self.staff_member(s) for s in self.roles.hosts or (self.roles.lead,))


__all__ = [
    "ActivityPolicy",
    "AdaptedPolicy",
    "AdultsPolicy",
    "ApplicationPolicy",
    "CheckInPolicy",
    "ClassPairsPolicy",
    "ClosurePolicy",
    "ConcernPolicy",
    "ConsentPolicy",
    "CoordinatorPolicy",
    "FeedbackPolicy",
    "FuturesPolicy",
    "GoalPolicy",
    "InfoSession",
    "LearningPolicy",
    "MatchingPolicy",
    "MeetingPolicy",
    "MessagePolicy",
    "NeedsPolicy",
    "Objective",
    "Policy",
    "RecognitionPolicy",
    "RecruitingPolicy",
    "ReferralPolicy",
    "ReportPolicy",
    "RetentionClass",
    "RetentionPolicy",
    "Roles",
    "RolloverPolicy",
    "Room",
    "ScaleUse",
    "SelectionPolicy",
    "SessionPlan",
    "SetupPolicy",
    "StaffMember",
    "SupervisionPolicy",
    "TasterPolicy",
    "TrainingPolicy",
]

"""The programme file's shape: what stands at the top level, and the sections that are written differently from how
`workflows.policy` holds them. Every other section is the policy's own dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.settings.kinds import Address, Bell, Days, Key, Words, Zone
from workflows.policy import (
    ActivityPolicy,
    AdaptedPolicy,
    AdultsPolicy,
    ApplicationPolicy,
    CheckInPolicy,
    ClassPairsPolicy,
    ClosurePolicy,
    ConcernPolicy,
    ConsentPolicy,
    CoordinatorPolicy,
    FeedbackPolicy,
    FuturesPolicy,
    GoalPolicy,
    LearningPolicy,
    MatchingPolicy,
    MeetingPolicy,
    MessagePolicy,
    NeedsPolicy,
    RecognitionPolicy,
    RecruitingPolicy,
    ReferralPolicy,
    ReportPolicy,
    RetentionPolicy,
    Roles,
    RolloverPolicy,
    Room,
    SelectionPolicy,
    SetupPolicy,
    SupervisionPolicy,
    TasterPolicy,
    TrainingPolicy,
)

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True)


class Section(BaseModel):
    """A part of the file in which an unknown key is a mistake."""

    model_config = STRICT


class SchoolSection(Section):
    """When the school is open and how its days run."""

    zone: Zone
    """The school's time zone, for example `Europe/London`."""
    terms: Mapping[str, Days]
    """Each term's first and last day: `Autumn: 2026-09-01..2026-12-18`."""
    holidays: tuple[Days, ...] = ()
    """Days and ranges of days without school: `2026-10-26..2026-10-30`."""
    open_days: tuple[Days, ...] = ()
    """Extra school days on a weekend."""
    early_release: Mapping[date, time] = Field(default_factory=dict)
    """Days on which pupils leave early, with the time they leave: `2026-12-18: "12:00"`."""
    rotation: tuple[str, ...] = ()
    """Names of the rotation days, for example `[A, B]`. Empty: days go by their weekday (`Mon`)."""
    weekend: tuple[str, ...] = ("Sat", "Sun")
    """Weekdays without school."""
    periods: Mapping[str, Bell]
    """The bell schedule: `Lunch: 12:30-13:10`."""
    slots: tuple[str, ...]
    """Periods in which pairs may meet, each as `Day/Period`: `Tue/Lunch`."""


class StaffSection(Section):
    """One adult of the school, under the short name that the rest of the file uses."""

    name: Words
    """As the adult is called in mail."""
    email: Address
    """Where the adult is reached."""
    language: str = "en"
    """Language of mail to the adult."""


class LocalSuite(Section):
    """The suite without a supplier: forms on the service's own pages, a workbook, calendar files and mail.

    The mail server's password comes from `NEARPEER_SMTP_PASSWORD`.
    """

    name: Literal["local"] = "local"
    """Which suite the school has."""
    folder: str = ""
    """Folder for the workbook, calendars and mail; by default the programme's own in the data folder."""
    mail_from: Address = "mentoring@school.invalid"
    """Address that mail comes from."""
    mail_name: str = ""
    """Name that mail comes from; by default `messages.from_name`."""
    invitation_mail: bool = True
    """Send invitations to meetings by mail as well."""
    smtp_host: str = ""
    """Mail server; without one, mail is laid into Maildir folders."""
    smtp_port: int = 587
    """The mail server's port."""
    smtp_starttls: bool = True
    """Encrypt the connection; may be off only for a server on the same machine."""
    smtp_user: str = ""
    """Name to sign in to the mail server with; empty for none."""
    smtp_ca_file: str = ""
    """File with the certificate authority of the mail server, when it is the school's own."""


class SupplierSuite(Section):
    """A suite whose own module checks its settings when it is opened, all at once, as its admin guide names them."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    name: str
    """Which suite the school has."""


# One line for each suite; what stands beside the name is checked by this model.
SUITES: Mapping[str, type[Section]] = {"local": LocalSuite, "google": SupplierSuite, "microsoft": SupplierSuite}


class ProgrammeSection(Section):
    """The whole programme file."""

    programme: Key
    """The programme's short name in lower case, used in keys and addresses."""
    name: Words
    """What people call the programme."""
    goal: str = ""
    """What the programme is for, in one sentence."""
    language: str = "en"
    """Language of forms and mail."""
    preset: str = ""
    """Steps to begin with: `classic`, `class-to-class`, `co-mentoring` or `transition`; empty for none."""
    suite: Mapping[str, Any] = Field(default_factory=lambda: {"name": "local"})
    """The suite: its name, or a section with `name` and the suite's settings."""
    school: SchoolSection
    staff: Mapping[str, StaffSection]
    """The adults, each under a short name."""
    roles: Roles
    rooms: tuple[Room, ...] = (Room(name="Library", pairs=4),)
    """Where pairs meet."""
    applications: ApplicationPolicy = Field(default_factory=ApplicationPolicy)
    consent: ConsentPolicy = Field(default_factory=ConsentPolicy)
    training: TrainingPolicy = Field(default_factory=TrainingPolicy)
    matching: MatchingPolicy = Field(default_factory=MatchingPolicy)
    tasters: TasterPolicy = Field(default_factory=TasterPolicy)
    meetings: MeetingPolicy = Field(default_factory=MeetingPolicy)
    checkins: CheckInPolicy = Field(default_factory=CheckInPolicy)
    concerns: ConcernPolicy = Field(default_factory=ConcernPolicy)
    reports: ReportPolicy = Field(default_factory=ReportPolicy)
    messages: MessagePolicy = Field(default_factory=MessagePolicy)
    retention: RetentionPolicy = Field(default_factory=RetentionPolicy)
    activities: ActivityPolicy = Field(default_factory=ActivityPolicy)
    goals: GoalPolicy = Field(default_factory=GoalPolicy)
    supervision: SupervisionPolicy = Field(default_factory=SupervisionPolicy)
    coordinators: CoordinatorPolicy = Field(default_factory=CoordinatorPolicy)
    futures: FuturesPolicy = Field(default_factory=FuturesPolicy)
    referrals: ReferralPolicy = Field(default_factory=ReferralPolicy)
    adapted: AdaptedPolicy = Field(default_factory=AdaptedPolicy)
    class_pairs: ClassPairsPolicy = Field(default_factory=ClassPairsPolicy)
    setup: SetupPolicy = Field(default_factory=SetupPolicy)
    needs: NeedsPolicy = Field(default_factory=NeedsPolicy)
    recruiting: RecruitingPolicy = Field(default_factory=RecruitingPolicy)
    selection: SelectionPolicy = Field(default_factory=SelectionPolicy)
    closure: ClosurePolicy = Field(default_factory=ClosurePolicy)
    feedback: FeedbackPolicy = Field(default_factory=FeedbackPolicy)
    rollover: RolloverPolicy = Field(default_factory=RolloverPolicy)
    recognition: RecognitionPolicy = Field(default_factory=RecognitionPolicy)
    learning: LearningPolicy = Field(default_factory=LearningPolicy)
    adults: AdultsPolicy = Field(default_factory=AdultsPolicy)

"""What the school decides: the programme file as values, with the defaults a small school would choose.

`service/config` reads the YAML file into these and reports every mistake at once, with its line. The text below a
field is its help in `docs/programme-file.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from workflows.school import SchoolCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """An adult of the school. `id` is the name used elsewhere in the file."""

    id: str
    """The short name that the rest of the file uses."""
    name: str
    """As the adult is called in mail."""
    email: str
    """Where the adult is reached."""
    language: str = "en"
    """Language of mail to the adult."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who does what, by staff id. Deputies step in when nobody answers."""

    lead: str
    """The programme lead: decides, and gets the weekly report."""
    safeguarding_lead: str
    """Gets every concern at once."""
    safeguarding_deputy: str
    """Gets a concern nobody acknowledged in time."""
    head: str
    """Gets a concern that is still not acknowledged."""
    hosts: tuple[str, ...] = ()
    """Adults who host meetings; the lead when none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room where pairs meet. `email` is its own calendar, if the suite has one; `pairs` how many fit at once."""

    name: str
    """As pairs know the room."""
    email: str = ""
    """The room's own calendar, if the suite has one."""
    pairs: int = 1
    """How many pairs fit in at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPolicy:
    """Who may apply and what they choose from."""

    mentor_grades: tuple[int, ...] = ()
    """Grades that may mentor; empty for any."""
    mentee_grades: tuple[int, ...] = ()
    """Grades that may have a mentor; empty for any."""
    minimum_slots: int = 2
    """Fewest slots an applicant must offer."""
    subjects: tuple[str, ...] = ("Maths", "English", "Science", "History", "Languages", "Art", "Music", "Sport")
    """Subjects to choose from in the application forms."""
    interests: tuple[str, ...] = ("Reading", "Games", "Music", "Sport", "Art", "Science", "Cooking", "Film", "Coding")
    """Interests to choose from in the application forms."""
    topics: tuple[str, ...] = ("Settling in", "Homework", "Friendship", "Confidence", "Organisation", "Attendance")
    """What a mentee may want help with."""
    languages: tuple[str, ...] = ("English",)
    """Languages to choose from in the application forms."""
    domains: tuple[str, ...] = ()
    """Mail domains a pupil's address must have; empty for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPolicy:
    """How guardians are asked."""

    items: tuple[str, ...] = ("take part in weekly meetings at school", "share name and timetable with the pair")
    """What the guardian allows, each line an item of its own."""
    chase_after: tuple[int, ...] = (2, 5, 8)
    """School days after the request on which the guardian is reminded."""
    give_up_after: int = 15
    """School days after the request when the lead is told to use the paper form."""
    valid_days: int = 365
    """Calendar days a consent lasts."""
    renew_before: int = 14
    """Calendar days before it lapses when a new one is asked for."""
    needed_for: tuple[str, ...] = ("mentor", "mentee")
    """Roles that need a guardian's consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPolicy:
    """Topics a mentor must complete before being matched. Empty: no training is required."""

    topics: tuple[str, ...] = ()
    """Names of the topics, in the order they are taught."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingPolicy:
    """The rules of matching. Weights are whole points; a weight of 0 switches a rule off."""

    grade_gap: int = 1
    """How many grades a mentor must be above the mentee; 0 allows the same grade."""
    capacity: int = 1
    """Most mentees a mentor may have, whatever the mentor offers."""
    same_site: bool = True
    """Only pupils of the same site are paired."""
    shared_language: bool = True
    """Only pupils who share a language are paired."""
    minimum_common_slots: int = 1
    """Fewest slots that both must have free."""
    weights: Mapping[str, int] = field(
        default_factory=lambda: {
            "topics": 30,
            "subjects": 20,
            "interests": 10,
            "dislikes": 10,
            "languages": 10,
            "career": 5,
            "traits": 5,
            "mentor_wish": 25,
            "mentee_wish": 40,
            "mentor_vote": 30,
            "mentee_vote": 50,
            "slots": 3,
        }
    )
    """Most points each soft rule can give a pair."""
    worst_depth: int = 1
    """How many of the worst-off pairs are made as good as can be before the total counts; 0 for none."""
    quota_by: str = ""
    """What the quota counts by: `grade`, `site`, `gender` or `kind`; empty for no quota."""
    quota: int = 1
    """Most mentees of one such kind that a mentor may have."""
    spread: bool = False
    """Prefer to spread mentees evenly over the mentors, when neither placement nor points suffer."""
    needs_adult: tuple[str, ...] = ()
    """Addresses of pupils who meet only when an adult is in the room."""
    adult_slots: tuple[str, ...] = ()
    """Slots at which an adult is in the room."""
    priority: tuple[str, ...] = ()
    """Addresses of mentees who must be placed first."""
    keep_apart: tuple[tuple[str, str], ...] = ()
    """Pairs of addresses never matched."""
    draft_at: time = time(6, 30)
    """When the draft is renewed on school mornings while something changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPolicy:
    """How pairs meet."""

    first_within: int = 5
    """School days after approval within which the first meeting is booked; later only when nothing is free."""
    notice: int = 1
    """School days of notice before the first meeting."""
    every_days: int = 7
    """Calendar days from one meeting of the series to the next."""
    tolerance_days: int = 3
    """How many days a meeting may stray from its day to avoid a holiday or a clash."""
    horizon_days: int = 28
    """How far ahead the series is booked; it is extended as time passes."""
    remind_before: bool = True
    """Remind both on the morning of a meeting."""
    online: bool = False
    """Ask the suite for a video link with each meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPolicy:
    """How meetings are followed up and when a pair lands on the watch-list."""

    chase_after: int = 1
    """School days after a meeting when a missing check-in is asked for once more."""
    unconfirmed_after: int = 3
    """School days after which a meeting nobody spoke of counts as unconfirmed."""
    low_mood: int = 2
    """A mood at or below this is low."""
    low_moods: int = 2
    """So many low moods in a row put the pair on the watch-list."""
    misses: int = 2
    """So many missed meetings in a row put the pair on the watch-list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPolicy:
    """How a concern climbs until somebody acknowledges it. Minutes, any day, any hour."""

    deputy_after: int = 15
    """Minutes without an answer after which the deputy is alerted."""
    head_after: int = 60
    """Minutes without an answer after which the head is alerted."""
    repeat_every: int = 60
    """Minutes between alerts once it has reached the head."""
    emergency_text: str = "If anyone is in danger now, call the emergency number first."
    """Stands above the concern form, and on the page that thanks for it."""
    recheck_every: int = 24
    """Hours after acknowledgement when the safeguarding lead is reminded that the concern is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPolicy:
    """The weekly report to the lead."""

    weekday: str = "Mon"
    """Day of the report: Mon, Tue, Wed, Thu, Fri, Sat or Sun."""
    at: time = time(7, 0)
    """Time of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePolicy:
    """When mail goes out."""

    digest_at: time = time(7, 30)
    """Routine messages to one person go as one mail at this time on school mornings."""
    from_name: str = "Mentoring programme"
    """The sender's name that people see."""


class RetentionClass(StrEnum):
    """Why a row is kept, and so for how long."""

    PROGRAMME = "programme"  # pairs, meetings, check-ins
    APPLICATION = "application"
    CONSENT = "consent"
    CONCERN = "concern"
    LOG = "log"  # journal, mail records


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicy:
    """Calendar days each class of data is kept after the person's last activity."""

    programme: int = 400
    """Pairs, meetings and check-ins."""
    application: int = 400
    """Applications."""
    consent: int = 730
    """Consents."""
    concern: int = 2_555
    """Concerns."""
    log: int = 400
    """The journal and the records of mail."""


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
    meetings: MeetingPolicy = field(default_factory=MeetingPolicy)
    checkins: CheckInPolicy = field(default_factory=CheckInPolicy)
    concerns: ConcernPolicy = field(default_factory=ConcernPolicy)
    reports: ReportPolicy = field(default_factory=ReportPolicy)
    messages: MessagePolicy = field(default_factory=MessagePolicy)
    retention: RetentionPolicy = field(default_factory=RetentionPolicy)

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

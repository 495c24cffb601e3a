"""From one workflow to the others: what a decider made known."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.state import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantAccepted:
    """Staff accepted an application."""

    person_id: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceRevoked:
    """Staff took an acceptance back; no pair was active in that role."""

    person_id: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianChanged:
    """A pupil's guardian has another address now."""

    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWithdrew:
    """A pupil left the programme: everything about them stops at once."""

    person_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """A guardian said yes."""

    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEnded:
    """There is no consent any more: refused, expired or withdrawn."""

    person_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairApproved:
    """The lead approved a draft pair."""

    pair_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEnded:
    """A pair is over."""

    pair_id: str
    why: str
    planned: bool = False  # foreseen; whoever closes the pair tells both


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodbyeWanted:
    """A pair that is over should meet once more."""

    pair_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodbyeArranged:
    """The goodbye meeting is booked; or cannot be, and `why`: then `meeting_id` is ""."""

    pair_id: str
    meeting_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackWanted:
    """Somebody is to be asked, once, with that form. `partner` is the name of the other one, or ""."""

    occasion: str
    form: str
    person_id: str
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSettled:
    """The answer came, or none is expected any more."""

    occasion: str
    person_id: str
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReached:
    """A pair reached a goal."""

    goal_id: str
    pair_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingLapsed:
    """A mentor lacks a topic again: one was taken back, or the school asks for more."""

    person_id: str


MEETING_NEAR = "meetings.remind"
"""Kind of the timer `meetings` sets for the morning of each meeting; its subject is the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLaunched:
    """The lead and an adult who receives concerns have accepted: the programme may begin."""


MEETING_ENDED = "meeting.ended"
"""Kind of the timer `meetings` sets at the end of each meeting, for `checkins` to hear; its subject is the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSettled:
    """A meeting's outcome is known: `held`, `missed`, `cancelled`; `unconfirmed` when nobody spoke or the two disagree.

    `by` is who said so: `staff`, `check-ins`, or "" when nobody did.
    """

    meeting_id: str
    pair_id: str
    outcome: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn:
    """One side said how a meeting went, or changed what they said."""

    meeting_id: str
    pair_id: str
    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernSuspected:
    """An answer to another form asks for help: a flag was ticked, or words of danger were written.

    `risk` is the kind of danger the words speak of (see `workflows.safety.words`), "" when the sender asked.
    """

    source: str
    raised_by: str
    text: str
    risk: str = ""

"""What the programme itself has already promised somebody's time to, besides pairs' meetings.

Calendars are asked before anything is booked, but two bookings of one hour do not see each other there yet: an
interview decided a second ago stands in the state first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workflows.state import (
    Interview,
    InterviewStatus,
    Meeting,
    MeetingStatus,
    Seat,
    SeatStatus,
    Taster,
    TasterStatus,
    TrainingSession,
)
from workflows.view import View

Stretch = tuple[datetime, datetime]


def of_pupil(person_id: str, view: View) -> list[Stretch]:
    """Interviews, training sessions and tasters this pupil is booked for."""
    booked = view.find(Interview, person_id=person_id, status=InterviewStatus.BOOKED)
    seats = view.find(Seat, person_id=person_id, status=SeatStatus.BOOKED)
    sessions = (view.get(TrainingSession, seat.session_id) for seat in seats)
    return [
        *((i.starts_at, i.ends_at) for i in booked if i.starts_at and i.ends_at),
        *((s.starts_at, s.ends_at) for s in sessions if s is not None and not s.cancelled),
        *((t.starts_at, t.ends_at) for t in _tasters(view) if person_id == t.mentor_id or person_id in t.mentee_ids),
    ]


def of_adult(staff_id: str, view: View) -> list[Stretch]:
    """Interviews this adult sits in, training sessions the adult gives and tasters the adult looks after."""
    booked = view.find(Interview, status=InterviewStatus.BOOKED)
    return [
        *((i.starts_at, i.ends_at) for i in booked if staff_id in i.panel and i.starts_at and i.ends_at),
        *((s.starts_at, s.ends_at) for s in view.find(TrainingSession, trainer=staff_id, cancelled=False)),
        *((t.starts_at, t.ends_at) for t in _tasters(view) if t.host_id == staff_id),
    ]


def _tasters(view: View) -> Sequence[Taster]:
    return view.find(Taster, status=TasterStatus.BOOKED)


def meetings_of(person_id: str, view: View) -> list[Stretch]:
    """Planned meetings of this pupil's pairs."""
    planned = MeetingStatus.PLANNED
    as_mentor = view.find(Meeting, mentor_id=person_id, status=planned)
    as_mentee = view.find(Meeting, mentee_id=person_id, status=planned)
    return [(m.starts_at, m.ends_at) for m in (*as_mentor, *as_mentee)]


def is_elsewhere(person_id: str, starts_at: datetime, ends_at: datetime, view: View) -> bool:
    """Whether this pupil has promised to be somewhere else at that time."""
    promised = (*of_pupil(person_id, view), *meetings_of(person_id, view))
    return any(begins < ends_at and starts_at < ends for begins, ends in promised)


def hosted_by(staff_id: str, view: View) -> list[Stretch]:
    """Planned meetings this adult hosts."""
    return [(m.starts_at, m.ends_at) for m in view.find(Meeting, host_id=staff_id, status=MeetingStatus.PLANNED)]

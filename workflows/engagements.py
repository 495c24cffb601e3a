"""What the programme itself has already promised somebody's time to, besides pairs' meetings.

Calendars are asked before anything is booked, but two bookings of one hour do not see each other there yet: an
interview decided a second ago stands in the state first.
"""

from __future__ import annotations

from datetime import datetime

from workflows.state import Interview, InterviewStatus, Meeting, MeetingStatus, Seat, SeatStatus, TrainingSession
from workflows.view import View

Stretch = tuple[datetime, datetime]


def of_pupil(person_id: str, view: View) -> list[Stretch]:
    """Interviews and training sessions this pupil is booked for."""
    booked = view.find(Interview, person_id=person_id, status=InterviewStatus.BOOKED)
    seats = view.find(Seat, person_id=person_id, status=SeatStatus.BOOKED)
    sessions = (view.get(TrainingSession, seat.session_id) for seat in seats)
    return [
        *((i.starts_at, i.ends_at) for i in booked if i.starts_at and i.ends_at),
        *((s.starts_at, s.ends_at) for s in sessions if s is not None and not s.cancelled),
    ]


def of_adult(staff_id: str, view: View) -> list[Stretch]:
    """Interviews this adult sits in and training sessions the adult gives."""
    booked = view.find(Interview, status=InterviewStatus.BOOKED)
    return [
        *((i.starts_at, i.ends_at) for i in booked if staff_id in i.panel and i.starts_at and i.ends_at),
        *((s.starts_at, s.ends_at) for s in view.find(TrainingSession, trainer=staff_id, cancelled=False)),
    ]


def meetings_of(person_id: str, view: View) -> list[Stretch]:
    """Planned meetings of this pupil's pairs."""
    planned = MeetingStatus.PLANNED
    as_mentor = view.find(Meeting, mentor_id=person_id, status=planned)
    as_mentee = view.find(Meeting, mentee_id=person_id, status=planned)
    return [(m.starts_at, m.ends_at) for m in (*as_mentor, *as_mentee)]


def hosted_by(staff_id: str, view: View) -> list[Stretch]:
    """Planned meetings this adult hosts."""
    return [(m.starts_at, m.ends_at) for m in view.find(Meeting, host_id=staff_id, status=MeetingStatus.PLANNED)]

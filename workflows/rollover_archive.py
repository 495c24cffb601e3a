"""What becomes of a finished year: one line for each pupil and role is kept, the rest is cleared or purged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from workflows import tabs
from workflows.decision import Decision, Gone
from workflows.effects import Effect, PutRow, RemoveRow
from workflows.policy import Policy
from workflows.rules import minutes_of
from workflows.state import (
    Application,
    ApplicationStatus,
    CheckIn,
    Entity,
    Feedback,
    History,
    Meeting,
    MeetingStatus,
    Pair,
    PairStatus,
    Person,
    Role,
    ScaleAnswer,
    StaffAnswer,
    Training,
    Watch,
)
from workflows.text.say import say
from workflows.view import View

Change = Entity | Gone


def archived(end: date, view: View, now: datetime, policy: Policy) -> Decision:
    """Archive the year that ended on `end`, clear the tabs and purge what is not needed any more."""
    applications = view.find(Application)
    kept = [_history(a, end, view, policy) for a in applications]
    changes: list[Change] = [
        *kept,
        *(Gone(kind=Application.__name__, id=a.id) for a in applications),
        *(Gone(kind=StaffAnswer.__name__, id=f"{tabs.APPLICATIONS}:{a.id}") for a in applications),
        *_older(view, policy),
        *_words(view, now, policy),
        *(replace(w, cleared_at=now) for w in view.find(Watch, cleared_at=None)),
        *(Gone(kind=Feedback.__name__, id=f.id) for f in view.find(Feedback) if f.settled_at is not None),
    ]
    # Pseudonymous answers can be led to nobody here, so they are kept no longer than the year they compare.
    changes += [Gone(kind=ScaleAnswer.__name__, id=a.id) for a in view.find(ScaleAnswer)]
    if policy.rollover.train_again:
        changes += [Gone(kind=Training.__name__, id=t.id) for t in view.find(Training)]
    return Decision(
        changes=tuple(changes),
        effects=(*_rows(kept, view, policy), *_cleared(view, now)),
        reason=f"The year was archived: {len(kept)} lines in Past years; applications, words and old rows are cleared.",
    )


def _history(application: Application, end: date, view: View, policy: Policy) -> History:
    person, role = application.person_id, application.role
    meetings = [
        m for m in _meetings(application, view, status=MeetingStatus.HELD) if m.starts_at >= application.submitted_at
    ]
    left = application.status is ApplicationStatus.WITHDRAWN
    return History(
        id=f"{end.isoformat()}:{person}:{role.value}",
        person_id=person,
        role=role,
        year_end=end,
        outcome=application.status.value,
        partners=len({m.pair_id for m in meetings}),
        held=len(meetings),
        minutes=minutes_of(meetings),
        completed=not left and len(meetings) >= policy.rollover.completed_meetings,
    )


def _meetings(application: Application, view: View, *, status: MeetingStatus) -> Sequence[Meeting]:
    if application.role is Role.MENTOR:
        return view.find(Meeting, mentor_id=application.person_id, status=status)
    return view.find(Meeting, mentee_id=application.person_id, status=status)


def _older(view: View, policy: Policy) -> Iterator[Change]:
    """Of this year the pupils' own words go; the next year starts with everybody a grade higher."""
    for said in view.find(CheckIn):
        if said.note:
            yield replace(said, note="")
    if policy.rollover.raise_grades:
        for person in view.find(Person):
            # The school's own list brings the new grade itself.
            if not person.rostered and person.withdrawn_at is None:
                yield replace(person, grade=person.grade + 1)


def _words(view: View, now: datetime, policy: Policy) -> Iterator[Change]:
    """What is older than the programme keeps. The bare pair stays: it tells matching not to try it again."""
    limit = now - timedelta(days=policy.retention.programme)
    for pair in view.find(Pair, status=PairStatus.ENDED):
        if pair.ended_at is None or pair.ended_at >= limit:
            continue
        for kind in (Meeting, CheckIn, Watch):
            yield from (Gone(kind=kind.__name__, id=v.id) for v in view.find(kind, pair_id=pair.id))


def _rows(kept: Sequence[History], view: View, policy: Policy) -> Iterator[Effect]:
    for line in kept:
        person = view.get(Person, line.person_id)
        cells = {
            "year": line.year_end.isoformat(),
            "name": person.name if person else line.person_id,
            "role": line.role.value,
            "grade": str(person.grade) if person else "",
            "outcome": line.outcome,
            "held": str(line.held),
            "hours": f"{line.minutes / 60:.1f}",
            "completed": say(policy.language, "rollover.completed") if line.completed else "",
        }
        yield PutRow(tab=tabs.HISTORY, key=line.id, cells=cells)


def _cleared(view: View, now: datetime) -> Iterator[Effect]:
    """Past meetings and what was said of them leave the workbook, and so do pairs that are over."""
    past = [m for m in view.find(Meeting) if m.ends_at <= now]
    for meeting in past:
        yield RemoveRow(tab=tabs.MEETINGS, key=meeting.id)
        for person in (meeting.mentor_id, meeting.mentee_id):
            if view.get(CheckIn, f"{meeting.id}:{person}") is not None:
                yield RemoveRow(tab=tabs.CHECK_INS, key=f"{meeting.id}:{person}")
    for pair in view.find(Pair, status=PairStatus.ENDED):
        yield RemoveRow(tab=tabs.PAIRS, key=pair.id)

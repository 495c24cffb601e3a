"""Attendance before and after: the pupils of the programme beside those who are not in it, or their own trend.

What the school imports are counts by pupil and stretch of time. A pupil counts when there is a stretch that ended
before the programme's first meeting of the year, and one that began after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from workflows import tabs
from workflows.effects import PutRow
from workflows.policy import Policy
from workflows.rules import SMALLEST_GROUP, year_start
from workflows.state import Attendance, Meeting, MeetingStatus
from workflows.text.say import say
from workflows.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A group's attendance in percent; None where the group is too small to show."""

    group: str
    n: int
    before: float | None
    after: float | None

    @property
    def change(self) -> float | None:
        """Percentage points."""
        return None if self.before is None or self.after is None else self.after - self.before


def compared(view: View, now: datetime, policy: Policy) -> tuple[Compared, ...]:
    """Mentees, mentors and everybody else. Empty while nothing was imported or nobody has met."""
    since = year_start(policy, policy.school.local_date(now))
    held = [m for m in view.find(Meeting, status=MeetingStatus.HELD) if policy.school.local_date(m.starts_at) > since]
    if not held or not (records := list(view.find(Attendance))):
        return ()
    began = policy.school.local_date(min(m.starts_at for m in held))
    mentees, mentors = {m.mentee_id for m in held}, {m.mentor_id for m in held}
    groups = {"mentees": mentees, "mentors": mentors - mentees}
    inside = mentees | mentors
    groups["others"] = {r.person_id for r in records} - inside
    return tuple(_group(name, people, records, since, began) for name, people in groups.items())


def _group(name: str, people: set[str], records: Iterable[Attendance], since: date, began: date) -> Compared:
    """Shares of present over possible, of those only who are in both stretches."""
    before: dict[str, tuple[int, int]] = {}
    after: dict[str, tuple[int, int]] = {}
    for record in records:
        if record.person_id in people and record.last > since:
            where = before if record.last < began else after if record.first >= began else None
            if where is not None:
                present, possible = where.get(record.person_id, (0, 0))
                where[record.person_id] = (present + record.present, possible + record.possible)
    both = sorted(p for p in before.keys() & after.keys() if before[p][1] and after[p][1])
    if len(both) < SMALLEST_GROUP:
        return Compared(group=name, n=len(both), before=None, after=None)
    return Compared(
        group=name, n=len(both), before=_share(before[p] for p in both), after=_share(after[p] for p in both)
    )


def _share(counts: Iterable[tuple[int, int]]) -> float:
    listed = list(counts)
    return 100 * sum(present for present, _ in listed) / sum(possible for _, possible in listed)


def attendance_rows(view: View, now: datetime, policy: Policy) -> Iterator[PutRow]:
    """A row for each group, with how many, and what the figures do not show."""
    language, groups = policy.language, compared(view, now, policy)
    others = next((g for g in groups if g.group == "others"), None)
    against = "group" if others is not None and others.change is not None else "trend"
    for group in groups:
        few = group.before is None
        caveat = "attendance.few" if few else f"attendance.caveat.{against}"
        cells = {
            "measure": say(language, "attendance.row"),
            "group": say(language, f"attendance.group.{group.group}"),
            "before": percent_of(group.before),
            "after": percent_of(group.after),
            "change": "–" if group.change is None else f"{group.change:+.1f}",
            "n": "" if few else str(group.n),
            "caveat": say(language, caveat, count=SMALLEST_GROUP),
        }
        yield PutRow(tab=tabs.LEARNING, key=f"attendance-{group.group}", cells=cells)


def percent_of(share: float | None) -> str:
    """A share in percent, or a dash where it is not shown."""
    return "–" if share is None else f"{share:.1f} %"

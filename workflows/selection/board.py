"""The Selection tab: all that speaks for or against each mentor's application, so that a person can decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean

from workflows import tabs
from workflows.effects import PutRow
from workflows.policy import Policy
from workflows.state import (
    Application,
    Attendance,
    Interview,
    InterviewStatus,
    Nomination,
    Person,
    Reference,
    Score,
    StaffAnswer,
)
from workflows.text.say import day, say
from workflows.view import View

ANY = "any"
APART = 1.5
"""Means of two panel members so far apart call for a talk."""


def rating_mean(ratings: Sequence[str]) -> float | None:
    """The mean mark of `criterion=mark` texts; None without any."""
    marks = [int(rating.rpartition("=")[2]) for rating in ratings]
    return round(mean(marks), 1) if marks else None


def attendance_of(person_id: str, view: View) -> int | None:
    """The pupil's newest attendance in a hundred; None when the school gave none."""
    known = [a for a in view.find(Attendance, person_id=person_id) if a.possible > 0]
    newest = max(known, key=lambda a: (a.last, a.id), default=None)
    return None if newest is None else round(100 * newest.present / newest.possible)


def attendance_floor(policy: Policy) -> int | None:
    """The least attendance asked for: that of the focus issue, or the one for any."""
    floors = {focus.lower(): floor for focus, floor in policy.selection.attendance_floor.items()}
    return floors.get(policy.training.focus.lower(), floors.get(ANY))


def panel_means(application: Application, view: View) -> list[float]:
    """The mean mark of each panel member who filled the rubric."""
    found = (rating_mean(score.ratings) for score in view.find(Score, application_id=application.id))
    return [value for value in found if value is not None]


def row(application: Application, person: Person, view: View, policy: Policy) -> PutRow:
    """The application's row in the Selection tab."""
    answer = view.get(StaffAnswer, f"{tabs.SELECTION}:{application.id}")
    named = view.get(Nomination, f"{application.role.value}:{person.email}")
    attendance = attendance_of(person.id, view)
    cells = {
        "name": person.name,
        "nominated": ", ".join(named.nominators) if named else "",
        "attendance": "" if attendance is None else f"{attendance} %",
        "reference": _reference(view.get(Reference, application.id), policy),
        "interview": _interview(view.get(Interview, application.id), policy),
        "scores": _scores(panel_means(application, view)),
        "reasons": " ".join(reasons(application, person, view, policy)),
        "answer": answer.text if answer else "",
    }
    return PutRow(tab=tabs.SELECTION, key=application.id, cells=cells)


def reasons(application: Application, person: Person, view: View, policy: Policy) -> Iterator[str]:
    """What speaks for (+) and against (-) the applicant, and what is still missing (?)."""
    language, rules = policy.language, policy.selection
    attendance, floor = attendance_of(person.id, view), attendance_floor(policy)
    if floor is not None:
        kind = "unknown" if attendance is None else "enough" if attendance >= floor else "low"
        yield say(language, f"selection.attendance.{kind}", share=attendance or 0, floor=floor)
    named = view.get(Nomination, f"{application.role.value}:{person.email}")
    if named:
        yield say(language, "selection.nominated", count=len(named.nominators))
    if rules.references:
        reference = view.get(Reference, application.id)
        value = rating_mean(reference.ratings) if reference else None
        yield say(language, f"selection.reference.{_kind(value)}", mean=str(value))
    if rules.interviews:
        means = panel_means(application, view)
        value = round(mean(means), 1) if means else None
        yield say(language, f"selection.interview.{_kind(value)}", mean=str(value))
        if means and max(means) - min(means) >= APART:
            yield say(language, "selection.interview.apart", spread=f"{max(means) - min(means):.1f}")


def _kind(value: float | None) -> str:
    if value is None:
        return "missing"
    return "strong" if value >= 3.5 else "weak"


def _reference(reference: Reference | None, policy: Policy) -> str:
    if reference is None:
        return ""
    if reference.answered_at is None:
        asked = day(policy.language, policy.school.local_date(reference.asked_at))
        return say(policy.language, "selection.cell.reference_asked", day=asked)
    marks = ", ".join(rating.replace("=", " ") for rating in reference.ratings)
    return f"{marks}. {reference.words}".strip(". ")


def _interview(interview: Interview | None, policy: Policy) -> str:
    if interview is None:
        return ""
    if interview.status is not InterviewStatus.BOOKED or interview.starts_at is None:
        return interview.status.value
    at = policy.school.local(interview.starts_at)
    names = ", ".join(policy.staff_member(staff).name for staff in interview.panel)
    return f"{at:%Y-%m-%d %H:%M}, {interview.room} ({names})"


def _scores(means: Sequence[float]) -> str:
    return f"{mean(means):.1f} ({max(means) - min(means):.1f})" if means else ""

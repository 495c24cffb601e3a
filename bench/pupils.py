"""Pupils who apply in the benches."""

from __future__ import annotations

from workflows.policy import Policy


def application(number: int, school: Policy, *, grade: str = "11") -> dict[str, tuple[str, ...]]:
    """What a pupil of the school answers, by field; nothing is missing or wrong."""
    return {
        "name": (f"Pupil {number}",),
        "email": (f"pupil{number}@{next(iter(school.applications.domains), 'oakfield.example')}",),
        "grade": (grade,),
        "guardian_name": (f"Guardian {number}",),
        "guardian_email": (f"guardian{number}@home.example",),
        "slots": tuple(school.school.slots[:2]),
    }

"""Pupils who apply in the benches."""

from __future__ import annotations


def application(number: int, *, slot: str, grade: str = "11") -> dict[str, str]:
    """What a pupil answers, by field."""
    return {
        "name": f"Pupil {number}",
        "email": f"pupil{number}@oakfield.example",
        "grade": grade,
        "guardian_name": f"Guardian {number}",
        "guardian_email": f"guardian{number}@home.example",
        "slots": slot,
    }


def as_answers(texts: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The same as forms hand answers over."""
    return {key: (text,) for key, text in texts.items()}

"""Why a mentee is without a mentor, which rules bind, and the smallest change that would help."""

from __future__ import annotations

from workflows.matching.frame import Frame
from workflows.matching.pupil import Pupil
from workflows.matching.rules import Scored
from workflows.matching.solve import Solution
from workflows.text.say import say


def why_unmatched(pupil: Pupil, frame: Frame, scored: Scored, solution: Solution, language: str) -> tuple[str, ...]:
    """Sentences that say what stands in this mentee's way."""
    if pupil.missing:
        return (say(language, "matching.unmatched.missing", name=pupil.shown, missing="; ".join(pupil.missing)),)
    if not solution.problem.capacity.any():
        return (say(language, "matching.unmatched.nobody"),)
    row = frame.row[pupil.id]
    return (*_binding(row, scored, language), *_taken(row, scored, language))


def _binding(row: int, scored: Scored, language: str) -> list[str]:
    mentors = scored.allowed.shape[1]
    counts = sorted(((int(t[row].sum()), rule) for rule, t in scored.broken.items()), key=lambda c: (-c[0], c[1]))
    return [
        say(
            language,
            "matching.unmatched.binding",
            mentors=mentors,
            count=count,
            reason=say(language, f"matching.rule.{rule}"),
        )
        for count, rule in counts
        if count
    ]


def _taken(row: int, scored: Scored, language: str) -> list[str]:
    fitting = int(scored.allowed[row].sum())
    return [say(language, "matching.unmatched.taken", count=fitting)] if fitting else []

"""Whether the school's copy of a tested scale fits the scale."""

from __future__ import annotations

from collections.abc import Iterator

from service.settings.document import Document, Plain
from service.settings.problems import Problem
from workflows.policy import ScaleUse
from workflows.rules import MOST_CHASERS
from workflows.scales import problems

MEND = "paste the items from your own copy of the scale, one line each, and name the reversed ones"


def scales_fit(document: Document) -> Iterator[Problem]:
    """Every scale that does not fit, in plain words."""
    given = document.at("learning", "scales")
    for number, scale in enumerate(given if isinstance(given, list) else ()):
        if isinstance(scale, dict):
            use = ScaleUse(
                id=str(scale.get("id", "")), items=_texts(scale.get("items")), reverse=_numbers(scale.get("reverse"))
            )
            for problem in problems(use):
                yield document.problem(("learning", "scales", number, "id"), problem, MEND)


def reminders_few(document: Document) -> Iterator[Problem]:
    """Nobody is reminded of the same question more than twice."""
    given = document.at("feedback", "chase_after")
    if isinstance(given, list) and len(given) > MOST_CHASERS:
        what = f"names {len(given)} reminders"
        yield document.problem(("feedback", "chase_after"), what, f"name {MOST_CHASERS} at most")


def _texts(value: Plain) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _numbers(value: Plain) -> tuple[int, ...]:
    return tuple(item for item in value if isinstance(item, int)) if isinstance(value, list) else ()

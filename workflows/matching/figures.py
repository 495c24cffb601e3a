"""Supply before applications close, and fairness of a draft, as rows of the Matching tab."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from workflows import tabs
from workflows.effects import PutRow
from workflows.matching.fairness import SMALLEST_CELL, GroupFigures, blocking_pairs, by_group
from workflows.matching.outcome import Outcome
from workflows.matching.pool import expected
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.supply import Supply, supply_of
from workflows.matching.wording import why_not
from workflows.policy import Policy
from workflows.text.say import say
from workflows.view import View

_MOST_NAMED = 8


def supply_rows(view: View, now: datetime, policy: Policy) -> tuple[PutRow, ...]:
    """What everybody who applied so far could be given: who is short, which rule stands in the way, whom to look for.

    Counted as if every open application were accepted and nothing were missing, because there is still time for that.
    """
    found = supply_of(expected(view, now, policy))
    language = policy.language
    values = {
        "placed": say(language, "matching.supply.placed", **_counts(found)),
        "binding": "; ".join(
            say(language, "matching.supply.binding_one", more=more, reason=why_not(rule, language))
            for rule, more in found.binding
        ),
        "look_for": "; ".join(
            say(language, "matching.supply.look_for_one", kind=kind, count=count)
            for kind, count in found.missing[:_MOST_NAMED]
        ),
        "topics": "; ".join(
            say(language, "matching.supply.topic_one", topic=t.what, asked=t.asked, offered=t.offered)
            for t in found.topics
            if t.asked > t.offered
        ),
    }
    return tuple(_row(f"supply:{key}", f"supply.{key}", value, policy) for key, value in values.items())


def _counts(found: Supply) -> dict[str, int]:
    return {"placeable": found.placeable, "mentees": found.mentees, "places": found.places, "short": found.short}


def fairness_rows(pool: Pool, outcome: Outcome, policy: Policy) -> tuple[PutRow, ...]:
    """Placement and points by group, small ones left out; wishes the draft did not follow; what few slots go with."""
    groups: dict[str, Callable[[Pupil], str]] = {
        "grade": lambda p: str(p.grade),
        "site": lambda p: p.site,
        "gender": lambda p: p.gender,
        "slots": lambda p: _breadth(p, policy),
    }
    texts = {name: _by_group(by_group(pool, outcome, read), policy.language) for name, read in groups.items()}
    texts["blocking"] = _blocking(outcome, policy.language)
    return tuple(_row(f"fairness:{name}", f"fairness.{name}", text, policy) for name, text in texts.items())


def _breadth(pupil: Pupil, policy: Policy) -> str:
    few = len(set(pupil.slots)) <= policy.applications.minimum_slots
    return say(policy.language, "matching.fairness.few" if few else "matching.fairness.more")


def _by_group(figures: tuple[GroupFigures, ...], language: str) -> str:
    return "; ".join(_one(f, language) for f in figures) if len(figures) > 1 else ""


def _one(figures: GroupFigures, language: str) -> str:
    group = figures.group or say(language, "matching.fairness.unsaid")
    if figures.mentees is None or figures.placed is None:
        return say(language, "matching.fairness.hidden", group=group, least=SMALLEST_CELL)
    mean = "–" if figures.mean_points is None else str(figures.mean_points)
    return say(
        language, "matching.fairness.one", group=group, placed=figures.placed, mentees=figures.mentees, mean=mean
    )


def _blocking(outcome: Outcome, language: str) -> str:
    named = {p.id: p.shown for p in (*outcome.frame.mentors, *outcome.frame.mentees)}
    pairs = blocking_pairs(outcome)
    shown = ", ".join(f"{named[a]} & {named[b]}" for a, b in pairs[:_MOST_NAMED])
    return say(language, "matching.fairness.pairs", count=len(pairs), names=shown) if pairs else "0"


def _row(key: str, words: str, value: str, policy: Policy) -> PutRow:
    cells = {
        "item": say(policy.language, f"matching.item.{words}"),
        "meaning": say(policy.language, f"matching.meaning.{words}"),
        "value": value or "–",
        "answer": "",
    }
    return PutRow(tab=tabs.MATCHING, key=key, cells=cells)

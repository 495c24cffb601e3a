"""What a draft reached and its proof, as rows of the Matching tab."""

from __future__ import annotations

from typing import Any

import numpy as np

from workflows import tabs
from workflows.effects import PutRow
from workflows.matching.alternatives import shown_points
from workflows.matching.certificate import certificate_of
from workflows.matching.check import check, gaps_of
from workflows.matching.solve import Solution
from workflows.text.say import say

# the checker counts every pair in plain Python: a tenth of a second for this many
CHECK_LIMIT = 15_000


def summary_rows(solution: Solution, language: str) -> tuple[PutRow, ...]:
    """One row for each tier and one for the proof."""
    tiers = [_row(f"draft:{tier}", tier, _shown(value), language) for tier, value in solution.tiers.items()]
    return (*tiers, _proof_row(_proof(solution, language), language))


def proof_of_round(gap: int, language: str) -> PutRow:
    """What is proven of a round of equals: that none is better, or by how many points one could be."""
    key = "matching.proof.round_gap" if gap else "matching.proof.round"
    return _proof_row(say(language, key, gap=gap), language)


def _proof_row(text: str, language: str) -> PutRow:
    cells = {
        "item": say(language, "matching.item.certificate"),
        "meaning": say(language, "matching.meaning.certificate"),
        "value": text,
        "answer": "",
    }
    return PutRow(tab=tabs.MATCHING, key="draft:proof", cells=cells)


def _row(key: str, tier: str, value: str, language: str) -> PutRow:
    cells = {
        "item": say(language, "matching.item.tier", tier=tier),
        "meaning": say(language, f"matching.tier.{tier}"),
        "value": value,
        "answer": "",
    }
    return PutRow(tab=tabs.MATCHING, key=key, cells=cells)


def _proof(solution: Solution, language: str) -> str:
    if solution.problem.allowed.size > CHECK_LIMIT:
        return say(language, "matching.proof.large")
    certificate = certificate_of(solution)
    if not solution.problem.is_nested:
        return bounds_said(certificate, language)
    wrong = check(certificate)
    if wrong:
        return say(language, "matching.proof.failed", fault=wrong[0])
    steps = ", ".join(step["tier"] for step in certificate["steps"])
    numbers = _numbers(next(step for step in certificate["steps"] if step["tier"] == "total"))
    total = int(np.sum(solution.tiers["total"]))
    return say(language, "matching.proof.holds", steps=steps, numbers=numbers, prices=total - numbers, total=total)


def bounds_said(certificate: dict[str, Any], language: str) -> str:
    """What the bounds of a certificate prove where quotas cross, tier by tier."""
    try:
        gaps = gaps_of(certificate)
    except ValueError as fault:
        return say(language, "matching.proof.failed", fault=str(fault))
    scale = certificate["scale"]
    said = [
        say(language, "matching.proof.gap", tier=tier, gap=shown_points(gap, scale if tier == "total" else 1))
        if gap
        else say(language, "matching.proof.met", tier=tier)
        for tier, gap in gaps.items()
    ]
    return say(language, "matching.proof.bounds", bounds="; ".join(said))


def _numbers(step: dict[str, Any]) -> int:
    """What the mentees' numbers add up to in the tier of points; the prices of places make up the rest of the total."""
    return sum(int(number[-1]) for number in step["numbers"])


def _shown(value: int | list[int]) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

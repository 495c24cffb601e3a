"""Check without the solver that no round of a class counts more points: adding whole numbers, nothing else.

Everybody gets a number, some sets of pupils a price, and a group of three another one, so that what a group pays is
never below its points. A group pays its members' numbers, a set's price for each two of its members inside the set,
and the price of threes when it is one. Every round holds everybody once, at most half of every set in twos, and one
group of three when the number is odd: no round can pay more than all of that together (Edmonds 1965).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

Proof = dict[str, Any]


def gap_of(proof: Proof) -> int:
    """By how many points another round could at most be better; 0 proves that none is.

    Raises `ValueError` when the proof is wrong: its groups do not hold everybody once, or one pays less than it counts.
    """
    if _has_fractions([*proof["numbers"].values(), proof["threes"], proof["scale"], proof["sets"], proof["groups"]]):
        raise ValueError("only whole numbers prove anything")
    if proof["scale"] < 1:
        raise ValueError("the scale is below one")
    groups = {tuple(group): points for group, points in proof["groups"]}
    chosen = [tuple(group) for group in proof["chosen"]]
    odd = len(proof["people"]) % 2
    if not _holds_everybody(proof, chosen):
        raise ValueError("the groups do not hold everybody once")
    if any(price < 0 for _, price in proof["sets"]):
        raise ValueError("a price is below zero")
    _refuse_low_pay(proof, groups)
    most = sum(proof["numbers"].values()) + proof["threes"] * odd
    most += sum(price * (len(set(inside)) // 2) for inside, price in proof["sets"])
    return int(most // proof["scale"]) - sum(int(groups[group]) for group in chosen)


def _refuse_low_pay(proof: Proof, groups: dict[tuple[str, ...], int]) -> None:
    for group, points in groups.items():
        if _paid(proof, group) < points * proof["scale"]:
            raise ValueError(f"{', '.join(group)} counts more than it pays")


def _holds_everybody(proof: Proof, chosen: list[tuple[str, ...]]) -> bool:
    people: Counter[str] = Counter(proof["people"])
    threes = sum(len(group) == 3 for group in chosen)
    return Counter(who for group in chosen for who in group) == people and threes == len(proof["people"]) % 2


def _has_fractions(part: Any) -> bool:
    return isinstance(part, float) or (isinstance(part, list) and any(_has_fractions(p) for p in part))


def _paid(proof: Proof, group: tuple[str, ...]) -> int:
    threes = proof["threes"] if len(group) == 3 else 0
    sets = sum(price * (len(set(group) & set(inside)) // 2) for inside, price in proof["sets"])
    return int(sum(proof["numbers"][who] for who in group) + sets + threes)

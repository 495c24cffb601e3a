"""Check a certificate without the solver: adding and comparing whole numbers, nothing else.

The idea: give every mentee a number and every place with a mentor a price, none below zero, so that a mentee's number
plus the price is never below what that pair counts. Then no set of pairs counts more than all numbers and prices
together; and if the given pairs count exactly that, none is better. One step proves one tier: what an earlier tier is
about counts so much in it that no sum of later things makes up for it, which is checked too.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

Certificate = dict[str, Any]


def check(c: Certificate) -> list[str]:
    """What is wrong with a certificate; empty when it proves its pairs. Raises `KeyError` for parts left out."""
    row, col = {m: i for i, m in enumerate(c["mentees"])}, {m: j for j, m in enumerate(c["mentors"])}
    pairs = [(row[b], col[a]) for a, b in c["pairs"]]
    wrong = _not_allowed(c, pairs)
    return wrong or [f"{s['tier']}: {fault}" for s in c["steps"] for fault in _faults(c, s, pairs)]


def _not_allowed(c: Certificate, pairs: list[tuple[int, int]]) -> list[str]:
    load, kind = Counter(j for _, j in pairs), Counter((j, c["kinds"][i]) for i, j in pairs)
    wrong = [f"{c['mentees'][i]} has two mentors" for i, n in Counter(i for i, _ in pairs).items() if n > 1]
    wrong += [f"{c['mentors'][j]} has too many mentees" for j, n in load.items() if n > c["capacity"][j]]
    wrong += [f"{c['mentors'][j]} is over the quota" for (j, _), n in kind.items() if c["quota"] and n > c["quota"]]
    wrong += [f"the lock {a}:{b} is not kept" for a, b in c["locks"] if [a, b] not in c["pairs"]]
    return wrong + [f"{c['mentors'][j]}:{c['mentees'][i]} may not be" for i, j in pairs if c["points"][i][j] is None]


def _faults(c: Certificate, step: Certificate, pairs: list[tuple[int, int]]) -> list[str]:
    price, own = step["prices"], step["numbers"]
    wrong = [] if _in_order(c, step) else ["an earlier tier does not outweigh the later ones"]
    if min([*own, *(p for prices in price for p in prices)], default=0) < 0:
        wrong.append("a number is below zero")
    wrong += _underpriced(c, step)
    bound = sum(own) + sum(_dearest(c, j, prices) for j, prices in enumerate(price))
    reached = sum(_count(c, step, i, j) for i, j in pairs)
    if step["claim"] == "less":
        # with better pairs only, the tiers before cannot reach what they reach here
        return wrong if bound < reached else [*wrong, "the bound is not below what the pairs reach"]
    proven = bound == reached and all(_within(c, step, i, j) for i, j in pairs)
    return wrong if proven else [*wrong, "the pairs do not reach the bound"]


def _underpriced(c: Certificate, step: Certificate) -> list[str]:
    kind = [c["kind_names"].index(k) for k in c["kinds"]]
    return [
        f"{c['mentors'][j]}:{c['mentees'][i]} counts more than its number and price"
        for i, own in enumerate(step["numbers"])
        for j, price in enumerate(step["prices"])
        if _within(c, step, i, j) and own + price[kind[i]] < _count(c, step, i, j)
    ]


def _count(c: Certificate, step: Certificate, i: int, j: int) -> int:
    mentee, mentor, points, w = c["mentees"][i], c["mentors"][j], c["points"][i][j], step["weights"]
    is_forced = any(b == mentee for _, b in c["locks"])
    rank = "forced" if is_forced else "priority" if mentee in c["priority"] else "placed"
    kept = w["kept"] if [mentor, mentee] in c["kept"] else 0
    return int(w[rank] + w["points"] * points + kept - w["levels"].get(str(points), 0))


def _within(c: Certificate, step: Certificate, i: int, j: int) -> bool:
    points = c["points"][i][j]
    locked = [a for a, b in c["locks"] if b == c["mentees"][i]]
    if points is None or not c["capacity"][j] or (locked and c["mentors"][j] not in locked):
        return False
    return step["least"] is None or points >= step["least"] or points in step["spared"]


def _dearest(c: Certificate, j: int, prices: list[int]) -> int:
    # the most that all places with one mentor can cost together
    sizes: Counter[str] = Counter(c["kinds"])
    most = [min(c["quota"] or len(c["mentees"]), sizes[k]) for k in c["kind_names"]]
    places = sorted((p for p, n in zip(prices, most, strict=True) for _ in range(n)), reverse=True)
    return sum(places[: c["capacity"][j]])


def _in_order(c: Certificate, step: Certificate) -> bool:
    w, n = step["weights"], len(c["mentees"])
    points = [p for line in c["points"] for p in line if p is not None] or [0]
    units = [*w["levels"].values(), w["points"], w["kept"]]
    effects = [*w["levels"].values(), w["points"] * (max(points) - min(points)), w["kept"]]
    inner = all(unit == 0 or unit > n * sum(effects[k + 1 :]) for k, unit in enumerate(units))
    low = w["points"] * min(points) - sum(w["levels"].values())
    high = w["points"] * max(points) + w["kept"]
    outer = w["placed"] + low > n * (high - low) and w["priority"] + low > n * (w["placed"] + high)
    return inner and outer and w["forced"] + low > n * (w["priority"] + high)

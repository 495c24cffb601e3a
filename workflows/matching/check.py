"""Check a certificate without the solver: adding and comparing lists of whole numbers, nothing else.

The idea: every mentee gets a number and every limit of a mentor (room in all, room for a kind) a price, none below
zero, so that a mentee's number and the prices a pair touches are together never below what the pair counts. Then no
set of pairs counts more than all numbers and all prices times their room; and if the given pairs count exactly that,
none is better. What a pair counts is a list with an entry for each tier. Lists compare like words in a dictionary, so
nothing in a later tier makes up for an earlier one. What each step has to claim follows from the question alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

Certificate = dict[str, Any]
Cell = tuple[int, int]
Claim = tuple[str, list[list[Any]], int | None, int | None]


def check(c: Certificate) -> list[str]:
    """What is wrong with a certificate; empty when it proves its pairs. Raises `KeyError` for parts left out."""
    pairs = [(c["mentees"].index(b), c["mentors"].index(a)) for a, b in c["pairs"]]
    claims = list(_claims(c, pairs))
    if _has_fractions(c):
        return ["only whole numbers prove anything: sums of others are rounded"]
    if [_claimed(step) for step in c["steps"]] != claims:
        return [*_broken(c, pairs), "the steps do not claim what the question asks for"]
    return [*_broken(c, pairs), *(f"{s['tier']}: {fault}" for s in c["steps"] for fault in _faults(c, s, pairs))]


def gaps_of(c: Certificate) -> dict[str, int]:
    """Where quotas cross: by how much a draft that does no worse in the tiers before could be better at most, by tier.

    A bound has one number for each mentee, a price for each limit, and a weight for what the tiers before count: what a
    pair pays, less what it adds to those, is never below what it counts. Raises `ValueError` when a bound is wrong.
    """
    pairs = [(c["mentees"].index(b), c["mentors"].index(a)) for a, b in c["pairs"]]
    wrong = [*_broken(c, pairs), *(["only whole numbers prove anything"] if _has_fractions(c) else [])]
    if wrong:
        raise ValueError(wrong[0])
    claims = bound_claims(c)
    return {claim[0]: _gap(c, claim, bound, pairs) for claim, bound in zip(claims, c["bounds"], strict=True)}


def bound_claims(c: Certificate) -> list[Claim]:
    """What each bound has to say: the claims of every step, one tier at a time."""
    pairs = [(c["mentees"].index(b), c["mentors"].index(a)) for a, b in c["pairs"]]
    (_, tiers, _, _), *later = _claims(c, pairs)
    placing: list[Claim] = [(tier[0], tiers[: k + 1], None, None) for k, tier in enumerate(tiers)]
    # no shift: it would add the number of pairs, which the tiers before do not fix for every draft they bound
    return placing + [(tier, [[*t[:2], 0] for t in counts], least, many) for tier, counts, least, many in later]


def _gap(c: Certificate, claim: Claim, bound: Certificate, pairs: list[Cell]) -> int:
    tier, counts, least, at_least = claim
    s = {"counts": counts, "least": least, "numbers": [[n] for n in bound["numbers"]], "prices": bound["prices"]}
    prices, weights = [(room, price) for room, (price,) in _prices(c, s)], bound["weights"]
    if min([*bound["numbers"], *weights, *(price for _, price in prices)], default=0) < 0 or bound["scale"] < 1:
        raise ValueError(f"{tier}: a number is below zero")
    if len(bound["numbers"]) != len(c["mentees"]) or len(weights) != len(counts) - 1:
        raise ValueError(f"{tier}: a number is missing")
    _refuse_low_pay(c, s, bound, tier)
    *before, reached = _sum([[0] * len(counts), *(_counts(c, s, i, j) for i, j in pairs)])
    most = sum(bound["numbers"]) + sum(room * price for room, price in prices)
    most -= sum(w * n for w, n in zip(weights, before, strict=True))
    return max(0, int(most // bound["scale"] - (reached if at_least is None else -at_least)))


def _refuse_low_pay(c: Certificate, s: Certificate, bound: Certificate, tier: str) -> None:
    for i, mentee in enumerate(c["mentees"]):
        for j, mentor in enumerate(c["mentors"]):
            may = _may(c, i, j, s["least"])
            if may and _paid(c, s | {"counts": [None]}, i, j)[0] < _asked(_counts(c, s, i, j), bound):
                raise ValueError(f"{tier}: {mentor}:{mentee} counts more than it pays")


def _asked(counts: list[int], bound: Certificate) -> int:
    *before, last = counts
    return int(bound["scale"] * last + sum(w * n for w, n in zip(bound["weights"], before, strict=True)))


def _faults(c: Certificate, s: Certificate, pairs: list[Cell]) -> Iterator[str]:
    """The twenty lines: no number below zero, no pair cheaper than it counts, and the pairs reach the bound."""
    zero, prices = [0] * len(s["counts"]), list(_prices(c, s))
    if min([zero, *s["numbers"], *(price for _, price in prices)]) < zero:
        yield "a number is below zero"
    inside = [(i, j) for i in range(len(c["mentees"])) for j in range(len(c["mentors"])) if _may(c, i, j, s["least"])]
    yield from (
        f"{c['mentors'][j]}:{c['mentees'][i]} counts more than its number and prices"
        for i, j in inside
        if _paid(c, s, i, j) < _counts(c, s, i, j)
    )
    bound = _sum([zero, *s["numbers"], *([most * x for x in price] for most, price in prices)])
    reached = _sum([zero, *(_counts(c, s, i, j) for i, j in pairs)])
    if s["at_least"] is None:
        yield from () if bound == reached and set(pairs) <= set(inside) else ("the pairs do not reach the bound",)
        return
    # the same with one pair fewer at or under this level than asked for: that must lie beyond the bound
    reached[-1] = s["counts"][-1][2] * len(pairs) - s["at_least"] + 1
    yield from () if bound < reached else ("the bound is not below what better pairs would need",)


def _prices(c: Certificate, s: Certificate) -> Iterator[tuple[int, list[int]]]:
    """Every price with the room that it is for."""
    for limit, prices in zip(c["limits"], s["prices"], strict=True):
        for most, kinds in zip(limit["most"], prices, strict=True):
            yield from ((most, price) for price in kinds.values())


def _paid(c: Certificate, s: Certificate, i: int, j: int) -> list[int]:
    """A mentee's number and the prices that the pair touches, together."""
    kinds = [limit["kinds"][i] for limit in c["limits"]]
    zero = [0] * len(s["counts"])
    return _sum([s["numbers"][i], *(p[j].get(kind, zero) for kind, p in zip(kinds, s["prices"], strict=True))])


def _counts(c: Certificate, s: Certificate, i: int, j: int) -> list[int]:
    """What a pair counts in every tier of a step, each with the step's shift, which is the same for every pair."""
    mentee, points = c["mentees"][i], c["points"][i][j]
    locked = any(b == mentee for _, b in c["locks"])
    values: dict[str, int] = {
        "locked": locked,
        "priority": locked or mentee in c["priority"],
        "placed": True,
        "total": points,
        "changes": [c["mentors"][j], mentee] in c["kept"],
    }
    return [shift + (-(points < level) if name == "under" else values[name]) for name, level, shift in s["counts"]]


def _may(c: Certificate, i: int, j: int, least: int | None) -> bool:
    points, locked = c["points"][i][j], [a for a, b in c["locks"] if b == c["mentees"][i]]
    return points is not None and (least is None or points >= least) and locked in ([], [c["mentors"][j]])


def _broken(c: Certificate, pairs: list[Cell]) -> Iterator[str]:
    """Rules that the pairs themselves break."""
    yield from (f"{c['mentees'][i]} has two mentors" for i, n in Counter(i for i, _ in pairs).items() if n > 1)
    for limit in c["limits"]:
        held = Counter((j, limit["kinds"][i]) for i, j in pairs)
        over = [(j, kind) for (j, kind), n in held.items() if n > limit["most"][j]]
        yield from (f"{c['mentors'][j]} has too many mentees {kind}".rstrip() for j, kind in over)
    yield from (f"the lock {a}:{b} is not kept" for a, b in c["locks"] if [a, b] not in c["pairs"])
    yield from (f"{c['mentors'][j]}:{c['mentees'][i]} may not be" for i, j in pairs if c["points"][i][j] is None)


def _claims(c: Certificate, pairs: list[Cell]) -> Iterator[Claim]:
    """What every step has to say: its name, its tiers, the fewest points of a pair in it, pairs at the last level."""
    points = sorted(c["points"][i][j] or 0 for i, j in pairs)
    worst = sorted(set(points[: c["depth"]]))
    # a shift here would count pairs for themselves; from the next tier on their number is the same in every draft
    tiers: list[list[Any]] = [["locked", 0, 0], ["priority", 0, 0], ["placed", 0, 0]]
    yield "placed", tiers, None, None
    for k, level in enumerate(worst):
        tiers = [*tiers, ["under", level]] if k else tiers
        if not k:
            yield "worst", [*tiers, ["under", level + 1]], None, 1
        if (many := min(c["depth"], sum(p <= level for p in points))) > 1:
            yield f"worst {many}", [*tiers, ["under", level + 1]], worst[0], many
    least = worst[0] if worst else None
    yield "total", [*tiers, ["total", 0]], least, None
    if c["kept"]:
        yield "changes", [*tiers, ["total", 0], ["changes", 0]], least, None


def _claimed(step: Certificate) -> Claim:
    ranks, later = step["counts"][:3], [[name, level] for name, level, _ in step["counts"][3:]]
    return step["tier"], [*ranks, *later], step["least"], step["at_least"]


def _has_fractions(part: Any) -> bool:
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return isinstance(part, float) or any(_has_fractions(p) for p in inside)


def _sum(lists: Iterable[list[int]]) -> list[int]:
    return [sum(entries) for entries in zip(*lists, strict=True)]

"""Shows a draft as text and as JSON, and explains one pupil."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.matching.run import LANGUAGE, Run
from service.matching.site import coded
from workflows.matching.alternatives import Alternatives, shown_points
from workflows.matching.certificate import certificate_of
from workflows.matching.check import check
from workflows.matching.fairness import Influence, slot_influence
from workflows.matching.losses import Losses
from workflows.matching.outcome import LeftOut, Placed
from workflows.matching.pool import names_of
from workflows.matching.problem import Pairing
from workflows.matching.pupil import Pupil
from workflows.matching.reasons import broken_rules
from workflows.matching.summary import bounds_said
from workflows.matching.wording import why_not

# the checker counts every pair in plain Python; above this many it is left to `--check`
CHECK_LIMIT = 60_000
# every slot is one more draft; above this many pairs that takes too long to wait for
_INFLUENCE = 250_000
_SHOWN_REASONS = 3


def as_json(run: Run) -> dict[str, Any]:
    """The whole draft as plain values."""
    outcome, scale = run.outcome, run.scale
    tiers = {name: _numbers(value, scale, name) for name, value in outcome.tiers.items()}
    return {
        "pairs": [
            {
                "mentor": run.codes.get(p.mentor, p.mentor),
                "mentee": run.codes.get(p.mentee, p.mentee),
                "score": number(p.score, scale),
                "reasons": list(p.reasons),
                "alternatives": list(p.alternatives),
            }
            for p in outcome.pairs
        ],
        "unmatched": [_left_out(u) for u in outcome.unmatched],
        "idle": [_left_out(u) for u in outcome.idle],
        "total": tiers["total"],
        "tiers": tiers,
        "certificate": certificate_of(coded(outcome.solution, run.codes), scale),
        **({"site": run.site} if run.site is not None else {}),
    }


def shown_otherwise(shown: Mapping[str, Any], proven: Mapping[str, Any]) -> list[str]:
    """The parts of an output that say something else than its certificate. Raises `KeyError` for parts left out."""
    mentees, mentors, points = proven["mentees"], proven["mentors"], proven["points"]
    scores = {(a, b): points[mentees.index(b)][mentors.index(a)] for a, b in proven["pairs"]}
    listed = sorted((p["mentor"], p["mentee"], p["score"]) for p in shown["pairs"])
    tiers = _proven_tiers(proven, scores)
    parts = {
        "pairs": [(a, b) for a, b, _ in listed] == sorted(scores),
        "scores": listed == sorted((a, b, number(p, proven["scale"])) for (a, b), p in scores.items()),
        "unmatched": set(mentees) - {b for _, b in scores} <= {u["pupil"] for u in shown["unmatched"]},
        "tiers": shown["tiers"] == tiers and shown["total"] == tiers["total"],
    }
    return [part for part, same in parts.items() if not same]


def _proven_tiers(proven: Mapping[str, Any], scores: Mapping[Pairing, int]) -> dict[str, Any]:
    scale, kept = proven["scale"], {(a, b) for a, b in proven["kept"]}
    return {
        "priority": sum(b in proven["priority"] for _, b in scores),
        "placed": len(scores),
        "worst": [number(p, scale) for p in sorted(scores.values())[: proven["depth"]]],
        "total": number(sum(scores.values()), scale),
        "changes": len(kept - scores.keys()),
    }


def as_text(run: Run) -> str:
    """The draft for a terminal."""
    outcome = run.outcome
    names = names_of(run.pool)
    lines = [f"Pairs: {len(outcome.pairs)}. Mentees without a mentor: {len(outcome.unmatched)}.", ""]
    width = max([len(names[p.mentor]) for p in outcome.pairs] + [6])
    for p in outcome.pairs:
        points = shown_points(p.score, run.scale)
        lines.append(f"  {names[p.mentor]:<{width}} - {names[p.mentee]}  ({points} points)")
        lines += [f"      {reason}" for reason in p.reasons[:_SHOWN_REASONS]]
    for left in outcome.unmatched:
        lines += ["", f"  {names[left.pupil]} has no mentor:", *(f"      {reason}" for reason in left.reasons)]
    if run.ignored:
        lines += ["", "Columns not used: " + ", ".join(run.ignored)]
    return "\n".join([*lines, "", *tier_lines(run), *proof_lines(run)])


def tier_lines(run: Run) -> list[str]:
    """What each tier reached."""
    tiers = run.outcome.tiers
    worst = tiers["worst"]
    shown = ", ".join(shown_points(p, run.scale) for p in worst) if isinstance(worst, list) else ""
    total = tiers["total"]
    return [
        f"Placed {tiers['placed']} (priority pupils: {tiers['priority']})",
        f"Fewest points of a pair: {shown or 'none'}",
        f"Total: {shown_points(total if isinstance(total, int) else 0, run.scale)} points",
        *([f"Announced pairs that change: {tiers['changes']}"] if run.pool.announced else []),
    ]


def proof_lines(run: Run) -> list[str]:
    """Whether the proof holds, by the checker, which knows nothing of the solver."""
    allowed = run.outcome.scored.allowed
    if allowed.size > CHECK_LIMIT:
        return ["Proof: in the certificate of --json; check it with --check"]
    certificate = certificate_of(run.outcome.solution, run.scale)
    if not run.outcome.solution.problem.is_nested:
        return [f"Proof: {bounds_said(certificate, LANGUAGE)}"]
    wrong = check(certificate)
    steps = ", ".join(step["tier"] for step in certificate["steps"])
    return [f"PROOF FAILED: {fault}" for fault in wrong] or [f"Proof: checked independently ({steps}); none is better"]


def explanation(run: Run, pupil: Pupil) -> list[str]:
    """Everything that can be said of one pupil: with whom and why, and what each other choice would cost."""
    names = names_of(run.pool)
    alternatives = Alternatives(Losses(run.outcome.solution), names, LANGUAGE, run.scale)
    lines = [line for p in run.outcome.pairs if pupil.id in (p.mentor, p.mentee) for line in _pair_lines(run, p)]
    for left in (*run.outcome.unmatched, *run.outcome.idle):
        if left.pupil == pupil.id:
            lines += [f"{pupil.shown} is not in a pair:", *(f"  {reason}" for reason in left.reasons)]
    return [*lines, *_others(run, pupil, alternatives), *_influence(run, pupil)]


def _pair_lines(run: Run, pair: Placed) -> list[str]:
    names = names_of(run.pool)
    head = f"{names[pair.mentor]} - {names[pair.mentee]}: {shown_points(pair.score, run.scale)} points"
    return [head, *(f"  {reason}" for reason in (*pair.reasons, *pair.alternatives))]


def _influence(run: Run, pupil: Pupil) -> list[str]:
    """What the mentee would get by offering one slot alone; it should not be more than with all."""
    if (
        pupil.id not in run.outcome.frame.row
        or len(set(pupil.slots)) < 2
        or run.outcome.scored.allowed.size > _INFLUENCE
    ):
        return []
    found = slot_influence(run.pool, pupil.id)
    lines = [f"  {i.slot}: {_gain(i)}{' (more than with all slots)' if i.gains else ''}" for i in found]
    return [f"What {pupil.shown} would get by offering one slot alone:", *lines]


def _gain(influence: Influence) -> str:
    return "no mentor" if influence.points is None else f"{influence.points} points"


def _others(run: Run, pupil: Pupil, alternatives: Alternatives) -> list[str]:
    frame, scored, losses = run.outcome.frame, run.outcome.scored, Losses(run.outcome.solution)
    paired = {(p.mentor, p.mentee) for p in run.outcome.pairs}
    if pupil.id in frame.row:
        choices = [(m.id, pupil.id, m.shown) for m in frame.mentors]
    elif pupil.id in frame.column:
        choices = [(pupil.id, m.id, m.shown) for m in frame.mentees]
    else:
        return []
    lines = []
    for mentor, mentee, other in choices:
        row, column = frame.row[mentee], frame.column[mentor]
        if (mentor, mentee) in paired:
            continue
        loss = losses.forced(mentor, mentee)
        if loss is None:
            broken = [why_not(rule, LANGUAGE) for rule in broken_rules(scored, row, column)]
            lines.append(f"  {other}: not possible: {'; '.join(broken) or 'no room'}")
        else:
            points = shown_points(int(scored.total[row, column]), run.scale)
            lines.append(f"  {other}: {points} points; price of forcing it: {alternatives.loss(loss)}")
    return [f"Every other choice for {pupil.shown}:", *lines] if lines else []


def _left_out(left: LeftOut) -> dict[str, Any]:
    return {"pupil": left.pupil, "role": left.role.value, "reasons": list(left.reasons)}


def number(points: int, scale: int) -> int | float:
    """Points as the user wrote them."""
    return points // scale if points % scale == 0 else points / scale


def _numbers(value: int | list[int], scale: int, tier: str) -> int | float | list[int | float]:
    if isinstance(value, list):
        return [number(p, scale) for p in value]
    return number(value, scale) if tier == "total" else value

"""The other shapes of `nearpeer match`: two classes, a circle of equals, tasters; and the figures staff ask for."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.matching.files import Roster, read_policy, read_roster, split_pair, unasked
from service.matching.run import LANGUAGE, Run
from service.settings.problems import ConfigError, Problem
from workflows.matching.circle import rounds
from workflows.matching.circle_check import gap_of
from workflows.matching.circle_proof import proofs_of
from workflows.matching.classes import NOT_ASKED, class_groups
from workflows.matching.fairness import SMALLEST_CELL, GroupFigures, blocking_pairs, by_group
from workflows.matching.frame import Frame
from workflows.matching.pool import ready
from workflows.matching.problem import Pairing
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.rules import score
from workflows.matching.supply import supply_of
from workflows.matching.tasters import TasterPlan, rotate
from workflows.matching.wording import why_not
from workflows.policy import MatchingPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeOptions:
    """What a shape is made from."""

    mentors: Path | None
    mentees: Path | None
    policy: Path | None
    rounds: int
    plan: TasterPlan
    forbid: tuple[str, ...] = ()


def shaped(shape: str, options: ShapeOptions) -> dict[str, Any]:
    """The groups or rounds as plain values. Raises `ConfigError` with every mistake in the files."""
    policy = read_policy(options.policy) if options.policy else MatchingPolicy()
    if shape == "circle":
        return _circle(_roster(options.mentees, "--mentees"), policy, options)
    mentors, mentees = _roster(options.mentors, "--mentors"), _roster(options.mentees, "--mentees")
    everybody = Pool(mentors=mentors.pupils, mentees=mentees.pupils, policy=policy, unasked=unasked(mentors, mentees))
    everybody = dataclasses.replace(everybody, forbidden=_apart(options.forbid, mentors.pupils, mentees.pupils))
    pool, left = ready(everybody), _left_out((*mentors.pupils, *mentees.pupils))
    if shape == "classes":
        groups = class_groups(pool.mentors, pool.mentees, pool)
        return {"groups": [{"older": list(older), "younger": list(younger)} for older, younger in groups]} | left
    return _tasters(pool, options.plan) | left


def _apart(asked: tuple[str, ...], mentors: Sequence[Pupil], mentees: Sequence[Pupil]) -> frozenset[Pairing]:
    return frozenset(split_pair(text, "--forbid", list(mentors), list(mentees)) for text in asked)


def _left_out(pupils: Sequence[Pupil]) -> dict[str, Any]:
    """Whoever may not take part yet, and why: without consent nobody is in a group, whoever made the list."""
    return {"left_out": [{"pupil": p.id, "reasons": list(p.missing)} for p in pupils if p.missing]}


def _roster(path: Path | None, option: str) -> Roster:
    if path is None:
        raise ConfigError([Problem(file="", line=0, place=option, what="is missing", mend="name a CSV file")])
    return read_roster(path)


def _circle(roster: Roster, policy: MatchingPolicy, options: ShapeOptions) -> dict[str, Any]:
    """Rounds of equals. Pairs of earlier rounds come in as forbidden ones, so that a rotation can go on later."""
    everybody = tuple(p for p in roster.pupils if not p.missing)
    apart = _apart(options.forbid, roster.pupils, roster.pupils)
    pool = Pool(mentors=everybody, mentees=everybody, policy=policy, unasked=NOT_ASKED, forbidden=apart)
    scored = score(Frame(pool))
    row = {p.id: i for i, p in enumerate(everybody)}

    def fit(a: str, b: str) -> int | None:
        i, j = row[a], row[b]
        if not (scored.allowed[i, j] and scored.allowed[j, i]):
            return None
        return int(scored.total[i, j] + scored.total[j, i])

    made = rounds(list(row), fit, options.rounds)
    alone = [a for a in row if all(a == b or fit(a, b) is None for b in row)]
    shown = {"rounds": [[list(group) for group in held] for held in made], "alone": alone}
    return shown | {"proofs": proofs_of(sorted(row), fit, made)} | _left_out(roster.pupils)


def _tasters(pool: Pool, plan: TasterPlan) -> dict[str, Any]:
    allowed = score(Frame(pool)).allowed
    found = rotate(tuple(p.id for p in pool.mentors), tuple(p.id for p in pool.mentees), allowed, plan)
    return {
        "rounds": [[dataclasses.asdict(session) for session in held] for held in found.rounds],
        "at_least": found.at_least,
        "short": found.short,
    }


def shape_text(found: dict[str, Any]) -> str:
    """Groups or rounds for a terminal."""
    left = [f"{out['pupil']} is left out: {'; '.join(out['reasons'])}." for out in found["left_out"]]
    if "groups" in found:
        return "\n".join([*(_side_by_side(group) for group in found["groups"]), *left]) or "Nobody is in the files."
    lines = []
    for number, held in enumerate(found["rounds"], start=1):
        lines.append(f"Round {number}")
        lines += [f"  {_group(group)}" for group in held]
        lines += [_proven(found["proofs"][number - 1])] if "proofs" in found else []
    if "at_least" in found:
        lines.append(f"At least {found['at_least']} rounds are needed whatever the plan.")
        lines += [f"{pupil} can meet {count} mentors fewer than asked." for pupil, count in found["short"].items()]
    lines += [f"{pupil} may be with nobody of the class." for pupil in found.get("alone", ())]
    return "\n".join([*([] if found["rounds"] else ["No round holds everybody."]), *lines, *left])


def _proven(proof: dict[str, Any]) -> str:
    gap = gap_of(proof)
    if gap:
        return f"  Proof: no round that is left has more than {gap} points more"
    return "  Proof: checked independently; no round that is left has more points"


def _side_by_side(group: dict[str, list[str]]) -> str:
    older, younger = group["older"], group["younger"]
    if older and younger:
        return f"  {', '.join(older)} - {', '.join(younger)}"
    return f"  {', '.join((*older, *younger))} - nobody: no one of the other class may be with them"


def _group(group: Any) -> str:
    if isinstance(group, dict):
        return f"{', '.join(group['mentors'])}: {', '.join(group['mentees'])}"
    return " - ".join(group)


def figures(run: Run) -> dict[str, Any]:
    """Supply and demand, placement by group, and pairs who would rather have each other."""
    supply = supply_of(run.pool, run.everything.scored)
    groups = {
        name: [dataclasses.asdict(f) for f in by_group(run.pool, run.everything, _reader(name))]
        for name in ("grade", "site", "gender")
    }
    return {
        "supply": {
            "mentees": supply.mentees,
            "places": supply.places,
            "placeable": supply.placeable,
            "binding": [{"rule": why_not(rule, LANGUAGE), "more_without_it": more} for rule, more in supply.binding],
            "mentors_to_look_for": [{"when": kind, "mentees": count} for kind, count in supply.missing],
            "topics": [dataclasses.asdict(topic) for topic in supply.topics],
        },
        "groups": {name: rows for name, rows in groups.items() if len(rows) > 1},
        "blocking_pairs": _blocking(run),
    }


def _blocking(run: Run) -> list[list[str]]:
    """Pairs who would rather have each other; to one site only those with a pupil of its own, others as codes."""
    known = run.codes
    found = [pair for pair in blocking_pairs(run.everything) if not known.keys() >= set(pair)]
    return [[known.get(who, who) for who in pair] for pair in found]


def _reader(name: str) -> Callable[[Pupil], str]:
    return lambda pupil: str(getattr(pupil, name))


def figures_text(found: dict[str, Any]) -> str:
    """The figures for a terminal."""
    supply = found["supply"]
    lines = [
        f"{supply['placeable']} of {supply['mentees']} mentees can be placed; mentors have {supply['places']} places."
    ]
    lines += [f"  {b['more_without_it']} more if not for: {b['rule']}" for b in supply["binding"]]
    lines += [f"  look for mentors {m['when']}: {m['mentees']} mentees wait" for m in supply["mentors_to_look_for"]]
    for name, rows in found["groups"].items():
        lines += [f"By {name}:", *(f"  {_row(GroupFigures(**row))}" for row in rows)]
    lines += [f"Would rather have each other: {' - '.join(pair)}" for pair in found["blocking_pairs"]]
    return "\n".join(lines)


def _row(row: GroupFigures) -> str:
    if row.mentees is None:
        return (
            f"{row.group or 'not said'}: too few to show (fewer than {SMALLEST_CELL}, or they would give others away)"
        )
    mean = "" if row.mean_points is None else f", {row.mean_points} points on average"
    return f"{row.group or 'not said'}: {row.placed} of {row.mentees} placed{mean}"

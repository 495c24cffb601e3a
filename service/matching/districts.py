"""A draft of a district: more pairs than a table can hold, solved and proven on lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from service.matching.asked import Asked
from service.matching.candidates import blocks, candidates_of
from service.matching.output import number
from service.matching.run import LANGUAGE
from service.settings.problems import ConfigError, Problem
from workflows.matching.alternatives import shown_points
from workflows.matching.district import Candidates, Claim, District, solve_district
from workflows.matching.district_check import faults_of
from workflows.matching.frame import Frame, Ints
from workflows.matching.pool import names_of
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.reasons import why_pair
from workflows.matching.rules import score
from workflows.matching.wording import why_not
from workflows.text.say import say

FORMAT = "nearpeer district certificate, version 1"
# the checker takes half a minute for as many candidates; above this it is left to `--check`
_CHECK_LIMIT = 500_000
_TIERS = ("priority", "placed", "total", "changes")


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class DistrictRun:
    """A district's draft: everybody who is ready in `pool`, in the order of the candidates."""

    asked: Asked
    pool: Pool
    candidates: Candidates
    found: District

    @property
    def pairs(self) -> list[tuple[str, str, int]]:
        """(mentor, mentee, points) in order of the ids."""
        mentees, mentors = self.pool.mentees, self.pool.mentors
        points = points_of(self.candidates, self.found)
        held = np.flatnonzero(self.found.mentor_of >= 0).tolist()
        made = ((mentors[self.found.mentor_of[i]].id, mentees[i].id) for i in held)
        return sorted((*pair, p) for pair, p in zip(made, points.tolist(), strict=True))


def run_district(asked: Asked) -> DistrictRun:
    """Judge, list and draft. Raises `ConfigError` for what lists do not know."""
    pool, candidates = candidates_of(asked)
    try:
        found = solve_district(candidates)
    except OverflowError as error:
        mend = "use fewer decimal places or smaller numbers"
        raise ConfigError([Problem(file="", line=0, place="scores", what=str(error), mend=mend)]) from None
    return DistrictRun(asked=asked, pool=pool, candidates=candidates, found=found)


def points_of(candidates: Candidates, found: District) -> Ints:
    """The points of every placed mentee's pair, in the order of the mentees."""
    held = np.flatnonzero(found.mentor_of >= 0)
    return np.asarray(candidates.points[held][candidates.mentor[held] == found.mentor_of[held, None]])


def district_json(run: DistrictRun) -> dict[str, Any]:
    """The draft as plain values, in the form of every other draft."""
    scale, pairs = run.asked.scale, run.pairs
    why = _reasons(run, {b: a for a, b, _ in pairs})
    tiers = tiers_of(run.found, scale)
    return {
        "pairs": [
            {"mentor": a, "mentee": b, "score": number(p, scale), "reasons": why[b], "alternatives": []}
            for a, b, p in pairs
        ],
        "unmatched": [{"pupil": p.id, "role": "mentee", "reasons": reasons} for p, reasons in _waiting(run).items()],
        "idle": [{"pupil": p.id, "role": "mentor", "reasons": [_idle(p)]} for p in _without_mentee(run)],
        "total": tiers["total"],
        "tiers": tiers,
        "certificate": _certificate(run),
    }


def tiers_of(found: District, scale: int) -> dict[str, Any]:
    """What every tier reached, points as people wrote them."""
    shown: dict[str, Any] = {name: getattr(found, name) for name in _TIERS}
    return shown | {"total": number(found.total, scale), "worst": [number(p, scale) for p in found.worst]}


def _certificate(run: DistrictRun) -> dict[str, Any]:
    """The numbers and prices of every claim. The lists themselves are the district's own files, not repeated here."""
    return {
        "format": FORMAT,
        "scale": run.asked.scale,
        "mentees": [p.id for p in run.pool.mentees],
        "mentors": [p.id for p in run.pool.mentors],
        "pairs": [[a, b] for a, b, _ in run.pairs],
        "claims": [
            {
                "tier": claim.name,
                "level": claim.level,
                "shift": claim.shift,
                "numbers": claim.numbers.tolist(),
                "prices": claim.prices.tolist(),
                "reached": claim.reached,
            }
            for claim in run.found.claims
        ],
    }


def faults_of_certificate(certificate: Mapping[str, Any], shown: Mapping[str, Any], asked: Asked) -> list[str]:
    """What is wrong with a district's certificate, beside the files it is about; empty when nothing is.

    Raises `KeyError`, `TypeError` or `ValueError` for parts that are missing or have another form.
    """
    pool, candidates = candidates_of(asked)
    rows, columns = (
        _places(certificate[side], people) for side, people in (("mentees", pool.mentees), ("mentors", pool.mentors))
    )
    if rows is None or columns is None or certificate["scale"] != asked.scale:
        return ["it is about other files or options: mentees, mentors or scale differ"]
    row, column = ({p.id: k for k, p in enumerate(side)} for side in (pool.mentees, pool.mentors))
    mentor_of = np.full(len(row), -1, dtype=np.int64)
    for mentor, mentee in certificate["pairs"]:
        mentor_of[row[mentee]] = column[mentor]
    tiers = shown["tiers"]
    found = District(
        mentor_of=mentor_of,
        priority=tiers["priority"],
        placed=tiers["placed"],
        worst=tuple(round(p * asked.scale) for p in tiers["worst"]),
        total=round(tiers["total"] * asked.scale),
        changes=tiers["changes"],
        claims=tuple(_claim(claim, rows, columns) for claim in certificate["claims"]),
    )
    return [*_shown_otherwise(shown, DistrictRun(asked=asked, pool=pool, candidates=candidates, found=found))] or (
        faults_of(candidates, found)
    )


def proven(claims: Sequence[str], depth: int) -> list[str]:
    """The tiers that a proof speaks of. The worst-off pair needs no claim of its own: chains of moves prove it."""
    placing = [name for name in dict.fromkeys(claims) if name in ("priority", "placed")]
    later = [name for name in dict.fromkeys(claims) if name in ("total", "changes")]
    return [*placing, *(["worst"] if depth else []), *later]


def _shown_otherwise(shown: Mapping[str, Any], run: DistrictRun) -> Iterator[str]:
    listed = sorted((p["mentor"], p["mentee"], p["score"]) for p in shown["pairs"])
    taken = run.candidates.mentor == run.found.mentor_of[:, None]
    if int(taken[run.found.mentor_of >= 0].sum()) != int((run.found.mentor_of >= 0).sum()):
        yield "a pair is shown that may not be"
    elif listed != [(a, b, number(p, run.asked.scale)) for a, b, p in run.pairs]:
        yield "it shows other pairs or points than the files and the proof"
    if shown["total"] != shown["tiers"]["total"]:
        yield "it shows two totals"


def _places(names: list[str], people: tuple[Pupil, ...]) -> Ints | None:
    """Where each of our people stands in the certificate; None when it is about other people."""
    known = {name: k for k, name in enumerate(names)}
    if len(known) != len(names) or known.keys() != {p.id for p in people}:
        return None
    return np.array([known[p.id] for p in people], dtype=np.int64)


def _claim(said: Mapping[str, Any], rows: Ints, columns: Ints) -> Claim:
    whole = [said["level"], said["shift"], said["reached"], *said["numbers"], *said["prices"]]
    if not all(isinstance(value, int) for value in whole):
        raise ValueError("only whole numbers prove anything")
    numbers, prices = (np.array(said[part], dtype=np.int64) for part in ("numbers", "prices"))
    return Claim(said["tier"], said["level"], said["shift"], numbers[rows], prices[columns], said["reached"])


def _reasons(run: DistrictRun, mentor_of: Mapping[str, str]) -> dict[str, list[str]]:
    """Why each pair, by mentee."""
    if run.asked.scores is not None:
        points = {b: shown_points(p, run.asked.scale) for _, b, p in run.pairs}
        return {b: [say(LANGUAGE, "matching.why.table", points=p)] for b, p in points.items()}
    mentors, found = {p.id: p for p in run.pool.mentors}, dict[str, list[str]]()
    placed = tuple(p for p in run.pool.mentees if p.id in mentor_of)
    for start in range(0, len(placed), 200):
        mentees = placed[start : start + 200]
        own = tuple(mentors[a] for a in dict.fromkeys(mentor_of[p.id] for p in mentees))
        frame = Frame(replace(run.pool, mentors=own, mentees=mentees))
        scored = score(frame)
        for i, mentee in enumerate(mentees):
            column = frame.column[mentor_of[mentee.id]]
            found[mentee.id] = list(why_pair(scored, frame, i, column, language=LANGUAGE))
    return found


def _waiting(run: DistrictRun) -> dict[Pupil, list[str]]:
    """Why each mentee without a mentor waits, and what would help those whom somebody fits."""
    found = {p: [_say("unmatched.missing", name=p.shown, missing="; ".join(p.missing))] for p in _lacking(run.asked)}
    alone = []
    for i in np.flatnonzero(run.found.mentor_of < 0).tolist():
        fitting = run.candidates.mentor[i] >= 0
        if fitting.any():
            found[run.pool.mentees[i]] = _taken(run, i, np.flatnonzero(fitting))
        else:
            alone.append(run.pool.mentees[i])
    return found | (
        _unfitting(run.pool, alone)
        if run.asked.scores is None
        else {p: [why_not("forbidden", LANGUAGE)] for p in alone}
    )


def _unfitting(pool: Pool, alone: list[Pupil]) -> dict[Pupil, list[str]]:
    found = {}
    for block in blocks(replace(pool, mentees=tuple(alone))):
        broken = score(Frame(block)).broken
        for i, pupil in enumerate(block.mentees):
            counts = sorted(((-int(table[i].sum()), rule) for rule, table in broken.items() if table[i].any()))
            found[pupil] = [
                _say("unmatched.binding", mentors=len(block.mentors), count=-n, reason=why_not(rule, LANGUAGE))
                for n, rule in counts
            ] or [_say("unmatched.nobody")]
    return found


def _taken(run: DistrictRun, row: int, fitting: Ints) -> list[str]:
    c = run.candidates
    best = fitting[c.points[row, fitting].argmax()]
    full = int((c.room[c.mentor[row, fitting]] > 0).sum())
    said = [_say("unmatched.taken", count=full)] if full else []
    return [*said, _say("relax.capacity", mentor=run.pool.mentors[c.mentor[row, best]].shown)]


def _without_mentee(run: DistrictRun) -> list[Pupil]:
    busy = set(run.found.mentor_of.tolist())
    ready = {p.id: k for k, p in enumerate(run.pool.mentors)}
    return [p for p in run.asked.pool.mentors if ready.get(p.id) not in busy]


def _idle(mentor: Pupil) -> str:
    if mentor.missing:
        return _say("unmatched.missing", name=mentor.shown, missing="; ".join(mentor.missing))
    return _say("unmatched.mentor")


def _lacking(asked: Asked) -> list[Pupil]:
    return [p for p in asked.pool.mentees if p.missing]


def _say(key: str, **values: str | int) -> str:
    return say(LANGUAGE, f"matching.{key}", **values)


def district_text(run: DistrictRun) -> str:
    """The draft for a terminal."""
    names, scale, tiers = names_of(run.asked.pool), run.asked.scale, tiers_of(run.found, run.asked.scale)
    waiting = _waiting(run)
    lines = [f"Pairs: {tiers['placed']}. Mentees without a mentor: {len(waiting)}.", ""]
    lines += [f"  {names[a]} - {names[b]}  ({shown_points(p, scale)} points)" for a, b, p in run.pairs]
    for pupil, reasons in waiting.items():
        lines += ["", f"  {pupil.shown} has no mentor:", *(f"      {reason}" for reason in reasons)]
    worst = ", ".join(map(str, tiers["worst"])) or "none"
    lines += ["", f"Placed {tiers['placed']} (priority pupils: {tiers['priority']})"]
    return "\n".join([*lines, f"Fewest points of a pair: {worst}", f"Total: {tiers['total']} points", _proof(run)])


def _proof(run: DistrictRun) -> str:
    if run.candidates.mentor.size > _CHECK_LIMIT:
        return "Proof: in the certificate of --json; check it with --check and the same files"
    wrong = faults_of(run.candidates, run.found)
    tiers = ", ".join(proven([claim.name for claim in run.found.claims], run.candidates.depth))
    return f"PROOF FAILED: {wrong[0]}" if wrong else f"Proof: checked independently ({tiers}); none is better"

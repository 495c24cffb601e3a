"""One school's view of a draft across schools: its own pupils by name, everybody else's by a code."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from service.settings.problems import ConfigError, Problem
from workflows.matching.outcome import Outcome
from workflows.matching.problem import Pairing, stable_number
from workflows.matching.problem import Problem as Asked
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.solve import Solution


def veiled(pool: Pool, site: str) -> Pool:
    """The pool with codes for names of pupils at other sites. Names decide nothing, so the draft stays the same.

    Raises `ConfigError` when nobody is at that site.
    """
    everybody = (*pool.mentors, *pool.mentees)
    if all(p.site != site for p in everybody):
        known = ", ".join(sorted({p.site for p in everybody if p.site})) or "none"
        what, mend = f"nobody is at {site!r}", f"sites in the files: {known}"
        raise ConfigError([Problem(file="", line=0, place="--site", what=what, mend=mend)])
    return dataclasses.replace(
        pool,
        mentors=tuple(_veiled(p, site) for p in pool.mentors),
        mentees=tuple(_veiled(p, site) for p in pool.mentees),
    )


def codes(pool: Pool, site: str) -> Mapping[str, str]:
    """What stands for the id of every pupil at another site."""
    return {p.id: _code(p) for p in (*pool.mentors, *pool.mentees) if p.site != site}


def coded(solution: Solution, known: Mapping[str, str]) -> Solution:
    """The solution with codes for ids: its certificate proves the whole draft and names only one site's pupils."""
    return dataclasses.replace(solution, problem=coded_problem(solution.problem, known))


def coded_problem(problem: Asked, known: Mapping[str, str]) -> Asked:
    """The question with codes for ids, everybody in their old place."""

    def pairs(given: frozenset[Pairing]) -> frozenset[Pairing]:
        return frozenset((known.get(a, a), known.get(b, b)) for a, b in given)

    return dataclasses.replace(
        problem,
        mentees=tuple(known.get(i, i) for i in problem.mentees),
        mentors=tuple(known.get(i, i) for i in problem.mentors),
        priority=frozenset(known.get(i, i) for i in problem.priority),
        locks=pairs(problem.locks),
        kept=pairs(problem.kept),
    )


def only(outcome: Outcome, pool: Pool, site: str) -> Outcome:
    """The part of a draft that concerns this site."""
    own = {p.id for p in (*pool.mentors, *pool.mentees) if p.site == site}
    return dataclasses.replace(
        outcome,
        pairs=tuple(p for p in outcome.pairs if own & {p.mentor, p.mentee}),
        unmatched=tuple(u for u in outcome.unmatched if u.pupil in own),
        idle=tuple(u for u in outcome.idle if u.pupil in own),
    )


def _veiled(pupil: Pupil, site: str) -> Pupil:
    return pupil if pupil.site == site else dataclasses.replace(pupil, name=_code(pupil))


def _code(pupil: Pupil) -> str:
    return f"{pupil.site or 'elsewhere'}-{stable_number(pupil.id) % 0x100000000:08x}"

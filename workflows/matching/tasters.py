"""Before anybody commits: a rotation of small groups in which every mentee meets several mentors who may be theirs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workflows.matching.assign import assign
from workflows.matching.fewest import Question, rounds_needed, search
from workflows.matching.frame import Bools, Ints
from workflows.matching.problem import stable_number


@dataclass(frozen=True, slots=True, kw_only=True)
class TasterPlan:
    """How tasters are held. A group needs a room and an adult, so there are as many groups at once as the fewer."""

    meet: int = 3
    rooms: int = 4
    adults: int = 4
    mentors_each: int = 1
    mentees_each: int = 3


@dataclass(frozen=True, slots=True)
class Session:
    """One small group of one round."""

    mentors: tuple[str, ...]
    mentees: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """The rounds; `at_least` are needed whatever the plan; `short` mentees could not meet enough mentors."""

    rounds: tuple[tuple[Session, ...], ...]
    at_least: int
    short: dict[str, int]


def rotate(mentors: tuple[str, ...], mentees: tuple[str, ...], allowed: Bools, plan: TasterPlan) -> Rotation:
    """A rotation in few rounds in which nobody meets the same person twice. `allowed` is mentees x mentors.

    First the best round, then the best next one, and so on. Where that takes more rounds than `at_least` and one
    mentor sits in each group, an exact search tries fewer: it finds such a rotation, or proves that there is none,
    which raises `at_least`, or gives up, and `at_least` says what is known.
    """
    order = sorted(range(len(mentors)), key=lambda j: stable_number(mentors[j]))
    rows = sorted(range(len(mentees)), key=lambda i: stable_number(mentees[i]))
    open_ = allowed[np.ix_(rows, order)].copy()
    need = np.minimum(plan.meet, open_.sum(axis=1)).astype(np.int64)
    held, left = _round_by_round(open_, need, plan)
    least = _at_least(need, plan)
    if plan.mentors_each == 1 and not left.any():
        groups = min(plan.rooms, plan.adults)
        held, least = _in_fewer(held, Question(open=open_, need=need, groups=groups, places=plan.mentees_each))
    short = np.maximum(left, plan.meet - need)
    names = [mentors[j] for j in order], [mentees[i] for i in rows]
    return Rotation(
        rounds=tuple(_sessions(seat, teams, *names) for seat, teams in held),
        at_least=least,
        short={names[1][i]: int(short[i]) for i in np.flatnonzero(short)},
    )


_Round = tuple[Ints, list[list[int]]]


def _round_by_round(allowed: Bools, wanted: Ints, plan: TasterPlan) -> tuple[list[_Round], Ints]:
    """The best round after the other: which team each mentee joins; and how many mentors everybody still lacks."""
    open_, need, held = allowed.copy(), wanted.copy(), list[_Round]()
    while need.any():
        teams = _teams(open_, need, plan)
        seat = _round(open_, need, teams, plan)
        if (seat < 0).all():
            break
        held.append((seat, teams))
        for row in np.flatnonzero(seat >= 0):
            team = teams[seat[row]]
            need[row] = max(0, need[row] - int(open_[row, team].sum()))
            open_[row, team] = False
    return held, need


def _in_fewer(held: list[_Round], question: Question) -> tuple[list[_Round], int]:
    """The rotation with the fewest rounds that can be found, and how many are needed whatever the plan."""
    least = rounds_needed(question)
    while least < len(held):
        found, impossible = search(question, least)
        if found is not None:
            teams = [sorted({int(j) for j in found[:, k] if j >= 0}) for k in range(least)]
            seats = [_seats_at(found[:, k], team) for k, team in enumerate(teams)]
            return [(seat, [[j] for j in team]) for seat, team in zip(seats, teams, strict=True)], least
        if not impossible:
            break
        least += 1
    return held, least


def _seats_at(mentor: Ints, team: list[int]) -> Ints:
    return np.array([team.index(int(j)) if j >= 0 else -1 for j in mentor], dtype=np.int64)


def _at_least(wanted: Ints, plan: TasterPlan) -> int:
    groups = min(plan.rooms, plan.adults)
    if not wanted.any() or not groups:
        return 0
    visits = -(-wanted // plan.mentors_each)
    return int(max(visits.max(), -(-int(visits.sum()) // (groups * plan.mentees_each))))


def _teams(open_: Bools, need: Ints, plan: TasterPlan) -> list[list[int]]:
    """Mentors most mentees still need, put together in teams; as many teams as there are groups."""
    asked = (open_ & (need > 0)[:, None]).sum(axis=0)
    # mentors whom the neediest can meet come first, so that nobody is left with choices that have run out
    scarce = (open_ / np.maximum(open_.sum(axis=1, keepdims=True), 1) * need[:, None]).sum(axis=0)
    best = [int(j) for j in np.lexsort([-asked, -scarce]) if asked[j]]
    groups = min(plan.rooms, plan.adults)
    chosen = best[: groups * plan.mentors_each]
    return [chosen[k::groups] for k in range(groups) if chosen[k::groups]]


def _round(open_: Bools, need: Ints, teams: list[list[int]], plan: TasterPlan) -> Ints:
    """Which team each mentee joins: those with most still to meet first, never a team with somebody met before."""
    if not teams:
        return np.full(len(open_), -1, dtype=np.int64)
    useful = np.array([[_use(open_[row], need[row], team) for team in teams] for row in range(len(open_))])
    seats = np.repeat(np.arange(len(teams)), plan.mentees_each)
    found = assign(useful[:, seats].astype(np.float64)).seat
    return np.where(found >= 0, seats[found], -1)


def _use(open_: Bools, need: int, team: list[int]) -> int:
    if not need or not open_[team].all():
        return 0
    # more still to meet and fewer mentors left to choose from: sooner
    return int(1_000 * need + 100 * min(need, len(team)) + max(0, 99 - int(open_.sum())))


def _sessions(seat: Ints, teams: list[list[int]], mentors: list[str], mentees: list[str]) -> tuple[Session, ...]:
    held = []
    for number, team in enumerate(teams):
        guests = tuple(mentees[row] for row in np.flatnonzero(seat == number))
        if guests:
            held.append(Session(tuple(mentors[j] for j in team), guests))
    return tuple(held)

"""Figures of the matcher, measured side by side with independent solvers in one run.

python -m bench.matching            every figure, as a table
python -m bench.matching --quick    smaller counts, under a minute
python -m bench.matching --json     as JSON alone
python -m bench.matching --only 500x500 --only shuffled
"""

from __future__ import annotations

import itertools
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from bench.figures import Figure, options, show
from workflows.matching.assign import assign, prices
from workflows.matching.certificate import certificate_of
from workflows.matching.check import check
from workflows.matching.district import Candidates, District, solve_district
from workflows.matching.district_check import faults_of
from workflows.matching.frame import Frame
from workflows.matching.losses import Losses
from workflows.matching.outcome import problem_of
from workflows.matching.problem import Problem, Quota
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.rules import Scored, score
from workflows.matching.solve import solve
from workflows.policy import MatchingPolicy

Reached = tuple[int, int, tuple[int, ...], int, int]


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """Seconds by the clock on the wall and by the processor; on a busy machine the first is the longer."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.3f} s, processor {self.cpu:.3f} s"


def timed(act: Callable[[], object], times: int = 3) -> Taken:
    """The middle one of several runs."""
    found = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        found.append(Taken(time.perf_counter() - wall, time.process_time() - cpu))
    return sorted(found)[len(found) // 2]


def small_problem(seed: int) -> Problem:
    """A random or adversarial problem up to 8 x 8: ties, near ties, few possibilities, one pair far from the rest."""
    rng = np.random.default_rng(seed)
    rows, columns = (int(n) for n in rng.integers(1, 9, 2))
    kind = seed % 5
    points = rng.integers(0, (101, 3, 2, 6, 1000)[kind], (rows, columns))
    if kind == 3:  # near ties: every row and column adds up almost the same
        points = np.add.outer(rng.integers(0, 9, rows), rng.integers(0, 9, columns)) + rng.integers(0, 2, points.shape)
    if kind == 4:
        points[rng.integers(rows), rng.integers(columns)] = 10**6
    mentees, mentors = tuple(f"e{i}" for i in range(rows)), tuple(f"m{j}" for j in range(columns))
    cells = list(itertools.product(mentors, mentees))
    return Problem(
        mentees=mentees,
        mentors=mentors,
        points=points,
        allowed=rng.random((rows, columns)) < rng.choice([0.2, 0.5, 0.8, 1.0]),
        capacity=np.ones(columns, dtype=np.int64),
        priority=frozenset(mentees[k] for k in rng.permutation(rows)[: rng.integers(0, 3)]),
        kept=frozenset(cells[k] for k in rng.permutation(len(cells))[: rng.integers(0, 4)]),
        depth=int(rng.integers(0, 4)),
    )


def orders(size: int, made: dict[int, NDArray[np.int64]]) -> NDArray[np.int64]:
    """Every order of `size` things, made once."""
    if size not in made:
        made[size] = np.array(list(itertools.permutations(range(size))), dtype=np.int64)
    return made[size]


def by_trying_all(problem: Problem, made: dict[int, NDArray[np.int64]]) -> Reached:
    """The best tiers over every way to seat everybody. A largest set of pairs is always part of some full seating."""
    rows, columns = problem.points.shape
    size = max(rows, columns)
    every = orders(size, made)[:, :rows]
    wide = np.zeros((3, rows, size), dtype=np.int64)
    wide[0, :, :columns] = problem.allowed
    wide[1, :, :columns] = problem.points
    wide[2][problem.cells(problem.kept)] = 1
    at = np.arange(rows)
    placed = wide[0, at, every].astype(np.bool_)
    points = np.where(placed, wide[1, at, every], np.iinfo(np.int64).max)
    urgent = np.array([m in problem.priority for m in problem.mentees])
    keys = [(placed & urgent).sum(axis=1), placed.sum(axis=1)]
    low = np.sort(points, axis=1)[:, : problem.depth]
    total = np.where(placed, points, 0).sum(axis=1)
    kept = (placed & (wide[2, at, every] > 0)).sum(axis=1)
    best = np.lexsort([kept, total, *low.T[::-1], *keys[::-1]])[-1]
    worst = tuple(int(p) for p in low[best] if p < np.iinfo(np.int64).max)
    changes = len(problem.kept) - int(kept[best])
    return int(keys[0][best]), int(keys[1][best]), worst, int(total[best]), -changes


def reached(problem: Problem) -> Reached:
    """What our solver reaches."""
    solution = solve(problem)
    tiers = solution.tiers
    points = sorted(solution.problem.points[i, j] for i, j in enumerate(solution.mentor_of) if j >= 0)
    worst = tuple(int(p) for p in points[: problem.depth])
    priority, placed, total, changes = (int(np.sum(tiers[k])) for k in ("priority", "placed", "total", "changes"))
    return priority, placed, worst, total, -changes


def brute_force(count: int) -> Iterator[Figure]:
    """Equal in every tier to trying everything."""
    made: dict[int, NDArray[np.int64]] = {}
    wrong = sum(reached(p) != by_trying_all(p, made) for p in map(small_problem, range(count)))
    yield Figure(name=f"differs from brute force, of {count} up to 8x8", value=wrong, unit="", most=0)


def larger_problem(seed: int) -> Problem:
    """A problem with capacities and a quota."""
    rng = np.random.default_rng(seed)
    rows, columns = int(rng.integers(15, 41)), int(rng.integers(5, 16))
    return Problem(
        mentees=tuple(f"e{i}" for i in range(rows)),
        mentors=tuple(f"m{j}" for j in range(columns)),
        points=rng.integers(0, rng.choice([5, 100]), (rows, columns)),
        allowed=rng.random((rows, columns)) < rng.choice([0.3, 0.6, 0.9]),
        capacity=rng.integers(0, 5, columns),
        priority=frozenset(f"e{i}" for i in range(4)),
        quotas=(Quota(kinds=tuple(str(k) for k in rng.choice(list("abc"), rows)), most=int(rng.integers(1, 3))),),
    )


class Referee:
    """The same question for HiGHS, as a mixed-integer programme, tier by tier."""

    def __init__(self, problem: Problem) -> None:
        self._row, self._column = problem.allowed.nonzero()
        self._points = problem.points[self._row, self._column].astype(np.float64)
        cells = len(self._row)
        limits: list[tuple[NDArray[np.bool_], int]] = [(self._row == i, 1) for i in range(len(problem.mentees))]
        for j, room in enumerate(problem.capacity.tolist()):
            limits.append((self._column == j, room))
            for quota in problem.quotas:
                kinds = np.array(quota.kinds)[self._row]
                limits += [((self._column == j) & (kinds == k), quota.most) for k in sorted(set(quota.kinds))]
        self._table = np.array([mask for mask, _ in limits], dtype=np.float64).reshape(-1, cells)
        self._most = np.array([most for _, most in limits], dtype=np.float64)
        weight = {m: 100 if m in problem.priority else 1 for m in problem.mentees}
        self._place = np.array([weight[problem.mentees[i]] for i in self._row], dtype=np.float64)

    def _best(self, gain: NDArray[np.float64], open_: NDArray[np.bool_], placement: float | None) -> float:
        rules = [LinearConstraint(self._table, ub=self._most)]
        if placement is not None:
            rules.append(LinearConstraint(self._place[None, :], lb=placement - 0.5))
        found = milp(
            -gain,
            constraints=rules,
            bounds=Bounds(0, open_.astype(np.float64)),
            integrality=np.ones(len(gain), dtype=np.int8),
        )
        return float(-found.fun) if found.success else -np.inf

    def tiers(self) -> tuple[int, int | None, int]:
        """Placement, worst pair, total."""
        if not len(self._points):
            return 0, None, 0
        everything = np.ones(len(self._points), dtype=np.bool_)
        placement = self._best(self._place, everything, None)
        levels = np.unique(self._points)
        low, high = 0, len(levels)  # levels[low] can be done, levels[high] cannot
        while high - low > 1:
            middle = (low + high) // 2
            fits = self._best(self._place, self._points >= levels[middle], None) >= placement - 0.5
            low, high = (middle, high) if fits else (low, middle)
        total = self._best(self._points, self._points >= levels[low], placement)
        return round(placement), int(levels[low]) if placement > 0 else None, round(total)


def our_tiers(problem: Problem) -> tuple[int, int | None, int]:
    """The same three from our solver."""
    urgent, placed, worst, total, _ = reached(problem)
    return urgent * 100 + placed - urgent, worst[0] if worst else None, total


def highs(count: int) -> Iterator[Figure]:
    """Equal to HiGHS on larger problems with capacities and quotas; and every one of them proven."""
    problems = [larger_problem(seed) for seed in range(count)]
    wrong = sum(our_tiers(p) != Referee(p).tiers() for p in problems)
    yield Figure(name=f"differs from HiGHS, of {count} with quotas", value=wrong, unit="", most=0)
    unproven = sum(bool(check(certificate_of(solve(p)))) for p in problems)
    yield Figure(name=f"certificates that do not hold, of {count}", value=unproven, unit="", most=0)


def school(size: int, seed: int = 1) -> Pool:
    """Mentors and mentees with everything filled in."""
    rng = np.random.default_rng(seed)
    words = [f"word{k}" for k in range(30)]
    slots = [f"{d}/{p}" for d in ("Mon", "Tue", "Wed", "Thu", "Fri") for p in ("Lunch", "After")]

    def some(source: list[str], most: int) -> tuple[str, ...]:
        return tuple(source[k] for k in rng.permutation(len(source))[: rng.integers(1, most + 1)])

    def pupil(name: str, grade: int, others: str) -> Pupil:
        return Pupil(
            id=name,
            grade=grade,
            gender=str(rng.choice(["f", "m"])),
            household=f"h{rng.integers(5 * size)}",
            slots=some(slots, 5),
            topics=some(words[:8], 3),
            subjects=some(words[8:16], 3),
            interests=some(words, 5),
            dislikes=some(words, 3),
            languages=("English", *some(words[:3], 1)),
            career=some(words[:12], 2),
            traits=some(words[20:], 3),
            wishes=tuple(f"{others}{k}" for k in rng.integers(0, size, 2)),
            votes=tuple(f"{others}{k}" for k in rng.integers(0, size, 3)),
            same_gender=bool(rng.random() < 0.05),
        )

    return Pool(
        mentors=tuple(pupil(f"m{i}", int(rng.integers(9, 13)), "e") for i in range(size)),
        mentees=tuple(pupil(f"e{i}", int(rng.integers(5, 9)), "m") for i in range(size)),
        policy=MatchingPolicy(weights={**MatchingPolicy().weights, "slots": 3}),
    )


def judged(size: int) -> tuple[Frame, Scored, Problem]:
    """A school of that size, judged by every rule."""
    frame = Frame(school(size))
    scored = score(frame)
    return frame, scored, problem_of(frame, scored)


def school_of_500(times: int) -> Iterator[Figure]:
    """Scoring, re-solving and counterfactuals at school size."""
    frame, scored, problem = judged(500)
    taken = timed(lambda: score(Frame(frame.pool)), times)
    name = f"500x500 scoring, {len(scored.points)} soft rules and every hard rule"
    yield Figure(name=name, value=taken.wall, unit="s", most=0.3, beside=f"{taken}")
    points = scored.total.astype(np.float64)
    bare = timed(lambda: linear_sum_assignment(points, maximize=True), times)
    taken = timed(lambda: solve(problem), times)
    beside = f"{taken}; SciPy's bare assignment, one tier: {bare}"
    yield Figure(name="500x500 re-solve", value=taken.wall, unit="s", most=0.5, beside=beside)
    losses = Losses(solve(problem))
    pairs = [(problem.mentors[j], problem.mentees[i]) for i, j in np.argwhere(problem.allowed)[::4001]]
    losses.forced(*pairs[0])  # the first call prepares the prices
    each = [timed(partial(losses.forced, *pair), 1) for pair in pairs]
    middle = statistics.median(t.wall for t in each) * 1000
    slowest, cpu = max(t.wall for t in each) * 1000, statistics.median(t.cpu for t in each) * 1000
    beside = f"processor {cpu:.1f} ms; slowest of {len(each)}: {slowest:.1f} ms"
    yield Figure(name="500x500 one counterfactual", value=middle, unit="ms", most=20, beside=beside)


def school_of_2000(times: int) -> Iterator[Figure]:
    """Three tiers at the size of a large district's secondary schools."""
    _, scored, problem = judged(2000)
    points = np.where(scored.allowed, scored.total + 1, 0).astype(np.float64)
    bare = timed(lambda: linear_sum_assignment(points, maximize=True), times)
    taken = timed(lambda: solve(problem), times)
    beside = f"{taken}; SciPy's bare assignment, one tier: {bare}"
    yield Figure(name="2000x2000 three tiers", value=taken.wall, unit="s", most=5, beside=beside)


def dense_10000(size: int) -> Iterator[Figure]:
    """The total-score tier with its proof, against SciPy's assignment alone on the same table."""
    rng = np.random.default_rng(1)
    points = rng.integers(1, 1001, (size, size)).astype(np.float64)
    points[rng.random((size, size)) < 0.1] = 0.0
    points[points > 0] += size * 1001.0  # every place outweighs all points together
    start = time.perf_counter()
    at, seat = linear_sum_assignment(points, maximize=True)
    bare = time.perf_counter() - start
    start = time.perf_counter()
    assigned = assign(points)
    proof = prices(points, assigned)
    ours = time.perf_counter() - start
    same = int(points[at, seat].sum()) == assigned.value == int(proof.rows.sum() + proof.seats.sum())
    beside = f"SciPy {bare:.1f} s, ours with prices {ours:.1f} s, totals {'equal' if same else 'DIFFER'}"
    yield Figure(name=f"{size}x{size} dense, total tier", value=ours / bare, unit="x SciPy", most=1.5, beside=beside)


def district(size: int) -> Iterator[Figure]:
    """Mentees with a hundred candidates each, mentors with room for one."""
    rng = np.random.default_rng(1)
    step = max(1, size // 300)
    mentor = (rng.integers(0, size, size)[:, None] + np.argsort(rng.random((size, 300)), axis=1)[:, :100] * step) % size
    candidates = Candidates(
        mentor=mentor.astype(np.int32),
        points=rng.integers(0, 1001, (size, 100)),
        room=np.ones(size, dtype=np.int64),
        priority=rng.random(size) < 0.02,
        kept=np.broadcast_to(np.arange(100) == 2, (size, 100)).copy(),  # as if announced before
        names=([f"e{i}" for i in range(size)], [f"m{j}" for j in range(size)]),
    )
    answers: list[District] = []
    taken = timed(lambda: answers.append(solve_district(candidates)), 1)
    found = answers[0]
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    reached = f"placed {found.placed}, worst {found.worst}, total {found.total}, changes {found.changes}"
    yield Figure(name=f"district, {size} x 100, every tier", value=taken.wall, unit="s", most=60, beside=f"{taken}")
    yield Figure(name="peak memory up to here", value=gigabytes, unit="GB", most=4, beside=reached)
    wrong = len(faults_of(candidates, found))
    yield Figure(name="claims of it that do not hold", value=wrong, unit="", most=0)


def shuffled(count: int) -> Iterator[Figure]:
    """The same pairs whatever the order of the input."""
    rng = np.random.default_rng(3)
    problem = Problem(
        mentees=tuple(f"e{i}" for i in range(60)),
        mentors=tuple(f"m{j}" for j in range(60)),
        points=rng.integers(0, 4, (60, 60)),
        allowed=rng.random((60, 60)) < 0.7,
        capacity=np.ones(60, dtype=np.int64),
    )
    first, differing = solve(problem).pairs, 0
    for _ in range(count):
        rows, columns = rng.permutation(60), rng.permutation(60)
        mixed = replace(
            problem,
            mentees=tuple(problem.mentees[i] for i in rows),
            mentors=tuple(problem.mentors[j] for j in columns),
            points=problem.points[np.ix_(rows, columns)],
            allowed=problem.allowed[np.ix_(rows, columns)],
        )
        differing += solve(mixed).pairs != first
    yield Figure(name=f"other pairs after a shuffle, of {count}", value=differing, unit="", most=0)


def sections(quick: bool) -> dict[str, Callable[[], Iterator[Figure]]]:
    """Every part of the run by its name."""
    return {
        "brute-force": lambda: brute_force(500 if quick else 10_000),
        "highs": lambda: highs(10 if quick else 200),
        "500x500": lambda: school_of_500(3 if quick else 7),
        "2000x2000": lambda: school_of_2000(1 if quick else 3),
        "shuffled": lambda: shuffled(50 if quick else 1_000),
        # the district before the dense table, whose 10,000 x 10,000 numbers would hide its memory
        "district": lambda: district(5_000 if quick else 50_000),
        "dense": lambda: dense_10000(2_000 if quick else 10_000),
    }


def main() -> int:
    """Measure, print, and return 1 when a figure misses its limit."""
    parser = options(__doc__)
    parser.add_argument("--only", action="append", default=[], metavar="PART", help="only this part; may be repeated")
    asked = parser.parse_args()
    wanted = (measure for name, measure in sections(asked.quick).items() if not asked.only or name in asked.only)
    return show((figure for measure in wanted for figure in measure()), as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())

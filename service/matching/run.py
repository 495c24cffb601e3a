"""Puts together what `nearpeer match` was asked: the pool, the judged pairs, and the draft."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from service.matching.announced import read_announced
from service.matching.files import Roster, csv_lines, find_pupil, read_policy, read_roster, split_pair, unasked
from service.matching.scores import ScoreTable, read_scores
from service.matching.site import codes, only, veiled
from service.settings.problems import ConfigError, Problem
from workflows.matching.frame import Frame
from workflows.matching.outcome import Outcome, explained
from workflows.matching.pool import ready
from workflows.matching.problem import LockedOutError
from workflows.matching.pupil import Pool, Pupil, in_timetable
from workflows.matching.reasons import broken_rules
from workflows.matching.rules import Scored, score
from workflows.matching.wording import why_not
from workflows.policy import MatchingPolicy

LANGUAGE = "en"
_MOST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command's options as given."""

    mentors: Path | None = None
    mentees: Path | None = None
    scores: Path | None = None
    policy: Path | None = None
    capacity: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    announced: Path | None = None
    site: str | None = None


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Question:
    """What is asked, judged but not solved. Points are times `scale`; `ignored` are columns nobody reads."""

    pool: Pool
    frame: Frame
    scored: Scored
    scale: int = 1
    ignored: tuple[str, ...] = ()
    site: str | None = None

    @property
    def codes(self) -> Mapping[str, str]:
        """What stands for the ids of other sites' pupils where one site looks."""
        return {} if self.site is None else codes(self.pool, self.site)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Run:
    """A draft made from files. Points are shown divided by `scale`; `ignored` are columns nobody reads.

    With a `site`, the draft holds what this site may see, and `codes` stand for the ids of other sites' pupils.
    """

    pool: Pool
    outcome: Outcome
    scale: int = 1
    ignored: tuple[str, ...] = ()
    site: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    whole: Outcome | None = None

    @property
    def everything(self) -> Outcome:
        """The whole draft, whatever one site may see of it: what figures are counted from."""
        return self.whole or self.outcome


def run(options: Options) -> Run:
    """Read the files and draft. Raises `ConfigError` with every mistake in files and options."""
    asked = question(options)
    drafted = Run(pool=asked.pool, outcome=_drafted(asked), scale=asked.scale, ignored=asked.ignored)
    if asked.site is None:
        return drafted
    seen = only(drafted.outcome, asked.pool, asked.site)
    return dataclasses.replace(drafted, outcome=seen, site=asked.site, codes=asked.codes, whole=drafted.outcome)


def question(options: Options) -> Question:
    """Read the files and judge every pair. Raises `ConfigError` with every mistake in files and options."""
    policy = read_policy(options.policy) if options.policy else MatchingPolicy()
    if options.scores:
        _refuse_beside_scores(options)
        asked = _from_scores(read_scores(options.scores), policy, options)
    elif options.mentors is None or options.mentees is None:
        what = "give --mentors and --mentees, or --scores"
        raise ConfigError([Problem(file="", line=0, place="options", what=what, mend="see `nearpeer match --help`")])
    else:
        asked = _from_rosters(read_roster(options.mentors), read_roster(options.mentees), policy, options)
    _refuse_broken_locks(asked.pool, asked.frame, asked.scored)
    return asked


def _refuse_beside_scores(options: Options) -> None:
    """A ready table knows no pupils and no schools; an option that says something of them would be passed over."""
    beside = (("--mentors", options.mentors), ("--mentees", options.mentees), ("--site", options.site))
    wrong = [option for option, given in beside if given is not None]
    if wrong:
        what, mend = "says nothing beside --scores", "give either --scores or --mentors and --mentees"
        raise ConfigError([Problem(file="", line=0, place=option, what=what, mend=mend) for option in wrong])


def _from_rosters(mentors: Roster, mentees: Roster, policy: MatchingPolicy, options: Options) -> Question:
    policy = dataclasses.replace(policy, priority=(*policy.priority, *mentees.priority))
    sides = (tuple(in_timetable(p, policy) for p in roster.pupils) for roster in (mentors, mentees))
    mentor_pupils, mentee_pupils = sides
    pool = Pool(mentors=mentor_pupils, mentees=mentee_pupils, policy=policy, unasked=unasked(mentors, mentees))
    pool = _asked_for(_with_capacity(pool, options.capacity), options)
    pool = pool if options.site is None else veiled(pool, options.site)
    frame = Frame(ready(pool))
    ignored = tuple(dict.fromkeys((*mentors.ignored, *mentees.ignored)))
    return Question(pool=pool, frame=frame, scored=score(frame), ignored=ignored, site=options.site)


def _from_scores(table: ScoreTable, policy: MatchingPolicy, options: Options) -> Question:
    pool = Pool(
        mentors=tuple(Pupil(id=name) for name in table.mentors),
        mentees=tuple(Pupil(id=name) for name in table.mentees),
        policy=dataclasses.replace(policy, capacity=max(policy.capacity, 1)),
    )
    if not options.capacity and policy.capacity > 1:
        pool = _with_capacity(pool, (str(policy.capacity),))
    pool = _asked_for(_with_capacity(pool, options.capacity), options)
    frame = Frame(pool)
    return Question(pool=pool, frame=frame, scored=_scored(table, frame), scale=table.scale)


def _scored(table: ScoreTable, frame: Frame) -> Scored:
    empty = np.array([[p is None for p in line] for line in table.points], dtype=np.bool_).reshape(frame.shape[::-1]).T
    total = np.array([[p or 0 for p in line] for line in table.points], dtype=np.int64).reshape(frame.shape[::-1]).T
    apart = frame.pairs(frame.pool.forbidden)
    return Scored(~(empty | apart), {"forbidden": empty, "apart": apart}, {}, np.ascontiguousarray(total))


def _with_capacity(pool: Pool, asked: Sequence[str]) -> Pool:
    """`N` for every mentor, `MENTOR:N` for one, a CSV file with mentor and capacity, or nothing: as offered."""
    for text in asked:
        per_mentor = _capacities(text, pool)
        mentors = tuple(dataclasses.replace(p, capacity=per_mentor.get(p.id, p.capacity)) for p in pool.mentors)
        limit = max([pool.policy.capacity, *(p.capacity for p in mentors)])
        policy = dataclasses.replace(pool.policy, capacity=limit)
        pool = dataclasses.replace(pool, mentors=mentors, policy=policy)
    return pool


def _capacities(text: str, pool: Pool) -> Mapping[str, int]:
    if not text:
        return {}
    if text.strip().isdecimal():
        return {p.id: _number(text.strip()) for p in pool.mentors}
    path = Path(text)
    if path.is_file():
        return _capacity_file(path, pool)
    who, _, number = text.rpartition(":")
    if not who:
        raise _bad_capacity(f"{text!r} is neither a number, nor MENTOR:N, nor a file")
    return {find_pupil(who, pool.mentors, "--capacity").id: _number(number)}


def _capacity_file(path: Path, pool: Pool) -> Mapping[str, int]:
    """Mentor and capacity on every line; the first may be column names. Raises `ConfigError` with every mistake."""
    lines = csv_lines(path)
    lines = lines if _is_number(lines[0][1][1:]) else lines[1:]
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for number, cells in lines:
        if not _is_number(cells[1:]):
            what = f"says {', '.join(c.strip() for c in cells[1:]) or 'no number'!r} for {cells[0].strip()!r}"
            mend = "write the mentor and a whole number, for example ann,2"
            problems.append(Problem(file=str(path), line=number, place="capacity", what=what, mend=mend))
            continue
        try:
            found[find_pupil(cells[0], pool.mentors, "mentor").id] = int(cells[1])
        except ConfigError as error:
            problems += [dataclasses.replace(p, file=str(path), line=number) for p in error.problems]
    if problems:
        raise ConfigError(problems)
    return found


def _is_number(cells: list[str]) -> bool:
    return bool(cells) and cells[0].strip().isdecimal() and int(cells[0]) <= _MOST and not any(cells[1:])


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST:
        raise _bad_capacity(f"{text!r} is no number of mentees")
    return int(text)


def _bad_capacity(what: str) -> ConfigError:
    mend = "write --capacity 2, --capacity MENTOR:2 or a CSV file with mentor and capacity"
    return ConfigError([Problem(file="", line=0, place="--capacity", what=what, mend=mend)])


def _asked_for(pool: Pool, options: Options) -> Pool:
    mentors, mentees = list(pool.mentors), list(pool.mentees)
    locked = frozenset(split_pair(text, "--lock", mentors, mentees) for text in options.lock)
    forbidden = frozenset(split_pair(text, "--forbid", mentors, mentees) for text in options.forbid)
    both = sorted(locked & forbidden)
    if both:
        what = f"{both[0][0]}:{both[0][1]} is both locked and forbidden"
        raise ConfigError([Problem(file="", line=0, place="--lock", what=what, mend="take one of the two out")])
    announced = read_announced(options.announced, mentors, mentees) if options.announced else frozenset()
    return dataclasses.replace(pool, locked=locked, forbidden=forbidden, announced=announced)


def _refuse_broken_locks(pool: Pool, frame: Frame, scored: Scored) -> None:
    """A lock is the lead's wish, never a way around a hard rule."""
    for mentor, mentee in sorted(pool.locked):
        if mentor not in frame.column or mentee not in frame.row:
            missing = next(p for p in (*pool.mentors, *pool.mentees) if p.id in (mentor, mentee) and p.missing)
            raise _bad_lock(mentor, mentee, f"{missing.shown}: {'; '.join(missing.missing)}")
        broken = broken_rules(scored, frame.row[mentee], frame.column[mentor])
        if broken:
            raise _bad_lock(mentor, mentee, "; ".join(why_not(rule, LANGUAGE) for rule in broken))


def _drafted(asked: Question) -> Outcome:
    try:
        return explained(asked.pool, asked.frame, asked.scored, LANGUAGE, scale=asked.scale)
    except LockedOutError as error:
        mentor, mentee = error.pairs[0]
        raise _bad_lock(
            mentor, mentee, "the locks do not fit together: a pupil or a place would be used twice"
        ) from None
    except OverflowError as error:
        mend = "use fewer decimal places or smaller numbers"
        raise ConfigError([Problem(file="", line=0, place="scores", what=str(error), mend=mend)]) from None


def _bad_lock(mentor: str, mentee: str, why: str) -> ConfigError:
    what = f"{mentor}:{mentee} cannot be locked ({why})"
    return ConfigError(
        [Problem(file="", line=0, place="--lock", what=what, mend="take the lock out or mend its reason")]
    )

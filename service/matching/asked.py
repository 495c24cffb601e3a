"""What `nearpeer match` was asked: who takes part, and what the options say of them. Nobody is judged here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.matching.announced import read_announced
from service.matching.files import Roster, csv_lines, find_pupil, read_policy, read_roster, split_pair, unasked
from service.matching.scores import ScoreList, ScoreTable, read_scores
from service.matching.site import veiled
from service.settings.problems import ConfigError, Problem
from workflows.matching.pupil import Pool, Pupil, in_timetable
from workflows.policy import MatchingPolicy

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
class Asked:
    """Everybody, and the `scores` where they were given ready. `ignored` are columns nobody reads."""

    pool: Pool
    scores: ScoreTable | ScoreList | None = None
    ignored: tuple[str, ...] = ()
    site: str | None = None

    @property
    def scale(self) -> int:
        """Points are multiples of 1/scale."""
        return self.scores.scale if self.scores else 1


def asked_of(options: Options) -> Asked:
    """Read the files. Raises `ConfigError` with every mistake in files and options."""
    policy = read_policy(options.policy) if options.policy else MatchingPolicy()
    if options.scores:
        _refuse_beside_scores(options)
        return _from_scores(read_scores(options.scores), policy, options)
    if options.mentors is None or options.mentees is None:
        what = "give --mentors and --mentees, or --scores"
        raise ConfigError([Problem(file="", line=0, place="options", what=what, mend="see `nearpeer match --help`")])
    return _from_rosters(read_roster(options.mentors), read_roster(options.mentees), policy, options)


def _refuse_beside_scores(options: Options) -> None:
    """A ready table knows no pupils and no schools; an option that says something of them would be passed over."""
    beside = (("--mentors", options.mentors), ("--mentees", options.mentees), ("--site", options.site))
    wrong = [option for option, given in beside if given is not None]
    if wrong:
        what, mend = "says nothing beside --scores", "give either --scores or --mentors and --mentees"
        raise ConfigError([Problem(file="", line=0, place=option, what=what, mend=mend) for option in wrong])


def _from_rosters(mentors: Roster, mentees: Roster, policy: MatchingPolicy, options: Options) -> Asked:
    policy = dataclasses.replace(policy, priority=(*policy.priority, *mentees.priority))
    sides = (tuple(in_timetable(p, policy) for p in roster.pupils) for roster in (mentors, mentees))
    mentor_pupils, mentee_pupils = sides
    pool = Pool(mentors=mentor_pupils, mentees=mentee_pupils, policy=policy, unasked=unasked(mentors, mentees))
    pool = _asked_for(_with_capacity(pool, options.capacity), options)
    pool = pool if options.site is None else veiled(pool, options.site)
    ignored = tuple(dict.fromkeys((*mentors.ignored, *mentees.ignored)))
    return Asked(pool=pool, ignored=ignored, site=options.site)


def _from_scores(table: ScoreTable | ScoreList, policy: MatchingPolicy, options: Options) -> Asked:
    pool = Pool(
        mentors=tuple(Pupil(id=name) for name in table.mentors),
        mentees=tuple(Pupil(id=name) for name in table.mentees),
        policy=dataclasses.replace(policy, capacity=max(policy.capacity, 1)),
    )
    if not options.capacity and policy.capacity > 1:
        pool = _with_capacity(pool, (str(policy.capacity),))
    return Asked(pool=_asked_for(_with_capacity(pool, options.capacity), options), scores=table)


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
    known = {p.id.lower(): p.id for p in pool.mentors}  # a look through everybody for each line would take hours
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for number, cells in lines:
        if not _is_number(cells[1:]):
            what = f"says {', '.join(c.strip() for c in cells[1:]) or 'no number'!r} for {cells[0].strip()!r}"
            mend = "write the mentor and a whole number, for example ann,2"
            problems.append(Problem(file=str(path), line=number, place="capacity", what=what, mend=mend))
            continue
        try:
            mentor = known.get(cells[0].strip().lower()) or find_pupil(cells[0], pool.mentors, "mentor").id
            found[mentor] = int(cells[1])
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

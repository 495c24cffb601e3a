"""From what was asked to a draft: the judged pairs, the best of them, and what one site may see of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from service.matching.asked import Asked
from service.matching.scores import ScoreTable
from service.matching.site import codes, only
from service.settings.problems import ConfigError, Problem
from workflows.matching.frame import Frame
from workflows.matching.outcome import Outcome, explained
from workflows.matching.pool import ready
from workflows.matching.problem import LockedOutError
from workflows.matching.pupil import Pool
from workflows.matching.reasons import broken_rules
from workflows.matching.rules import Scored, score
from workflows.matching.wording import why_not

LANGUAGE = "en"


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


def run(asked: Asked) -> Run:
    """Judge and draft. Raises `ConfigError` for locks that cannot be kept and points that are too large."""
    judged = question(asked)
    drafted = Run(pool=asked.pool, outcome=_drafted(judged), scale=judged.scale, ignored=judged.ignored)
    if judged.site is None:
        return drafted
    seen = only(drafted.outcome, judged.pool, judged.site)
    return dataclasses.replace(drafted, outcome=seen, site=judged.site, codes=judged.codes, whole=drafted.outcome)


def question(asked: Asked) -> Question:
    """Judge every pair. Raises `ConfigError` for locks that may not be."""
    frame = Frame(ready(asked.pool))
    scored = score(frame) if asked.scores is None else _scored(asked.scores.table(), frame)
    _refuse_broken_locks(asked.pool, frame, scored)
    return Question(
        pool=asked.pool, frame=frame, scored=scored, scale=asked.scale, ignored=asked.ignored, site=asked.site
    )


def _scored(table: ScoreTable, frame: Frame) -> Scored:
    empty = np.array([[p is None for p in line] for line in table.points], dtype=np.bool_).reshape(frame.shape[::-1]).T
    total = np.array([[p or 0 for p in line] for line in table.points], dtype=np.int64).reshape(frame.shape[::-1]).T
    apart = frame.pairs(frame.pool.forbidden)
    return Scored(~(empty | apart), {"forbidden": empty, "apart": apart}, {}, np.ascontiguousarray(total))


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

"""Co-mentoring: the next round of a class in which everybody is in a pair and nobody meets the same person twice.

Pairs that ended or were forbidden are never made again, so ending a round's pairs is what starts the next round. The
two sides of a stored pair mean nothing here. A group of three is stored as three pairs round a circle: each pupil is
once on either side of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflows.matching.circle import rounds
from workflows.matching.circle_check import gap_of
from workflows.matching.circle_proof import proofs_of
from workflows.matching.frame import Frame
from workflows.matching.groups import half_approved
from workflows.matching.outcome import LeftOut, Placed
from workflows.matching.pool import names_of, ready
from workflows.matching.problem import LockedOutError, Pairing
from workflows.matching.pupil import Pool, Pupil
from workflows.matching.reasons import common_slots, why_pair
from workflows.matching.rules import Scored, score
from workflows.state import Pair, PairStatus, Role
from workflows.text.say import say
from workflows.view import View


@dataclass(frozen=True, slots=True)
class EqualRound:
    """The best round of every class: its pairs, who is left out and why, and how many points more there could be."""

    pairs: tuple[Placed, ...]
    left: tuple[LeftOut, ...]
    gap: int


def equal_pairs(pool: Pool, view: View, language: str) -> EqualRound:
    """The best round for each class, each proven by `circle_check`, which knows nothing of the solver.

    Raises `LockedOutError` when somebody is locked into two pairs, or into one that may not be.
    """
    judge = _Judge(ready(pool), language)
    standing = (*view.find(Pair, status=PairStatus.ACTIVE), *half_approved(view))
    busy = {who for p in standing for who in (p.mentor_id, p.mentee_id)}
    locks = sorted(pair for pair in judge.pool.locked if not busy & set(pair))
    judge.check(locks)
    groups, left, gap = _best_rounds(judge, busy.union(*locks), language)
    made = [judge.placed(a, b) for a, b in locks]
    made += [judge.placed(a, b, group) for group in groups for a, b in _round(group)]
    left = [*(_missing(p, language) for p in pool.mentees if p.missing), *left]
    # the judge counts every point twice, so that what was announced can break a tie
    return EqualRound(tuple(sorted(made, key=lambda p: (p.mentor, p.mentee))), tuple(left), gap // 2)


def _best_rounds(judge: _Judge, taken: set[str], language: str) -> tuple[list[tuple[str, ...]], list[LeftOut], int]:
    """The groups of the best round of every class, who is left out, and the gaps of the proofs together."""
    groups, left, gap = list[tuple[str, ...]](), list[LeftOut](), 0
    for members in _classes(judge.pool, taken):
        people = sorted(p.id for p in members)
        held = rounds(people, judge.fit, 1)
        groups += held[0] if held else ()
        left += [] if held else _waiting(members, language)
        gap += sum(gap_of(proof) for proof in proofs_of(people, judge.fit, held))
    return groups, left, gap


class _Judge:
    """What two equals count together: what the rules say of them both ways round."""

    def __init__(self, pool: Pool, language: str) -> None:
        self.pool, self._language = pool, language
        self._frame = Frame(pool)
        self._scored: Scored = score(self._frame)
        self._names = names_of(pool)

    def fit(self, a: str, b: str) -> int | None:
        """Points of the two, None when they may not be together. Of equals, those announced before stay together."""
        if not self._may(a, b):
            return None
        return 2 * self._points(a, b) + bool({(a, b), (b, a)} & self.pool.announced)

    def check(self, locks: Sequence[Pairing]) -> None:
        """Raise `LockedOutError` for locks that cannot be kept together."""
        people = [who for pair in locks for who in pair]
        wrong = [p for p in locks if not self._may(*p) or any(people.count(who) > 1 for who in p)]
        if wrong:
            raise LockedOutError(tuple(wrong))

    def placed(self, a: str, b: str, group: tuple[str, ...] = ()) -> Placed:
        """The pair with its reasons, said both ways round."""
        language, frame = self._language, self._frame
        ways = ((frame.row[a], frame.column[b]), (frame.row[b], frame.column[a]))
        said = [line for i, j in ways for line in why_pair(self._scored, frame, i, j, language=language)]
        locked = bool({(a, b), (b, a)} & self.pool.locked)
        first = [say(language, "matching.why.locked")] if locked else []
        if len(group) > 2:
            names = ", ".join(self._names[who] for who in group)
            first.append(say(language, "matching.equals.three", names=names))
        return Placed(
            mentor=a,
            mentee=b,
            score=self._points(a, b),
            reasons=tuple(dict.fromkeys((*first, *said))),
            slots=common_slots(frame.mentees[frame.row[b]], frame.mentors[frame.column[a]]),
            locked=locked,
        )

    def _may(self, a: str, b: str) -> bool:
        row, column, allowed = self._frame.row, self._frame.column, self._scored.allowed
        return bool(allowed[row[a], column[b]] and allowed[row[b], column[a]])

    def _points(self, a: str, b: str) -> int:
        row, column, total = self._frame.row, self._frame.column, self._scored.total
        return int(total[row[a], column[b]] + total[row[b], column[a]])


def _classes(pool: Pool, taken: set[str]) -> Iterator[tuple[Pupil, ...]]:
    """Everybody still free, class by class."""
    found: dict[str, list[Pupil]] = {}
    for pupil in pool.mentees:
        if pupil.id not in taken:
            found.setdefault(pupil.kind, []).append(pupil)
    for _, members in sorted(found.items()):
        yield tuple(members)


def _round(group: tuple[str, ...]) -> Iterator[Pairing]:
    # two make one pair; three make one pair each with the next one round
    for place in range(1 if len(group) == 2 else len(group)):
        yield group[place], group[(place + 1) % len(group)]


def _missing(pupil: Pupil, language: str) -> LeftOut:
    text = say(language, "matching.unmatched.missing", name=pupil.shown, missing="; ".join(pupil.missing))
    return LeftOut(pupil=pupil.id, role=Role.MENTEE, reasons=(text,))


def _waiting(members: tuple[Pupil, ...], language: str) -> list[LeftOut]:
    why = say(language, "matching.equals.alone" if len(members) == 1 else "matching.equals.exhausted")
    return [LeftOut(pupil=p.id, role=Role.MENTEE, reasons=(why,)) for p in members]

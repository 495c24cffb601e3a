"""The two sides as number tables: what rules compute on, for all pairs at once. Rows are mentees, columns mentors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workflows.matching.normalise import normal, normal_set
from workflows.matching.pupil import Pool, Pupil

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Frame:
    """Mentees x mentors of one pool, with the comparisons rules share."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.policy = pool.policy
        self.mentors = pool.mentors
        self.mentees = pool.mentees
        self.shape = (len(pool.mentees), len(pool.mentors))
        self.row = {p.id: i for i, p in enumerate(pool.mentees)}
        self.column = {p.id: j for j, p in enumerate(pool.mentors)}
        self._counted: dict[tuple[str, str], Ints] = {}
        self._sets: dict[tuple[bool, str], list[frozenset[str]]] = {}

    @cached_property
    def common_slots(self) -> Ints:
        """How many slots both can make."""
        return self.common("slots", "slots")

    def common(self, mentee_field: str, mentor_field: str) -> Ints:
        """How many words of the two lists are the same."""
        key = (mentee_field, mentor_field)
        if key not in self._counted:
            ours, theirs = self._words(self.mentees, mentee_field), self._words(self.mentors, mentor_field)
            words = {w: k for k, w in enumerate(sorted(frozenset().union(*ours) & frozenset().union(*theirs)))}
            self._counted[key] = _shared_bits(_bits(ours, words), _bits(theirs, words))
        return self._counted[key]

    def _words(self, people: tuple[Pupil, ...], field: str) -> list[frozenset[str]]:
        key = (people is self.mentors, field)
        if key not in self._sets:
            self._sets[key] = [normal_set(getattr(p, field)) for p in people]
        return self._sets[key]

    def sizes(self, mentee_field: str) -> Ints:
        """How many different words each mentee gave, as a column."""
        return np.array([len(words) for words in self._words(self.mentees, mentee_field)], dtype=np.int64)[:, None]

    def grades(self) -> tuple[Ints, Ints]:
        """Grades of the mentees as a column and of the mentors as a row."""
        mentees = np.array([p.grade for p in self.mentees], dtype=np.int64)
        return mentees[:, None], np.array([p.grade for p in self.mentors], dtype=np.int64)[None, :]

    def same(self, read: Callable[[Pupil], str]) -> Bools:
        """Where both sides have the same text, empty text included."""
        codes: dict[str, int] = {}

        def code(people: Iterable[Pupil]) -> Ints:
            return np.array([codes.setdefault(normal(read(p)), len(codes)) for p in people], dtype=np.int64)

        return np.asarray(code(self.mentees)[:, None] == code(self.mentors)[None, :])

    def each(self, read: Callable[[Pupil], bool]) -> tuple[Bools, Bools]:
        """A yes/no of each mentee as a column and of each mentor as a row."""
        mentees = np.array([read(p) for p in self.mentees], dtype=np.bool_)
        return mentees[:, None], np.array([read(p) for p in self.mentors], dtype=np.bool_)[None, :]

    def named(self, by_mentees: str | None, by_mentors: str | None) -> Floats:
        """How high one side placed the other in its list of names: 1 first, 2/3 second, 1/3 third, 0 otherwise."""
        table = np.zeros(self.shape)
        for row, col, rank in self._mentions(by_mentees, by_mentors):
            table[row, col] = max(table[row, col], max(0.0, 1 - rank / 3))
        return table

    def mentioned(self, by_mentees: str, by_mentors: str) -> Bools:
        """Where either side names the other in that list, at any place."""
        table = np.zeros(self.shape, dtype=np.bool_)
        for row, col, _ in [*self._mentions(by_mentees, None), *self._mentions(None, by_mentors)]:
            table[row, col] = True
        return table

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> Bools:
        """Where the pair is in a list of (mentor, mentee), each by id or address."""
        table = np.zeros(self.shape, dtype=np.bool_)
        for mentor, mentee in pairs:
            for col in self._columns.get(mentor.lower(), ()):
                for row in self._rows.get(mentee.lower(), ()):
                    table[row, col] = True
        return table

    def _mentions(self, by_mentees: str | None, by_mentors: str | None) -> Iterable[tuple[int, int, int]]:
        if by_mentees:
            for row, pupil in enumerate(self.mentees):
                for rank, name in enumerate(getattr(pupil, by_mentees)):
                    yield from ((row, col, rank) for col in self._columns.get(name.strip().lower(), ()))
        if by_mentors:
            for col, pupil in enumerate(self.mentors):
                for rank, name in enumerate(getattr(pupil, by_mentors)):
                    yield from ((row, col, rank) for row in self._rows.get(name.strip().lower(), ()))

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        return _by_handle(self.mentees)

    @cached_property
    def _columns(self) -> dict[str, list[int]]:
        return _by_handle(self.mentors)


def _bits(sets: list[frozenset[str]], words: dict[str, int]) -> NDArray[np.uint64]:
    """Each set as bits, one for a word, 64 to a number."""
    lanes = len(words) // 64 + 1
    packed = [[0] * lanes for _ in sets]
    for line, chosen in zip(packed, sets, strict=True):
        for word in chosen:
            place = words.get(word)
            if place is not None:
                line[place // 64] |= 1 << place % 64
    return np.array(packed, dtype=np.uint64).reshape(len(sets), lanes)


def _shared_bits(ours: NDArray[np.uint64], theirs: NDArray[np.uint64]) -> Ints:
    count = np.zeros((len(ours), len(theirs)), dtype=np.int64)
    for lane in range(ours.shape[1]):
        count += np.bitwise_count(ours[:, lane, None] & theirs[None, :, lane])
    return count


def _by_handle(people: Iterable[Pupil]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, pupil in enumerate(people):
        for handle in pupil.handles:
            found.setdefault(handle, []).append(index)
    return found

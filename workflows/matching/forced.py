"""Pairs that every draft of a face has: they are fixed before a tier is solved, and little is left to choose among.

Whoever may not be left out and has one candidate left takes that one; a mentor who must be full and has no more
candidates than room takes them all. Each such pair takes candidates from others, who may then have one left.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from workflows.matching.frame import Bools, Ints


class Forced:
    """Mentees are nodes with room for one, mentors follow them with theirs; candidates are the edges between.

    `must` says which nodes take as many as they have room for. Ask `pairs` once.
    """

    def __init__(self, row: Ints, mentor: Ints, room: Ints, must: Bools) -> None:
        self._ends = row.tolist(), (mentor + (len(must) - len(room))).tolist()
        self._room = [1] * (len(must) - len(room)) + room.tolist()
        self._must: list[bool] = must.tolist()
        self._edges: list[list[int]] = [[] for _ in self._must]
        for ends in self._ends:
            for edge, node in enumerate(ends):
                self._edges[node].append(edge)
        self._left = [len(edges) for edges in self._edges]
        self._waiting = deque(range(len(self._must)))
        self._open = [True] * len(row)

    def pairs(self) -> tuple[NDArray[np.int64], Bools]:
        """The edges taken for certain, and which edges are still to be chosen among."""
        taken: list[int] = []
        while self._waiting:
            node = self._waiting.popleft()
            if not (self._must[node] and 0 < self._left[node] <= self._room[node]):
                continue
            for edge in [e for e in self._edges[node] if self._open[e]]:
                taken.append(edge)
                self._take(edge)
        return np.array(taken, dtype=np.int64), np.array(self._open, dtype=np.bool_)

    def _take(self, edge: int) -> None:
        self._close(edge)
        for node in (self._ends[0][edge], self._ends[1][edge]):
            self._room[node] -= 1
            for other in self._edges[node] if not self._room[node] else ():
                if self._open[other]:
                    self._close(other)

    def _close(self, edge: int) -> None:
        self._open[edge] = False
        for node in (self._ends[0][edge], self._ends[1][edge]):
            self._left[node] -= 1
            self._waiting.append(node)

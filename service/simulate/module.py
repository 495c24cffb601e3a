"""What a module of the programme is in a simulation: who lives with it, and what must hold when all is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Protocol

from service.simulate.agenda import Agenda
from service.simulate.evidence import Evidence
from service.simulate.outside import Book, Outside
from service.simulate.post import Letter
from service.simulate.school import School
from workflows.events import Event


class Actor(Protocol):
    """Pupils, guardians and staff as far as one module concerns them."""

    def begin(self, start: datetime) -> None:
        """Plan what they will do of their own accord."""

    def read(self, letter: Letter, now: datetime) -> None:
        """React to one mail, whoever it is for."""

    def work(self, book: Book, now: datetime) -> None:
        """What staff do for this module while the workbook is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What an actor has to act with. `tell` is a command of the school's office (an import), with its identity.

    `closed` are the titles of tabs in which the lead decides nothing for now; an actor closes and opens them.
    """

    school: School
    outside: Outside
    random: Random
    agenda: Agenda
    tell: Callable[[Event, str], None]
    closed: set[str] = field(default_factory=set)


Faults = Mapping[str, Iterable[str]]
"""What must not be there, by the rule it breaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One group of capabilities in a simulation. `audit` names what it found wrong in the files, by rule."""

    name: str
    play: Callable[[Stage], Actor] | None = None
    audit: Callable[[Evidence], Faults] | None = None

"""The programme's modules in a simulation: who lives with each, and what must hold in the files when all is over.

A module has a file of its own beside this one with a `Module`; one line in `MODULES` hooks it in. What switches it
on is in `everything`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    """What an actor has to act with. `tell` is a command of the school's office (an import), with its identity."""

    school: School
    outside: Outside
    random: Random
    agenda: Agenda
    tell: Callable[[Event, str], None]


Faults = Mapping[str, Iterable[str]]
"""What must not be there, by the rule it breaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One group of capabilities in a simulation. `audit` names what it found wrong in the files, by rule."""

    name: str
    play: Callable[[Stage], Actor] | None = None
    audit: Callable[[Evidence], Faults] | None = None


MODULES: tuple[Module, ...] = ()
"""Every module, in the order in which its people act."""


def cast_of(stage: Stage) -> tuple[Actor, ...]:
    """Everybody who plays."""
    return tuple(module.play(stage) for module in MODULES if module.play)


def audited(evidence: Evidence) -> Mapping[str, Sequence[str]]:
    """What the modules' own audits found, by `module: rule`; rules that were kept have an empty list."""
    return {
        f"{module.name}: {rule}": list(faults)
        for module in MODULES
        if module.audit
        for rule, faults in module.audit(evidence).items()
    }

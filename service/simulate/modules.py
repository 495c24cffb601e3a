"""The programme's modules in a simulation: how the simulated school switches each on, and who lives with it.

A module has a file of its own beside this one (`play_<module>.py`) with a `MODULE`; one line in `MODULES` hooks it in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from workflows.policy import Policy


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


Faults = Mapping[str, Sequence[str]]
"""What must not be there, by the name of the rule it breaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One group of capabilities in a simulation. `audit` names what it found wrong in the files, by rule."""

    name: str
    switch_on: Callable[[Policy], Policy]
    play: Callable[[Stage], Actor] | None = None
    audit: Callable[[Evidence], Faults] | None = None


MODULES: tuple[Module, ...] = ()
"""Every module, in the order in which they are switched on and act."""


def all_on(policy: Policy) -> Policy:
    """The policy with every module on."""
    for module in MODULES:
        policy = module.switch_on(policy)
    return policy


def cast(stage: Stage, *, modules: bool) -> tuple[Actor, ...]:
    """Everybody who plays, nobody when the modules are off."""
    return tuple(module.play(stage) for module in MODULES if modules and module.play)


def audited(evidence: Evidence, *, modules: bool) -> Faults:
    """What the modules' own audits found, without rules that were kept."""
    found: dict[str, Sequence[str]] = {}
    for module in MODULES:
        if modules and module.audit:
            found |= {f"{module.name}: {rule}": list(faults) for rule, faults in module.audit(evidence).items() if faults}
    return found

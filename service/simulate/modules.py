"""The programme's modules in a simulation: who lives with each, and what must hold in the files when all is over.

A module has a file of its own beside this one with a `Module` (see `module`); one line in `MODULES` hooks it
in. What switches it on is in `everything`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.simulate.adults import ADULTS
from service.simulate.beginning import BEGINNING
from service.simulate.ending import ENDING
from service.simulate.evidence import Evidence
from service.simulate.living import LIVING
from service.simulate.module import Actor, Module, Stage
from service.simulate.office import OFFICE
from service.simulate.tasting import TASTING
from service.simulate.whole import WHOLE
from service.simulate.wider import WIDER

MODULES: tuple[Module, ...] = (BEGINNING, ENDING, LIVING, TASTING, OFFICE, WIDER, ADULTS, WHOLE)
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

"""The simulated school's policy with every module of the programme switched on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from service.simulate.first_weeks import with_beginning
from service.simulate.life_settings import with_life
from workflows.policy import Policy

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Fill = Callable[[Policy], Policy]

FILLED: tuple[Fill, ...] = (with_beginning, with_life)
"""What a module needs besides its switch (lists, dates, names): one function for each, in this order."""


def sections(policy: Policy) -> Mapping[str, DataclassInstance]:
    """The parts of a policy that hold settings of their own, by name."""
    values = {f.name: getattr(policy, f.name) for f in fields(policy)}
    return {name: value for name, value in values.items() if is_dataclass(value) and not isinstance(value, type)}


def everything_on(policy: Policy) -> Policy:
    """Every section that has a switch `on` is on, and filled with what it needs."""
    for name, section in sections(policy).items():
        if hasattr(section, "on"):
            changed: dict[str, Any] = {name: replace(section, on=True)}
            policy = replace(policy, **changed)
    for fill in FILLED:
        policy = fill(policy)
    return policy

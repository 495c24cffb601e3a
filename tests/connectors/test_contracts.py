"""The contracts are whole: each method of each port has its tests."""

from __future__ import annotations

import inspect
from typing import Protocol

import pytest

from connectors import ports
from tests.connectors import contracts

PORTS = [
    value
    for value in vars(ports).values()
    if inspect.isclass(value) and Protocol in value.__bases__ and value.__module__ == ports.__name__
]
METHODS = [
    (port.__name__, name)
    for port in PORTS
    for name in vars(port)
    if inspect.isfunction(vars(port)[name]) and name[0] != "_"
]


@pytest.mark.parametrize(("port", "method"), METHODS)
def test_every_port_method_has_contract_tests(port: str, method: str) -> None:
    contract = getattr(contracts, f"{port}Contract")
    assert [name for name in vars(contract) if name.startswith(f"test_{method}_")]


def test_no_port_is_forgotten() -> None:
    assert {port for port, _ in METHODS} == {port.__name__ for port in PORTS}
    assert len(PORTS) >= 7

"""What holds for every test: no way out to the network, and under CI nothing is skipped in silence."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

# The same examples in every run, and no time limit for one of them: a loaded machine is no failure.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")

LOOPBACK = ("127.", "::1", "localhost")


def _keep_on_this_machine(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse a connection to any address but loopback; socket files (Unix) have a plain string as address."""
    if event != "socket.connect":
        return
    address = arguments[1]
    if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
        raise RuntimeError(f"a test tried to reach {address[0]}; tests stay on this machine")


sys.addaudithook(_keep_on_this_machine)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI=true a skipped test is a failed one: a missing server must not look like a pass."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and under CI=true nothing may be: {report.longrepr}"
    return report

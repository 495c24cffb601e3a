from __future__ import annotations

import subprocess
import sys

import pytest

IMPORT_ONLY = """
import sys

import pytest
def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind") or (event == "open" and arguments[1] in ("w", "a", "x", "wb", "ab")):
        raise RuntimeError(event)
sys.dont_write_bytecode = True
sys.addaudithook(refuse)
import service.app
"""


@pytest.mark.slow
def test_importing_the_app_touches_nothing() -> None:
    assert subprocess.run([sys.executable, "-c", IMPORT_ONLY], check=False, timeout=60).returncode == 0

"""Who may import whom, what an idle process loads, and that importing does nothing."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.figures import ROOMS, ROOT, modules_of

HEAVY = {"azure", "googleapiclient", "gspread", "msgraph", "numpy", "playwright", "scipy"}
# Alembic runs these itself, inside a migration.
BY_ALEMBIC = "service/storage/migrations/"
WATCH = """
import importlib, sys
def watch(event, arguments):
    mode = arguments[1] if event == "open" else ""
    if event == "socket.bind" and arguments[1] == ("::1", 0):
        return  # urllib3 asks in this way whether the machine has IPv6
    if event == "subprocess.Popen" and arguments[0] == "file":
        return  # croniter asks in this way for the machine's word size
    if event in {"socket.connect", "socket.bind", "subprocess.Popen"} or set(str(mode or "")) & set("wax+"):
        print(event, arguments)
sys.dont_write_bytecode = True
names = sys.stdin.read().split()
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
"""


def run(code: str, said: str = "") -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, input=said, capture_output=True, text=True, check=True).stdout


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


def test_import_contracts_are_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("workflows/school.py", "import os", "workflows take values"),
        ("workflows/rules.py", "import scipy", "numeric solvers"),
        ("workflows/consent.py", "import workflows.checkins", "workflows are strangers"),
        ("connectors/ports.py", "import workflows.state", "service stands above"),
        ("connectors/local/files.py", "import connectors.google.auth", "suites are strangers"),
        ("service/storage/due.py", "import service.delivery.retry", "rooms of the service"),
        ("service/intake/inbox.py", "import connectors.registry", "only the wiring"),
    ],
)
def test_planted_breach_is_found(tmp_path: Path, module: str, line: str, contract: str) -> None:
    for room in ROOMS:
        shutil.copytree(
            ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "templates", "static")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a") as file:
        file.write(f"\n{line}\n")
    broken = [text for text in lint(tmp_path).stdout.splitlines() if " BROKEN" in text]
    assert [contract in text for text in broken] == [True]


@pytest.mark.slow
def test_importing_any_module_opens_no_socket_and_writes_no_file() -> None:
    modules = [m.name for m in modules_of(*ROOMS) if not m.name.startswith(BY_ALEMBIC) and "__main__" not in m.name]
    names = [name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in modules]
    assert run(WATCH, "\n".join(names)) == ""


def test_idle_service_loads_no_solver_and_no_supplier() -> None:
    loaded = run("import service.cli, service.app, service.engine, sys; print(*sys.modules)").split()
    assert sorted({name.split(".")[0] for name in loaded} & HEAVY) == []


def test_workflows_never_ask_for_the_time() -> None:
    asking = {"now", "today", "utcnow"}
    found = [
        f"{module.name}:{node.lineno}"
        for module in modules_of("workflows")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asking
    ]
    assert found == []

"""What must hold for the files under version control: no secrets, no machine's paths, locks that name no index."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from connectors.registry import SUITES
from service.config import load_programme
from service.log import KEYS
from tests.house.figures import ROOT, modules_of, tracked
from tools.docs import out_of_date

LOCKS = ("runtime", "all", "dev", "tools")
LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)
# Put together here, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
    "an access key": re.compile(r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[A-Za-z0-9-]{10,})\b"),
    # A drive of Microsoft's has a folder that is really called so: /items/root.
    "a path of one machine": re.compile(r"(?<!/items)/(?:wo" + r"rk|ro" + r"ot|opt/py" + r"pi|home/[a-z]+)/"),
    "a package index": re.compile("pypi" + r"\.org|files\.python" + r"hosted|registry\.npm" + "js"),
}
SUITE_FILES = {"suite.py", "auth.py", "webhook.py", "forms.py", "tables.py", "calendar.py", "mail.py"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # a picture


def locked(name: str) -> Mapping[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for package, version in LOCKED.findall((ROOT / "requirements" / f"{name}.txt").read_text()):
        versions.setdefault(package, []).append(version)
    return versions


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what: str) -> None:
    pattern = FORBIDDEN[what]
    assert [path.relative_to(ROOT).as_posix() for path in tracked() if pattern.search(text_of(path))] == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_index_and_hashes_everything(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert re.findall(r"^(?:-|.*(?:https?://|file:|@ )).*$", text, re.MULTILINE) == []
    requirements = re.findall(r"^[a-z].*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(requirements) == len(LOCKED.findall(text)) > 0


def test_larger_locks_hold_the_smaller_ones() -> None:
    runtime, everything, dev = (locked(name) for name in LOCKS[:3])
    assert runtime.items() <= everything.items() <= dev.items()


def test_locks_hold_every_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = {re.split(r"[\[<>=~ ]", line)[0] for line in project["project"]["dependencies"]}
    developers = {re.split(r"[\[<>=~ ]", line)[0] for line in project["dependency-groups"]["dev"]}
    assert declared - locked("runtime").keys() == set()
    assert developers - locked("dev").keys() == set()


def test_every_suite_has_the_same_files() -> None:
    folders = [ROOT / "connectors" / name for name in SUITES]
    assert {p.name: sorted(SUITE_FILES - {f.name for f in p.iterdir()}) for p in folders} == {
        p.name: [] for p in folders
    }


def log_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every line of ours to the log, with its place."""
    for module in modules_of("service"):
        for node in ast.walk(module.tree):
            logs = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS
            if (
                isinstance(node, ast.Call)
                and logs
                and ast.unparse(node.func).split(".")[0].lower() in {"log", "logger"}
            ):
                yield f"{module.name}:{node.lineno}", node


def test_log_lines_use_known_keys() -> None:
    known = KEYS | {"exc_info"}
    assert [f"{place} {k.arg}" for place, call in log_calls() for k in call.keywords if k.arg not in known] == []


def test_log_lines_say_fixed_words() -> None:
    said = [
        (p, v) for p, call in log_calls() for v in (*call.args, *(k.value for k in call.keywords if k.arg == "action"))
    ]
    assert [place for place, words in said if not is_fixed(words)] == []


def is_fixed(words: ast.expr) -> bool:
    if isinstance(words, ast.IfExp):
        return is_fixed(words.body) and is_fixed(words.orelse)
    return isinstance(words, ast.Constant)


def test_generated_documents_are_up_to_date() -> None:
    assert out_of_date() == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "examples").glob("*.yaml")), ids=lambda path: path.name)
def test_example_in_the_documents_is_a_programme(path: Path) -> None:
    assert load_programme(path).policy.name


def test_links_between_documents_lead_somewhere() -> None:
    pages = [path for path in tracked("*.md") if not path.name.startswith("CHANGELOG")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    ]
    assert [f"{p.relative_to(ROOT)}: {link}" for p, link in links if not (p.parent / link).exists()] == []

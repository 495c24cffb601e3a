"""What a school installs: the packages of one lock, without the tools that lie beside them here."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, PackagePath, files
from os import pathsep
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVE = (sys.executable, "-S", "-c", "from service.cli import main; main()", "serve")
"""The service, which finds no packages but those of `alone`."""
MB = 2**20


def megabytes(lock: str) -> float:
    """Of the packages that a lock names, as far as they are installed here, with their bytecode."""
    places = (Path(str(file.locate())) for package in _named(lock) for file in _files(package))
    return sum(place.stat().st_size for place in places if place.is_file()) / MB


@contextmanager
def alone(lock: str) -> Iterator[Mapping[str, str]]:
    """The environment in which a process of Python sees the packages of the lock, and no others."""
    with tempfile.TemporaryDirectory() as folder:
        for package in _named(lock):
            for top in {file.parts[0]: file for file in _files(package)}.values():
                _link(top, Path(folder))
        yield {"PYTHONPATH": pathsep.join([folder, str(ROOT)])}


def _link(file: PackagePath, folder: Path) -> None:
    name = file.parts[0]
    link = folder / name
    if name not in {"..", "__pycache__"} and not link.exists():
        link.symlink_to(Path(str(file.locate())).parents[len(file.parts) - 1] / name)


def _named(lock: str) -> list[str]:
    return re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements" / lock).read_text(), re.MULTILINE)


def _files(package: str) -> list[PackagePath]:
    try:
        return files(package) or []
    except PackageNotFoundError:  # for another system, or not asked for here
        return []

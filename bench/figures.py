"""What every bench prints: a figure, its limit or peer, and whether the limit is met; as a table and as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure. `most` and `least` bound it; `beside` says what it is compared with, in words."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None
    beside: str = ""

    @property
    def met(self) -> bool:
        """Whether the figure keeps to its limits; one without limits always does."""
        over = self.most is not None and not self.value <= self.most
        under = self.least is not None and not self.value >= self.least
        return not over and not under

    def __str__(self) -> str:
        limits = (("at most", self.most), ("at least", self.least))
        bound = ", ".join(f"{word} {limit:g}" for word, limit in limits if limit is not None)
        mark = ("ok" if self.met else "MISS") if bound else ""
        shown = f"{self.value:12.3f}".rstrip("0").rstrip(".")
        return f"{mark:4} {self.name:52} {shown:>12} {self.unit:8} {bound:18} {self.beside}".rstrip()

    def as_json(self) -> dict[str, object]:
        """The figure as JSON holds it."""
        return {**asdict(self), "met": self.met}


def options(doc: str | None) -> argparse.ArgumentParser:
    """The options that every bench has; a bench adds its own."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="smaller counts: seconds instead of minutes")
    parser.add_argument("--json", action="store_true", help="print JSON alone")
    return parser


def show(figures: Iterable[Figure], *, as_json: bool) -> int:
    """Print each figure as soon as it is measured, or all as JSON; 1 when a limit is missed, else 0."""
    found = []
    for figure in figures:
        found.append(figure)
        if not as_json:
            print(figure, flush=True)
    if as_json:
        print(json.dumps([figure.as_json() for figure in found], indent=2))
    return 0 if all(figure.met for figure in found) else 1


def progress(what: str) -> None:
    """Say on the error stream what is being measured now."""
    print(f"... {what}", file=sys.stderr, flush=True)


def middle(values: Iterable[float], share: float = 0.5) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")

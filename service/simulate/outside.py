"""What is outside the service in a simulation: where people act, where they read, and what is left to be judged.

The year is the same on every suite; only where a form is filled, a mail is read and a cell is edited differs. The
local suite's outside is a folder (`on_disk`). The outside of any other suite comes from elsewhere, for only somebody
who holds a school's whole tenant, or stands in for it, can play its people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from service.simulate.evidence import Evidence
from service.simulate.inside import Site
from service.simulate.plan import Plan
from service.simulate.post import Letter
from service.simulate.school import School

Answers = Mapping[str, tuple[str, ...]]
Row = Mapping[str, str]


class Book(Protocol):
    """The workbook while a person has it open. Tabs go by their title, columns by the words above them."""

    def rows(self, title: str) -> Iterator[tuple[int, Row]]:
        """The rows that have a key, from the top, each with its number."""

    def put(self, title: str, number: int, column: str, text: str) -> None:
        """Type into a cell; a column that is not there is left alone."""

    def sort(self, title: str, *, descending: bool) -> None:
        """Sort the tab by its first visible column."""

    def insert_row(self, title: str, place: float) -> None:
        """Insert an empty row, `place` between 0 (above the first) and 1 (below the last)."""

    def add_column(self, title: str, words: str, text: str) -> None:
        """Write in the free room to the right: words above, a text below them."""

    def rename(self, title: str, old: str, new: str) -> None:
        """Call a column something else."""

    def delete_first(self, title: str) -> str | None:
        """Delete the first row; its key, None when there is no row."""

    def paste(self, title: str, text: str, formula: str) -> None:
        """Paste a text and a formula below the last row, in two rows of two columns."""


class Outside(Protocol):
    """Everything a school's people touch."""

    def move(self, now: datetime) -> None:
        """It is `now` for everybody."""

    def submit(self, form: str, answers: Answers, now: datetime) -> None:
        """Somebody sends a form."""

    def told(self) -> Sequence[str]:
        """The notifications that got through to the service since this was last asked.

        Each is a source, or `source:name` where it names what is new there.
        """

    @property
    def tells_at(self) -> datetime | None:
        """When the next notification gets through by itself; None when none is on its way."""

    def letters(self, addresses: Sequence[str] | None) -> Iterator[Letter]:
        """Mails that arrived since the last look; `addresses` names who may have some, None everybody."""

    def open_book(self) -> bool:
        """Staff open the workbook; False when there is none yet."""

    def work_at_book(self, work: Callable[[Book], None], now: datetime) -> None:
        """Staff do their work in the workbook they opened, and close it."""

    def evidence(self, deleted: Sequence[str]) -> Evidence:
        """What a person could read when all is over; `deleted` are the rows that staff deleted, as `tab/key`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """People who are ready to play, and where the service is to stand: its suite, settings and injected faults."""

    outside: Outside
    site: Site
    faults: float = 0.0  # beside those that the outside brings itself


class Players(Protocol):
    """What a module named by `nearpeer simulate --outside` has under the name `play`."""

    def __call__(self, plan: Plan, school: School, out: Path) -> AbstractContextManager[Played]:
        """People for this plan; what they need is let go of at the end."""


def players(module: str) -> Players:
    """The players of a module. Raises `ImportError` when there is no such module, or none in it."""
    found = getattr(import_module(module), "play", None)
    if found is None:
        raise ImportError(f"{module} has no function called play")
    return cast("Players", found)

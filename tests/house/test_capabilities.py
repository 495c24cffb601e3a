"""The table of capabilities in `docs/programme.md` is whole, and names only what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.figures import ROOT

TABLE = (ROOT / "docs" / "programme.md").read_text("utf-8")
ROW = re.compile(r"^\| (\d+) \|(.*)\|$", re.MULTILINE)
PLACE = re.compile(r"`((?:workflows|service|connectors|tests|docs|tools)/[\w./-]+)`")


def rows() -> Iterator[tuple[int, list[str]]]:
    """Each row's number and its cells."""
    for number, cells in ROW.findall(TABLE):
        yield int(number), [cell.strip() for cell in cells.split("|")]


def test_every_capability_has_its_row() -> None:
    assert [number for number, _ in rows()] == list(range(1, 54))


def test_every_row_says_where_how_shown_and_how_switched() -> None:
    assert [number for number, cells in rows() if len(cells) != 4 or not all(cells)] == []


def test_every_place_named_is_there() -> None:
    assert [place for place in PLACE.findall(TABLE) if not (ROOT / place).exists()] == []
